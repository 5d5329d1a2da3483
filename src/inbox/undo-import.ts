import { type RawBuilder, sql } from 'kysely'
import type { Writing } from '#kernel/slice.ts'

const BATCH = 5_000

/** What an undo could not take back, because someone has worked on it since. */
export type KeptFeedback = { id: string; caseId: string; number: number; words: string }

/**
 * Takes back what an import of feedback added and nobody has worked on, the cases that it opened too; its row keys are free again.
 * Call it until it removes nothing more. What stays is listed, at most a hundred of it.
 */
export async function undoFeedback(ctx: Writing, importId: string): Promise<{ removed: number; kept: KeptFeedback[] }> {
  await removeCases(ctx, sql`import_id = ${importId}`)
  const { rows } = await sql<{ removed: number }>`
    with gone as (select id from feedback where workspace_id = sabai_workspace() and import_id = ${importId} and case_id is null limit ${BATCH}),
      deleted as (delete from feedback f using gone where f.workspace_id = sabai_workspace() and f.id = gone.id returning 1)
    select count(*)::int as removed from deleted`.execute(ctx.tx)
  return { removed: rows[0]!.removed, kept: await kept(ctx, importId) }
}

/** Cases that hold nothing but these pieces of feedback and that nobody has touched. */
export async function removeCases({ tx, now }: Writing, these: RawBuilder<unknown>): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    select c.id from customer_case c where c.workspace_id = sabai_workspace() and c.worked_at is null and c.opened_by = 'rule'
      and c.id in (select case_id from feedback where workspace_id = sabai_workspace() and ${these} and case_id is not null limit ${BATCH})
      and not exists (select from feedback where workspace_id = sabai_workspace() and case_id = c.id and (${these}) is not true)
    for update of c`.execute(tx)
  if (rows.length === 0) return
  const ids = rows.map(row => row.id)
  await tx.updateTable('feedback').set({ caseId: null, byRule: false }).where('caseId', 'in', ids).execute()
  await tx
    .updateTable('clock')
    .set({ stoppedAt: now })
    .where('subjectId', 'in', ids)
    .where('firedAt', 'is', null)
    .where('stoppedAt', 'is', null)
    .execute()
  await tx.deleteFrom('customerCase').where('id', 'in', ids).execute()
}

async function kept({ tx }: Writing, importId: string): Promise<KeptFeedback[]> {
  return tx
    .selectFrom('feedback')
    .innerJoin('customerCase', 'customerCase.id', 'feedback.caseId')
    .select(['feedback.id', 'customerCase.id as caseId', 'customerCase.number', 'customerCase.words'])
    .where('feedback.importId', '=', importId)
    .where('customerCase.workedAt', 'is not', null)
    .orderBy('feedback.id')
    .limit(100)
    .execute()
}
