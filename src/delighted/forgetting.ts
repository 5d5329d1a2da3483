import { sql } from 'kysely'
import { archive } from '#customers/index.ts'
import type { Writing } from '#kernel/slice.ts'

/**
 * What Delighted deletes with a person: their responses, what was said in them, their properties, and the person. What the house holds of them
 * besides (a case that somebody works on, what they wrote in another way) is not a caller's to delete: then the person is put away instead.
 */
export async function forget(ctx: Writing, customerId: string): Promise<void> {
  const { tx } = ctx
  await sql`
    with gone as (delete from response where workspace_id = sabai_workspace() and customer_id = ${customerId} returning id, source, row_key)
    delete from feedback f using gone where f.workspace_id = sabai_workspace() and f.case_id is null
      and ((f.source = gone.source and f.row_key = gone.row_key) or (f.source = 'survey' and f.row_key = uuid_send(gone.id)))`.execute(tx)
  await tx.deleteFrom('delightedPerson').where('customerId', '=', customerId).execute()
  await tx.deleteFrom('delightedMembership').where('customerId', '=', customerId).execute()
  if (await isKnownBesides(ctx, customerId)) await archive(ctx, 'customer', { id: customerId })
  else await removeWhole(ctx, customerId)
}

async function isKnownBesides({ tx }: Writing, id: string): Promise<boolean> {
  const { rows } = await sql<{ known: boolean }>`
    select exists (select from feedback where workspace_id = sabai_workspace() and customer_id = ${id})
      or exists (select from customer_case where workspace_id = sabai_workspace() and customer_id = ${id})
      or exists (select from preference where workspace_id = sabai_workspace() and customer_id = ${id})
      or exists (select from customer where workspace_id = sabai_workspace() and merged_into = ${id})
      or exists (select from customer where workspace_id = sabai_workspace() and id = ${id} and source <> 'delighted') as known`.execute(tx)
  return rows[0]!.known
}

/** An archived customer keeps their addresses; one who came only through here leaves nothing. */
async function removeWhole({ tx }: Writing, id: string): Promise<void> {
  await tx.deleteFrom('contactWay').where('customerId', '=', id).execute()
  await tx.deleteFrom('customer').where('id', '=', id).execute()
}
