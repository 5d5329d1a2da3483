import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { newId } from '#kernel/id.ts'
import { Problem } from '#kernel/problem.ts'
import type { Tx, Working } from '#kernel/slice.ts'
import { fileName } from './reading/headers.ts'
import { limits } from './reading/limits.ts'

const PART = 1_048_576

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

/** Pieces of any size as blocks of one. */
async function* blocks(body: Readable): AsyncGenerator<Buffer> {
  let held: Buffer[] = []
  let size = 0
  for await (const piece of body as AsyncIterable<Buffer | string>) {
    held.push(Buffer.from(piece as string))
    size += held.at(-1)!.length
    while (size >= PART) {
      const whole = Buffer.concat(held)
      yield whole.subarray(0, PART)
      held = [whole.subarray(PART)]
      size -= PART
    }
  }
  if (size > 0) yield Buffer.concat(held)
}

/** The stored file as a stream, each part read when it is wanted: no transaction is held in between. */
export function readFile(ctx: Pick<Working, 'read'>, fileId: string): Readable {
  const parts = async function* () {
    for (let part = 0; ; part++) {
      const found = await ctx.read(({ db }) =>
        db.selectFrom('filePart').select('bytes').where('fileId', '=', fileId).where('part', '=', part).executeTakeFirst(),
      )
      if (!found) return
      yield found.bytes
    }
  }
  return Readable.from(parts(), { objectMode: true, highWaterMark: 1 })
}

export async function removeFile(tx: Tx, fileId: string) {
  await tx.deleteFrom('filePart').where('fileId', '=', fileId).execute()
  await tx.deleteFrom('file').where('id', '=', fileId).execute()
}
