import { sql } from 'kysely'
import type { Writing } from '#kernel/slice.ts'

/** Takes back the customers that came with an import of feedback, once what they said is gone and no person has done anything with them. */
export async function takeBackSpeakers({ tx }: Writing, importId: string): Promise<number> {
  const { rows } = await sql<{ id: string }>`
    select c.id from customer c where c.workspace_id = sabai_workspace() and c.import_id = ${importId} and c.merged_into is null
      and not exists (select from feedback f where f.workspace_id = c.workspace_id and f.customer_id = c.id)
      and not exists (select from customer_case k where k.workspace_id = c.workspace_id and k.customer_id = c.id)
      and not exists (select from event e where e.workspace_id = c.workspace_id and e.customer_id = c.id and e.actor_kind in ('member', 'key'))
      and not exists (select from preference p where p.workspace_id = c.workspace_id and p.customer_id = c.id)
      and not exists (select from contact_way w where w.workspace_id = c.workspace_id and w.customer_id = c.id and w.import_id is distinct from ${importId})
      and not exists (select from customer m where m.workspace_id = c.workspace_id and m.merged_into = c.id)
    limit 5000`.execute(tx)
  for (let at = 0; at < rows.length; at += 1_000) {
    const some = rows.slice(at, at + 1_000).map(({ id }) => id)
    await tx.deleteFrom('contactWay').where('customerId', 'in', some).execute()
    await tx.deleteFrom('customer').where('id', 'in', some).execute()
  }
  return rows.length
}
