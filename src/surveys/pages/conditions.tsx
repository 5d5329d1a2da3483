import { ActionIcon, Button, NativeSelect } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { saidOf, takesValue, valuesOf } from '#core/surveys/conditions.ts'
import type { Condition, Question, When } from '#core/surveys/definition.ts'
import { useText } from '#ui/text.tsx'
import messages from '../messages/index.ts'
import { questionAt, useEditor, wordIn } from './editor.ts'
import { useConditionText } from './when-line.tsx'

const most = 10

type WhenProps = {
  label: string
  /** What it means that there is none. */
  always: string
  when: When | null
  /** Only what is asked before this question can be asked about; null: everything. */
  before: string | null
  onChange: (when: When | null) => void
}

/** When something is shown: as sentences, each of three choices. */
export function Conditions({ label, always, when, before, onChange }: WhenProps) {
  const t = useText(messages)
  const text = useConditionText()
  const askable = useAskable(before)
  const conditions = when?.conditions ?? []
  const set = (next: Condition[]) => onChange(next.length === 0 ? null : { every: when?.every ?? true, conditions: next })
  const first = askable.at(-1)
  const main = askable.findLast(({ kind }) => kind === 'score') ?? first
  return (
    <fieldset className="q-part">
      <legend>{label}</legend>
      {conditions.length === 0 && <p className="sm soft">{always}</p>}
      {conditions.length > 1 && when && (
        <NativeSelect
          aria-label={t('every-or-any')}
          value={when.every ? 'every' : 'any'}
          onChange={event => onChange({ ...when, every: event.currentTarget.value === 'every' })}
          data={[
            { value: 'every', label: t('every') },
            { value: 'any', label: t('any') },
          ]}
        />
      )}
      <ul className="whens">
        {conditions.map((condition, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a condition is its place; nothing else tells two apart
          <li key={at}>
            <fieldset aria-label={text(condition)} className="when">
              <OneCondition condition={condition} askable={askable} onChange={next => set(conditions.toSpliced(at, 1, next))} />
              <ActionIcon aria-label={t('when-remove', { n: at + 1 })} onClick={() => set(conditions.toSpliced(at, 1))}>
                <IconX size={16} stroke={1.7} aria-hidden />
              </ActionIcon>
            </fieldset>
          </li>
        ))}
      </ul>
      {main && conditions.length < most && (
        <Button
          variant="default"
          size="compact-md"
          leftSection={<IconPlus size={15} aria-hidden />}
          onClick={() => set([...conditions, firstOf(main)])}
        >
          {t('add-when')}
        </Button>
      )}
      {!main && before && <p className="xs dim">{t('nothing-before')}</p>}
    </fieldset>
  )
}

function useAskable(before: string | null): Question[] {
  const { questions } = useEditor().draft.definition
  const at = before === null ? questions.length : questions.findIndex(({ key }) => key === before)
  return questions.slice(0, at).filter(question => saidOf(question).length > 0)
}

/** What is asked most about a score is that it is low. */
function firstOf(question: Question): Condition {
  const is = saidOf(question)[0]!
  const values = valuesOf(question)
  const low = question.kind === 'score' ? Math.floor(question.scale.min + (question.scale.max - question.scale.min) * 0.6) : values?.[0]
  return { question: question.key, is, ...(takesValue(is) && low !== undefined ? { value: low } : {}) }
}

type OneProps = { condition: Condition; askable: Question[]; onChange: (condition: Condition) => void }

function OneCondition({ condition, askable, onChange }: OneProps) {
  const t = useText(messages)
  const { draft, language } = useEditor()
  const question = questionAt(draft, condition.question)
  const known = question && askable.includes(question)
  const said = question ? saidOf(question) : []
  const numberOf = (key: string) => draft.definition.questions.findIndex(one => one.key === key) + 1
  const choose = (key: string) => {
    const next = questionAt(draft, key)
    if (next) onChange(firstOf(next))
  }
  const say = (is: Condition['is']) => {
    const { value, ...rest } = condition
    const fallback = question ? firstOf(question).value : undefined
    onChange(takesValue(is) ? { ...rest, is, value: value ?? fallback ?? 0 } : { ...rest, is })
  }
  return (
    <>
      <NativeSelect
        aria-label={t('when-question')}
        value={condition.question}
        onChange={event => choose(event.currentTarget.value)}
        data={[
          ...(known ? [] : [{ value: condition.question, label: t('when-gone') }]),
          ...askable.map(one => ({
            value: one.key,
            label: `${numberOf(one.key)}. ${wordIn(draft, language, `${one.key}.ask`) || one.key}`,
          })),
        ]}
      />
      <NativeSelect
        aria-label={t('when-is')}
        value={condition.is}
        onChange={event => say(event.currentTarget.value as 'equals')}
        data={(said.includes(condition.is) ? said : [condition.is, ...said]).map(value => ({ value, label: t(`is.${value}`) }))}
      />
      {takesValue(condition.is) && question && (
        <Value condition={condition} question={question} onChange={value => onChange({ ...condition, value })} />
      )}
    </>
  )
}

type ValueProps = { condition: Condition; question: Question; onChange: (value: number | string) => void }

function Value({ condition, question, onChange }: ValueProps) {
  const t = useText(messages)
  const { draft, language } = useEditor()
  const values = valuesOf(question) ?? []
  const label = (value: number | string) => {
    if (typeof value === 'string') return wordIn(draft, language, `${question.key}.choice.${value}`) || value
    const name = wordIn(draft, language, `${question.key}.point.${value}`)
    return name ? `${value} · ${name}` : String(value)
  }
  const known = values.includes(condition.value ?? '')
  return (
    <NativeSelect
      aria-label={t('when-value')}
      value={String(condition.value ?? '')}
      onChange={event => {
        const found = values.find(value => String(value) === event.currentTarget.value)
        if (found !== undefined) onChange(found)
      }}
      data={[
        ...(known ? [] : [{ value: String(condition.value ?? ''), label: String(condition.value ?? '–') }]),
        ...values.map(value => ({ value: String(value), label: label(value) })),
      ]}
    />
  )
}
