import { ActionIcon, Checkbox, TextInput } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconCopy, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import type { Question } from '#core/surveys/definition.ts'
import { undoable } from '#ui/index.ts'
import { useText } from '#ui/text.tsx'
import messages from '../messages/index.ts'
import { CheckLines } from './check-lines.tsx'
import { Conditions } from './conditions.tsx'
import { useEditor } from './editor.ts'
import { changeQuestion, copyQuestion, moveQuestion, removeQuestion, renameQuestion, wrongKey } from './edits.ts'
import { kindName } from './kinds.ts'
import { Lines } from './lines-form.tsx'
import { ScoreForm } from './score-form.tsx'
import { WordField } from './word-field.tsx'

export type Change = (change: object, mark?: string) => void

/** One question: what it asks, how it is answered, when it is asked. */
export function QuestionForm({ question }: { question: Question }) {
  const t = useText(messages)
  const { edit } = useEditor()
  const { key } = question
  const change: Change = (part, mark) =>
    edit(draft => changeQuestion(draft, key, one => ({ ...one, ...part }) as Question), mark && `${key} ${mark}`)
  return (
    <div className="q-form">
      <QuestionHead question={question} />
      <CheckLines at={key} />
      <WordField word={`${key}.ask`} label={t(question.kind === 'statement' ? 'statement-text' : 'ask')} long />
      <WordField word={`${key}.help`} label={t('help')} />
      <Kind question={question} change={change} />
      {question.kind !== 'statement' && (
        <Checkbox
          label={t('required-label')}
          description={t('required-why')}
          checked={question.required}
          onChange={event => change({ required: event.currentTarget.checked })}
        />
      )}
      <Conditions
        label={t('asked-when')}
        always={t('asked-always')}
        when={question.when}
        before={key}
        onChange={when => change({ when })}
      />
      <Name question={question} />
    </div>
  )
}

function QuestionHead({ question }: { question: Question }) {
  const t = useText(messages)
  const { draft, edit, go } = useEditor()
  const { questions } = draft.definition
  const index = questions.findIndex(({ key }) => key === question.key)
  const move = (by: number) => edit(before => moveQuestion(before, index, index + by))
  const copy = () => {
    const next = copyQuestion(draft, question.key)
    edit(() => next)
    go({ at: next.definition.questions[index + 1]?.key ?? question.key })
  }
  const remove = () => {
    const before = draft
    edit(now => removeQuestion(now, question.key))
    go({ at: (questions[index + 1] ?? questions[index - 1])?.key ?? 'start' })
    undoable({
      text: t('removed-question'),
      undo: () => {
        edit(() => before)
        go({ at: question.key })
      },
    })
  }
  return (
    <header className="row q-head">
      <span className="knot num" aria-hidden>
        {index + 1}
      </span>
      <h2 className="grow">{t(`preset.${kindName(question)}`)}</h2>
      <ActionIcon aria-label={t('move-up')} disabled={index === 0} onClick={() => move(-1)}>
        <IconArrowUp size={18} stroke={1.7} aria-hidden />
      </ActionIcon>
      <ActionIcon aria-label={t('move-down')} disabled={index === questions.length - 1} onClick={() => move(1)}>
        <IconArrowDown size={18} stroke={1.7} aria-hidden />
      </ActionIcon>
      <ActionIcon aria-label={t('copy-question')} onClick={copy}>
        <IconCopy size={18} stroke={1.7} aria-hidden />
      </ActionIcon>
      <ActionIcon aria-label={t('remove-question')} disabled={questions.length === 1} onClick={remove}>
        <IconTrash size={18} stroke={1.7} aria-hidden />
      </ActionIcon>
    </header>
  )
}

const most = { text: 10_000, file: 5 }

function Kind({ question, change }: { question: Question; change: Change }) {
  const t = useText(messages)
  switch (question.kind) {
    case 'score':
      return <ScoreForm question={question} change={change} />
    case 'choice':
    case 'choices':
      return (
        <>
          <Lines question={question} part="choices" label={t('choices')} />
          <Checkbox label={t('other')} checked={question.other} onChange={event => change({ other: event.currentTarget.checked })} />
          <Checkbox
            label={t('shuffle')}
            description={t('shuffle-why')}
            checked={question.shuffle}
            onChange={event => change({ shuffle: event.currentTarget.checked })}
          />
          {question.kind === 'choices' && <Most question={question} change={change} />}
        </>
      )
    case 'ranking':
      return <Lines question={question} part="choices" label={t('choices')} />
    case 'matrix':
      return (
        <>
          <Lines question={question} part="rows" label={t('rows')} />
          <Lines question={question} part="columns" label={t('columns')} />
        </>
      )
    case 'text':
      return (
        <>
          <Checkbox label={t('long')} checked={question.long} onChange={event => change({ long: event.currentTarget.checked })} />
          <Checkbox
            label={t('comment')}
            description={t('comment-why')}
            checked={question.comment}
            onChange={event => change({ comment: event.currentTarget.checked })}
          />
          <Count label={t('longest')} value={question.longest} most={most.text} onChange={longest => change({ longest }, 'longest')} />
        </>
      )
    case 'file':
      return (
        <Count
          label={t('most-megabytes')}
          value={Math.max(1, Math.round(question.mostBytes / 1_000_000))}
          most={most.file}
          onChange={megabytes => change({ mostBytes: megabytes * 1_000_000 }, 'bytes')}
        />
      )
    default:
      return null
  }
}

function Most({ question, change }: { question: Extract<Question, { kind: 'choices' }>; change: Change }) {
  const t = useText(messages)
  return (
    <Count
      label={t('most-choices')}
      value={question.most ?? ''}
      most={question.choices.length}
      onChange={most => change({ most }, 'most')}
      onEmpty={() => change({ most: null }, 'most')}
    />
  )
}

type CountProps = { label: string; value: number | ''; least?: number; most: number; onChange: (n: number) => void; onEmpty?: () => void }

/** A whole number that is taken over when it is one; what is out of bounds is put at the bound when one leaves the field. */
export function Count({ label, value, least = 1, most, onChange, onEmpty }: CountProps) {
  const [typed, setTyped] = useState<string | null>(null)
  const take = (text: string) => {
    setTyped(text)
    if (text === '') return onEmpty?.()
    const n = Number(text)
    if (Number.isInteger(n) && n >= least && n <= most) onChange(n)
  }
  const rest = () => {
    const n = Math.round(Number(typed))
    if (typed && Number.isFinite(n)) onChange(Math.min(most, Math.max(least, n)))
    setTyped(null)
  }
  return (
    <TextInput
      className="count-field"
      label={label}
      inputMode="numeric"
      value={typed ?? String(value)}
      onChange={event => take(event.currentTarget.value)}
      onBlur={rest}
    />
  )
}

/** What it is called in exports and in what is given along. It stays what it is once people have answered under it. */
function Name({ question }: { question: Question }) {
  const t = useText(messages)
  const { draft, edit, go, survey } = useEditor()
  const [typed, setTyped] = useState(question.key)
  const wrong = wrongKey(draft, question.key, typed)
  const rename = () => {
    if (wrong || typed === question.key) return setTyped(question.key)
    edit(before => renameQuestion(before, question.key, typed))
    go({ at: typed })
  }
  const fixed = survey.version > 0
  return (
    <details className="more-of">
      <summary>{t('name-in-exports', { key: question.key })}</summary>
      <TextInput
        label={t('key')}
        description={t(fixed ? 'key-fixed' : 'key-why')}
        value={typed}
        disabled={fixed}
        maxLength={40}
        error={typed !== question.key && wrong ? t(`key.${wrong}`) : undefined}
        onChange={event => setTyped(event.currentTarget.value)}
        onBlur={rename}
        onKeyDown={event => event.key === 'Enter' && rename()}
      />
    </details>
  )
}
