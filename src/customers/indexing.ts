import type { Writing } from '#kernel/slice.ts'
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
