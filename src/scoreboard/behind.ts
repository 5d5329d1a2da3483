import { type RawBuilder, sql } from 'kysely'
import type { z } from 'zod'
import { visibleTo } from '#directory/index.ts'
import { cursorInstant, cursorValues, page } from '#kernel/cursor.ts'
import type { Metric } from '#kernel/metric.ts'
import { Problem } from '#kernel/problem.ts'
import type { Reading } from '#kernel/slice.ts'
import { chainOf, metricOf, rangeOf, seenBy } from '#metrics/index.ts'
import type { listBehind } from './api.ts'
import { namesOf } from './behind-names.ts'
import { narrowed } from './narrowed.ts'
import { subjectOf } from './subject.ts'

type Asked = z.output<typeof listBehind.input>
export type Fact = {
  at: Date
  who: string | null
  channel: string | null
  topicId: string | null
  language: string | null
  ref: string
  value: number | null
}

/** The facts that a figure counts, the newest first, as far as the reader may see whose they are. */
export async function behind(ctx: Reading, asked: Asked) {
  const metric = await metricOf(asked.id)
  if (metric.revenue) await seenBy(ctx, asked.level, metric)
  if (!metric.levels.includes(asked.level)) throw new Problem('metric.level', 400, { level: asked.level })
  const subject = await subjectOf(ctx, asked)
  const some = await narrowed(ctx, metric, asked, asked.level === 'member' ? subject.id : undefined)
  const sight = await sightOf(ctx)
  const rows = await facts(ctx, some, { asked, subject: subject.id, seen: sight.condition })
  const { items, next } = page(rows, asked.limit, row => [row.at, row.ref])
  return { items: await namesOf(ctx, items, sight), next, partly: sight.partly }
}

/** Whose facts may be opened: one's own people's. Who may read all cases (a champion) sees them all, but not whose they are. */
async function sightOf(ctx: Reading) {
  const { members, cases, customers } = await visibleTo(ctx)
  const everything = members === 'all' || cases.owners === 'all'
  return {
    condition: everything ? sql`true` : members.length === 0 ? sql`false` : sql`fact.who = any(${members}::uuid[])`,
    members,
    customers,
    partly: !everything,
  }
}

type Within = { asked: Asked; subject: string; seen: RawBuilder<unknown> }

async function facts(ctx: Reading, metric: Metric, { asked, subject, seen }: Within): Promise<Fact[]> {
  const value = readBy(metric)
  const source =
    asked.level === 'manager'
      ? sql`fact join chain on chain.member_id = fact.who and fact.at >= chain.from_at and fact.at < chain.until_at and chain.manager_id = ${subject}::uuid`
      : sql`fact`
  const conditions = [seen, sql`${value} is not null`, ...narrower(asked, value), ...halfHour(asked, ctx)]
  const { rows } = await sql<Fact>`with recursive ${chainOf(ctx.workspace.id)}, fact as (${metric.facts(rangeOf(ctx, asked))})
    select fact.at, fact.who, fact.channel, fact.topic_id, fact.language, fact.ref, ${value}::float8 as value from ${source}
    where ${sql.join(conditions, sql` and `)} order by fact.at desc, fact.ref desc limit ${asked.limit + 1}`.execute(ctx.db as never)
  return rows
}

/** What of a fact the rule reads. */
function readBy({ rule }: Metric): RawBuilder<unknown> {
  if (rule.kind === 'share') return sql`fact.hits`
  if (rule.kind === 'ratio') return sql`fact.top`
  if (rule.kind === 'count') return sql`1`
  // Made of other metrics, or of answers that are nobody's: nothing lies behind it here.
  if (rule.kind === 'composite' || rule.kind === 'told') return sql`null::float8`
  return rule.kind === 'nps' ? sql`fact.score` : sql`fact.value`
}

function narrower({ hit, above, below, cursor }: Asked, value: RawBuilder<unknown>): RawBuilder<unknown>[] {
  return [
    ...(hit === undefined ? [] : [sql`${value} = ${hit ? 1 : 0}`]),
    ...(above === undefined ? [] : [sql`${value} >= ${above}`]),
    ...(below === undefined ? [] : [sql`${value} < ${below}`]),
    ...(cursor === undefined ? [] : [after(cursor)]),
  ]
}

const halfHour = ({ time }: Asked, { workspace }: Reading): RawBuilder<unknown>[] =>
  time === undefined
    ? []
    : [sql`date_bin('30 minutes', fact.at at time zone ${workspace.zone}, timestamp '2000-01-01')::time = ${time}::time`]

/** @throws Problem 400 `cursor` */
function after(cursor: string): RawBuilder<unknown> {
  const [at, ref] = cursorValues(cursor, 2)
  return sql`(fact.at, fact.ref) < (${cursorInstant(at)}::timestamptz, ${String(ref)}::text)`
}
