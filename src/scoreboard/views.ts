import type { z } from 'zod'
import { addDays, dayOf, monthOf, startOfDay, weekOf } from '#core/time/days.ts'
import { setClock, stopClock } from '#kernel/clock.ts'
import { newId } from '#kernel/id.ts'
import { notFound, Problem } from '#kernel/problem.ts'
import type { Reading, Tx, Writing } from '#kernel/slice.ts'
import { metricOf } from '#metrics/index.ts'
import * as api from './views-api.ts'

export const MAIL = 'scoreboard.view-mail'
const MOST = 200
/** Nobody is written to at midnight. */
const EIGHT = 8 * 3_600_000

/** @throws Problem 403 for a key: a saved question is a person's */
function me({ who }: Reading | Writing): string {
  if (!who.memberId) throw new Problem('forbidden', 403)
  return who.memberId
}

export async function list(ctx: Reading) {
  const mine = me(ctx)
  const rows = await ctx.db
    .selectFrom('savedView')
    .leftJoin('member', 'member.id', 'savedView.ownerId')
    .leftJoin('viewMail', join => join.onRef('viewMail.viewId', '=', 'savedView.id').on('viewMail.memberId', '=', mine))
    .select(['savedView.id', 'savedView.name', 'savedView.question', 'savedView.shared', 'savedView.ownerId'])
    .select(['member.name as by', 'viewMail.every as mail'])
    .where('savedView.removedAt', 'is', null)
    .where(eb => eb.or([eb('savedView.ownerId', '=', mine), eb('savedView.shared', '=', true)]))
    .orderBy('savedView.name')
    .orderBy('savedView.id')
    .limit(MOST)
    .execute()
  return {
    items: rows.map(({ ownerId, question, mail, ...row }) => ({
      ...row,
      question: api.Question.parse(question),
      mine: ownerId === mine,
      mail: mail as 'week' | null,
    })),
    next: null,
  }
}

export async function save(ctx: Writing, { name, question, shared }: z.output<typeof api.saveView.input>) {
  await metricOf(question.metric)
  const id = newId()
  await ctx.tx
    .insertInto('savedView')
    .values({ id, name, question: JSON.stringify(question), shared, ownerId: me(ctx), savedAt: ctx.now })
    .execute()
  await ctx.announce(api.viewSaved, { viewId: id }, { subjectId: id })
  return { id }
}

/** @throws Problem 404: also for what is another's */
export async function remove(ctx: Writing, { id }: { id: string }) {
  const { numUpdatedRows } = await ctx.tx
    .updateTable('savedView')
    .set({ removedAt: ctx.now })
    .where('id', '=', id)
    .where('ownerId', '=', me(ctx))
    .where('removedAt', 'is', null)
    .executeTakeFirst()
  if (!numUpdatedRows) throw notFound('saved-view')
  await ctx.announce(api.viewRemoved, { viewId: id }, { subjectId: id })
  return {}
}

/** @throws Problem 404 when it is neither mine nor shared */
export async function mail(ctx: Writing, { id, every }: z.output<typeof api.mailView.input>) {
  const memberId = me(ctx)
  await visible(ctx.tx, id, memberId)
  const known = await ctx.tx
    .selectFrom('viewMail')
    .select('id')
    .where('viewId', '=', id)
    .where('memberId', '=', memberId)
    .executeTakeFirst()
  const mailId = known?.id ?? newId()
  if (every === null) {
    await ctx.tx.deleteFrom('viewMail').where('id', '=', mailId).execute()
    await stopClock(ctx, { kind: MAIL, subjectId: mailId })
    return { nextAt: null }
  }
  await ctx.tx
    .insertInto('viewMail')
    .values({ id: mailId, viewId: id, memberId, every })
    .onConflict(on => on.columns(['workspaceId', 'viewId', 'memberId']).doUpdateSet({ every }))
    .execute()
  const nextAt = nextOf(ctx, every)
  await setClock(ctx, { kind: MAIL, subjectId: mailId, dueAt: nextAt })
  return { nextAt }
}

async function visible(tx: Tx, id: string, memberId: string): Promise<void> {
  const view = await tx
    .selectFrom('savedView')
    .select(['ownerId', 'shared'])
    .where('id', '=', id)
    .where('removedAt', 'is', null)
    .executeTakeFirst()
  if (!view || (view.ownerId !== memberId && !view.shared)) throw notFound('saved-view')
}

/** The next Monday, or the next first of a month, at eight in the workspace's zone. */
export function nextOf({ now, workspace: { zone } }: Pick<Writing, 'now' | 'workspace'>, every: 'week' | 'month'): Date {
  const today = dayOf(now, zone)
  const day = every === 'week' ? addDays(weekOf(today), 7) : Temporal.PlainDate.from(monthOf(today)).add({ months: 1 }).toString()
  return new Date(startOfDay(day, zone).getTime() + EIGHT)
}
