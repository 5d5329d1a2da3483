import type { LoyaltyParts } from '#core/measures/loyalty.ts'
import { monthOf, weekOf } from '#core/time/days.ts'
import type { People } from '#directory/index.ts'
import type { Cut, Level, Metric, Range } from '#kernel/metric.ts'
import { Problem } from '#kernel/problem.ts'
import type { Reading } from '#kernel/slice.ts'
import { addsUp } from './additive.ts'
import { nameOf } from './cells.ts'
import { putTogether, readAhead, isRecalculating as waits } from './days.ts'
import { countOf, type Parts, partsFrom } from './estimate.ts'
import { type Cube, type DayGroup, groupingOf, type Piece } from './facts-by-day.ts'
import { narrowingOf } from './narrowings.ts'
import { partsOf } from './parts.ts'
import { type Days, rangeOf } from './period.ts'
import { metricOf, metrics } from './registry.ts'
import { hullOf, toldIn } from './told.ts'
import { seenBy } from './whose.ts'

export type Asked = { metric: Metric; range: Range; level: Level; by: Cut | Piece | null }
export type Group = { id: string; by: string | null; parts: Parts }

/** The parts of a metric's figures at one level, as the teams were then; only of those whom the reader may see. */
export async function groupsOf(ctx: Reading, asked: Asked): Promise<Group[]> {
  const people = await mayAsk(ctx, asked)
  const { metric, range, level, by } = asked
  if (metric.rule.kind === 'composite') return combined(metric, await ofThree(ctx, asked))
  if (metric.rule.kind === 'told' && !isCut(by))
    return putDays(metric, await toldIn(ctx, { metric, level, cut: null }, range), by).filter(seen(people))
  const cube = await cubeOf(metric, level, by)
  if (!cube) return askedOfFacts(ctx, asked, people)
  const some = await putTogether(ctx, { cube, range, name: nameOfPut(asked), put: days => putDays(metric, days.filter(among(metric)), by) })
  return some.filter(seen(people))
}

/** Reads what some metrics need at a level for some periods in one go; whoever then asks for one of them asks nobody. */
export async function ahead(
  ctx: Reading,
  some: readonly Metric[],
  level: Level,
  periods: readonly Pick<Asked, 'range' | 'by'>[],
): Promise<void> {
  const known = await metrics()
  const parts = ({ rule }: Metric) => (rule.kind === 'composite' ? Object.values(rule.of).flatMap(id => known.get(id) ?? []) : [])
  const here = some.flatMap(one => [one, ...parts(one)]).filter(({ levels }) => levels.includes(level))
  const ranges = periods.map(({ range }) => range)
  for (const metric of here) if (metric.rule.kind === 'told') await toldIn(ctx, { metric, level, cut: null }, hullOf(ctx, ranges))
  const cubes = await Promise.all(here.map(metric => cubeOf(metric, level, null)))
  const named = periods.map(({ range, by }) => ({ range, name: by ?? '' }))
  await readAhead(ctx, [...new Map(cubes.flatMap(cube => (cube ? [[nameOf(cube), cube] as const] : []))).values()], named)
}

/** How many there were on each day, of a metric of the company that counts. */
export async function countsByDay(ctx: Reading, id: string, days: Days): Promise<Map<string, number>> {
  const groups = await groupsOf(ctx, { metric: await metricOf(id), range: rangeOf(ctx, days), level: 'company', by: 'day' })
  return new Map(groups.map(({ by, parts }) => [by ?? '', countOf(parts)]))
}

const isPiece = (by: Asked['by']): by is Piece => by === 'day' || by === 'week' || by === 'month'
const isCut = (by: Asked['by']): by is Cube['cut'] & string => by !== null && !isPiece(by)

/** Whether its days are kept: what adds up, of all of its facts. */
export async function isKept(metric: Metric): Promise<boolean> {
  return !metric.whole && addsUp(metric.rule) && (await metrics()).get(metric.id) === metric
}

/**
 * Where a figure's days are kept. Of one narrowed to some channels, topics or languages these are in the cube that is cut so; of one narrowed otherwise,
 * as nobody may ask twice, nowhere. Clusters of several topics would not add up.
 */
export async function cubeOf(metric: Metric, level: Level, by: Asked['by']): Promise<Cube | null> {
  const cut = isCut(by) ? by : null
  const narrowing = narrowingOf(metric)
  if (!narrowing) return (await isKept(metric)) ? { metric, level, cut } : null
  const { of, cut: through, values, who } = narrowing
  if (!(await isKept(of)) || (through && cut && through !== cut) || (who && level !== 'member')) return null
  return through && of.rule.kind === 'ratio' && values.length !== 1 ? null : { metric: of, level, cut: through ?? cut }
}

/** Of a cube that is cut, or of all people's, only those days that a narrowed metric counts. */
function among(metric: Metric): (day: DayGroup) => boolean {
  const narrowing = narrowingOf(metric)
  if (!narrowing) return () => true
  const { cut, values, who } = narrowing
  return ({ id, by }) => (cut === null || (by !== null && values.includes(by))) && (who === null || id === who)
}

function nameOfPut({ metric, by }: Pick<Asked, 'metric' | 'by'>): string {
  const { who = null, values = [] } = narrowingOf(metric) ?? {}
  return [by ?? '', who ?? '', ...values].join(' ').trim()
}

/** Whether a figure that was read waits for more than a thousand late facts. */
export async function isRecalculating(ctx: Reading, { metric, level, by }: Omit<Asked, 'range'>): Promise<boolean> {
  const cube = await cubeOf(metric, level, by)
  return cube !== null && waits(ctx, cube)
}

/** @throws Problem when this is nobody's figure at the level, or not the reader's to see */
export async function mayAsk(ctx: Reading, { metric, level }: Pick<Asked, 'metric' | 'level'>): Promise<People> {
  if (!metric.levels.includes(level)) throw new Problem('metric.level', 400, { level })
  return seenBy(ctx, level, metric)
}

export const seen = (people: People) => (people === 'all' ? () => true : ({ id }: { id: string }) => people.includes(id))

const pieces = { day: (day: string) => day, week: weekOf, month: monthOf }

/** Days put together, for each of the level, and each piece of time or cut. */
function putDays({ rule }: Metric, days: readonly DayGroup[], by: Asked['by']): Group[] {
  const known = new Map<string, string>()
  const pieceOf = isPiece(by) ? pieces[by] : null
  const piece = ({ day }: DayGroup) => known.get(day) ?? known.set(day, pieceOf!(day)).get(day)!
  const cut = pieceOf ? piece : isCut(by) ? (one: DayGroup) => one.by : () => null
  const p = rule.kind === 'quantile' ? rule.p : 0
  return [...Map.groupBy(days, one => `${one.id} ${cut(one)}`).values()].map(some => ({
    id: some[0]!.id,
    by: cut(some[0]!),
    parts: partsFrom(
      some.map(({ parts }) => parts),
      p,
    ),
  }))
}

/** Straight from the facts, in one go for the whole period: what does not add up, and what everything else must be equal to. */
export const askedOfFacts = (ctx: Reading, asked: Asked, people: People = 'all'): Promise<Group[]> =>
  partsOf(ctx, asked.metric.rule, groupingOf(asked, asked.range, people))

type Three = { csat: Group[]; nps: Group[]; ces: Group[] }

async function ofThree(ctx: Reading, asked: Asked): Promise<Three> {
  if (asked.metric.rule.kind !== 'composite') throw new Error(`${asked.metric.id} is not made of others`)
  const of = async (id: string) => groupsOf(ctx, { ...asked, metric: await metricOf(id) })
  const { csat, nps, ces } = asked.metric.rule.of
  return { csat: await of(csat), nps: await of(nps), ces: await of(ces) }
}

/** A part with fewer answers than may be shown is none. */
export function combined({ rule, smallest }: Metric, three: Three): Group[] {
  if (rule.kind !== 'composite') return []
  const keys = new Map(Object.values(three).flatMap(groups => groups.map(({ id, by }) => [`${id} ${by}`, { id, by }] as const)))
  const part = <Kind extends Parts['kind']>(groups: readonly Group[], id: string, by: string | null, kind: Kind) => {
    const parts = groups.find(one => one.id === id && one.by === by)?.parts
    return parts?.kind === kind ? (parts as Extract<Parts, { kind: Kind }>) : null
  }
  return [...keys.values()].map(({ id, by }) => {
    const csat = part(three.csat, id, by, 'share')
    const nps = part(three.nps, id, by, 'nps')
    const ces = part(three.ces, id, by, 'mean')
    const of: LoyaltyParts = {
      csat: csat && csat.total >= smallest ? csat : null,
      nps: nps && nps.promoters + nps.passives + nps.detractors >= smallest ? nps : null,
      ces: ces && ces.n >= smallest ? ces : null,
    }
    return { id, by, parts: { kind: 'composite', of, weights: rule.weights } }
  })
}
