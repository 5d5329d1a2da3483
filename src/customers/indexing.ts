import { sql } from 'kysely'
import type { Tx, Working, Writing } from '#kernel/slice.ts'
import { findableKey, gramsOf } from './spelling.ts'

/** After a change of name or address: what the customer is found by. */
export async function reindexCustomer({ tx, workspace }: Writing, id: string): Promise<void> {
  const one = await tx.selectFrom('customer').select(['name', 'callAs', 'externalId']).where('id', '=', id).executeTakeFirstOrThrow()
  const ways = await tx
    .selectFrom('contactWay')
    .select(['value', 'normal'])
    .where('customerId', '=', id)
    .where('archivedAt', 'is', null)
    .orderBy('id')
    .execute()
  const searchKey = findableKey([one.name, one.callAs, one.externalId], ways)
  await tx
    .updateTable('customer')
    .set({ searchKey, grams: gramsOf(searchKey, workspace) })
    .where('id', '=', id)
    .execute()
}

const BATCH = 5_000

/** Makes what a large import left out, a batch a transaction, until nothing is left: the rows are findable within a minute of its end. */
export async function indexBehind({ write }: Working, signal: AbortSignal): Promise<void> {
  for (const table of ['account', 'customer'] as const)
    while (!signal.aborted) if ((await write(({ tx, workspace }) => indexBatch(tx, table, workspace))) < BATCH) break
}

async function indexBatch(tx: Tx, table: 'account' | 'customer', { id, number }: { id: string; number: number }): Promise<number> {
  const name = sql.table(table)
  const { numAffectedRows } = await sql`update ${name} set grams = sabai_grams(search_key, ${number}) where workspace_id = ${id} and id in
    (select id from ${name} where workspace_id = ${id} and grams is null order by id limit ${BATCH} for update skip locked)`.execute(tx)
  return Number(numAffectedRows ?? 0)
}
