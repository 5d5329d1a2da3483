import { custom, type Scale, scaleOf } from '#core/scores/scale.ts'
import { wrong } from '#kernel/problem.ts'

/** The scale that a program named. @throws Problem for one that does not exist, or a score that is not on it */
export function scaleFor(
  {
    score,
    scale,
    scaleMin,
    scaleMax,
  }: { score?: number | undefined; scale?: string | undefined; scaleMin?: number | undefined; scaleMax?: number | undefined },
  field: string,
): Scale | null {
  if (score === undefined || scale === undefined) return null
  const found = scale === 'custom' ? ownScale(scaleMin, scaleMax) : scaleOf(scale)
  if (!found) throw wrong(`${field}.scale`, 'invalid')
  if (score < found.min || score > found.max)
    throw wrong(`${field}.score`, score > found.max ? 'too-big' : 'too-small', { n: score > found.max ? found.max : found.min })
  return found
}

const ownScale = (min: number | undefined, max: number | undefined): Scale | null =>
  min === undefined || max === undefined || min >= max ? null : custom({ min, max, direction: 'up' })
