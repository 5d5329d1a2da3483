import { Button } from '@mantine/core'
import { useSend } from '#ui/api.ts'
import { Dialog, Form, notice, RadioField, Submit, undoable } from '#ui/index.ts'
import { To, useGo } from '#ui/page.tsx'
import { useText } from '#ui/text.tsx'
import { type CaseDetail, countInbox, listCases, listFeedback, mergeCase, splitCase } from '../api.ts'
import messages from '../messages/index.ts'

const refresh = [listCases, listFeedback, countInbox]

/** The customer's other cases that are not over: one of them may be the same matter. */
export const mergeable = ({ customerKnown }: CaseDetail) =>
  (customerKnown?.cases ?? []).filter(one => one.mayRead && one.state !== 'resolved')

/** Which of the customer's other cases this one belongs to. */
export function MergeDialog({ one, onClose }: { one: CaseDetail; onClose: () => void }) {
  const t = useText(messages)
  const send = useMerge(one)
  const others = mergeable(one)
  const options = others.map(({ id, number, words }) => ({
    value: id,
    label: [t('number', { n: number }), words].filter(Boolean).join(' · '),
  }))
  return (
    <Dialog open onClose={onClose} title={t('merge.title')}>
      <p className="soft">{t('merge.why')}</p>
      <Form
        schema={mergeCase.input}
        start={{ into: others[0]?.id ?? '' }}
        send={send}
        input={{ id: one.id }}
        onDone={onClose}
        label={t('merge.title')}
      >
        <RadioField name="into" label={t('merge.into')} options={options} />
        <div className="row end">
          <Submit>{t('merge')}</Submit>
        </div>
      </Form>
    </Dialog>
  )
}

/** Then the case that it became part of is what one reads. */
function useMerge({ id, number }: CaseDetail) {
  const t = useText(messages)
  const go = useGo()
  const split = useSend(splitCase, { refresh })
  return useSend(mergeCase, {
    refresh,
    onDone: into => {
      undoable({ text: t('merge.done', { n: number, into: into.number }), undo: () => split.mutate({ id }) })
      void go('/inbox/$id', { params: { id: into.id } })
    },
  })
}

/** Where a merged case is now, and the way back. */
export function MergedInto({ one }: { one: CaseDetail }) {
  const t = useText(messages)
  const split = useSend(splitCase, { refresh, onDone: back => notice({ tone: 'good', text: t('split.done', { n: back.number }) }) })
  if (!one.mergedInto) return null
  return (
    <div className="row wrap between standing">
      <To page="/inbox/$id" params={{ id: one.mergedInto.id }}>
        {t('merged', { n: one.mergedInto.number })}
      </To>
      {one.may.split && (
        <Button variant="default" loading={split.isPending} onClick={() => split.mutate({ id: one.id })}>
          {t('split')}
        </Button>
      )}
    </div>
  )
}
