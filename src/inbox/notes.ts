import { languageOf } from '#core/text/language.ts'
import { newId } from '#kernel/id.ts'
import { notFound, Problem } from '#kernel/problem.ts'
import type { Writing } from '#kernel/slice.ts'
import { caseNoted } from './api.ts'
import { changeCase, takeCase } from './changing.ts'
import { remember } from './speaking.ts'

type Note = { id: string; noteId: string }

/** Among ourselves: never sent. */
export async function addNote(ctx: Writing, { id, text }: { id: string; text: string }) {
  const one = await takeCase(ctx, id)
  const entryId = newId()
  const { language } = languageOf(text)
  await ctx.tx
    .insertInto('caseEntry')
    .values({ id: entryId, caseId: id, kind: 'note', memberId: ctx.who.memberId, at: ctx.now, text, language })
    .execute()
  await changeCase(ctx, one, {})
  await remember(ctx, id, text)
  await noted(ctx, id, entryId, 'added')
  return { id: entryId }
}

/** The words before are kept with the event. */
export async function editNote(ctx: Writing, { id, noteId, text }: Note & { text: string }) {
  const before = await takeNote(ctx, { id, noteId })
  await ctx.tx
    .updateTable('caseEntry')
    .set({ text, language: languageOf(text).language, editedAt: ctx.now })
    .where('id', '=', noteId)
    .execute()
  await remember(ctx, id, text)
  await noted(ctx, id, noteId, 'edited', { before: before.text })
  return null
}

export async function removeNote(ctx: Writing, note: Note) {
  await takeNote(ctx, note)
  await ctx.tx.updateTable('caseEntry').set({ removedAt: ctx.now }).where('id', '=', note.noteId).execute()
  await noted(ctx, note.id, note.noteId, 'removed')
  return null
}

export async function restoreNote(ctx: Writing, note: Note) {
  await takeNote(ctx, note)
  await ctx.tx.updateTable('caseEntry').set({ removedAt: null }).where('id', '=', note.noteId).execute()
  await noted(ctx, note.id, note.noteId, 'restored')
  return null
}

/** One's own only: nobody puts words into another's mouth. */
async function takeNote(ctx: Writing, { id, noteId }: Note) {
  await takeCase(ctx, id)
  const note = await ctx.tx
    .selectFrom('caseEntry')
    .select(['memberId', 'text'])
    .where('id', '=', noteId)
    .where('caseId', '=', id)
    .where('kind', '=', 'note')
    .executeTakeFirst()
  if (!note) throw notFound('note')
  if (note.memberId !== ctx.who.memberId) throw new Problem('note.not-yours', 403)
  return note
}

const noted = (
  { announce }: Writing,
  caseId: string,
  entryId: string,
  what: 'added' | 'edited' | 'removed' | 'restored',
  detail?: object,
) => announce(caseNoted, { caseId, entryId, what }, { subjectId: caseId, ...(detail ? { detail: detail as Record<string, unknown> } : {}) })
