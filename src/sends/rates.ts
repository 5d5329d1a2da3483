import { sql } from 'kysely'
import type { z } from 'zod'
import { postStratified } from '#core/measures/post-stratified.ts'
import { estimate } from '#core/measures/share.ts'
import { notFound } from '#kernel/problem.ts'
import type { Reading } from '#kernel/slice.ts'
import { OTHERS, rateParts, type surveyRates } from './rates-api.ts'

const LEAST = 5
/** So many accounts are shown each, those with most people asked. */
const MOST = 20
type Rates = z.input<typeof surveyRates.output>
type By = (typeof rateParts)[number]
type Row = { by: By; group: string; asked: number; answered: number; n: number; sum: number; squares: number }

/** Who answered of those who were asked. Counted where it lies; a person counts once for each time of being asked. @throws Problem 404 */
export async function rates(ctx: Reading, { survey }: { survey: string }): Promise<Rates> {
  const one = await ctx.db
    .selectFrom('survey')
    .select(['name', 'kind'])
    .where('id', '=', survey)
    .executeTakeFirstOrThrow(() => notFound('survey'))
  const rows = await groupsOf(ctx, survey, one.kind === 'nps')
  const names = await namesOf(ctx, rows)
  const whole = rows.filter(row => row.by === 'channel')
  const [asked, answered] = [sumOf(whole, 'asked'), sumOf(whole, 'answered')]
  const parts = rateParts.map(by =>
    partOf(
      by,
      rows.filter(row => row.by === by),
      names,
      one.kind === 'nps' ? 'nps' : 'mean',
    ),
  )
  return { ...{ name: one.name, asked, answered, rate: rateOf(asked, answered) }, parts }
}

/** NPS counts a promoter as 100 and a detractor as −100; all other scores are themselves. One walk for all parts; accounts beyond the largest are one. */
async function groupsOf({ db, workspace }: Reading, survey: string, nps: boolean): Promise<Row[]> {
  const point = nps ? sql`case when r.score >= 9 then 100 when r.score < 7 then -100 else 0 end` : sql`r.score`
  const { rows } = await sql<Row>`
    with person as (
      select p.channel, coalesce(p.language, c.language, 'und') as language, coalesce(a.plan, '') as plan, coalesce(s.segment_id::text, '') as segment,
        coalesce(a.id::text, '') as account, p.answered_at, r.score, case when r.score is not null then ${point} end as point
      from participant p
        join send s on s.workspace_id = p.workspace_id and s.id = p.send_id
        join customer c on c.workspace_id = p.workspace_id and c.id = p.customer_id
        left join account a on a.workspace_id = p.workspace_id and a.id = c.account_id
        left join response r on r.workspace_id = p.workspace_id and r.link_id = p.link_id and not r.test and r.archived_at is null
      where p.workspace_id = ${workspace.id} and s.survey_id = ${survey} and p.asked_at is not null
    ), counted as (
      select case grouping(channel, language, plan, segment, account) when 15 then 'channel' when 23 then 'language' when 27 then 'plan' when 29 then 'segment' else 'account' end as by,
        coalesce(channel, language, plan, segment, account) as "group", count(*)::int as asked, count(answered_at)::int as answered, count(score)::int as n,
        coalesce(sum(point), 0)::float8 as sum, coalesce(sum(point ^ 2), 0)::float8 as squares
      from person group by grouping sets ((channel), (language), (plan), (segment), (account))
    ), ranked as (select *, row_number() over (partition by by order by asked desc, "group") as place from counted)
    select by, case when by = 'account' and place > ${MOST} then ${OTHERS} else "group" end as "group", sum(asked)::int as asked, sum(answered)::int as answered,
      sum(n)::int as n, sum(sum)::float8 as sum, sum(squares)::float8 as squares
    from ranked group by 1, 2`.execute(db as never)
  return rows
}

async function namesOf({ db }: Reading, rows: readonly Row[]): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>()
  for (const kind of ['segment', 'account'] as const) {
    const ids = rows.filter(row => row.by === kind && row.group !== '' && row.group !== OTHERS).map(row => row.group)
    const found = await db.selectFrom(kind).select(['id', 'name']).where('id', '=', sql<string>`any(${ids}::uuid[])`).execute()
    for (const { id, name } of found) names.set(id, name)
  }
  return names
}

const sumOf = (rows: readonly Row[], what: 'asked' | 'answered' | 'n' | 'sum' | 'squares') => rows.reduce((sum, row) => sum + row[what], 0)

function rateOf(asked: number, answered: number) {
  const share = asked < LEAST ? null : estimate({ hits: answered, total: asked })
  return { value: share?.value ?? null, low: share?.low ?? null, high: share?.high ?? null }
}

function partOf(by: By, rows: readonly Row[], names: ReadonlyMap<string, string>, measure: 'nps' | 'mean'): Rates['parts'][number] {
  const [asked, answered, n] = [sumOf(rows, 'asked'), sumOf(rows, 'answered'), sumOf(rows, 'n')]
  const weighted =
    by === 'account' ? null : postStratified(rows.map(one => ({ asked: one.asked, n: one.n, sum: one.sum, sumSquares: one.squares })))
  return {
    by,
    groups: [...rows]
      .sort((a, b) => Number(a.group === OTHERS) - Number(b.group === OTHERS) || b.asked - a.asked)
      .map(one => ({
        ...{ group: one.group, name: names.get(one.group) ?? null, asked: one.asked, answered: one.answered },
        ...rateOf(one.asked, one.answered),
        ofAsked: one.asked / asked,
        ofAnswered: answered === 0 ? null : one.answered / answered,
      })),
    weighted: n < LEAST || !weighted ? null : { measure, raw: sumOf(rows, 'sum') / n, ...clipped(weighted, measure) },
  }
}

const clipped = <W extends { low: number; high: number }>(one: W, measure: 'nps' | 'mean'): W =>
  measure === 'nps' ? { ...one, low: Math.max(-100, one.low), high: Math.min(100, one.high) } : one
