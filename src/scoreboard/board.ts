import type { Metric } from '#kernel/metric.ts'

/** The six of the product, in its order. */
const six = ['hold-time', 'articles-read', 'article-reading-time', 'time-to-resolve', 'contacts-to-resolution', 'agent-satisfaction']

const more = [
  'csat',
  'nps',
  'ces',
  'loyalty',
  'answered-within-24-hours',
  'service-level',
  'abandonment',
  'first-reply-time',
  'first-contact-resolution',
  'reopen-rate',
  'handle-time',
  'cases-per-hour',
  'tickets-per-hour',
  'ticket-time-per-week',
  'occupancy',
  'touches',
  'retention',
  'gross-revenue-retention',
  'net-revenue-retention',
  'coverage',
]

/** What customers say of us; the usual choice first. */
const satisfaction = [
  'csat',
  'nps',
  'ces',
  'ces-easy',
  'loyalty',
  'first-contact-resolution-of-matters',
  'first-contact-resolution',
  'retention',
]
/** How much gets done, and how fast; the usual choice first. */
const productivity = [
  'time-to-resolve',
  'time-to-resolve-median',
  'cases-per-hour',
  'tickets-per-hour',
  'ticket-time-per-week',
  'contacts-to-resolution',
  'handle-time',
  'first-reply-time',
  'answered-within-24-hours',
  'service-level',
]

type All = ReadonlyMap<string, Metric>
const known = (all: All, ids: readonly string[]) => ids.flatMap(id => all.get(id) ?? [])

/** What may be half of the pair: a figure whose better side is known. A metric that is not there yet is not offered. */
export const halves = (all: All) => ({ satisfaction: known(all, satisfaction), productivity: known(all, productivity) })

export type Pair = { satisfaction: string; productivity: string }
export const usualPair: Pair = { satisfaction: 'csat', productivity: 'time-to-resolve' }

export type Place = 'satisfaction' | 'productivity' | 'six' | 'more'

/** What stands where on a board of this level: the pair first, then the six, then the others; nothing twice, and nothing that is nobody's there. */
export function placesOf(all: All, pair: Pair, level: Metric['levels'][number]): { place: Place; metric: Metric }[] {
  const wanted: [Place, string][] = [
    ['satisfaction', pair.satisfaction],
    ['productivity', pair.productivity],
    ...six.map(id => ['six', id] as [Place, string]),
    ...more.map(id => ['more', id] as [Place, string]),
  ]
  const seen = new Set<string>()
  return wanted.flatMap(([place, id]) => {
    const metric = all.get(id)
    if (!metric || seen.has(id) || !metric.levels.includes(level)) return []
    seen.add(id)
    return [{ place, metric }]
  })
}
