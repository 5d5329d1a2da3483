import { type SelectQueryBuilder, type SqlBool, sql } from 'kysely'
import type { z } from 'zod'
import { addDays, dayOf, startOfDay } from '#core/time/days.ts'
import { SOON_MINUTES } from '#core/time/time-left.ts'
import { cursorInstant, cursorOf, cursorValues, page } from '#kernel/cursor.ts'
import { notFound } from '#kernel/problem.ts'
import type { Db, Reading, Tx } from '#kernel/slice.ts'
import type * as api from './api.ts'
import { standingsAt } from './loop-standing.ts'
import { isIndexing, type Place, ranked, searchPage } from './search.ts'
import { type CaseRow, caseOf, caseRows, type FeedbackRow, feedbackOf, feedbackRows, moodNumber } from './shape.ts'
import { type Sight, sightOf, team } from './sight.ts'

type Within = Pick<
  z.output<typeof api.listCases.input>,
  'mood' | 'scoreFrom' | 'scoreTo' | 'scale' | 'topic' | 'language' | 'channel' | 'customer' | 'account' | 'from' | 'until'
>
type CasesAsked = z.output<typeof api.listCases.input>
type FeedbackAsked = z.output<typeof api.listFeedback.input>

/** The topic and everything below it. An id of nowhere finds nothing. */
export async function topicWithBelow(db: Db | Tx, topicId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with recursive below as (
      select id, 0 as step from topic where workspace_id = sabai_workspace() and id = ${topicId}
      union all
      select t.id, below.step + 1 from topic t join below on t.parent_id = below.id where t.workspace_id = sabai_workspace() and below.step < 30)
    select id from below`.execute(db as never)
  return rows.map(row => row.id)
}

/** What both lists filter by; `at` is the time that `from` and `until` mean. */
async function within<DB, TB extends keyof DB, O>(
  db: Db,
  query: SelectQueryBuilder<DB, TB, O>,
  table: 'customerCase' | 'feedback',
  at: string,
  asked: Within,
): Promise<SelectQueryBuilder<DB, TB, O>> {
  const topics = asked.topic ? await topicWithBelow(db, asked.topic) : null
  const col = (name: string) => sql.ref(`${table}.${name}`)
  const conditions = [
    topics && (topics.length > 0 ? sql<SqlBool>`${col('topicId')} in (${sql.join(topics)})` : sql<SqlBool>`false`),
    asked.mood?.length && sql<SqlBool>`${col('mood')} in (${sql.join(asked.mood.map(mood => moodNumber[mood]))})`,
    asked.scoreFrom !== undefined && sql<SqlBool>`${col('score')} >= ${asked.scoreFrom}`,
    asked.scoreTo !== undefined && sql<SqlBool>`${col('score')} <= ${asked.scoreTo}`,
    asked.scale && sql<SqlBool>`${col('scale')} = ${asked.scale}`,
    asked.language?.length && sql<SqlBool>`${col('language')} in (${sql.join(asked.language)})`,
    asked.channel?.length && sql<SqlBool>`${col('channel')} in (${sql.join(asked.channel)})`,
    asked.customer && sql<SqlBool>`${col('customerId')} = ${asked.customer}`,
    asked.account && sql<SqlBool>`${col('accountId')} = ${asked.account}`,
    asked.from && sql<SqlBool>`${col(at)} >= ${asked.from}`,
    asked.until && sql<SqlBool>`${col(at)} < ${asked.until}`,
  ].filter(condition => typeof condition === 'object' && condition !== null)
  return conditions.reduce((all, condition) => all.where(condition as never), query)
}

const placeOf = (cursor: string | undefined): Place | null => {
  if (!cursor) return null
  const [at, id] = cursorValues(cursor, 2)
  const place = { at: cursorInstant(at), id: String(id) }
  if (!/^[\da-f-]{36}$/.test(place.id)) cursorValues('', 2)
  return place
}

/** Cases that the caller may see. */
export async function listCases(ctx: Reading, asked: CasesAsked) {
  const sight = await sightOf(ctx)
  const owners = await ownersOf(ctx, asked.view ?? 'all', sight, asked.owner)
  const query = await within(
    ctx.db,
    withState(caseRows(ctx.db, ctx.who.language), asked, ctx).where('customerCase.mergedInto', 'is', null),
    'customerCase',
    'openedAt',
    asked,
  )
  const caused = asked.cause ? query.where('customerCase.causeId', '=', asked.cause) : query
  const seen = owners ? caused.where('customerCase.ownerId', 'in', owners.length > 0 ? owners : [nobody]) : caused
  const after = placeOf(asked.cursor)
  const indexing = await isIndexing(ctx)
  if (asked.q) {
    const { rows, next } = await searchPage<CaseRow>(ctx, { table: 'customerCase', q: asked.q, after, limit: asked.limit }, ids =>
      ids.length === 0 ? Promise.resolve([]) : seen.where('customerCase.id', 'in', ids).execute(),
    )
    return { items: ranked(rows, row => row.words, asked.q).map(caseOf), next: next && cursorOf([next.at, next.id]), indexing }
  }
  const rows = await (asked.order === 'newest' ? newest(seen, after) : byDue(seen, after)).limit(asked.limit + 1).execute()
  const found = page(rows, asked.limit, row => [asked.order === 'newest' ? row.openedAt : row.dueAt, row.id])
  return { items: found.items.map(caseOf), next: found.next, indexing }
}

const nobody = '00000000-0000-0000-0000-000000000000'
type CaseQuery = ReturnType<typeof caseRows>

const byDue = (query: CaseQuery, after: Place | null) =>
  query
    .$if(after !== null, inner =>
      inner.where(sql<SqlBool>`(customer_case.due_at, customer_case.id) > (${after!.at}::timestamptz, ${after!.id}::uuid)`),
    )
    .orderBy('customerCase.dueAt')
    .orderBy('customerCase.id')

const newest = (query: CaseQuery, after: Place | null) =>
  query
    .$if(after !== null, inner =>
      inner.where(sql<SqlBool>`(customer_case.opened_at, customer_case.id) < (${after!.at}::timestamptz, ${after!.id}::uuid)`),
    )
    .orderBy('customerCase.openedAt', 'desc')
    .orderBy('customerCase.id', 'desc')

/** Null: all owners. */
export async function ownersOf(ctx: Reading, view: api.View, sight: Sight, asked?: readonly string[]): Promise<string[] | null> {
  const viewed = view === 'mine' ? [ctx.who.memberId ?? nobody] : view === 'team' ? await team(ctx, sight) : null
  const allowed = sight.all ? null : sight.memberIds
  return [viewed, allowed, asked?.length ? [...asked] : null].reduce(
    (all, one) => (all && one ? all.filter(id => one.includes(id)) : (all ?? one)),
    null,
  )
}

function withState(query: CaseQuery, { state, due }: Pick<CasesAsked, 'state' | 'due'>, ctx: Reading): CaseQuery {
  const states = due ? ['open'] : state?.length ? state : null
  // Written out, so that the planner sees the condition of the index of what is not resolved.
  const unresolved = states !== null && !states.includes('resolved')
  return query
    .$if(unresolved, inner => inner.where(sql<SqlBool>`customer_case.state <> 'resolved'`))
    .$if(states !== null && states.length < (unresolved ? 2 : 3), inner => inner.where('customerCase.state', 'in', states!))
    .$if(due === 'late', inner => inner.where('customerCase.dueAt', '<', ctx.now))
    .$if(due === 'soon', inner =>
      inner
        .where('customerCase.dueAt', '>=', ctx.now)
        .where('customerCase.dueAt', '<', new Date(ctx.now.getTime() + SOON_MINUTES * 60_000)),
    )
    .$if(due === 'today', inner => inner.where('customerCase.dueAt', '<', endOfToday(ctx)))
}

/** The first instant after today in the workspace's zone. */
export const endOfToday = ({ now, workspace }: Pick<Reading, 'now' | 'workspace'>) =>
  startOfDay(addDays(dayOf(now, workspace.zone), 1), workspace.zone)

/** What customers said, newest first. Everybody with an inbox sees it all: who has a case is another matter. */
export async function listFeedback(ctx: Reading, asked: FeedbackAsked) {
  const filtered = await within(ctx.db, feedbackRows(ctx.db, ctx.who.language), 'feedback', 'saidAt', asked)
  const query = filtered
    .$if(asked.case !== undefined, inner => inner.where('feedback.caseId', asked.case ? 'is not' : 'is', null))
    .$if(asked.source !== undefined, inner => inner.where('feedback.source', '=', asked.source!))
    .$if(asked.import !== undefined, inner => inner.where('feedback.importId', '=', asked.import!))
    .$if(asked.receivedFrom !== undefined, inner => inner.where('feedback.receivedAt', '>=', asked.receivedFrom!))
  return feedbackPage(ctx, await inLoop(ctx, query, asked), asked, row => feedbackOf(row))
}

/** What counts in "answered within 24 hours", in the cases of those who are asked about. */
async function inLoop(ctx: Reading, query: FeedbackQuery, { loop, loopOf = 'all', asOf = ctx.now }: FeedbackAsked): Promise<FeedbackQuery> {
  if (!loop) return query
  const owners = await ownersOf(ctx, loopOf, await sightOf(ctx))
  return query
    .where(sql<SqlBool>`feedback.by_rule`)
    .where(standingsAt(asOf)[loop])
    .$if(owners !== null, inner => inner.where('customerCase.ownerId', 'in', owners!.length > 0 ? owners! : [nobody]))
}

type FeedbackQuery = ReturnType<typeof feedbackRows>

/** One page of feedback by time or by words, in whatever shape it is to be shown. */
export async function feedbackPage<Row extends FeedbackRow, Shown>(
  ctx: Reading,
  query: FeedbackQuery,
  { q, cursor, limit }: { q?: string | undefined; cursor?: string | undefined; limit: number },
  shown: (row: Row) => Shown,
) {
  const after = placeOf(cursor)
  const indexing = await isIndexing(ctx)
  if (q) {
    const { rows, next } = await searchPage<FeedbackRow>(ctx, { table: 'feedback', q, after, limit }, ids =>
      ids.length === 0 ? Promise.resolve([]) : query.where('feedback.id', 'in', ids).execute(),
    )
    return { items: ranked(rows as Row[], row => row.text, q).map(shown), next: next && cursorOf([next.at, next.id]), indexing }
  }
  const rows = await query
    .$if(after !== null, inner =>
      inner.where(sql<SqlBool>`(feedback.said_at, feedback.id) < (${after!.at}::timestamptz, ${after!.id}::uuid)`),
    )
    .orderBy('feedback.saidAt', 'desc')
    .orderBy('feedback.id', 'desc')
    .limit(limit + 1)
    .execute()
  const found = page(rows as Row[], limit, row => [row.saidAt, row.id])
  return { items: found.items.map(shown), next: found.next, indexing }
}

export async function readFeedback({ db, who }: Reading, id: string) {
  const row = await feedbackRows(db, who.language).where('feedback.id', '=', id).executeTakeFirst()
  if (!row) throw notFound('feedback')
  return feedbackOf(row)
}

type Counted = { ownerId: string; open: number; late: number; replied: number }

/** From one pass over what is not resolved. */
export async function countInbox(ctx: Reading) {
  const sight = await sightOf(ctx)
  const { rows } = await sql<Counted>`
    select owner_id as "ownerId", count(*) filter (where state = 'open')::int as open, count(*) filter (where state = 'open' and due_at < ${ctx.now})::int as late,
      count(*) filter (where state = 'replied')::int as replied
    from customer_case where workspace_id = sabai_workspace() and state <> 'resolved' group by owner_id`.execute(ctx.db as unknown as Tx)
  const mates = await team(ctx, sight)
  const seen = rows.filter(row => sight.all || sight.memberIds.includes(row.ownerId))
  return {
    mine: total(seen.filter(row => row.ownerId === ctx.who.memberId)),
    team: total(seen.filter(row => mates.includes(row.ownerId))),
    all: total(seen),
  }
}

const total = (rows: readonly Counted[]) =>
  rows.reduce((sum, row) => ({ open: sum.open + row.open, late: sum.late + row.late, replied: sum.replied + row.replied }), {
    open: 0,
    late: 0,
    replied: 0,
  })
