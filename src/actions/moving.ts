import { addDays, dayOf, daysBetween } from '#core/time/days.ts'
import { setClock, stopClock } from '#kernel/clock.ts'
import { Problem } from '#kernel/problem.ts'
import type { Writing } from '#kernel/slice.ts'
import { actionOf, takeAction } from './actions.ts'
import { actionMoved } from './api.ts'
import { CHECK, setOverdueClock, stopOverdue, WATCH } from './overdue.ts'

const DAY = 86_400_000

/** Over the board: what is done gets a day on which it is looked at; what goes back has its old clock again. */
export async function moveAction(ctx: Writing, { id, state }: { id: string; state: 'planned' | 'doing' | 'done' }) {
  const row = await takeAction(ctx, id)
  if (row.archivedAt) throw new Problem('action.archived')
  if (row.state === state) return actionOf(ctx, id)
  const done = state === 'done'
  await ctx.tx
    .updateTable('action')
    .set({
      state,
      changedAt: ctx.now,
      doneAt: done ? ctx.now : null,
      checkedAt: null,
      checkOn: null,
      ...(state === 'doing' && { startedAt: row.startedAt ?? ctx.now }),
    })
    .where('id', '=', id)
    .execute()
  await ctx.announce(actionMoved, { actionId: id, from: row.state, to: state }, { subjectId: id })
  await startClocks(ctx, id)
  return actionOf(ctx, id)
}

/** The clocks that belong to where it stands; the others stop. */
export async function startClocks(ctx: Writing, id: string): Promise<void> {
  const { state, dueOn, doneAt, checkAfterDays, checkOn } = await actionOf(ctx, id)
  const undone = state === 'planned' || state === 'doing'
  await stopClock(ctx, { kind: WATCH, subjectId: id })
  if (undone) {
    await stopClock(ctx, { kind: CHECK, subjectId: id })
    // Who was told that its day is over is not told again for the same day.
    if (endsAfter(ctx, dueOn)) await setOverdueClock(ctx, id, dueOn)
    return
  }
  await stopOverdue(ctx, id)
  if (state === 'done' && doneAt) await setCheck(ctx, id, checkOn ?? addDays(dayOf(doneAt, ctx.workspace.zone), checkAfterDays), doneAt)
  if (state === 'checked') await setWatch(ctx, id)
}

const endsAfter = ({ now, workspace }: Writing, dueOn: string) => dueOn >= dayOf(now, workspace.zone)

/** On that day, at the time of day at which it was done: so that the last week is a whole one. */
export async function setCheck(ctx: Writing, id: string, checkOn: string, doneAt: Date): Promise<void> {
  const { zone } = ctx.workspace
  await ctx.tx.updateTable('action').set({ checkOn }).where('id', '=', id).execute()
  const dueAt = new Date(doneAt.getTime() + daysBetween(dayOf(doneAt, zone), checkOn) * DAY)
  await setClock(ctx, { kind: CHECK, subjectId: id, dueAt })
}

/** Every four weeks: as many as a relapse is judged by. */
export const WATCH_DAYS = 28
export const setWatch = (ctx: Writing, id: string) =>
  setClock(ctx, { kind: WATCH, subjectId: id, dueAt: new Date(ctx.now.getTime() + WATCH_DAYS * DAY) })
