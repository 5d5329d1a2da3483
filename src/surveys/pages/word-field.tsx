import { Textarea, TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import { useText } from '#ui/text.tsx'
import messages from '../messages/index.ts'
import { useEditor } from './editor.ts'
import { setWord } from './edits.ts'

type WordProps = {
  word: string
  label: string
  hideLabel?: boolean
  long?: boolean
  hint?: ReactNode
  autoFocus?: boolean
  placeholder?: string
}

/** One text of the survey in the language being written; where it is empty the survey's own language shows through. */
export function WordField({ word, label, hideLabel, long, hint, autoFocus, placeholder }: WordProps) {
  const t = useText(messages)
  const { draft, edit, language, checks, strict } = useEditor()
  const own = draft.definition.language
  const error = strict && checks.some(({ field, code }) => code === 'required' && field === `words.${language}.${word}`)
  const shared = {
    ...(hideLabel ? { 'aria-label': label } : { label }),
    ...(hint ? { description: hint } : {}),
    ...(error ? { error: t('word-missing') } : {}),
    lang: language,
    dir: 'auto' as const,
    maxLength: 5_000,
    value: draft.words[language]?.[word] ?? '',
    placeholder: placeholder ?? (language === own ? '' : (draft.words[own]?.[word] ?? '')),
    'data-word': word,
    ...(autoFocus ? { 'data-autofocus': true } : {}),
    onChange: (event: { currentTarget: { value: string } }) => {
      const text = event.currentTarget.value
      edit(before => setWord(before, language, word, text), `${language} ${word}`)
    },
  }
  return long ? <Textarea {...shared} rows={2} className="growing" /> : <TextInput {...shared} />
}
