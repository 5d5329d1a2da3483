import { addDays, dayOf, startOfDay } from '#core/time/days.ts'
import { setClock, stopClock } from '#kernel/clock.ts'
import type { Reading, Writing } from '#kernel/slice.ts'
import { pulseScheduled } from './api.ts'
import { hashOf, pathOf, tokenOf } from './tokens.ts'
import { open, openOne } from './waves.ts'

export const OPEN = 'pulse.open'
const USUAL = { everyDays: null, openDays: 7, nextAt: null }
/** Nobody is written to at midnight. */
const NINE = 9 * 3_600_000

/** What a member sees of it: the open wave and, until it is used, their own way in. Reading leaves nothing behind. */
export async function read(ctx: Reading) {
  const { db, who, site } = ctx
  const wave = await openOne(ctx)
  const schedule = await db.selectFrom('pulseSchedule').select(['everyDays', 'openDays', 'nextAt']).executeTakeFirst()
  const token = wave && who.memberId ? tokenOf(site, wave.id, who.memberId) : null
  const mine = token && (await db.selectFrom('pulseToken').select('used').where('tokenHash', '=', hashOf(token)).executeTakeFirst())
  return { open: wave ? { ...wave, path: token && mine && !mine.used ? pathOf(token) : null } : null, schedule: schedule ?? USUAL }
}

/** From now on, or no more. */
export async function schedule(ctx: Writing, { everyDays, openDays }: { everyDays: number | null; openDays: number }) {
  const nextAt = everyDays === null ? null : next(ctx, everyDays)
  await ctx.tx
    .insertInto('pulseSchedule')
    .values({ everyDays, openDays, nextAt })
    .onConflict(on => on.column('workspaceId').doUpdateSet({ everyDays, openDays, nextAt }))
    .execute()
  const clock = { kind: OPEN, subjectId: ctx.workspace.id }
  if (nextAt) await setClock(ctx, { ...clock, dueAt: nextAt })
  else await stopClock(ctx, clock)
  await ctx.announce(pulseScheduled, { everyDays }, { subjectId: ctx.workspace.id })
  return { nextAt }
}

/** Opens the next wave, unless one is still open, and sets the clock for the one after. */
export async function openWhenDue(ctx: Writing): Promise<void> {
  const plan = await ctx.tx.selectFrom('pulseSchedule').select(['everyDays', 'openDays']).executeTakeFirst()
  if (!plan?.everyDays) return
  if (!(await openOne(ctx))) await open(ctx, { openDays: plan.openDays })
  const nextAt = next(ctx, plan.everyDays)
  await ctx.tx.updateTable('pulseSchedule').set({ nextAt }).execute()
  await setClock(ctx, { kind: OPEN, subjectId: ctx.workspace.id, dueAt: nextAt })
}

const next = ({ now, workspace: { zone } }: Writing, everyDays: number): Date =>
  new Date(startOfDay(addDays(dayOf(now, zone), everyDays), zone).getTime() + NINE)
