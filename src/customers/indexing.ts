import { sql } from 'kysely'
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

/** The same for accounts, many at once. */
export async function reindexAccounts({ tx, workspace }: Pick<Writing, 'tx' | 'workspace'>, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  const { rows } = await sql<{ id: string; name: string; externalId: string | null }>`
    select id, name, external_id from account where workspace_id = sabai_workspace() and id = any(${ids}::uuid[])`.execute(tx)
  const keys = rows.map(row => findableKey([row.name, row.externalId]))
  await sql`update account set search_key = row.key, grams = sabai_grams(row.key, ${workspace.number})
    from unnest(${rows.map(row => row.id)}::uuid[], ${keys}::text[]) as row (id, key)
    where account.workspace_id = sabai_workspace() and account.id = row.id`.execute(tx)
}
