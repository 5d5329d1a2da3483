import type { Readable, Transform } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { Problem } from '#kernel/problem.ts'
import type { Limits } from './limits.ts'

export type Bytes = AsyncIterable<Buffer>

const GZIP = [0x1f, 0x8b]
const ZIP = [0x50, 0x4b]

export const begins = (head: Buffer, magic: number[]) => magic.every((byte, at) => head[at] === byte)
export const isZip = (head: Buffer) => begins(head, ZIP)

const tooLarge = (bytes: number) => new Problem('import.too-large', 413, { megabytes: Math.round(bytes / 1_000_000) })

/** Passes bytes on until there are too many of them. `createGunzip` has no working limit of its own, so they are counted here. */
async function* atMost(source: AsyncIterable<Uint8Array | string>, bytes: number): Bytes {
  let seen = 0
  for await (const chunk of source) {
    const buffer = typeof chunk === 'string' ? Buffer.from(chunk) : Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)
    seen += buffer.length
    if (seen > bytes) throw tooLarge(bytes)
    if (buffer.length > 0) yield buffer
  }
}

/** The first `size` bytes, and everything again from the beginning. */
export async function withHead(source: Bytes, size: number): Promise<{ head: Buffer; whole: boolean; all: Bytes }> {
  const iterator = source[Symbol.asyncIterator]()
  const first: Buffer[] = []
  let length = 0
  let whole = false
  while (length < size && !whole) {
    const next = await iterator.next()
    if (next.done) whole = true
    else length += first.push(next.value) && next.value.length
  }
  return { head: Buffer.concat(first), whole, all: again(first, iterator) }
}

async function* again(first: Buffer[], rest: AsyncIterator<Buffer>): Bytes {
  try {
    while (first.length > 0) yield first.shift()!
    for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value
  } finally {
    await rest.return?.()
  }
}

/** A gzipped file is unpacked, any other passes through; either is cut off at its limit. */
export async function unpacked(source: Readable, limits: Limits): Promise<Bytes> {
  const { head, all } = await withHead(atMost(source, limits.storedBytes), 4)
  return begins(head, GZIP) ? gunzipped(all, limits) : all
}

async function* gunzipped(packed: Bytes, limits: Limits): Bytes {
  const gunzip = createGunzip({ chunkSize: 256 * 1024 })
  const feeding = feed(packed, gunzip)
  try {
    yield* atMost(gunzip, limits.unpackedBytes)
    await feeding
  } catch (failure) {
    throw failure instanceof Problem ? failure : new Problem('import.damaged', 400)
  } finally {
    gunzip.destroy()
  }
}

/** Writes with back-pressure. A failure of the source ends the unpacking with the same failure. */
async function feed(packed: Bytes, gunzip: Transform) {
  try {
    for await (const chunk of packed) {
      if (gunzip.destroyed) return
      if (!gunzip.write(chunk)) await drained(gunzip)
    }
    gunzip.end()
  } catch (failure) {
    gunzip.destroy(failure as Error)
  }
}

const drained = (stream: Transform) =>
  new Promise<void>(resolve => {
    const go = () => {
      stream.off('drain', go).off('close', go)
      resolve()
    }
    stream.once('drain', go).once('close', go)
  })
