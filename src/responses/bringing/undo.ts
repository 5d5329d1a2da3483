import { sql } from 'kysely'
import { takeBackSpeakers, undoFeedback } from '#inbox/index.ts'
import type { Kept } from '#kernel/importer.ts'
import type { Writing } from '#kernel/slice.ts'

/** Takes back what an import brought: responses whose words nobody has worked on, those words, and the people that came with them. */
export async function undo(ctx: Writing, importId: string): Promise<{ removed: number; kept: Kept[] }> {
  const { kept } = await undoFeedback(ctx, importId)
  const { rows } = await sql<{ id: string }>`
    with gone as (
      select r.id from response r where r.workspace_id = sabai_workspace() and r.import_id = ${importId}
        and not exists (select from feedback f where f.workspace_id = r.workspace_id and f.source = r.source and f.row_key = r.row_key)
      limit 5000)
    delete from response r using gone where r.workspace_id = sabai_workspace() and r.id = gone.id returning r.id`.execute(ctx.tx)
  if (rows.length === 0) while ((await takeBackSpeakers(ctx, importId)) > 0);
  return { removed: rows.length, kept: kept.map(({ id, number, words }) => ({ id, what: 'case', label: `${number} ${words}` })) }
}
