import { Bars } from '#ui/bars.tsx'
import { useFormats, useText } from '#ui/text.tsx'
import messages from '../messages/index.ts'
import { type QuestionResult, SURE } from '../results-api.ts'
import { useOpen } from './question.tsx'

/** Mean places: the longer the bar, the nearer to the first place; it opens to who put it first. */
export function Ranks({ question: { id, ask, n, ranks } }: { question: QuestionResult }) {
  const t = useText(messages)
  const { number } = useFormats()
  const open = useOpen(id)
  const last = ranks.length
  const near = (place: number | null) => (place === null ? null : (last - place + 1) / last)
  return (
    <>
      <Bars
        label={ask}
        unsure={n < SURE}
        rows={ranks.map(({ answer, label, value, low, high }) => ({
          key: answer,
          label,
          value: near(value),
          low: near(high === null ? null : Math.min(last, high)),
          high: near(low === null ? null : Math.max(1, low)),
          end: value === null ? '–' : t('place', { place: number(value, 1) }),
          open: () => open({ answer }),
          title: t('first-place'),
        }))}
      />
      <p className="xs dim">{t('place-why')}</p>
    </>
  )
}
