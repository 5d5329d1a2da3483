import { sql } from 'kysely'
import type { Reading, Writing } from '#kernel/slice.ts'
import { secondsOf } from './seconds.ts'
import { from } from './survey.ts'

type Note = { id: string; text: string; user_email: string | null; created_at: number }
export type Around = { notes: Note[]; tags: string[] }
type Said = { responseId: string; caseId: string | null; topic: string | null }

/** What became of responses here, in Delighted's words: notes are those of its case, for keys that may read cases; its tag is the topic. */
export async function aroundOf(ctx: Reading | Writing, ids: readonly string[]): Promise<ReadonlyMap<string, Around>> {
  const said = await saidIn(ctx, ids)
  const notes = ctx.who.may('inbox.read') ? await notesOf(ctx, said) : new Map<string, Note[]>()
  return new Map(
    said.map(({ responseId, caseId, topic }) => [
      responseId,
      { notes: (caseId && notes.get(caseId)) || [], tags: topic === null ? [] : [topic] },
    ]),
  )
}

/** The feedback that each became: ours by its id, others' by their source's own key. */
async function saidIn(ctx: Reading | Writing, ids: readonly string[]): Promise<Said[]> {
  const { rows } = await sql<Said>`
    with r as (select id, source, row_key from response where workspace_id = ${ctx.workspace.id} and id = any(${[...ids]}::uuid[])),
    keyed as (
      select id, case source when 'sabai' then 'survey' else source end as source, case source when 'sabai' then uuid_send(id) else row_key end as row_key from r)
    select k.id as response_id, f.case_id, t.name as topic from keyed k
      join feedback f on f.workspace_id = ${ctx.workspace.id} and f.source = k.source and f.row_key = k.row_key
      left join customer_case c on c.workspace_id = f.workspace_id and c.id = f.case_id
      left join topic t on t.workspace_id = f.workspace_id and t.id = coalesce(f.topic_id, c.topic_id)`.execute(from(ctx) as never)
  return rows
}

async function notesOf(ctx: Reading | Writing, said: readonly Said[]): Promise<Map<string, Note[]>> {
  const rows = await from(ctx)
    .selectFrom('caseEntry')
    .leftJoin('member', 'member.id', 'caseEntry.memberId')
    .select(['caseEntry.id', 'caseEntry.caseId', 'caseEntry.text', 'caseEntry.at', 'member.email'])
    .where('caseEntry.caseId', '=', sql<string>`any(${said.flatMap(one => one.caseId ?? [])}::uuid[])`)
    .where('caseEntry.kind', '=', 'note')
    .where('caseEntry.removedAt', 'is', null)
    .orderBy('caseEntry.at')
    .execute()
  const shown = rows.map(({ caseId, at, email, ...note }) => ({ caseId, note: { ...note, user_email: email, created_at: secondsOf(at) } }))
  return new Map([...Map.groupBy(shown, one => one.caseId)].map(([caseId, some]) => [caseId, some.map(one => one.note)]))
}
