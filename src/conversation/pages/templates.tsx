import { Button } from '@mantine/core'
import { useState } from 'react'
import { useList, useSend } from '#ui/api.ts'
import { AreaField, Card, Dialog, Empty, Form, List, Section, Submit, TextField, undoable, useMay } from '#ui/index.ts'
import { languageNames, languages, useText } from '#ui/text.tsx'
import { archiveTemplate, listTemplates, placeholderNames, saveTemplate, type Template } from '../api.ts'
import messages from '../messages/index.ts'
import { freshId } from './fresh-id.ts'

/** Words that are written again and again, in each language. */
export function Templates() {
  const t = useText(messages)
  const may = useMay()('conversation.templates')
  const list = useList(listTemplates, {})
  const [open, setOpen] = useState<Template | null>(null)
  const add = () => setOpen({ id: freshId(), name: '', texts: {}, archivedAt: null })
  return (
    <Section
      title={t('templates')}
      aside={
        may && (
          <Button size="compact-sm" variant="default" onClick={add}>
            {t('template.add')}
          </Button>
        )
      }
    >
      <Card flush>
        <List
          list={list}
          label={t('templates')}
          keyOf={one => one.id}
          empty={<Empty title={t('templates.none')}>{t('templates.none-why')}</Empty>}
          row={one => <Row one={one} change={may ? () => setOpen(one) : null} />}
        />
      </Card>
      <Dialog open={open !== null} onClose={() => setOpen(null)} title={t(open?.name ? 'template.change' : 'template.add')} side>
        {open && <TemplateForm one={open} onDone={() => setOpen(null)} />}
      </Dialog>
    </Section>
  )
}

function Row({ one: { id, name, texts }, change }: { one: Template; change: (() => void) | null }) {
  const t = useText(messages)
  const back = useSend(archiveTemplate, { refresh: [listTemplates] })
  const archive = useSend(archiveTemplate, {
    refresh: [listTemplates],
    onDone: () => undoable({ text: t('template.archived', { name }), undo: () => back.mutate({ id, archived: false }) }),
  })
  return (
    <span className="row wrap">
      <span className="grow stack">
        <b>{name}</b>
        <span className="row wrap">
          {languages
            .filter(language => texts[language])
            .map(language => (
              <span key={language} className="tag" lang={language}>
                {languageNames[language]}
              </span>
            ))}
        </span>
      </span>
      {change && (
        <span className="row">
          <Button size="compact-sm" variant="subtle" onClick={change} aria-label={t('template.change-of', { name })}>
            {t('template.change')}
          </Button>
          <Button
            size="compact-sm"
            variant="subtle"
            loading={archive.isPending}
            onClick={() => archive.mutate({ id, archived: true })}
            aria-label={t('template.archive-of', { name })}
          >
            {t('template.archive')}
          </Button>
        </span>
      )}
    </span>
  )
}

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
