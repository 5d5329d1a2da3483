import { Button } from '@mantine/core'
import { useState } from 'react'
import { useSend } from '#ui/api.ts'
import { Choice, confirm, Dialog, notice, undoable, useCalled } from '#ui/index.ts'
import { useText } from '#ui/text.tsx'
import { countInbox, type Feedback, joinFeedback, leaveFeedback, listCases, listFeedback } from '../api.ts'
import messages from '../messages/index.ts'

const refresh = [listFeedback, listCases, countInbox]

/** The same matter is in a case already: of this customer, or of anybody where nobody is known. */
export function JoinCase({ one }: { one: Feedback }) {
  const t = useText(messages)
  const called = useCalled()
  const [open, setOpen] = useState(false)
  const leave = useSend(leaveFeedback, { refresh })
  const join = useSend(joinFeedback, {
    refresh,
    onDone: ({ number }) => undoable({ text: t('join.done', { n: number }), undo: () => leave.mutate({ id: one.id }) }),
  })
  return (
    <>
      <Button variant="default" onClick={() => setOpen(true)}>
        {t('join')}
      </Button>
      <Dialog open={open} onClose={() => setOpen(false)} title={t('join.title')}>
        <p className="soft">{t('join.why')}</p>
        <Choice
          from={listCases}
          filter={{ state: ['open', 'replied'], order: 'newest', ...(one.customer && { customer: one.customer.id }) }}
          label={t('case')}
          option={({ id, number, words, customer, author }) => ({
            value: id,
            label: [t('number', { n: number }), called(customer?.name ?? author), words].filter(Boolean).join(' · '),
          })}
          value={null}
          onChange={caseId => caseId && join.mutate({ id: one.id, caseId })}
        />
      </Dialog>
    </>
  )
}

/** It is about something else. A resolved case would not take it back, so there it asks. */
export function LeaveCase({ one }: { one: Feedback & { case: NonNullable<Feedback['case']> } }) {
  const t = useText(messages)
  const { id: caseId, number: n, state } = one.case
  const back = useSend(joinFeedback, { refresh })
  const leave = useSend(leaveFeedback, {
    refresh,
    onDone: () =>
      state === 'resolved'
        ? notice({ tone: 'good', text: t('leave.done', { n }) })
        : undoable({ text: t('leave.done', { n }), undo: () => back.mutate({ id: one.id, caseId }) }),
  })
  const go = async () => {
    const sure = state !== 'resolved' || (await confirm({ title: t('leave'), text: t('leave.sure', { n }), button: t('leave') }))
    if (sure) leave.mutate({ id: one.id })
  }
  return (
    <Button variant="subtle" size="compact-sm" className="no-print" loading={leave.isPending} onClick={() => void go()}>
      {t('leave')}
    </Button>
  )
}
