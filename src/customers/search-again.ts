import { sql } from 'kysely'
import type { Searched } from '#kernel/search-again.ts'
import type { Writing } from '#kernel/slice.ts'
import type { Kind } from './imported-changes.ts'
import { reindexAccounts, reindexCustomer } from './indexing.ts'
import { searchKey } from './spelling.ts'

const ROWS = 200

const again = (table: Kind, reindex: (ctx: Writing, ids: string[]) => Promise<void>): Searched => ({
  table,
  again: async (ctx, afterId) => {
    const rows = await ctx.tx
      .selectFrom(table)
      .select(['id', 'name'])
      .$if(afterId !== null, query => query.where('id', '>', afterId!))
      .orderBy('id')
      .limit(ROWS)
      .forUpdate()
      .execute()
    const ids = rows.map(({ id }) => id)
    await sql`update ${sql.table(table)} t set name_key = next.key from unnest(${ids}::uuid[], ${rows.map(({ name }) => searchKey(name))}::text[]) as next(id, key)
      where t.workspace_id = sabai_workspace() and t.id = next.id`.execute(ctx.tx)
    await reindex(ctx, ids)
    return rows.length < ROWS ? null : ids.at(-1)!
  },
})

export const searchedCustomers: readonly Searched[] = [
  again('account', reindexAccounts),
  again('customer', async (ctx, ids) => {
    for (const id of ids) await reindexCustomer(ctx, id)
  }),
]
