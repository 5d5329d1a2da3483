import { sql } from 'kysely'
import { newId } from '#kernel/id.ts'
import type { Writing } from '#kernel/slice.ts'

type Which = { id: string } | { importId: string }

/** Accounts whose names say that they are one which is there already: the younger of two waits for a person, who merges them or says that they differ. */
export async function doubtAccounts(ctx: Writing, which: Which): Promise<void> {
  const mine = 'id' in which ? sql`a.id = ${which.id}` : sql`a.import_id = ${which.importId}`
  const { rows } = await sql<{ id: string; otherId: string; source: string; at: Date }>`
    select id, other_id as "otherId", source, created_at as at from (
      select a.id, a.source, a.created_at, (select b.id from account b where b.workspace_id = ${ctx.workspace.id} and b.bare_name = a.bare_name and b.id < a.id
          and b.archived_at is null and b.merged_into is null order by b.id limit 1) as other_id
      from account a where a.workspace_id = ${ctx.workspace.id} and ${mine} and a.archived_at is null and a.merged_into is null limit 10000) found
    where other_id is not null`.execute(ctx.tx)
  if (rows.length === 0) return
  await ctx.tx
    .insertInto('doubt')
    .values(
      rows.map(({ id, otherId, source, at }) => ({
        id: newId(),
        kind: 'account-twice',
        subject: 'account',
        subjectId: id,
        otherId,
        source,
        at,
        foundAt: ctx.now,
      })),
    )
    .onConflict(on => on.columns(['workspaceId', 'subjectId', 'kind']).doNothing())
    .execute()
}

/** Merged: nothing is left to decide. */
export const settleAccounts = ({ tx, workspace }: Writing, loserId: string) =>
  sql`delete from doubt where workspace_id = ${workspace.id} and kind = 'account-twice' and (subject_id = ${loserId} or other_id = ${loserId})`.execute(
    tx,
  )

/** An import that was taken back took its accounts along. */
export const forgetGoneAccounts = ({ tx, workspace }: Writing) =>
  sql`delete from doubt d where d.workspace_id = ${workspace.id} and d.kind = 'account-twice' and not exists
    (select from account a where a.workspace_id = ${workspace.id} and a.id = d.subject_id)`.execute(tx)
