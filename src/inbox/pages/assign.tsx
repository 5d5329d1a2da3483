import { useAsk, useSend } from '#ui/api.ts'
import { Dialog, Form, SelectField, Submit, undoable } from '#ui/index.ts'
import { useText } from '#ui/text.tsx'
import { assignCase, type CaseDetail, countInbox, inboxChoices, listCases } from '../api.ts'
import messages from '../messages/index.ts'
import { languageName } from './words.ts'

/** Who should answer: each with the languages they speak and how much they have already. */
export function AssignDialog({ one, onClose }: { one: CaseDetail; onClose: () => void }) {
  const t = useText(messages)
  const { owners } = useAsk(inboxChoices, {})
  const send = useAssign(one)
  const options = owners.map(({ id, name, languages, available, open }) => {
    const person = available ? t('assign.person', { name, n: open }) : t('assign.away', { name })
    return { value: id, label: [person, ...languages.map(languageName)].join(' · ') }
  })
  return (
    <Dialog open onClose={onClose} title={t('assign.title')}>
      <Form
        schema={assignCase.input}
        start={{ ownerId: one.owner.id }}
        send={send}
        input={{ id: one.id }}
        onDone={onClose}
        label={t('assign.title')}
      >
        <SelectField name="ownerId" label={t('assign.field')} options={options} />
        <div className="row end">
          <Submit>{t('assign')}</Submit>
        </div>
      </Form>
    </Dialog>
  )
}

function useAssign({ id, owner }: CaseDetail) {
  const t = useText(messages)
  const refresh = [listCases, countInbox]
  const back = useSend(assignCase, { refresh })
  return useSend(assignCase, {
    refresh,
    onDone: now => undoable({ text: t('assigned', { name: now.owner.name }), undo: () => back.mutate({ id, ownerId: owner.id }) }),
  })
}
