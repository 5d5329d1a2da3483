import { useList, useSend } from '#ui/api.ts'
import { AreaField, Form, Submit, TextField, useMay } from '#ui/index.ts'
import { languageNames, languages, useText } from '#ui/text.tsx'
import { archiveTemplate, listTemplates, placeholderNames, saveTemplate, type Template } from '../api.ts'
import messages from '../messages/index.ts'
import { freshId } from './fresh-id.ts'
import { KeptThings } from './kept-things.tsx'

/** Words that are written again and again, in each language. */
export function Templates() {
  const t = useText(messages)
  return (
    <KeptThings
      list={useList(listTemplates, {})}
      words={{ title: t('templates'), add: t('template.add'), none: t('templates.none'), noneWhy: t('templates.none-why') }}
      mayChange={useMay()('conversation.templates')}
      fresh={(): Template => ({ id: freshId(), name: '', texts: {}, archivedAt: null })}
      says={one => <Spoken texts={one.texts} />}
      archiving={{ endpoint: archiveTemplate, list: listTemplates, said: name => t('template.archived', { name }) }}
      formTitle={one => t(one.name ? 'template.change' : 'template.add')}
      form={(one, close) => <TemplateForm one={one} onDone={close} />}
    />
  )
}

const Spoken = ({ texts }: Pick<Template, 'texts'>) => (
  <span className="row wrap">
    {languages
      .filter(language => texts[language])
      .map(language => (
        <span key={language} className="tag" lang={language}>
          {languageNames[language]}
        </span>
      ))}
  </span>
)

function TemplateForm({ one, onDone }: { one: Template; onDone: () => void }) {
  const t = useText(messages)
  const send = useSend(saveTemplate, { refresh: [listTemplates] })
  const start = { name: one.name, ...Object.fromEntries(languages.map(language => [`texts.${language}`, one.texts[language] ?? ''])) }
  const input = (values: Record<string, string>) => ({
    id: one.id,
    name: values.name,
    texts: Object.fromEntries(languages.map(language => [language, values[`texts.${language}`] ?? ''])),
  })
  return (
    <Form
      schema={saveTemplate.input}
      start={start}
      send={send}
      input={input as never}
      keep={`template-${one.id}`}
      onDone={onDone}
      label={t('template.change')}
    >
      <TextField name="name" label={t('template.name')} required autoFocus />
      <p className="sm soft">{t('template.places', { list: placeholderNames.map(name => `{{${name}}}`).join(' ') })}</p>
      {languages.map(language => (
        <AreaField key={language} name={`texts.${language}`} label={languageNames[language]} lang={language} />
      ))}
      <Submit>{t('save')}</Submit>
    </Form>
  )
}
