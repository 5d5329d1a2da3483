import { sql } from 'kysely'
import type { z } from 'zod'
import { growing, listActions, pareto } from '#actions/index.ts'
import type { Reading } from '#kernel/slice.ts'
import { lateVoices, unreadVoices } from '#voices/index.ts'
import type * as api from './api.ts'

type Desk = z.output<typeof api.desk.output>
type Team = Desk['teams'][number]
type Suggestion = Desk['suggestions'][number]

const DAYS = 30
const DAY = 86_400_000
const FEW = 5

/** Everything the company has promised and not kept, each figure with what is behind it. */
export async function readDesk(ctx: Reading): Promise<Desk> {
  const teams = await teamsOf(ctx)
  const overdue = (await listActions(ctx, { overdue: true, limit: 50 })).items
  const causes = await causesWithout(ctx)
  const unassigned = await lateVoices(ctx, FEW)
  const unread = await unreadVoices(ctx, FEW)
  const found = {
    days: DAYS,
    open: sum(teams, 'open'),
    late: sum(teams, 'late'),
    broken: sum(teams, 'broken'),
    teams,
    actions: { overdue: overdue.length, items: overdue.map(({ id, what, owner, dueOn }) => ({ id, what, owner, dueOn })) },
    causes,
    unassigned: { count: unassigned.count, items: unassigned.items.map(({ receivedAt, ...one }) => ({ ...one, at: receivedAt })) },
    unread: { count: unread.count, items: unread.items.map(({ saidAt, ...one }) => ({ ...one, at: saidAt })) },
    asks: await countAsks(ctx),
  }
  return { ...found, suggestions: await suggestionsFor(ctx, found) }
}

const sum = (teams: readonly Team[], what: 'open' | 'late' | 'broken') => teams.reduce((all, team) => all + team[what], 0)

type Counted = { ownerId: string; open: number; late: number; broken: number }

/** By the manager of whoever has it; who has nobody above stands for themselves. */
async function teamsOf({ db, now }: Reading): Promise<Team[]> {
  const { rows } = await sql<Counted>`
    select owner_id as "ownerId", sum(open)::int as open, sum(late)::int as late, sum(broken)::int as broken from (
      select owner_id, count(*) as open, count(*) filter (where due_at < ${now}) as late, 0 as broken from customer_case
        where workspace_id = sabai_workspace() and state <> 'resolved' and state = 'open' group by 1
      union all
      select owner_id, 0, 0, count(*) from customer_case
        where workspace_id = sabai_workspace() and late_at >= ${new Date(now.getTime() - DAYS * DAY)} group by 1
    ) counted group by 1`.execute(db as never)
  const members = await db.selectFrom('member').select(['id', 'name', 'managerId', 'role']).execute()
  const known = new Map(members.map(one => [one.id, one]))
  const leads = (id: string) => known.get(id)?.role === 'manager' || !known.get(id)?.managerId
  const managerOf = (id: string) => (leads(id) ? id : known.get(id)!.managerId!)
  return [...Map.groupBy(rows, row => managerOf(row.ownerId))]
    .map(([id, of]) => ({
      manager: { id, name: known.get(id)?.name ?? '' },
      open: of.reduce((all, one) => all + one.open, 0),
      late: of.reduce((all, one) => all + one.late, 0),
      broken: of.reduce((all, one) => all + one.broken, 0),
    }))
    .sort((a, b) => a.manager.name.localeCompare(b.manager.name))
}

/** The largest causes of the last 90 days that nothing is done about, those that grow first. */
async function causesWithout(ctx: Reading): Promise<Desk['causes']> {
  const { items } = await pareto(ctx, { days: 90, by: 'cases' })
  const grown = new Set((await growing(ctx)).items.filter(one => one.sure).map(one => one.cause.id))
  const without = items.filter(bar => bar.actions === 0).map(({ cause, cases }) => ({ cause, cases, grows: grown.has(cause.id) }))
  return { without: without.length, items: without.sort((a, b) => Number(b.grows) - Number(a.grows) || b.cases - a.cases).slice(0, FEW) }
}

async function countAsks({ db, now }: Reading): Promise<Desk['asks']> {
  const since = new Date(now.getTime() - DAYS * DAY)
  const { rows } = await sql<Desk['asks']>`
    select count(*) filter (where asked_at >= ${since})::int as asked, count(answered_at) filter (where asked_at >= ${since})::int as answered,
      count(*) filter (where asked_at >= ${since} and answered_at <= due_at)::int as "onTime",
      count(*) filter (where answered_at is null)::int as open, count(*) filter (where answered_at is null and due_at < ${now})::int as late
    from ask where workspace_id = sabai_workspace() and withdrawn_at is null and (asked_at >= ${since} or answered_at is null)`.execute(
    db as never,
  )
  return rows[0]!
}

/** One list: whom to ask what. What has been asked and waits for its answer is not asked twice. */
async function suggestionsFor(ctx: Reading, found: Omit<Desk, 'suggestions'>): Promise<Suggestion[]> {
  const head = await ctx.db
    .selectFrom('member')
    .select(['id', 'name'])
    .where('role', '=', 'head')
    .where('endedAt', 'is', null)
    .orderBy('createdAt')
    .executeTakeFirst()
  const all: Suggestion[] = [
    ...found.teams
      .filter(team => team.late > 0)
      .map(({ manager, late }) => ({ about: 'late-cases' as const, aboutId: null, to: manager, n: late, what: null })),
    ...found.actions.items.map(({ id, what, owner }) => ({ about: 'action' as const, aboutId: id, to: owner, n: 1, what })),
    ...(head
      ? found.causes.items
          .slice(0, 3)
          .map(({ cause, cases }) => ({ about: 'cause' as const, aboutId: cause.id, to: head, n: cases, what: cause.name }))
      : []),
    ...(head && found.unassigned.count > 0
      ? [{ about: 'voices' as const, aboutId: null, to: head, n: found.unassigned.count, what: null }]
      : []),
    ...(head && found.unread.count > 0 ? [{ about: 'unread' as const, aboutId: null, to: head, n: found.unread.count, what: null }] : []),
  ]
  const waiting = await ctx.db
    .selectFrom('ask')
    .select(['toMember', 'about', 'aboutId'])
    .where('answeredAt', 'is', null)
    .where('withdrawnAt', 'is', null)
    .execute()
  const asked = (one: Suggestion) =>
    waiting.some(ask => ask.toMember === one.to.id && ask.about === one.about && ask.aboutId === one.aboutId)
  return all.filter(one => one.to.id !== ctx.who.memberId && !asked(one))
}
