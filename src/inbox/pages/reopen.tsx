import { useSend } from '#ui/api.ts'
import { AreaField, Dialog, Form, notice, Submit } from '#ui/index.ts'
import { useText } from '#ui/text.tsx'
import { type CaseDetail, countInbox, listCases, reopenCase } from '../api.ts'
import messages from '../messages/index.ts'

/** A new 24 hours begin, so it asks first. */
export function ReopenDialog({ one, onClose }: { one: CaseDetail; onClose: () => void }) {
  const t = useText(messages)
  const send = useSend(reopenCase, {
    refresh: [listCases, countInbox],
    onDone: () => notice({ tone: 'good', text: t('reopened-now') }),
  })
  return (
    <Dialog open onClose={onClose} title={t('reopen.title')}>
      <p className="soft">{t('reopen.text')}</p>
      <Form schema={reopenCase.input} start={{ reason: '' }} send={send} input={{ id: one.id }} onDone={onClose} label={t('reopen.title')}>
        <AreaField name="reason" label={t('reopen.reason')} rows={2} />
        <div className="row end">
          <Submit>{t('reopen')}</Submit>
        </div>
      </Form>
    </Dialog>
  )
}
