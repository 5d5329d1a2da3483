import { sql } from 'kysely'
import { Problem, wrong } from '#kernel/problem.ts'
import type { Reading, Writing } from '#kernel/slice.ts'
import { peopleBelow } from './sight.ts'

/** One change of the tree at a time: two good moves at once could make a circle, two leavings could leave nobody. */
export const lockTree = ({ tx, workspace }: Writing) =>
  sql`select pg_advisory_xact_lock(hashtextextended(${`tree ${workspace.id}`}, 0))`.execute(tx)

/** @throws Problem at the field `managerId` when the manager is not here, or reports to the member */
export async function checkManager(ctx: Writing, managerId: string | null, memberId?: string): Promise<void> {
  if (!managerId) return
  const manager = await ctx.tx.selectFrom('member').select('id').where('id', '=', managerId).where('endedAt', 'is', null).executeTakeFirst()
  if (!manager) throw wrong('managerId', 'not-a-member')
  if (managerId === memberId) throw wrong('managerId', 'own-manager')
  if (memberId && (await peopleBelow(ctx, memberId)).includes(managerId)) throw wrong('managerId', 'circle')
}

/** @throws Problem `member.last-admin` when nobody else could let people in */
export async function checkAdminLeft({ tx }: Writing, memberId: string): Promise<void> {
  const other = await tx
    .selectFrom('member')
    .select('id')
    .where('role', '=', 'admin')
    .where('endedAt', 'is', null)
    .where('userId', 'is not', null)
    .where('id', '<>', memberId)
    .limit(1)
    .executeTakeFirst()
  if (!other) throw new Problem('member.last-admin', 409)
}

/** The nearest manager above who is still here; null at the top. So that what a rep leaves undone never falls to nobody. */
export async function managerOf(ctx: Reading | Writing, memberId: string): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    with recursive above (id, manager_id, ended_at, depth) as (
      select m.id, m.manager_id, m.ended_at, 0 from member m where m.workspace_id = ${ctx.workspace.id} and m.id = ${memberId}
      union all
      select m.id, m.manager_id, m.ended_at, above.depth + 1 from member m join above on m.id = above.manager_id
      where m.workspace_id = ${ctx.workspace.id} and above.depth < 100
    )
    select id from above where depth > 0 and ended_at is null order by depth limit 1`.execute(('db' in ctx ? ctx.db : ctx.tx) as never)
  return rows[0]?.id ?? null
}
