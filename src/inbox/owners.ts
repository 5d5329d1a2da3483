import { sql } from 'kysely'
import { atWorkNow, awayNow } from '#hours/index.ts'
import type { Reading, Tx, Writing } from '#kernel/slice.ts'
import type { Candidate } from '#rules/index.ts'

/** All members who have not left, with what they have on their hands, what they know, and when they were last given something. */
export async function loadCandidates(ctx: Reading | Writing): Promise<Candidate[]> {
  const db = 'db' in ctx ? (ctx.db as unknown as Tx) : ctx.tx
  const { rows } = await sql<Candidate>`
    select m.id, m.role, m.manager_id as "managerId", m.languages, m.skills, m.available and coalesce(m.away_until <= ${ctx.now}, true) as available,
      coalesce(c.open, 0)::int as open,
      (select max(opened_at) from customer_case last where last.workspace_id = sabai_workspace() and last.owner_id = m.id) as "lastAt"
    from member m left join (select owner_id, count(*) as open from customer_case where workspace_id = sabai_workspace() and state <> 'resolved' group by owner_id) c
      on c.owner_id = m.id
    where m.workspace_id = sabai_workspace() and m.ended_at is null`.execute(db)
  const [away, atWork] = [await awayNow(ctx), await atWorkNow(ctx)]
  return rows.map(row => ({ ...row, available: row.available && !away.has(row.id), atWork: atWork(row.id) }))
}
