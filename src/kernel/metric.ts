import type { RawBuilder } from 'kysely'

export const units = ['share', 'seconds', 'points', 'score', 'count'] as const
export const levels = ['company', 'manager', 'member'] as const
export type Level = (typeof levels)[number]
export const cuts = ['channel', 'topic', 'language', 'week'] as const
export type Cut = (typeof cuts)[number]

/** Where and when the facts of a figure lie: the workspace's, `from` included, `to` not; `now` is when it is asked, for what still runs. */
export type Range = { workspaceId: string; from: Date; to: Date; now: Date }

/**
 * How facts become a figure, by parts that add up wherever they can: `share` of `hits` (0 or 1) with Wilson's interval; `nps` of `score` 0–10;
 * `mean` of `value` with the t interval; `quantile` of `value` with the interval of order statistics, exact because quantiles do not add up;
 * `longest` value; `lifetime`, the median of `value` where `ended` says whether it is over or still running (Kaplan–Meier).
 */
export type Rule =
  | { kind: 'share' }
  | { kind: 'nps' }
  | { kind: 'mean' }
  | { kind: 'quantile'; p: number }
  | { kind: 'longest' }
  | { kind: 'lifetime' }

export type Metric = {
  id: string
  version: number
  unit: (typeof units)[number]
  better: 'up' | 'down' | null
  rule: Rule
  /** Fewer give only their count. */
  smallest: number
  /** How far back a new fact changes the figure, and for how long a day's figure may still move. */
  reachDays: number
  settlesAfterDays: number
  /** Levels at which it is somebody's figure: waiting in a queue is the company's, not the rep's who then answers. */
  levels: readonly Level[]
  /** Whether reps may be compared by it. */
  comparable: boolean
  /**
   * One row a fact: `at`, `who` (member, else the source's name for them; null for nobody), `channel`, `topic_id`, `language`, `ref` (what it is, so that
   * a figure opens to what is behind it: `interaction:<id>`, `case:<source>␟<key>`, `feedback:<id>`, `view:<id>`, `account:<id>`; null for nothing), and what
   * the rule reads: `hits` as 0 or 1, `score`, `value`, `ended`.
   */
  facts: (range: Range) => RawBuilder<unknown>
}

const usual = { version: 1, smallest: 5, reachDays: 0, settlesAfterDays: 0, levels, comparable: false } as const

/** A file `metrics/<id>.ts` of any slice default-exports one; nothing else needs to know of it. Its name and explanation are messages of the slice `metrics`. */
export const metric = (definition: Pick<Metric, 'id' | 'unit' | 'better' | 'rule' | 'facts'> & Partial<Metric>): Metric => ({
  ...usual,
  ...definition,
})
