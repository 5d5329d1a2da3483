import { type FileHandle, open, readdir, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

/** Which file it is, whatever it is called by now, and how far it was read. */
export type Place = { inode: string; begins: Buffer; bytesRead: number }
/** A file to be read on; `ended` when it grows no more, so that its last line counts even without an end. */
export type Next = { path: string; inode: string; from: number; ended: boolean }

const BEGINS = 64
const PIECE = 1 << 18

/**
 * What is to be read, in order: the rest of the file that was read last, under its new name if it was rotated away, those that came between, and the
 * one that has the name now. `lost` when the old one is nowhere to be found.
 */
export async function nextFiles(path: string, place: Place | null): Promise<{ files: Next[]; lost: boolean }> {
  const now = await known(path)
  if (!place) return { files: now ? [{ ...now, from: 0, ended: false }] : [], lost: false }
  if (now?.inode === place.inode && (await begins(path, place))) {
    // Copied away and emptied: it begins again.
    return { files: [{ ...now, from: now.bytes < place.bytesRead ? 0 : place.bytesRead, ended: false }], lost: false }
  }
  const sisters = await rotated(path)
  const at = await where(sisters, place)
  const between = sisters.slice(at + 1).filter(one => at >= 0 && one.inode !== now?.inode)
  return {
    files: [
      ...(at < 0 ? [] : [{ ...sisters[at]!, from: place.bytesRead, ended: true }]),
      ...between.map(one => ({ ...one, from: 0, ended: true })),
      ...(now ? [{ ...now, from: 0, ended: false }] : []),
    ],
    lost: at < 0 && now?.inode !== place.inode,
  }
}

type Known = { path: string; inode: string; bytes: number; changedAt: number }

const known = (path: string): Promise<Known | null> =>
  stat(path, { bigint: true }).then(
    one => (one.isFile() ? { path, inode: String(one.ino), bytes: Number(one.size), changedAt: Number(one.mtimeMs) } : null),
    () => null,
  )

/** `queue_log.1`, `queue_log-20260302`: the oldest first. What is packed cannot be read on. */
async function rotated(path: string): Promise<Known[]> {
  const names = (await readdir(dirname(path)).catch(() => [])).filter(
    name => name.startsWith(basename(path)) && name !== basename(path) && !/\.(gz|bz2|xz|zst)$/.test(name),
  )
  const all = await Promise.all(names.map(name => known(join(dirname(path), name))))
  return all.filter(one => one !== null).sort((a, b) => a.changedAt - b.changedAt)
}

async function where(sisters: readonly Known[], place: Place): Promise<number> {
  for (const [at, { path, inode }] of sisters.entries()) if (inode === place.inode && (await begins(path, place))) return at
  return -1
}

/** An inode may be given to another file; its first bytes tell. */
async function begins(path: string, place: Place): Promise<boolean> {
  const head = await using(path, file => piece(file, 0, place.begins.length))
  return head.equals(place.begins)
}

async function using<T>(path: string, run: (file: FileHandle) => Promise<T>): Promise<T> {
  const file = await open(path)
  try {
    return await run(file)
  } finally {
    await file.close()
  }
}

async function piece(file: FileHandle, from: number, most: number): Promise<Buffer> {
  const buffer = Buffer.alloc(most)
  const { bytesRead } = await file.read(buffer, 0, most, from)
  return buffer.subarray(0, bytesRead)
}

export type Piece = { lines: string[]; place: Place }

/** Whole lines, piece by piece, each with how far one is after it. */
export async function* linesOf({ path, inode, from, ended }: Next): AsyncGenerator<Piece> {
  const file = await open(path)
  try {
    const head = await piece(file, 0, BEGINS)
    for (let at = from; ; ) {
      const read = await piece(file, at, PIECE)
      const whole = read.subarray(0, read.lastIndexOf(10) + 1)
      const last = read.length < PIECE
      const taken = (last && ended) || (whole.length === 0 && !last) ? read : whole
      if (taken.length > 0) {
        at += taken.length
        yield {
          lines: taken
            .toString()
            .split(/\r?\n/)
            .filter(line => line.trim() !== ''),
          place: { inode, begins: head, bytesRead: at },
        }
      }
      if (last) return
    }
  } finally {
    await file.close()
  }
}
