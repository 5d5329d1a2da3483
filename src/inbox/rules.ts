import { custom, isUnhappy, type Scale, scaleOf, scales } from '#core/scores/scale.ts'
import { notFound, wrong } from '#kernel/problem.ts'
import type { Db, Reading, Tx, Writing } from '#kernel/slice.ts'
import { ruleChanged } from './api.ts'

/** From which score on a case opens; the usual is where the scale's unhappy scores end. */
export type Threshold = { scale: string; threshold: number; enabled: boolean }
export type Scored = { score: number | null; scale: string | null; mood: number | null }

/** Whether a rule opens a case for it. Without a score or a scale nothing is known, and nothing opens. */
export function needsReply({ score, scale, mood }: Scored, thresholds: readonly Threshold[]): boolean {
  if (score === null || scale === null) return false
  const own = thresholds.find(one => one.scale === scale)
  if (own && !own.enabled) return false
  const known = scaleOf(scale)
  // A scale of one's own has no threshold: its outer third is unhappy, which its mood says.
  if (!known) return mood === -1
  return isUnhappy(score, own ? { ...known, unhappyTo: own.threshold } : known)
}

export const loadThresholds = (db: Db | Tx): Promise<Threshold[]> =>
  (db as Tx)
    .selectFrom('rule')
    .select(['scale', 'threshold', 'enabled'])
    .execute()
    .then(rows => rows.map(row => ({ ...row, threshold: row.threshold ?? 0 })))

const ruleOf = (scale: Scale, own: Threshold | undefined) => ({
  scale: scale.id,
  min: scale.min,
  max: scale.max,
  direction: scale.direction,
  usual: scale.unhappyTo,
  threshold: own?.threshold ?? scale.unhappyTo,
  enabled: own?.enabled ?? true,
})

export async function listRules({ db }: Reading) {
  const own = await loadThresholds(db)
  return scales.map(scale =>
    ruleOf(
      scale,
      own.find(one => one.scale === scale.id),
    ),
  )
}

/** Changes what opens cases from now on; what is there stays. */
export async function setRule({ tx, announce, workspace }: Writing, { scale: id, threshold, enabled }: Threshold) {
  const scale = scaleOf(id)
  if (!scale) throw notFound('scale')
  if (threshold < scale.min || threshold > scale.max)
    throw wrong('threshold', threshold > scale.max ? 'too-big' : 'too-small', { n: scale.max })
  await tx
    .insertInto('rule')
    .values({ scale: id, threshold, enabled })
    .onConflict(on => on.columns(['workspaceId', 'scale']).doUpdateSet({ threshold, enabled }))
    .execute()
  await announce(ruleChanged, { scale: id }, { subjectId: workspace.id, detail: { threshold, enabled } })
  return ruleOf(scale, { scale: id, threshold, enabled })
}

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
