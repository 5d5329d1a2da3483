import { useSend } from '#ui/api.ts'
import { CheckField, Form, notice, Submit, TextField } from '#ui/index.ts'
import { useText } from '#ui/text.tsx'
import messages from '../messages/index.ts'
import { listViews, type Question, saveView } from '../views-api.ts'

type Props = { question: Partial<Question> & { metric: string }; onDone: () => void }

/** A name, and whether everybody finds it. */
export default function SaveView({ question, onDone }: Props) {
  const t = useText(messages)
  const send = useSend(saveView, { refresh: [listViews], onDone: () => notice({ tone: 'good', text: t('view.saved') }) })
  return (
    <Form
      schema={saveView.input}
      start={{ name: '', shared: false }}
      input={values => ({ ...values, question })}
      send={send}
      onDone={onDone}
    >
      <TextField name="name" label={t('view.name')} required />
      <CheckField name="shared" label={t('view.shared')} hint={t('view.shared-hint')} />
      <Submit>{t('view.save')}</Submit>
    </Form>
  )
}
