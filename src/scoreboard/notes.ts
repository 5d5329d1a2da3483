import type { z } from 'zod'
import { newId } from '#kernel/id.ts'
import { Problem } from '#kernel/problem.ts'
import type { Reading, Writing } from '#kernel/slice.ts'
import { metricOf } from '#metrics/index.ts'
import { type addNote, type listNotes, noteRemoved, noteWritten } from './metric-api.ts'

const MOST = 200

/** Notes of these days, of the metric and of all. @throws Problem 404 for a metric that is none */
export async function list({ db }: Reading, { id, from, to }: z.output<typeof listNotes.input>) {
  await metricOf(id)
  const rows = await db
    .selectFrom('metricNote')
    .leftJoin('member', 'member.id', 'metricNote.writtenBy')
    .select(['metricNote.id', 'metricNote.onDay', 'metricNote.words', 'metricNote.metric', 'member.name as by'])
    .where('metricNote.removedAt', 'is', null)
    .where('metricNote.onDay', '>=', from)
    .where('metricNote.onDay', '<', to)
    .where(eb => eb.or([eb('metricNote.metric', '=', id), eb('metricNote.metric', 'is', null)]))
    .orderBy('metricNote.onDay')
    .orderBy('metricNote.id')
    .limit(MOST)
    .execute()
  return {
    items: rows.map(({ onDay, metric, ...row }) => ({ ...row, on: onDay, everywhere: metric === null })),
    next: null,
  }
}

export async function add(ctx: Writing, { id: metricId, on, words, everywhere }: z.output<typeof addNote.input>) {
  await metricOf(metricId)
  const id = newId()
  const metric = everywhere ? null : metricId
  await ctx.tx.insertInto('metricNote').values({ id, metric, onDay: on, words, writtenBy: ctx.who.memberId, writtenAt: ctx.now }).execute()
  await ctx.announce(noteWritten, { noteId: id, metric }, { subjectId: id })
  return { id }
}

/** @throws Problem 404 */
export async function remove(ctx: Writing, { note }: { note: string }) {
  const { numUpdatedRows } = await ctx.tx
    .updateTable('metricNote')
    .set({ removedAt: ctx.now })
    .where('id', '=', note)
    .where('removedAt', 'is', null)
    .executeTakeFirst()
  if (!numUpdatedRows) throw new Problem('metric-note.not-found', 404)
  await ctx.announce(noteRemoved, { noteId: note }, { subjectId: note })
  return {}
}
