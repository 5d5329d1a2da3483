import { notFound, Problem } from '#kernel/problem.ts'
import type { Tx, Writing } from '#kernel/slice.ts'
import { importChecked, importStarted, importStopAsked, importUndoAsked } from './api.ts'
import { checkComplete } from './drafts.ts'
import { removeFile } from './files.ts'
import { detail, lockDraft } from './list.ts'
import { importerFor } from './registry.ts'

const zero = {
  atRow: 0,
  read: 0,
  added: 0,
  changed: 0,
  unchanged: 0,
  refused: 0,
  removed: 0,
  kept: 0,
  opened: 0,
  told: 0,
  problem: null,
  stopAskedAt: null,
  endedAt: null,
}

/** From a draft to a dry run or to the real one: the job that does it is begun by the event. */
async function start(ctx: Writing, id: string, state: 'checking' | 'running') {
  const { tx, who, now } = ctx
  await lockDraft(tx, id)
  const draft = await detail(tx, id)
  const importer = await importerFor(draft.importer, who.may)
  checkComplete(draft.mapping, importer)
  await tx.deleteFrom('importRefused').where('importId', '=', id).execute()
  await tx
    .updateTable('import')
    .set({ ...zero, state, startedAt: now, movedAt: now })
    .where('id', '=', id)
    .execute()
  return importer.id
}

/** `here`: whoever starts it does the work, so no job is asked for. */
type Where = { here?: boolean }

export async function startCheck(ctx: Writing, { id }: { id: string }, { here = false }: Where = {}) {
  await start(ctx, id, 'checking')
  if (!here) await ctx.announce(importChecked, { importId: id }, { subjectId: id })
  return detail(ctx.tx, id)
}

export async function startRun(ctx: Writing, { id }: { id: string }, { here = false }: Where = {}) {
  const importer = await start(ctx, id, 'running')
  if (!here) await ctx.announce(importStarted, { importId: id, importer }, { subjectId: id })
  return detail(ctx.tx, id)
}

/** The job sees it before its next batch. */
export async function stop(ctx: Writing, { id }: { id: string }) {
  const state = await locked(ctx.tx, id)
  if (state !== 'checking' && state !== 'running') throw new Problem('import.not-running', 409)
  await ctx.tx.updateTable('import').set({ stopAskedAt: ctx.now }).where('id', '=', id).execute()
  await ctx.announce(importStopAsked, { importId: id }, { subjectId: id })
  return detail(ctx.tx, id)
}

export async function startUndo(ctx: Writing, { id }: { id: string }) {
  if ((await locked(ctx.tx, id)) !== 'done') throw new Problem('import.not-done', 409)
  await importerFor((await detail(ctx.tx, id)).importer, ctx.who.may)
  await ctx.tx.updateTable('import').set({ state: 'undoing' }).where('id', '=', id).execute()
  await ctx.announce(importUndoAsked, { importId: id }, { subjectId: id })
  return detail(ctx.tx, id)
}

export async function discard({ tx }: Writing, { id }: { id: string }) {
  const { fileId } = await lockDraft(tx, id)
  await tx.deleteFrom('import').where('id', '=', id).execute()
  await removeFile(tx, fileId)
  return null
}

async function locked(tx: Tx, id: string) {
  const found = await tx.selectFrom('import').select('state').where('id', '=', id).forUpdate().executeTakeFirst()
  if (!found) throw notFound('import')
  return found.state
}

/** What it brought is news: whoever wants to hear of it is told. */
export const countTold = (tx: Tx, id: string, told: number) => tx.updateTable('import').set({ told }).where('id', '=', id).execute()

/** Cases were opened from its rows: they are counted with what it brought. */
export const countOpened = (tx: Tx, id: string, cases: number) =>
  tx
    .updateTable('import')
    .set(eb => ({ opened: eb('opened', '+', cases) }))
    .where('id', '=', id)
    .execute()
