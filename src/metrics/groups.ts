import { sql } from 'kysely'
import type { LoyaltyParts } from '#core/measures/loyalty.ts'
import { weekOf } from '#core/time/days.ts'
import type { People } from '#directory/index.ts'
import type { Cut, Level, Metric, Range } from '#kernel/metric.ts'
import { Problem } from '#kernel/problem.ts'
import type { Reading } from '#kernel/slice.ts'
import { addsUp, sumOf } from './additive.ts'
import { daysOf, readAhead } from './days.ts'
import { type Parts, partsFrom } from './estimate.ts'
import type { Cube, DayGroup } from './facts-by-day.ts'
import { partsOf } from './parts.ts'
import { metricOf, metrics } from './registry.ts'
import { chainOf, cutOf, filterOf, idOf, seenBy, sourceOf } from './whose.ts'

export type Asked = { metric: Metric; range: Range; level: Level; by: Cut | null }
export type Group = { id: string; by: string | null; parts: Parts }

/** The parts of a metric's figures at one level, as the teams were then; only of those whom the reader may see. */
export async function groupsOf(ctx: Reading, asked: Asked): Promise<Group[]> {
  const people = await mayAsk(ctx, asked)
  if (asked.metric.rule.kind === 'composite') return combined(asked.metric, await ofThree(ctx, asked))
  if (!(await isKept(asked.metric))) return askedOfFacts(ctx, asked, people)
  const cube = { metric: asked.metric, level: asked.level, cut: asked.by === 'week' ? null : asked.by }
  return put(asked.metric, (await daysOf(ctx, cube, asked.range)).filter(seen(people)), asked.by === 'week')
}

/** Reads what some metrics need at a level for some periods in one go; whoever then asks for one of them asks nobody. */
export async function ahead(ctx: Reading, some: readonly Metric[], level: Level, ranges: readonly Range[]): Promise<void> {
  const cubes: Cube[] = []
  for (const metric of some) if (metric.levels.includes(level) && (await isKept(metric))) cubes.push({ metric, level, cut: null })
  await readAhead(ctx, cubes, ranges)
}

/** Whether its days are kept: what adds up, of all of its facts. One narrowed to some of them, as nobody may ask twice, is asked of the facts. */
export async function isKept(metric: Metric): Promise<boolean> {
  return !metric.whole && addsUp(metric.rule) && (await metrics()).get(metric.id) === metric
}

/** @throws Problem when this is nobody's figure at the level, or not the reader's to see */
export async function mayAsk(ctx: Reading, { metric, level }: Pick<Asked, 'metric' | 'level'>): Promise<People> {
  if (!metric.levels.includes(level)) throw new Problem('metric.level', 400, { level })
  return seenBy(ctx, level, metric)
}

export const seen = (people: People) => (people === 'all' ? () => true : ({ id }: { id: string }) => people.includes(id))

/** Days put together, for each of the level, and each week or cut. */
export function put({ rule }: Metric, days: readonly DayGroup[], byWeek = false): Group[] {
  const weeks = new Map<string, string>()
  const by = (one: DayGroup) => {
    if (!byWeek) return one.by
    const week = weeks.get(one.day) ?? weekOf(one.day)
    weeks.set(one.day, week)
    return week
  }
  const p = rule.kind === 'quantile' ? rule.p : 0
  return [...Map.groupBy(days, one => `${one.id} ${by(one)}`).values()].map(some => ({
    id: some[0]!.id,
    by: by(some[0]!),
    parts: partsFrom(sumOf(some.map(({ parts }) => parts)), p),
  }))
}

/** Straight from the facts, in one go for the whole period: what does not add up, and what everything else must be equal to. */
export function askedOfFacts(ctx: Reading, { metric, range, level, by }: Asked, people: People = 'all'): Promise<Group[]> {
  const told = metric.rule.kind === 'told'
  // What is told of a team is told of it by its manager: nothing is added up from members.
  const joined = told && level === 'manager' ? 'member' : level
  return partsOf(ctx, metric.rule, {
    fact: sql`${metric.facts(range)}`,
    chain: chainOf(range.workspaceId),
    source: sourceOf(joined),
    filter: told && level === 'company' ? sql`fact.who is null` : filterOf(joined, people),
    id: idOf(joined, range.workspaceId),
    by: cutOf(by, range.zone),
    day: sql`(fact.at at time zone ${range.zone})::date`,
  })
}

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
