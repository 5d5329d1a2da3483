import { Score } from '#ui/index.ts'
import type { Feedback } from '../api.ts'

/** A score on its scale; only the number where the source did not say which scale it is on. */
export function ScoreOf({ score }: { score: NonNullable<Feedback['score']> }) {
  const { value, min, max, mood } = score
  if (min === null || max === null) return <b className="num sm">{value}</b>
  return <Score value={value} scale={{ min, max }} mood={mood} />
}
