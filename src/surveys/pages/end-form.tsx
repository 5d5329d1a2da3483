import { ActionIcon, TextInput } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { End } from '#core/surveys/definition.ts'
import { undoable } from '#ui/index.ts'
import { useText } from '#ui/text.tsx'
import messages from '../messages/index.ts'
import { CheckLines } from './check-lines.tsx'
import { Conditions } from './conditions.tsx'
import { useEditor } from './editor.ts'
import { changeEnd, removeEnd, tidy } from './edits.ts'
import { WordField } from './word-field.tsx'

/** What is shown after the last answer. */
export function EndForm({ end }: { end: End }) {
  const t = useText(messages)
  const { draft, edit, go } = useEditor()
  const { key } = end
  const remove = () => {
    const before = draft
    edit(now => removeEnd(now, key))
    go({ at: draft.definition.questions[0]!.key })
    undoable({ text: t('removed-end'), undo: () => edit(() => before) })
  }
  return (
    <div className="q-form">
      <header className="row q-head">
        <h2 className="grow">{t('end')}</h2>
        <ActionIcon aria-label={t('remove-end')} onClick={remove}>
          <IconTrash size={18} stroke={1.7} aria-hidden />
        </ActionIcon>
      </header>
      <CheckLines at={`end:${key}`} />
      <WordField word={`end.${key}.title`} label={t('end-title')} />
      <WordField word={`end.${key}.text`} label={t('end-text')} long />
      <Link end={end} />
      {end.link && <WordField word={`end.${key}.button`} label={t('end-button')} />}
      <Conditions
        label={t('shown-when')}
        always={t('shown-always')}
        when={end.when}
        before={null}
        onChange={when => edit(now => changeEnd(now, key, { when }))}
      />
    </div>
  )
}

/** Taken over when it is an address; until then what is typed stays in the field. */
function Link({ end: { key, link } }: { end: End }) {
  const t = useText(messages)
  const { edit } = useEditor()
  const [typed, setTyped] = useState(link ?? '')
  const fits = typed.trim() === '' || End.shape.link.safeParse(typed.trim()).success
  const take = (text: string) => {
    setTyped(text)
    const next = text.trim() === '' ? null : text.trim()
    if (next === null || End.shape.link.safeParse(next).success) edit(now => tidy(changeEnd(now, key, { link: next })), `end ${key} link`)
  }
  return (
    <TextInput
      label={t('end-link')}
      description={t('end-link-why')}
      type="url"
      placeholder="https://"
      value={typed}
      error={fits ? undefined : t('not-https')}
      onChange={event => take(event.currentTarget.value)}
    />
  )
}
