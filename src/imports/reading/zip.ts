import { type Entry, openPromise, type ZipFile } from 'yauzl'
import { Problem } from '#kernel/problem.ts'
import type { Bytes } from './bytes.ts'
import type { Limits } from './limits.ts'

export type { Entry }
export type Zip = { entries: Map<string, Entry>; read: (entry: Entry) => Bytes; close: () => Promise<void> }

const ENTRIES = 10_000
/** The most even table packs to a hundredth; what packs to less, and is large, was made to keep us busy. */
const MOST_PACKED = 250
const LARGE = 100_000_000

const isBomb = ({ compressedSize, uncompressedSize }: Entry) => uncompressedSize > LARGE && uncompressedSize > compressedSize * MOST_PACKED

/** Opens an archive whose sizes, as it declares them, are within bounds. A name that leads out of it is refused by yauzl, a lying size ends the reading. */
export async function openZip(path: string, limits: Limits): Promise<Zip> {
  const file = await openPromise(path, { autoClose: false })
  try {
    return { entries: await listed(file, limits), read: entry => content(file, entry), close: () => closed(file) }
  } catch (failure) {
    await closed(file)
    throw failure
  }
}

async function listed(file: ZipFile, limits: Limits) {
  const entries = new Map<string, Entry>()
  let bytes = 0
  for await (const entry of file.eachEntry()) {
    bytes += entry.uncompressedSize
    if (bytes > limits.unpackedBytes || entries.size > ENTRIES || isBomb(entry))
      throw new Problem('import.too-large', 413, { megabytes: Math.round(limits.unpackedBytes / 1_000_000) })
    entries.set(entry.fileName, entry)
  }
  return entries
}

async function* content(file: ZipFile, entry: Entry): Bytes {
  if (entry.isEncrypted()) throw new Problem('import.encrypted', 400)
  const stream = await file.openReadStreamPromise(entry)
  try {
    yield* stream
  } finally {
    stream.destroy()
  }
}

const closed = (file: ZipFile) =>
  new Promise<void>(resolve => {
    file.once('close', resolve)
    file.close()
  })
