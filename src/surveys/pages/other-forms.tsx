import { ActionIcon, Button, Checkbox, NativeSelect, TextInput } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { valuesOf } from '#core/surveys/conditions.ts'
import type { Definition } from '#core/surveys/definition.ts'
import { useText } from '#ui/text.tsx'
import messages from '../messages/index.ts'
import { CheckLines } from './check-lines.tsx'
import { questionAt, useEditor, wordIn } from './editor.ts'
import { changeDefinition } from './edits.ts'
import { Count } from './question-form.tsx'
import { WordField } from './word-field.tsx'

/** The heading above everything, and what comes before the first question. */
export function StartForm() {
  const t = useText(messages)
  return (
    <div className="q-form">
      <h2>{t('at.start')}</h2>
      <CheckLines at="start" />
      <WordField word="title" label={t('title')} hint={t('title-why')} />
      <WordField word="intro" label={t('intro')} long />
      <p className="sm dim">{t('company-why')}</p>
    </div>
  )
}

const accents = ['#0f6b5c', '#7a2453', '#215ba3', '#8a4b00', '#5b3a9b', '#333a45']

export function LookForm() {
  const t = useText(messages)
  const { draft, edit } = useEditor()
  const { look } = draft.definition
  const set = (part: Partial<Definition['look']>, mark: string | null = null) =>
    edit(before => changeDefinition(before, { look: { ...before.definition.look, ...part } }), mark)
  return (
    <div className="q-form">
      <h2>{t('at.look')}</h2>
      <CheckLines at="look" />
      <fieldset className="q-part">
        <legend>{t('accent')}</legend>
        <div className="row wrap accents">
          {accents.map(accent => (
            <button
              key={accent}
              type="button"
              className="accent"
              style={{ background: accent }}
              aria-label={t('accent-of', { accent })}
              aria-pressed={look.accent === accent}
              onClick={() => set({ accent })}
            />
          ))}
          <label className="row sm">
            <input type="color" value={look.accent} onChange={event => set({ accent: event.target.value.toLowerCase() }, 'accent')} />
            {t('accent-own')}
          </label>
        </div>
      </fieldset>
      <Checkbox
        label={t('high-first')}
        description={t('high-first-why')}
        checked={look.highFirst}
        onChange={event => set({ highFirst: event.currentTarget.checked })}
      />
      <Checkbox label={t('progress')} checked={look.progress} onChange={event => set({ progress: event.currentTarget.checked })} />
    </div>
  )
}

/** Names of what may come along with an answer: an order's number, a branch. */
export function HiddenForm() {
  const t = useText(messages)
  const { draft, edit } = useEditor()
  const { hidden } = draft.definition
  const [typed, setTyped] = useState('')
  const name = typed.trim()
  const fits = /^[a-z][a-z0-9-]{0,39}$/.test(name) && !hidden.includes(name)
  const add = () => {
    if (!fits) return
    edit(before => changeDefinition(before, { hidden: [...hidden, name] }))
    setTyped('')
  }
  return (
    <div className="q-form">
      <h2>{t('at.hidden')}</h2>
      <p className="sm soft">{t('hidden-why')}</p>
      <CheckLines at="hidden" />
      <ul className="lines">
        {hidden.map(one => (
          <li key={one} className="row">
            <code className="grow">{one}</code>
            <ActionIcon
              aria-label={t('hidden-remove', { name: one })}
              onClick={() => edit(before => changeDefinition(before, { hidden: hidden.filter(each => each !== one) }))}
            >
              <IconX size={16} stroke={1.7} aria-hidden />
            </ActionIcon>
          </li>
        ))}
      </ul>
      <form
        className="row add-line"
        onSubmit={event => {
          event.preventDefault()
          add()
        }}
      >
        <TextInput
          label={t('hidden-name')}
          value={typed}
          maxLength={40}
          error={name !== '' && !fits ? t('key.invalid') : undefined}
          onChange={event => setTyped(event.currentTarget.value)}
        />
        <Button type="submit" variant="default" leftSection={<IconPlus size={15} aria-hidden />} disabled={!fits || hidden.length >= 50}>
          {t('add-hidden')}
        </Button>
      </form>
    </div>
  )
}

type Quota = { question: string; value: number | string; most: number }

/** Enough answers of a kind: afterwards the survey thanks and asks no more. */
export function QuotasForm() {
  const t = useText(messages)
  const { draft, edit } = useEditor()
  const { quotas, questions } = draft.definition
  const countable = questions.filter(question => valuesOf(question) !== null)
  const set = (next: Quota[], mark: string | null = null) => edit(before => changeDefinition(before, { quotas: next }), mark)
  const first = countable[0]
  return (
    <div className="q-form">
      <h2>{t('at.quotas')}</h2>
      <p className="sm soft">{t('quotas-why')}</p>
      <CheckLines at="quotas" />
      <ul className="lines">
        {quotas.map((quota, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a quota is its place
          <li key={at} className="quota">
            <OneQuota quota={quota} onChange={next => set(quotas.toSpliced(at, 1, next), `quota ${at}`)} />
            <ActionIcon aria-label={t('quota-remove', { n: at + 1 })} onClick={() => set(quotas.toSpliced(at, 1))}>
              <IconX size={16} stroke={1.7} aria-hidden />
            </ActionIcon>
          </li>
        ))}
      </ul>
      {first ? (
        <Button
          variant="default"
          size="compact-md"
          leftSection={<IconPlus size={15} aria-hidden />}
          disabled={quotas.length >= 20}
          onClick={() => set([...quotas, { question: first.key, value: valuesOf(first)?.[0] ?? 0, most: 100 }])}
        >
          {t('add-quota')}
        </Button>
      ) : (
        <p className="xs dim">{t('nothing-countable')}</p>
      )}
    </div>
  )
}

function OneQuota({ quota, onChange }: { quota: Quota; onChange: (quota: Quota) => void }) {
  const t = useText(messages)
  const { draft, language } = useEditor()
  const question = questionAt(draft, quota.question)
  const values = question ? (valuesOf(question) ?? []) : []
  const countable = draft.definition.questions.filter(one => valuesOf(one) !== null)
  const word = (value: number | string) =>
    typeof value === 'string' ? wordIn(draft, language, `${quota.question}.choice.${value}`) || value : String(value)
  return (
    <>
      <NativeSelect
        label={t('quota-question')}
        value={quota.question}
        onChange={event => {
          const next = questionAt(draft, event.currentTarget.value)
          if (next) onChange({ ...quota, question: next.key, value: valuesOf(next)?.[0] ?? 0 })
        }}
        data={countable.map(({ key }) => ({ value: key, label: wordIn(draft, language, `${key}.ask`) || key }))}
      />
      <NativeSelect
        label={t('quota-value')}
        value={String(quota.value)}
        onChange={event => {
          const found = values.find(value => String(value) === event.currentTarget.value)
          if (found !== undefined) onChange({ ...quota, value: found })
        }}
        data={values.map(value => ({ value: String(value), label: word(value) }))}
      />
      <Count label={t('quota-most')} value={quota.most} most={1_000_000} onChange={most => onChange({ ...quota, most })} />
    </>
  )
}
