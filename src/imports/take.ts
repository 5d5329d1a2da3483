import type { CellRefusal, Importer, ImportSettings, Incoming } from '#kernel/importer.ts'
import { rowReader } from './cells/row-reader.ts'
import type { Mapping } from './guess.ts'
import type { Table } from './reading/open.ts'

/** Rows read and understood, in the order of the file. `atRow` is the last row's number. */
export type Batch = { atRow: number; read: number; incoming: Incoming<unknown>[]; refused: { row: number; refusals: CellRefusal[] }[] }
export type Plan = { importer: Importer; mapping: Mapping; settings: ImportSettings; rowsGuessed?: number | null }

/**
 * Batches of a table as what its rows will become. Rows up to `afterRow` were stored before: they are read, since identical rows are told apart
 * by how many came before, and left out.
 */
export async function* take(table: Table, plan: Plan, size: number, afterRow = 0): AsyncGenerator<Batch> {
  const understand = rowReader(plan.importer, table.headers, plan.mapping, plan.settings, plan.rowsGuessed ?? 1000)
  let batch = empty()
  for await (const rows of table.batches) {
    for (const row of rows) {
      const understood = understand(row)
      if (row.row <= afterRow) continue
      batch.atRow = row.row
      batch.read++
      if ('refused' in understood) batch.refused.push({ row: row.row, refusals: understood.refused })
      else batch.incoming.push({ number: row.row, ...understood })
      if (batch.read < size) continue
      yield batch
      batch = empty()
    }
  }
  if (batch.read > 0) yield batch
}

const empty = (): Batch => ({ atRow: 0, read: 0, incoming: [], refused: [] })
