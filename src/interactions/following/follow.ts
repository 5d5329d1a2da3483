import { setTimeout as sleep } from 'node:timers/promises'
import type { Working, Writing } from '#kernel/slice.ts'
import { interactionsAdded } from '../api.ts'
import { linesOf, type Next, nextFiles, type Piece, type Place } from './files.ts'

/** How one kind of log is read line by line; `save` must bear the same line any number of times. */
export type Follower<Row = unknown> = {
  read: (line: string) => Row | null
  save: (ctx: Writing, source: string, rows: readonly Row[]) => Promise<number>
}
export type Followed = { lines: number; added: number; refused: number; lost: boolean }

const nothing: Followed = { lines: 0, added: 0, refused: 0, lost: false }

/**
 * Reads what has come since last time. Lines and how far they go are stored in one transaction: a process that ends anywhere loses no line and doubles none.
 */
export async function readOn(ctx: Working, path: string, source: string, follower: Follower): Promise<Followed> {
  const { files, lost } = await nextFiles(path, await placeOf(ctx, path, source))
  let sum: Followed = { ...nothing, lost }
  for (const file of files) sum = await readFile(ctx, path, source, follower, file, sum)
  return sum
}

async function readFile(ctx: Working, path: string, source: string, follower: Follower, file: Next, sum: Followed): Promise<Followed> {
  for await (const piece of linesOf(file)) {
    const { added, refused } = await ctx.write(writing => store(writing, path, source, follower, piece))
    sum = { ...sum, lines: sum.lines + piece.lines.length, added: sum.added + added, refused: sum.refused + refused }
  }
  return sum
}

const placeOf = async (ctx: Working, path: string, source: string): Promise<Place | null> =>
  (await ctx.read(({ db }) =>
    db
      .selectFrom('followedFile')
      .select(['inode', 'begins', 'bytesRead'])
      .where('source', '=', source)
      .where('path', '=', path)
      .executeTakeFirst(),
  )) ?? null

async function store(ctx: Writing, path: string, source: string, follower: Follower, { lines, place }: Piece) {
  const rows = lines.map(follower.read).filter(row => row !== null)
  const added = await follower.save(ctx, source, rows)
  const refused = lines.length - rows.length
  await ctx.tx
    .insertInto('followedFile')
    .values({ source, path, ...place, lines: lines.length, refused, movedAt: ctx.now })
    .onConflict(on =>
      on.columns(['workspaceId', 'source', 'path']).doUpdateSet(eb => ({
        ...place,
        movedAt: ctx.now,
        lines: eb('followedFile.lines', '+', lines.length),
        refused: eb('followedFile.refused', '+', refused),
      })),
    )
    .execute()
  if (added > 0) await ctx.announce(interactionsAdded, { source, added, changed: 0, importId: null }, { subjectId: ctx.workspace.id })
  return { added, refused }
}

const EVERY_MS = 1_000

/** Until it is told to stop. */
export async function keepOn(signal: AbortSignal, once: () => Promise<unknown>): Promise<void> {
  while (!signal.aborted) {
    await once()
    await sleep(EVERY_MS, undefined, { signal }).catch(() => {})
  }
}
