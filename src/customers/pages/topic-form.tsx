import { useSend } from '#ui/api.ts'
import { Form, Submit, TextField } from '#ui/index.ts'
import { languageNames, languages, useText } from '#ui/text.tsx'
import messages from '../messages/index.ts'
import { addTopic, changeTopic, listTopics, type Topic } from '../topic-api.ts'

type Values = { name: string; en: string; th: string; lo: string; km: string }

/** Only the languages that were given; the plain name stands in for the others. */
const input = ({ name, ...rest }: Values) => ({
  name,
  names: Object.fromEntries(Object.entries(rest).filter(([, value]) => value.trim() !== '')),
})

export function AddTopic({ parentId, onDone }: { parentId: string | null; onDone: () => void }) {
  const t = useText(messages)
  const send = useSend(addTopic, { refresh: [listTopics], onDone })
  const start: Values = { name: '', en: '', th: '', lo: '', km: '' }
  return (
    <Form schema={addTopic.input} start={start} send={send} input={values => ({ parentId, ...input(values) })} label={t('add.topic')}>
      <Names />
      <Submit>{t('add.topic')}</Submit>
    </Form>
  )
}

export function EditTopic({ topic }: { topic: Topic }) {
  const t = useText(messages)
  const send = useSend(changeTopic, { refresh: [listTopics] })
  const { en = '', th = '', lo = '', km = '' } = topic.names
  const start: Values = { name: topic.name, en, th, lo, km }
  return (
    <Form
      schema={changeTopic.input}
      start={start}
      send={send}
      input={values => ({ id: topic.id, ...input(values) })}
      label={t('edit.name', { name: topic.name })}
    >
      <Names />
      <Submit>{t('save')}</Submit>
    </Form>
  )
}

function Names() {
  const t = useText(messages)
  return (
    <>
      <TextField name="name" label={t('topic.name')} required autoFocus />
      <fieldset className="part-stack" style={{ gap: 10 }}>
        <legend className="field-label">{t('topic.names')}</legend>
        {languages.map(one => (
          <TextField key={one} name={one} label={languageNames[one]} lang={one} />
        ))}
      </fieldset>
    </>
  )
}
