import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { sql } from 'kysely'
import { newId } from '#kernel/id.ts'
import { Problem } from '#kernel/problem.ts'
import type { Db, Tx, Working } from '#kernel/slice.ts'
import { fileName } from './reading/headers.ts'
import { limits } from './reading/limits.ts'

const PART = 1_048_576
const PIECE = PART / 16

/** Stores a body as it flows, one part a transaction. What breaks off in the middle leaves nothing. */
export async function storeFile(ctx: Working, name: string, body: Readable): Promise<{ fileId: string; bytes: number }> {
  const fileId = newId()
  await ctx.write(({ tx, who, now }) =>
    tx
      .insertInto('file')
      .values({
        id: fileId,
        name: fileName(name),
        type: 'application/octet-stream',
        bytes: 0,
        sha256: Buffer.alloc(0),
        at: now,
        byMember: who.memberId,
      })
      .execute(),
  )
  try {
    return { fileId, bytes: await storeParts(ctx, fileId, body) }
  } catch (failure) {
    await ctx.write(({ tx }) => removeFile(tx, fileId))
    throw failure
  }
}

async function storeParts(ctx: Working, fileId: string, body: Readable) {
  const sha256 = createHash('sha256')
  let [bytes, part] = [0, 0]
  for await (const block of blocks(body)) {
    bytes += block.length
    if (bytes > limits.storedBytes) throw new Problem('import.too-large', 413, { megabytes: limits.storedBytes / 1_000_000 })
    sha256.update(block)
    const row = { fileId, part: part++, bytes: block }
    await ctx.write(({ tx }) => tx.insertInto('filePart').values(row).execute())
  }
  if (bytes === 0) throw new Problem('import.empty', 400)
  await ctx.write(({ tx }) => tx.updateTable('file').set({ bytes, sha256: sha256.digest() }).where('id', '=', fileId).execute())
  return bytes
}

/** Pieces of any size as blocks of one: always the same memory, filled anew, so each is to be used before the next is asked for. */
async function* blocks(body: Readable): AsyncGenerator<Buffer> {
  const block = Buffer.allocUnsafeSlow(PART)
  let size = 0
  for await (const some of body as AsyncIterable<Buffer | string>) {
    const piece = typeof some === 'string' ? Buffer.from(some) : some
    for (let from = 0; from < piece.length; ) {
      const taken = piece.copy(block, size, from)
      ;[size, from] = [size + taken, from + taken]
      if (size === PART) yield block
      size %= PART
    }
  }
  if (size > 0) yield block.subarray(0, size)
}

/** The stored file as a stream, each piece read when it is wanted: no transaction is held in between. */
export function readFile(ctx: Pick<Working, 'read'>, fileId: string): Readable {
  const pieces = async function* () {
    for (let at = 0; ; at += PIECE) {
      const found = await ctx.read(({ db }) => pieceOf(db, fileId, at))
      if (found) yield found
      if (!found || found.length < PIECE) return
    }
  }
  return Readable.from(pieces(), { objectMode: true, highWaterMark: 1 })
}

/** A part of a part: a whole one, written as text by the server and read by us, is six megabytes of work for one. */
const pieceOf = async (db: Db, fileId: string, at: number): Promise<Buffer | undefined> =>
  (
    await db
      .selectFrom('filePart')
      .select(sql<Buffer>`substring(bytes from ${(at % PART) + 1}::int for ${PIECE}::int)`.as('bytes'))
      .where('fileId', '=', fileId)
      .where('part', '=', Math.floor(at / PART))
      .executeTakeFirst()
  )?.bytes

export async function removeFile(tx: Tx, fileId: string) {
  await tx.deleteFrom('filePart').where('fileId', '=', fileId).execute()
  await tx.deleteFrom('file').where('id', '=', fileId).execute()
}
