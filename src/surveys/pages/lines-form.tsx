import { ActionIcon, Button } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconPlus, IconX } from '@tabler/icons-react'
import { type ClipboardEvent, type KeyboardEvent, useRef } from 'react'
import type { Question } from '#core/surveys/definition.ts'
import { useText } from '#ui/text.tsx'
import messages from '../messages/index.ts'
import { useEditor } from './editor.ts'
import { addPart, addParts, movePart, removePart } from './edits.ts'
import { WordField } from './word-field.tsx'

type Part = 'choices' | 'rows' | 'columns'
const words = { choices: 'choice', rows: 'row', columns: 'column' } as const
const mosts = { choices: 50, rows: 20, columns: 11 }

/** Choices, rows or columns, one a line: Enter begins the next, Alt and an arrow move, a pasted list becomes lines. */
export function Lines({ question, part, label }: { question: Question; part: Part; label: string }) {
  const t = useText(messages)
  const { edit, language } = useEditor()
  const box = useRef<HTMLOListElement>(null)
  const { key } = question
  const keys = (question as unknown as Record<Part, string[]>)[part]
  const most = question.kind === 'ranking' ? 20 : mosts[part]
  const full = keys.length >= most
  const focus = (at: number) => setTimeout(() => box.current?.querySelectorAll<HTMLElement>('[data-word]')[at]?.focus(), 30)
  const add = () => {
    if (full) return
    edit(draft => addPart(draft, key, part))
    focus(keys.length)
  }
  const move = (from: number, to: number) => {
    if (to < 0 || to >= keys.length) return
    edit(draft => movePart(draft, key, part, from, to))
    focus(to)
  }
  const press = (at: number) => (event: KeyboardEvent) => {
    const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0
    const typing = event.target instanceof HTMLInputElement
    if (event.altKey && by) move(at, at + by)
    else if (typing && by) focus(at + by)
    else if (typing && event.key === 'Enter') at === keys.length - 1 ? add() : focus(at + 1)
    else return
    event.preventDefault()
  }
  const paste = (event: ClipboardEvent) => {
    const lines = event.clipboardData
      .getData('text')
      .split(/\r?\n/)
      .map(line => line.trim())
      .filter(Boolean)
    if (lines.length < 2) return
    event.preventDefault()
    edit(draft => addParts(draft, key, part, language, lines.slice(0, most - keys.length)))
  }
  return (
    <fieldset className="q-part">
      <legend>{label}</legend>
      <ol className="lines" ref={box}>
        {keys.map((one, at) => (
          <li key={one} className="row" onKeyDown={press(at)} onPaste={paste}>
            <span className="num sm dim line-at" aria-hidden>
              {at + 1}
            </span>
            <div className="grow">
              <WordField word={`${key}.${words[part]}.${one}`} label={t('line-of', { n: at + 1, list: label })} hideLabel />
            </div>
            <ActionIcon aria-label={t('line-up', { n: at + 1 })} disabled={at === 0} onClick={() => move(at, at - 1)}>
              <IconArrowUp size={16} stroke={1.7} aria-hidden />
            </ActionIcon>
            <ActionIcon aria-label={t('line-down', { n: at + 1 })} disabled={at === keys.length - 1} onClick={() => move(at, at + 1)}>
              <IconArrowDown size={16} stroke={1.7} aria-hidden />
            </ActionIcon>
            <ActionIcon
              aria-label={t('line-remove', { n: at + 1 })}
              disabled={keys.length <= 2}
              onClick={() => edit(draft => removePart(draft, key, part, one))}
            >
              <IconX size={16} stroke={1.7} aria-hidden />
            </ActionIcon>
          </li>
        ))}
      </ol>
      <div className="row wrap">
        <Button variant="default" size="compact-md" leftSection={<IconPlus size={15} aria-hidden />} onClick={add} disabled={full}>
          {t('add-line')}
        </Button>
        <span className="xs dim">{t('lines-hint')}</span>
      </div>
    </fieldset>
  )
}
