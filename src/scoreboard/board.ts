import type { Metric } from '#kernel/metric.ts'

/** The six of the product, in its order. */
const six = ['hold-time', 'articles-read', 'article-reading-time', 'time-to-resolve', 'contacts-to-resolution', 'agent-satisfaction']

const more = [
  'csat',
  'nps',
  'ces',
  'loyalty',
  'praise',
  'answered-within-24-hours',
  'service-level',
  'abandonment',
  'first-reply-time',
  'first-contact-resolution',
  'reopen-rate',
  'came-back',
  'repeat-rate',
  'handle-time',
  'cases-per-hour',
  'contacts-per-hour',
  'requests-per-rep',
  'ticket-time-per-week',
  'productive-time-per-week',
  'occupancy',
  'touches',
  'retention',
  'churn',
  'retention-after-a-year',
  'gross-revenue-retention',
  'net-revenue-retention',
  'coverage',
]

type All = ReadonlyMap<string, Metric>
/** What may be half of the pair, as each metric says of itself; the usual choice first. */
export const halves = (all: All) => ({ satisfaction: half(all, 'satisfaction'), productivity: half(all, 'productivity') })

const half = (all: All, kind: keyof Pair) =>
  [...all.values()]
    .filter(({ steers }) => steers === kind)
    .sort((a, b) => Number(b.id === usualPair[kind]) - Number(a.id === usualPair[kind]))

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
