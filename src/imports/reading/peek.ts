import { Readable } from 'node:stream'
import { type Column, columnWatch } from '../columns.ts'
import { encodings } from './encoding.ts'
import type { Limits } from './limits.ts'
import { type Choices, openTable, type Row, type Shape, type Table } from './open.ts'

export type Peek = Omit<Table, 'batches' | 'close'> & { encodings: string[]; rows: Row[]; columns: Column[] }

const SHOWN = 50
/** Read so far that a small file is counted and a large one guessed well; this is a tenth of a second. */
const COUNTED = 30_000

/** A look at the beginning of a file: what it is taken for, what else it may be, and its first fifty rows. `bytes` is its size, if known. */
export async function peek(
  source: Readable,
  choices: Choices = {},
  { bytes, limits, rowsWanted = COUNTED, shape }: { bytes?: number; limits?: Limits; rowsWanted?: number; shape?: Shape } = {},
): Promise<Peek> {
  let passed = 0
  const counted = async function* () {
    for await (const chunk of source) {
      passed += Buffer.byteLength(chunk)
      yield chunk
    }
  }
  const { batches, close, ...table } = await openTable(Readable.from(counted()), choices, limits, shape)
  const watch = columnWatch(table.headers.length)
  const { rows, seen, whole } = await first(batches, rowsWanted, watch.see)
  await close()
  source.destroy()
  const guessed = whole ? seen : (table.rowsGuessed ?? (bytes && passed ? Math.round((seen * bytes) / passed) : null))
  return { ...table, rowsGuessed: guessed, rows, columns: watch.columns(), encodings: [...new Set([table.encoding, ...encodings])] }
}

async function first(batches: AsyncIterable<Row[]>, wanted: number, see: (cells: readonly string[]) => void) {
  const rows: Row[] = []
  let seen = 0
  for await (const batch of batches) {
    seen += batch.length
    for (const { cells } of batch) see(cells)
    rows.push(...batch.slice(0, Math.max(0, SHOWN - rows.length)))
    if (seen >= wanted) return { rows, seen, whole: false }
  }
  return { rows, seen, whole: true }
}
