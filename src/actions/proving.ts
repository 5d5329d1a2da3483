import { addDays, dayOf } from '#core/time/days.ts'
import { managerOf, notify } from '#directory/index.ts'
import { newId } from '#kernel/id.ts'
import { Problem } from '#kernel/problem.ts'
import type { ClockKind, Writing } from '#kernel/slice.ts'
import { actionOf, takeAction } from './actions.ts'
import { actionProved, actionRelapsed } from './api.ts'
import { type Look, lookAt } from './looking.ts'
import { setCheck, setWatch, startClocks, WATCH_DAYS } from './moving.ts'
import { CHECK, shortOf, tellByMail, WATCH } from './overdue.ts'

const DAY = 86_400_000
/** What nothing has been seen of for so long after it was done is looked at no more. */
const PATIENCE = 400 * DAY
/** An action that is open again has this long. */
const AGAIN_DAYS = 14

type Row = Awaited<ReturnType<typeof takeAction>>

/** Now, asked for by a person: the day of the check stays. @throws Problem 409 `action.not-done` */
export async function checkNow(ctx: Writing, { id }: { id: string }): Promise<null> {
  const row = await takeAction(ctx, id)
  if (!row.doneAt) throw new Problem('action.not-done')
  await judged(ctx, row, await prove(ctx, row))
  return null
}

const notices = { gone: 'action.gone', less: 'action.less', unclear: 'action.unclear', more: 'action.more' } as const

const proven = (verdict: string | null) => verdict === 'gone' || verdict === 'less'

/** Looks, and keeps what was seen. */
async function prove(ctx: Writing, row: Row): Promise<Look & { id: string }> {
  const { causes } = await actionOf(ctx, row.id)
  const look = await lookAt(ctx, {
    causeIds: causes.map(one => one.id),
    doneAt: row.doneAt!,
    provedAt: row.state === 'checked' ? row.checkedAt : null,
  })
  const id = newId()
  const { ratio, before, after } = look
  await ctx.tx
    .insertInto('proof')
    .values({
      ...{ id, actionId: row.id, at: ctx.now, doneAt: row.doneAt!, verdict: look.verdict, basis: look.basis, relapse: look.relapse },
      ...{ beforeCount: before.count, beforeExposure: before.exposure, afterCount: after.count, afterExposure: after.exposure },
      ...{ ratio: ratio?.value ?? null, low: ratio?.low ?? null, high: ratio?.high ?? null, dispersion: look.dispersion },
      knownShare: look.knownShare,
      weeks: JSON.stringify({ centre: look.centre, weeks: look.weeks }),
    })
    .execute()
  await ctx.tx.updateTable('action').set({ verdict: look.verdict }).where('id', '=', row.id).execute()
  await ctx.announce(actionProved, { actionId: row.id, proofId: id, verdict: look.verdict }, { subjectId: row.id })
  return { ...look, id }
}

/** What is proved moves to the last column and stays watched; what is not is looked at again. */
async function judged(ctx: Writing, row: Row, { verdict, relapse, id }: Look & { id: string }): Promise<void> {
  if (row.state === 'checked') {
    if (relapse) await reopen(ctx, row, id)
    return
  }
  if (proven(verdict)) {
    await ctx.tx.updateTable('action').set({ state: 'checked', checkedAt: ctx.now }).where('id', '=', row.id).execute()
    await startClocks(ctx, row.id)
  }
  if (verdict !== row.verdict && verdict !== 'early')
    await notify(ctx, row.ownerId, {
      type: notices[verdict],
      facts: { what: shortOf(row.what) },
      subjectId: row.id,
      onceKey: `proof ${id}`,
    })
}

/** It came back: the action is open again, once, and its people are told. */
async function reopen(ctx: Writing, row: Row, proofId: string): Promise<void> {
  const dueOn = addDays(dayOf(ctx.now, ctx.workspace.zone), AGAIN_DAYS)
  await ctx.tx
    .updateTable('action')
    .set({
      ...{ state: 'doing', doneAt: null, checkedAt: null, checkOn: null, overdueAt: null, overdueToldAt: null },
      ...{ dueOn, relapsedAt: ctx.now, relapses: row.relapses + 1, changedAt: ctx.now },
    })
    .where('id', '=', row.id)
    .execute()
  await ctx.announce(actionRelapsed, { actionId: row.id, proofId }, { subjectId: row.id })
  await startClocks(ctx, row.id)
  const facts = { what: shortOf(row.what) }
  const managerId = await managerOf(ctx, row.ownerId)
  for (const memberId of [row.ownerId, ...(managerId ? [managerId] : [])]) {
    await notify(ctx, memberId, { type: 'action.relapsed', facts, subjectId: row.id, onceKey: `relapse ${proofId}` })
    await tellByMail(ctx, memberId, {
      subject: 'actions.mail.relapsed.subject',
      text: 'actions.mail.relapsed.text',
      facts,
      actionId: row.id,
    })
  }
}

const standing = ({ tx }: Writing, id: string, state: 'done' | 'checked') =>
  tx
    .selectFrom('action')
    .selectAll()
    .where('id', '=', id)
    .where('state', '=', state)
    .where('archivedAt', 'is', null)
    .forUpdate()
    .executeTakeFirst()

async function check(ctx: Writing, id: string): Promise<void> {
  const row = await standing(ctx, id, 'done')
  if (!row?.doneAt) return
  const look = await prove(ctx, row)
  await judged(ctx, row, look)
  if (!proven(look.verdict) && ctx.now.getTime() - row.doneAt.getTime() < PATIENCE)
    await setCheck(ctx, id, addDays(dayOf(ctx.now, ctx.workspace.zone), WATCH_DAYS), row.doneAt)
}

async function watch(ctx: Writing, id: string): Promise<void> {
  const row = await standing(ctx, id, 'checked')
  if (!row?.doneAt) return
  const look = await prove(ctx, row)
  await judged(ctx, row, look)
  if (!look.relapse && ctx.now.getTime() - row.doneAt.getTime() < PATIENCE) await setWatch(ctx, id)
}

export const proofClocks: ClockKind[] = [
  { kind: CHECK, fire: (ctx, { subjectId }) => check(ctx, subjectId) },
  { kind: WATCH, fire: (ctx, { subjectId }) => watch(ctx, subjectId) },
]
