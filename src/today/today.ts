import { sql } from 'kysely'
import type { z } from 'zod'
import { type AnsweredParts, answeredWithin } from '#core/measures/answered-within.ts'
import { dayOf, startOfDay } from '#core/time/days.ts'
import type { View } from '#inbox/api.ts'
import { caseRows, casesOf, countInbox, endOfToday, ownersOf, sightOfCases, standingsAt } from '#inbox/index.ts'
import type { Reading } from '#kernel/slice.ts'
import { countSince, sinceYesterday, voiceOfTheDay } from '#voices/index.ts'
import type { today } from './api.ts'

type Today = z.input<typeof today.output>

const DAYS = 30
const DAY = 86_400_000
const NEXT = 5
const THREAD = 50
const LATE = 20

/** What one lands on. Who has no cases has the voices. */
export async function landing(ctx: Reading): Promise<Today> {
  const zone = ctx.workspace.zone
  const page = {
    day: { startsAt: startOfDay(dayOf(ctx.now, zone), zone), endsAt: endOfToday(ctx), zone },
    voice: await voiceOfTheDay(ctx),
    voicesSinceYesterday: await countSince(ctx, sinceYesterday(ctx)),
  }
  if (!ctx.who.may('inbox.read')) return { ...page, mine: null, next: [], thread: [], late: { items: [], count: 0 }, figures: null }
  return { ...page, ...(await work(ctx)) }
}

async function work(ctx: Reading) {
  const counts = await countInbox(ctx)
  const due = await waiting(ctx, THREAD)
    .where('customerCase.ownerId', '=', ctx.who.memberId ?? nobody)
    .execute()
  const thread = due.filter(row => row.dueAt < endOfToday(ctx))
  const view = viewOf(ctx)
  const count = counts[view]
  return {
    mine: { open: counts.mine.open, late: counts.mine.late, dueToday: thread.length },
    next: casesOf(due.slice(0, NEXT)),
    thread: casesOf(thread),
    late: await lateInTeam(ctx, counts.team.late - counts.mine.late),
    figures: {
      view,
      answered: await answered(ctx, view),
      open: { count: count.open, late: count.late, behind: { view, state: ['open' as const], order: 'due' as const } },
      oldest: await oldest(ctx, view),
    },
  }
}

const nobody = '00000000-0000-0000-0000-000000000000'

/** Whose figures: a head and a champion look at everything, the others at their team. */
const viewOf = ({ who }: Reading): View => (who.role === 'rep' || who.role === 'manager' ? 'team' : 'all')

/** Open cases, the least time left first. */
const waiting = ({ db, who }: Reading, limit: number) =>
  caseRows(db, who.language)
    .where(sql<boolean>`customer_case.state <> 'resolved'`)
    .where('customerCase.state', '=', 'open')
    .orderBy('customerCase.dueAt')
    .orderBy('customerCase.id')
    .limit(limit)

async function lateInTeam(ctx: Reading, count: number) {
  const mates = (await ownersOf(ctx, 'team', await sightOfCases(ctx)))!.filter(id => id !== ctx.who.memberId)
  if (mates.length === 0 || count <= 0) return { items: [], count: 0 }
  const rows = await waiting(ctx, LATE).where('customerCase.dueAt', '<', ctx.now).where('customerCase.ownerId', 'in', mates).execute()
  return { items: casesOf(rows), count }
}

/**
 * Answered within 24 hours, as core/measures defines it: of feedback that a rule brought into a case. It is counted from when we received it:
 * what a file brings from last year could not have been answered then.
 */
async function answered(ctx: Reading, view: View) {
  const { db, now } = ctx
  const since = new Date(now.getTime() - DAYS * DAY)
  const owners = await ownersOf(ctx, view, await sightOfCases(ctx))
  const { due, met, young } = standingsAt(now)
  const mine = owners ? sql`and c.owner_id in (${sql.join(owners.length > 0 ? owners : [nobody])})` : sql``
  const { rows } = await sql<AnsweredParts>`
    select count(*) filter (where ${due})::int as due, count(*) filter (where ${met})::int as met, count(*) filter (where ${young})::int as pending
    from feedback join customer_case c on c.workspace_id = feedback.workspace_id and c.id = feedback.case_id
    where feedback.workspace_id = sabai_workspace() and feedback.by_rule and feedback.received_at >= ${since} ${mine}`.execute(db as never)
  const parts = rows[0]!
  const behind = { loopOf: view, asOf: now, receivedFrom: since }
  const { value = null, low = null, high = null } = answeredWithin.estimate(parts) ?? {}
  return {
    days: DAYS,
    ...parts,
    value,
    low,
    high,
    behind: { ...behind, loop: 'due' as const },
    pendingBehind: { ...behind, loop: 'young' as const },
  }
}

async function oldest(ctx: Reading, view: View) {
  const owners = await ownersOf(ctx, view, await sightOfCases(ctx))
  const [row] = await waiting(ctx, 1)
    .clearOrderBy()
    .orderBy('customerCase.openedAt')
    .orderBy('customerCase.id')
    .$if(owners !== null, query => query.where('customerCase.ownerId', 'in', owners!.length > 0 ? owners! : [nobody]))
    .execute()
  return {
    case: row ? casesOf([row])[0]! : null,
    openedAt: row?.openedAt ?? null,
    behind: { view, state: ['open' as const], order: 'due' as const },
  }
}
