import { z } from 'zod'
import { dayIn, instantIn, timeIn } from '#core/time/day-start.ts'
import type { Endpoint } from '#kernel/endpoint.ts'
import { useSend } from '#ui/api.ts'
import { DayField, Dialog, Form, Submit, TextField, useNow } from '#ui/index.ts'
import { useFormats, useText } from '#ui/text.tsx'
import { startSend } from '../api.ts'
import messages from '../messages/index.ts'

const HOUR = 3_600_000
const read = (day: string, time: string, zone: string) => {
  const at = instantIn(day, time, zone)
  return Number.isNaN(at.getTime()) ? null : at
}

/** A time at which it goes by itself, in the workspace's zone; a time that is past is no time to send at. */
export function LaterDialog({ id, refresh, onClose }: { id: string; refresh: Endpoint[]; onClose: () => void }) {
  const t = useText(messages)
  const { zone } = useFormats()
  const now = useNow()
  const send = useSend(startSend, { refresh })
  const Asked = z
    .object({ day: z.iso.date(), time: z.string().regex(/^\d\d:\d\d$/, 'date') })
    .refine(({ day, time }) => (read(day, time, zone) ?? now) > now, { path: ['time'], message: 'in-the-past' })
  const given = {
    ...send,
    mutateAsync: ({ day, time }: z.output<typeof Asked>) => send.mutateAsync({ id, sendAt: instantIn(day, time, zone) }),
  }
  const soon = new Date(now.getTime() + HOUR)
  return (
    <Dialog open onClose={onClose} title={t('later')}>
      <p className="soft">{t('later.why', { zone })}</p>
      <Form schema={Asked} start={{ day: dayIn(soon, zone), time: timeIn(soon, zone) }} send={given} onDone={onClose} label={t('later')}>
        <DayField name="day" label={t('later.day')} />
        <TextField name="time" type="time" label={t('later.time')} required />
        <div className="row end">
          <Submit>{t('later.save')}</Submit>
        </div>
      </Form>
    </Dialog>
  )
}
