import { NativeSelect } from '@mantine/core'
import { type Question, type QuestionScale, symbols } from '#core/surveys/definition.ts'
import { useText } from '#ui/text.tsx'
import messages from '../messages/index.ts'
import { useEditor } from './editor.ts'
import { changeQuestion, tidy } from './edits.ts'
import { type Change, Count } from './question-form.tsx'
import { WordField } from './word-field.tsx'

type Score = Extract<Question, { kind: 'score' }>

const known: Record<QuestionScale['id'], [min: number, max: number]> = {
  nps: [0, 10],
  csat: [1, 5],
  ces: [1, 7],
  stars: [1, 5],
  thumbs: [0, 1],
  ten: [1, 10],
  hundred: [0, 100],
  custom: [1, 5],
}
const ids = Object.keys(known) as QuestionScale['id'][]
const mostPoints = 11

/** The scale, what stands for its points, and what its ends are called. */
export function ScoreForm({ question, change }: { question: Score; change: Change }) {
  const t = useText(messages)
  const { edit } = useEditor()
  const { key, scale } = question
  const set = (part: Partial<QuestionScale>) =>
    edit(draft => tidy(changeQuestion(draft, key, one => ({ ...one, scale: { ...scale, ...part } }) as Question)), `${key} scale`)
  const choose = (id: QuestionScale['id']) => {
    const [min, max] = known[id]
    set({ id, min, max, direction: 'up' })
  }
  return (
    <fieldset className="q-part">
      <legend>{t('scale')}</legend>
      <div className="two-fields">
        <NativeSelect
          label={t('scale-kind')}
          value={scale.id}
          onChange={event => choose(event.currentTarget.value as 'nps')}
          data={ids.map(value => ({ value, label: t(`scale.${value}`) }))}
        />
        <NativeSelect
          label={t('symbols')}
          value={question.symbols}
          onChange={event => change({ symbols: event.currentTarget.value })}
          data={symbols.map(value => ({ value, label: t(`symbols.${value}`) }))}
        />
      </div>
      {(scale.id === 'custom' || scale.id === 'ces') && <Bounds scale={scale} set={set} />}
      <p className="sm soft">
        {t(scale.direction === 'up' ? 'direction.up-said' : 'direction.down-said', { min: scale.min, max: scale.max })}
      </p>
      <div className="two-fields">
        <WordField word={`${key}.low`} label={t('low', { n: scale.min })} />
        <WordField word={`${key}.high`} label={t('high', { n: scale.max })} />
      </div>
      <Points question={question} />
    </fieldset>
  )
}

/** One's own scale: from where to where, and which end is the good one. Said, never guessed. */
function Bounds({ scale, set }: { scale: QuestionScale; set: (part: Partial<QuestionScale>) => void }) {
  const t = useText(messages)
  return (
    <div className="three-fields">
      <NativeSelect
        label={t('from')}
        value={String(scale.min)}
        onChange={event => set({ min: Number(event.currentTarget.value), max: Math.max(scale.max, Number(event.currentTarget.value) + 1) })}
        data={['0', '1']}
      />
      <Count label={t('to')} value={scale.max} least={scale.min + 1} most={100} onChange={max => set({ max })} />
      <NativeSelect
        label={t('direction')}
        value={scale.direction}
        onChange={event => set({ direction: event.currentTarget.value as 'up' })}
        data={[
          { value: 'up', label: t('direction.up') },
          { value: 'down', label: t('direction.down') },
        ]}
      />
    </div>
  )
}

/** A name for every point that wants one; with symbols of one's own, the symbol too. A heart reads as four of five to some. */
function Points({ question: { key, scale, symbols } }: { question: Score }) {
  const t = useText(messages)
  const points = Array.from({ length: scale.max - scale.min + 1 }, (_, index) => scale.min + index)
  if (points.length > mostPoints) return null
  const own = symbols === 'own'
  return (
    <details className="more-of" open={own || undefined}>
      <summary>{t(own ? 'points-own' : 'points')}</summary>
      <ol className={own ? 'points own' : 'points'}>
        {points.map(point => (
          <li key={point}>
            <span className="num b">{point}</span>
            {own && <WordField word={`${key}.symbol.${point}`} label={t('symbol-of', { n: point })} hideLabel />}
            <WordField word={`${key}.point.${point}`} label={t('point-of', { n: point })} hideLabel />
          </li>
        ))}
      </ol>
    </details>
  )
}
