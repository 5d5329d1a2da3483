import { sql } from 'kysely'
import type { Importer, RowRefusal, Saved } from '#kernel/importer.ts'
import { Problem } from '#kernel/problem.ts'
import type { Tx, Working, Writing } from '#kernel/slice.ts'
import { type ImportDetail, importEnded, importMoved } from './api.ts'
import { fileOf } from './drafts.ts'
import { detail } from './list.ts'
import { openTable } from './reading/open.ts'
import { importers } from './registry.ts'
import { withSmallHeap } from './small-heap.ts'
import { type Batch, take } from './take.ts'
import { takeBack } from './undoing.ts'

/** Rows a transaction: enough that a transaction's cost does not count, few enough that a batch is small beside the memory allowed. */
const BATCH = 500
const MOST_REFUSED_KEPT = 100_000

/** Reads every row of a draft and counts, storing only what would be refused. */
type Moved = (progress: { read: number }) => void

export async function check(ctx: Working, id: string, signal: AbortSignal, moved?: Moved) {
  const draft = await begin(ctx, id, 'checking')
  if (!draft) return
  const count: Store = async (tx, batch) => {
    await keepRefused(tx, id, refusalsOf(batch))
    return nothing(batch)
  }
  await ended(ctx, draft, () => flow(ctx, draft, signal, count, moved), 'ready')
}

const nothing = ({ incoming }: Batch): Saved => ({ added: incoming.length, changed: 0, unchanged: 0, refused: [] })

/** Brings the rows in. Begun again after a crash it goes on behind the last row whose fate was stored. */
export async function run(ctx: Working, id: string, signal: AbortSignal, moved?: Moved) {
  const draft = await begin(ctx, id, 'running')
  if (!draft) return
  const importer = (await importers()).get(draft.importer)!
  const about = { importId: id, settings: draft.settings }
  const saved = await ended(
    ctx,
    draft,
    () => flow(ctx, draft, signal, (_tx, batch, writing) => saveBatch(writing, importer, about, batch), moved),
    'done',
  )
  if (saved === 'stopped') await takeBack(ctx, id, 'cancelled')
}

async function saveBatch(ctx: Writing, importer: Importer, about: Parameters<Importer['save']>[2], batch: Batch) {
  const saved = batch.incoming.length > 0 ? await importer.save(ctx, batch.incoming, about) : nothing(batch)
  await keepRefused(ctx.tx, about.importId, [...refusalsOf(batch), ...saved.refused])
  return saved
}

const refusalsOf = ({ refused }: Batch): RowRefusal[] => refused.flatMap(({ row, refusals }) => refusals.map(one => ({ row, ...one })))

/** What is left to do, or nothing if it is not this draft's turn any more. */
async function begin(ctx: Working, id: string, state: 'checking' | 'running') {
  const draft = await ctx.read(({ db }) => detail(db, id)).catch(() => null)
  return draft?.state === state ? draft : null
}

type Store = (tx: Tx, batch: Batch, ctx: Writing) => Promise<Saved>

/** While one batch is being stored the next is read. */
async function flow(
  ctx: Working,
  draft: ImportDetail,
  signal: AbortSignal,
  store: Store,
  moved: Moved = () => {},
): Promise<'all' | 'stopped'> {
  const { atRow } = await ctx.read(({ db }) => db.selectFrom('import').select('atRow').where('id', '=', draft.id).executeTakeFirstOrThrow())
  const importer = (await importers()).get(draft.importer)!
  const table = await openTable(await fileOf(ctx, draft.id), draft.choices, undefined, importer)
  let storing: Promise<boolean> = Promise.resolve(true)
  let read = 0
  try {
    for await (const batch of take(table, { ...draft, importer }, BATCH, atRow)) {
      if (!(await storing)) return 'stopped'
      signal.throwIfAborted()
      storing = storeBatch(ctx, draft.id, batch, store)
      storing.catch(() => {})
      moved({ read: (read += batch.read) })
    }
    return (await storing) ? 'all' : 'stopped'
  } finally {
    await storing.catch(() => {})
    await table.close()
  }
}

/** The rows, their refusals and how far we are, in one transaction. False when somebody asked to stop. */
const storeBatch = (ctx: Working, id: string, batch: Batch, store: Store) =>
  ctx.write(async writing => {
    const { tx } = writing
    const { stopAskedAt } = await tx.selectFrom('import').select('stopAskedAt').where('id', '=', id).forUpdate().executeTakeFirstOrThrow()
    if (stopAskedAt) return false
    const { added, changed, unchanged, refused } = await store(tx, batch, writing)
    const row = await tx
      .updateTable('import')
      .set({
        atRow: batch.atRow,
        movedAt: writing.now,
        read: sql`read + ${batch.read}`,
        added: sql`added + ${added}`,
        changed: sql`changed + ${changed}`,
        unchanged: sql`unchanged + ${unchanged}`,
        refused: sql`refused + ${batch.refused.length + new Set(refused.map(one => one.row)).size}`,
      })
      .where('id', '=', id)
      .returning('read')
      .executeTakeFirstOrThrow()
    await writing.announce(importMoved, { importId: id, read: row.read }, { subjectId: id })
    return true
  })

/** The first hundred thousand are kept to be looked at; all are counted. */
async function keepRefused(tx: Tx, importId: string, refused: readonly RowRefusal[]) {
  const parts = new Map<number, number>()
  const rows = refused.map(one => {
    const part = parts.get(one.row) ?? 0
    parts.set(one.row, part + 1)
    return { importId, part, ...one }
  })
  const kept = await tx.selectFrom('import').select('refused').where('id', '=', importId).executeTakeFirstOrThrow()
  const room = rows.slice(0, Math.max(0, MOST_REFUSED_KEPT - kept.refused))
  for (let at = 0; at < room.length; at += 1000)
    await tx
      .insertInto('importRefused')
      .values(room.slice(at, at + 1000))
      .onConflict(on => on.doNothing())
      .execute()
}

/** Runs to the end and says so. A file that cannot be read on is the import's problem, not the server's. */
async function ended(ctx: Working, draft: ImportDetail, work: () => Promise<'all' | 'stopped'>, state: 'ready' | 'done') {
  try {
    const result = await withSmallHeap(work)
    if (result === 'all') await finish(ctx, draft, state)
    else if (state === 'ready') await settle(ctx, draft.id, { state: 'draft' })
    return result
  } catch (failure) {
    if (!(failure instanceof Problem)) throw failure
    const problem = JSON.stringify({ code: failure.code, facts: failure.facts })
    if (state === 'done') await takeBack(ctx, draft.id, 'failed', problem)
    else await settle(ctx, draft.id, { state: 'failed', problem })
    return 'failed'
  }
}

const settle = (ctx: Working, id: string, set: { state: 'draft' | 'failed'; problem?: string }) =>
  ctx.write(({ tx, now }) =>
    tx
      .updateTable('import')
      .set({ ...set, stopAskedAt: null, endedAt: set.state === 'failed' ? now : null })
      .where('id', '=', id)
      .execute(),
  )

const finish = (ctx: Working, draft: ImportDetail, state: 'ready' | 'done') =>
  ctx.write(async writing => {
    const { tx, now, announce } = writing
    const { id, importer, settings } = draft
    const counts = await tx
      .updateTable('import')
      .set({ state, endedAt: state === 'done' ? now : null })
      .where('id', '=', id)
      .returning(['added', 'changed', 'unchanged', 'refused'])
      .executeTakeFirstOrThrow()
    if (state === 'done') await (await importers()).get(importer)!.finish?.(writing, { importId: id, settings }, counts)
    await announce(importEnded, { importId: id, importer, state, ...pick(counts) }, { subjectId: id })
  })

const pick = ({ added, changed, refused }: { added: number; changed: number; refused: number }) => ({ added, changed, refused })
