import type { ReactNode } from 'react'
import { Bars } from '#ui/bars.tsx'
import { Card, Signal, TooFew } from '#ui/index.ts'
import { usePlace } from '#ui/page.tsx'
import { useFormats, useText } from '#ui/text.tsx'
import messages from '../messages/index.ts'
import { type Bar, LEAST, type QuestionResult, SURE } from '../results-api.ts'
import { Ranks } from './ranks.tsx'
import { ScoreQuestion } from './score-question.tsx'
import { AnswersSearch } from './search.ts'

/** One question: how many answered, then what, in its own form. */
export function Question({ question, every }: { question: QuestionResult; every: 'week' | 'month' }) {
  const t = useText(messages)
  const { number } = useFormats()
  const { ask, n, of, earlier, versions } = question
  return (
    <Card label={ask} className="question">
      <div className="sec">
        <h2>{ask}</h2>
        {n > 0 && n < SURE && <Signal kind="few" pill />}
      </div>
      <p className="sm dim">
        {t('answered', { n: number(n), of: number(of) })}
        {earlier && <> · {t('earlier', { version: Math.max(...versions) })}</>}
      </p>
      {n === 0 ? null : n < LEAST ? <TooFew>{t('few', { least: LEAST })}</TooFew> : <Said question={question} every={every} />}
    </Card>
  )
}

function Said({ question, every }: { question: QuestionResult; every: 'week' | 'month' }): ReactNode {
  const t = useText(messages)
  const open = useOpen(question.id)
  switch (question.kind) {
    case 'score':
      return <ScoreQuestion question={question} every={every} />
    case 'matrix':
      return question.rows.map(row => (
        <section key={row.answer} aria-label={row.label}>
          <h3>{row.label}</h3>
          <Choices bars={row.bars} n={row.n} label={row.label} row={row.answer} question={question.id} />
        </section>
      ))
    case 'ranking':
      return <Ranks question={question} />
    case 'choice':
    case 'choices':
    case 'date':
      return <Choices bars={question.bars} n={question.n} label={question.ask} question={question.id} dates={question.kind === 'date'} />
    default:
      return (
        <button type="button" className="as-button" onClick={() => open({})}>
          {t('open')}
        </button>
      )
  }
}

/** The people behind a bar are part of the address. */
export function useOpen(question: string) {
  const { setSearch } = usePlace('/surveys/$id/answers', AnswersSearch)
  return ({ answer, row }: { answer?: string | undefined; row?: string | undefined }) =>
    setSearch({ question, answer, row }, { replace: false })
}

type ChoicesProps = { bars: readonly Bar[]; n: number; label: string; question: string; row?: string; dates?: boolean }

function Choices({ bars, n, label, question, row, dates = false }: ChoicesProps) {
  const t = useText(messages)
  const { number } = useFormats()
  const open = useOpen(question)
  const rows = bars.map(bar => {
    const name = bar.answer === 'other:' ? t('other') : dates ? bar.label.slice(0, 7) : bar.label
    return {
      key: bar.answer,
      label: name,
      value: bar.value,
      low: bar.low,
      high: bar.high,
      end: bar.value === null ? number(bar.n) : t('share', { share: number(bar.value * 100), n: number(bar.n) }),
      open: bar.n > 0 ? () => open({ answer: bar.answer, row }) : undefined,
      title: t('people', { n: bar.n }),
    }
  })
  return <Bars label={label} rows={rows} unsure={n < SURE} />
}
