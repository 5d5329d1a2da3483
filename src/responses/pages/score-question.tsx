import { Bars } from '#ui/bars.tsx'
import { Grid, Thread } from '#ui/index.ts'
import { useFormats, useText } from '#ui/text.tsx'
import { Trend } from '#ui/trend.tsx'
import messages from '../messages/index.ts'
import { type Figure, type QuestionResult, SURE } from '../results-api.ts'
import { endsOf, useFigureText } from './figures.ts'
import { useOpen } from './question.tsx'

type Scored = QuestionResult & { scale: NonNullable<QuestionResult['scale']> }

/** Its figures with their likely range, how the answers are spread, and how it went over time. */
export function ScoreQuestion({ question, every }: { question: QuestionResult; every: 'week' | 'month' }) {
  if (!question.scale) return null
  const scored = question as Scored
  return (
    <div className="score-question">
      <div className="stack">
        {question.figures.map(figure => (
          <OneFigure key={figure.measure} figure={figure} question={scored} />
        ))}
        <Direction question={scored} />
      </div>
      <Spread question={scored} />
      <OverTime question={scored} every={every} />
    </div>
  )
}

function OneFigure({ figure, question: { scale } }: { figure: Figure; question: Scored }) {
  const t = useText(messages)
  const { value, range } = useFigureText()
  if (figure.value === null) return null
  const { min, max } = endsOf(figure.measure, scale)
  const name = figure.measure === 'share' ? t(shareName(scale.id)) : t(`measure.${figure.measure}`)
  const few = figure.n < SURE
  return (
    <div className={few ? 'figure few' : 'figure'}>
      <div className="sm dim">{name}</div>
      <div className="row wrap">
        <b className="big num">{value(figure.measure, figure.value)}</b>
        <span className="sm soft">{range(figure.measure, figure)}</span>
      </div>
      {figure.low !== null && figure.high !== null && (
        <Thread
          {...{ min, max, low: Math.max(min, figure.low), high: Math.min(max, figure.high), value: figure.value }}
          kind={few ? 'few' : 'in'}
          label={`${name}: ${value(figure.measure, figure.value)}, ${range(figure.measure, figure)}`}
        />
      )}
    </div>
  )
}

const shareName = (scale: string) => (scale === 'ces' ? 'measure.easy' : scale === 'thumbs' ? 'measure.up' : 'measure.satisfied')

/** Which end is good: never to be guessed from a number. */
function Direction({ question: { scale, ends } }: { question: Scored }) {
  const t = useText(messages)
  return (
    <p className="xs dim">
      {t('scale', { min: scale.min, max: scale.max, low: ends?.low || '–', high: ends?.high || '–' })} {t(`direction.${scale.direction}`)}
    </p>
  )
}

function Spread({ question }: { question: Scored }) {
  const t = useText(messages)
  const { number } = useFormats()
  const open = useOpen(question.id)
  const rows = binned(question).map(({ answer, label, n, value, low, high }) => ({
    key: answer,
    label: <span className="num">{label}</span>,
    value,
    low,
    high,
    tone: question.scale.id === 'nps' ? npsTone(Number(answer)) : undefined,
    end: t('share', { share: number((value ?? 0) * 100), n: number(n) }),
    open: n > 0 ? () => open({ answer }) : undefined,
    title: t('people', { n }),
  }))
  return (
    <section aria-label={t('spread')}>
      <h3>{t('spread')}</h3>
      <Bars label={t('spread')} rows={rows} unsure={question.n < SURE} scale />
    </section>
  )
}

const npsTone = (score: number) => (score >= 9 ? ('good' as const) : score <= 6 ? ('bad' as const) : ('in' as const))

/** A scale of a hundred points in tens. */
function binned({ bars, scale, n }: Scored) {
  const named = bars.map(bar => ({ ...bar, label: bar.label ? `${bar.answer} ${bar.label}` : bar.answer }))
  if (scale.max - scale.min <= 11) return named
  return Array.from({ length: 10 }, (_, at) => {
    const some = bars.slice(at * 10 + (at > 0 ? 1 : 0), at * 10 + 11)
    const sum = some.reduce((all, one) => all + one.n, 0)
    const [first, last] = [some[0]?.answer ?? '', some.at(-1)?.answer ?? '']
    return {
      answer: some.map(one => one.answer).join(','),
      label: `${first}–${last}`,
      n: sum,
      value: n ? sum / n : null,
      low: null,
      high: null,
    }
  })
}

function OverTime({ question, every }: { question: Scored; every: 'week' | 'month' }) {
  const t = useText(messages)
  const { date, number } = useFormats()
  const { value, round, range } = useFigureText()
  const { measure } = question.figures[0]!
  const { min, max } = endsOf(measure, question.scale)
  const points = question.trend.map(one => ({ ...one, key: one.from, name: date(one.from) }))
  const known = points.filter(one => one.value !== null)
  const [first, last] = [known[0], known.at(-1)]
  if (!first || !last) return null
  const label = t('trend.label', {
    first: value(measure, first.value!),
    from: first.name,
    last: value(measure, last.value!),
    until: last.name,
  })
  return (
    <section aria-label={t(`trend.${every}`)} className="over-time">
      <h3>{t(`trend.${every}`)}</h3>
      <Trend
        points={points}
        label={label}
        format={one => round(measure, one)}
        min={min}
        max={max}
        base={measure === 'nps' ? 0 : undefined}
        sure={SURE}
      />
      <details className="as-table">
        <summary>{t('as-table')}</summary>
        <Grid
          label={t(`trend.${every}`)}
          rows={points}
          keyOf={one => one.key}
          columns={[
            { key: 'from', head: t(`every.${every}`), cell: one => one.name },
            { key: 'n', head: t('table.n'), num: true, cell: one => number(one.n) },
            { key: 'value', head: t('table.value'), num: true, cell: one => (one.value === null ? '–' : value(measure, one.value)) },
            { key: 'range', head: t('table.range'), num: true, cell: one => (one.value === null ? '–' : range(measure, one)) },
          ]}
        />
      </details>
    </section>
  )
}
