import { useFormats, useText } from '#ui/text.tsx'
import messages from '../messages/index.ts'
import type { Figure, QuestionResult } from '../results-api.ts'

type Measure = Figure['measure']
type Scale = NonNullable<QuestionResult['scale']>

/** How a figure is written, with its unit: 60.3, 72 %, 4.12. */
export function useFigureText() {
  const { number } = useFormats()
  const t = useText(messages)
  const value = (measure: Measure, one: number) => (measure === 'share' ? `${number(one * 100)} %` : number(one, measure === 'nps' ? 1 : 2))
  const round = (measure: Measure, one: number) => (measure === 'share' ? `${number(one * 100)} %` : number(one, measure === 'nps' ? 0 : 1))
  const range = (measure: Measure, { low, high }: Pick<Figure, 'low' | 'high'>) =>
    low === null || high === null ? '' : t('likely', { low: round(measure, low), high: round(measure, high) })
  return { value, round, range }
}

/** Ends of the axis that a figure stands on. */
export const endsOf = (measure: Measure, { min, max }: Scale): { min: number; max: number } =>
  measure === 'nps' ? { min: -100, max: 100 } : measure === 'share' ? { min: 0, max: 1 } : { min, max }
