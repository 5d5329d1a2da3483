import { sql } from 'kysely'
import type { z } from 'zod'
import { postStratified } from '#core/measures/post-stratified.ts'
import { estimate } from '#core/measures/share.ts'
import { notFound } from '#kernel/problem.ts'
import type { Reading } from '#kernel/slice.ts'
import { rateParts, type surveyRates } from './rates-api.ts'

const LEAST = 5
type Rates = z.input<typeof surveyRates.output>
type Row = Record<(typeof rateParts)[number], string> & { asked: number; answered: number; n: number; sum: number; squares: number }

/** Who answered of those who were asked. Counted where it lies; a person counts once for each time of being asked. @throws Problem 404 */
export async function rates(ctx: Reading, { survey }: { survey: string }): Promise<Rates> {
  const one = await ctx.db
    .selectFrom('survey')
    .select(['name', 'kind'])
    .where('id', '=', survey)
    .executeTakeFirstOrThrow(() => notFound('survey'))
  const rows = await groupsOf(ctx, survey, one.kind === 'nps')
  const [asked, answered] = [sumOf(rows, 'asked'), sumOf(rows, 'answered')]
  return {
    ...{ name: one.name, asked, answered, rate: rateOf(asked, answered) },
    parts: rateParts.map(by => partOf(by, rows, one.kind === 'nps' ? 'nps' : 'mean')),
  }
}

/** NPS counts a promoter as 100 and a detractor as −100; all other scores are themselves. */
async function groupsOf({ db, workspace }: Reading, survey: string, nps: boolean): Promise<Row[]> {
  const point = nps ? sql`case when r.score >= 9 then 100 when r.score < 7 then -100 else 0 end` : sql`r.score`
  const { rows } = await sql<Row>`
    select p.channel, coalesce(p.language, c.language, 'und') as language, coalesce(a.plan, '') as plan, count(*)::int as asked,
      count(p.answered_at)::int as answered, count(r.score)::int as n, coalesce(sum(${point}), 0)::float8 as sum, coalesce(sum((${point}) ^ 2), 0)::float8 as squares
    from participant p
      join send s on s.workspace_id = p.workspace_id and s.id = p.send_id
      join customer c on c.workspace_id = p.workspace_id and c.id = p.customer_id
      left join account a on a.workspace_id = p.workspace_id and a.id = c.account_id
      left join response r on r.workspace_id = p.workspace_id and r.link_id = p.link_id and not r.test and r.archived_at is null
    where p.workspace_id = ${workspace.id} and s.survey_id = ${survey} and p.asked_at is not null group by 1, 2, 3`.execute(db as never)
  return rows
}

const sumOf = (rows: readonly Row[], what: 'asked' | 'answered' | 'n' | 'sum' | 'squares') => rows.reduce((sum, row) => sum + row[what], 0)

function rateOf(asked: number, answered: number) {
  const share = asked < LEAST ? null : estimate({ hits: answered, total: asked })
  return { value: share?.value ?? null, low: share?.low ?? null, high: share?.high ?? null }
}

function partOf(by: (typeof rateParts)[number], rows: readonly Row[], measure: 'nps' | 'mean'): Rates['parts'][number] {
  const groups = [...Map.groupBy(rows, row => row[by])].map(([group, some]) => ({
    group,
    some,
    asked: sumOf(some, 'asked'),
    answered: sumOf(some, 'answered'),
  }))
  const [asked, answered, n] = [sumOf(rows, 'asked'), sumOf(rows, 'answered'), sumOf(rows, 'n')]
  const weighted = postStratified(
    groups.map(({ some, asked }) => ({ asked, n: sumOf(some, 'n'), sum: sumOf(some, 'sum'), sumSquares: sumOf(some, 'squares') })),
  )
  return {
    by,
    groups: groups
      .sort((a, b) => b.asked - a.asked)
      .map(one => ({
        ...{ group: one.group, asked: one.asked, answered: one.answered, ...rateOf(one.asked, one.answered) },
        ofAsked: one.asked / asked,
        ofAnswered: answered === 0 ? null : one.answered / answered,
      })),
    weighted: n < LEAST || !weighted ? null : { measure, raw: sumOf(rows, 'sum') / n, ...clipped(weighted, measure) },
  }
}

const clipped = <W extends { low: number; high: number }>(one: W, measure: 'nps' | 'mean'): W =>
  measure === 'nps' ? { ...one, low: Math.max(-100, one.low), high: Math.min(100, one.high) } : one
