import { type RawBuilder, sql } from 'kysely'

export const units = ['share', 'seconds', 'points', 'score', 'count'] as const
export const levels = ['company', 'manager', 'member'] as const
export type Level = (typeof levels)[number]
export const cuts = ['channel', 'topic', 'language', 'week'] as const
export type Cut = (typeof cuts)[number]

/**
 * Where and when the facts of a figure lie: the workspace's, `from` included, `to` not, as instants and as days (`fromOn`, `toOn`); `now` is when it is asked, for what still runs, `today` when
 * that day began there, for what is judged a day at a time.
 */
export type Range = { workspaceId: string; fromOn: string; toOn: string; from: Date; to: Date; now: Date; today: Date; zone: string }

/**
 * How facts become a figure, by parts that add up wherever they can: `share` of `hits` (0 or 1) with Wilson's interval; `nps` of `score` 0–10;
 * `mean` of `value` with the t interval; `quantile` of `value` with the interval of order statistics, exact because quantiles do not add up;
 * `longest` value; `count` of facts with Poisson's interval; `ratio`, the sum of `top` by the sum of `bottom` of those members' days that have a bottom,
 * with the interval by days; `lifetime` of `value` where `ended` says whether it is over or still running (Kaplan–Meier): its median, or the share that
 * is left after so many seconds; `told`, a figure that comes with its interval (`n`, `value`, `low`, `high`): the last one of the range;
 * `composite` of other metrics, never without its parts and weights.
 */
export type Rule =
  | { kind: 'share' }
  | { kind: 'nps' }
  | { kind: 'mean' }
  | { kind: 'quantile'; p: number }
  | { kind: 'longest' }
  | { kind: 'count' }
  | { kind: 'ratio' }
  | { kind: 'lifetime'; after?: number }
  | { kind: 'told' }
  | { kind: 'composite'; of: { csat: string; nps: string; ces: string }; weights: { csat: number; nps: number; ces: number } }

/** Why something is not counted; each a message `metrics.excludes.<why>`. */
export const exclusions = [
  'abandoned',
  'answered',
  'menu',
  'phantom',
  'outgoing',
  'unknown-caller',
  'may-come-again',
  'other-scales',
  'not-by-rule',
  'not-due',
  'unsolved',
  'unreplied',
  'no-log',
  'no-topic',
  'unknown-time',
  'not-timed',
  'ghosts',
  'glances',
  'refreshed',
  'new-accounts',
  'other-currencies',
  'small-teams',
] as const
export type Exclusion = (typeof exclusions)[number]

export type Metric = {
  id: string
  version: number
  unit: (typeof units)[number]
  better: 'up' | 'down' | null
  rule: Rule
  /** Fewer give only their count. */
  smallest: number
  /** By how many days before its own a new, corrected or deleted fact changes the figure: who came again within seven days changes the day before. */
  reachDays: number
  /** And by how many days after its own: a matter that ends counts its contacts of sixty days. */
  reachAfterDays: number
  /** A fact counts only when so many days have passed: until then its day has no figure of it yet. */
  settlesAfterDays: number
  /** So many of the youngest days are asked of the facts each time: what is judged by the hour. */
  openDays: number
  /** Levels at which it is somebody's figure: waiting in a queue is the company's, not the rep's who then answers. */
  levels: readonly Level[]
  /** Whether reps may be compared by it. */
  comparable: boolean
  /** The metric that must not say the opposite before anybody acts on this one: fast, but reopened. */
  pairedWith: string | null
  /** Metrics of one family are the same idea by different rules: each is labelled, none is called by the name alone. */
  family: string | null
  /** The others of its family; filled by the registry. */
  variants: readonly string[]
  /** What it leaves out. */
  excludes: readonly Exclusion[]
  /** Which half of the pair to steer by it can be. */
  steers: 'satisfaction' | 'productivity' | null
  /** It speaks of a period as a whole (who was there at its start): its days do not add up to it. */
  whole: boolean
  /** It tells of money: only for those who see all of it. */
  revenue: boolean
  /** What must exist before it can say anything; a message `metrics.awaits.<what>`. */
  awaits: 'processes' | null
  /**
   * One row a fact: `at`, `who` (member, else the source's name for them; null for nobody), `channel`, `topic_id`, `language`, `ref` (what it is, so that
   * a figure opens to what is behind it: `interaction:<id>`, `case:<source>␟<key>`, `feedback:<id>`, `view:<id>`, `account:<id>`; null for nothing), and what
   * the rule reads: `hits` as 0 or 1, `score`, `value`, `ended`. Of two ranges beside each other it gives exactly the facts of both, unless it is
   * `whole`.
   */
  facts: (range: Range) => RawBuilder<unknown>
}

const usual = {
  version: 1,
  smallest: 5,
  reachDays: 0,
  reachAfterDays: 0,
  settlesAfterDays: 0,
  openDays: 1,
  levels,
  comparable: false,
  pairedWith: null,
  family: null,
  variants: [],
  excludes: [],
  steers: null,
  whole: false,
  revenue: false,
  awaits: null,
} as const

/** A file `metrics/<id>.ts` of any slice default-exports one; nothing else needs to know of it. Its name and explanation are messages of the slice `metrics`. */
export const metric = (definition: Pick<Metric, 'id' | 'unit' | 'better' | 'rule' | 'facts'> & Partial<Metric>): Metric => ({
  ...usual,
  ...definition,
})

/** For what has no facts of its own. */
export const noFacts = sql`select null::timestamptz as at, null::uuid as who, null::text as channel, null::uuid as topic_id, null::text as language,
  null::text as ref, null::int as hits where false`
