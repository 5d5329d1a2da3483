import { z } from 'zod'
import { dayIn, instantIn, timeIn } from '#core/time/day-start.ts'
import { useSend } from '#ui/api.ts'
import { DayField, Dialog, Form, notice, Submit, TextField, undoable, useNow } from '#ui/index.ts'
import { useFormats, useText } from '#ui/text.tsx'
import { type CaseDetail, countInbox, listCases, setCaseDue } from '../api.ts'
import messages from '../messages/index.ts'
import { useWhen } from './when.ts'

const Asked = z.object({ day: z.iso.date(), time: z.string().regex(/^\d\d:\d\d$/, 'date') })
type Asked = z.output<typeof Asked>

/** Another time that was agreed with the customer, in the workspace's zone. */
export function DueDialog({ one, onClose }: { one: CaseDetail; onClose: () => void }) {
  const t = useText(messages)
  const { zone } = useFormats()
  const send = useDue(one)
  const given = {
    ...send,
    mutateAsync: ({ day, time }: Asked) => send.mutateAsync({ id: one.id, dueAt: instantIn(day, time, zone) }),
  }
  return (
    <Dialog open onClose={onClose} title={t('due.title')}>
      <p className="soft">{t('due.why')}</p>
      <Form
        schema={Asked}
        start={{ day: dayIn(one.dueAt, zone), time: timeIn(one.dueAt, zone) }}
        send={given}
        onDone={onClose}
        label={t('due.title')}
      >
        <DayField name="day" label={t('due.day')} />
        <TextField name="time" type="time" label={t('due.time')} required />
        <div className="row end">
          <Submit>{t('due.save')}</Submit>
        </div>
      </Form>
    </Dialog>
  )
}

/** The old time comes back by undo, as long as it is yet to come. */
function useDue({ id, dueAt }: CaseDetail) {
  const t = useText(messages)
  const when = useWhen()
  const now = useNow()
  const refresh = [listCases, countInbox]
  const back = useSend(setCaseDue, { refresh })
  return useSend(setCaseDue, {
    refresh,
    onDone: set => {
      const text = t('due.set', { time: when.full(set.dueAt) })
      if (dueAt > now) undoable({ text, undo: () => back.mutate({ id, dueAt }) })
      else notice({ tone: 'good', text })
    },
  })
}
