import { sql } from 'kysely'
import type { Reading } from '#kernel/slice.ts'
import { actionOf } from './actions.ts'
import type { Proof } from './api.ts'
import type { LookedWeek } from './looking.ts'
import { causesWithBelow } from './tree.ts'

const YEAR = 365 * 86_400_000

/** An action with its looks, who met its causes, and its history. */
export async function readAction(ctx: Reading, { id }: { id: string }) {
  const action = await actionOf(ctx, id)
  const causes = await causesWithBelow(
    ctx,
    action.causes.map(one => one.id),
  )
  return {
    ...action,
    proofs: await proofsOf(ctx, id),
    ...(await metBy(ctx, causes, action.doneAt ?? ctx.now)),
    history: await historyOf(ctx, id),
  }
}

async function proofsOf({ db }: Reading, actionId: string): Promise<Proof[]> {
  const rows = await db
    .selectFrom('proof')
    .selectAll()
    .where('actionId', '=', actionId)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(20)
    .execute()
  return rows.map(row => {
    const { centre, weeks } = row.weeks as unknown as {
      centre: number | null
      weeks: (Omit<LookedWeek, 'startsAt'> & { startsAt: string })[]
    }
    return {
      id: row.id,
      at: row.at,
      verdict: row.verdict as Proof['verdict'],
      basis: row.basis as Proof['basis'],
      before: { count: row.beforeCount, exposure: row.beforeExposure },
      after: { count: row.afterCount, exposure: row.afterExposure },
      ratio: row.low === null ? null : { value: row.ratio, low: row.low, high: row.high },
      dispersion: row.dispersion,
      knownShare: row.knownShare,
      relapse: row.relapse,
      weeks: weeks.map(week => ({ ...week, startsAt: new Date(week.startsAt) })),
      centre,
    }
  })
}

/** Cases and customers of these causes in the year before. */
async function metBy({ db }: Reading, causeIds: readonly string[], until: Date) {
  const { rows } = await sql<{ cases: number; customers: number }>`
    select count(*)::int as cases, count(distinct customer_id)::int as customers from customer_case
    where workspace_id = sabai_workspace() and opened_at >= ${new Date(until.getTime() - YEAR)} and opened_at < ${until}
      and cause_id = any(${causeIds}::uuid[]) and merged_into is null`.execute(db as never)
  return rows[0]!
}

async function historyOf({ db }: Reading, id: string) {
  const events = await db
    .selectFrom('event')
    .leftJoin('member', 'member.id', 'event.actorId')
    .select(['event.id', 'event.at', 'event.type', 'event.facts', 'member.name'])
    .where('event.subjectId', '=', id)
    .orderBy('event.at', 'desc')
    .orderBy('event.id', 'desc')
    .limit(100)
    .execute()
  return events.flatMap(({ id, at, type, facts, name }) => {
    const { to, verdict } = facts as unknown as { to?: string; verdict?: string }
    return type.startsWith('action.') ? [{ id, at, what: type.slice('action.'.length), by: name, to: to ?? verdict ?? null }] : []
  })
}
