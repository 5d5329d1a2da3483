import { sql } from 'kysely'
import { gramLines } from '#core/text/grams.ts'
import { searchKey } from '#core/text/normalise.ts'
import type { Searched } from '#kernel/search-again.ts'
import type { Writing } from '#kernel/slice.ts'

const ROWS = 250
const LONGEST_KEY = 20_000
type Row = { id: string; text: string }

const feedback: Searched = {
  table: 'feedback',
  again: async (ctx, afterId) => {
    const { rows } = await sql<Row>`select id, text from feedback
      where workspace_id = sabai_workspace() and (${afterId}::uuid is null or id > ${afterId}::uuid) order by id limit ${ROWS} for update`.execute(
      ctx.tx,
    )
    return keyed(ctx, 'feedback', rows)
  },
}

/** A case is found by its number, by who it is about and by all that was said and written in it. */
const cases: Searched = {
  table: 'customer_case',
  again: async (ctx, afterId) => {
    const { rows } = await sql<Row>`
      select c.id, concat_ws(E'\\n', '#' || c.number, u.name, c.author, a.name, c.words,
        (select string_agg(f.text, E'\\n' order by f.said_at, f.id) from feedback f where f.workspace_id = c.workspace_id and f.case_id = c.id),
        (select string_agg(e.text, E'\\n' order by e.at, e.id) from case_entry e where e.workspace_id = c.workspace_id and e.case_id = c.id and e.removed_at is null))
        as text
      from customer_case c left join customer u on u.workspace_id = c.workspace_id and u.id = c.customer_id
        left join account a on a.workspace_id = c.workspace_id and a.id = c.account_id
      where c.workspace_id = sabai_workspace() and (${afterId}::uuid is null or c.id > ${afterId}::uuid) order by c.id limit ${ROWS} for update of c`.execute(
      ctx.tx,
    )
    return keyed(ctx, 'customer_case', rows)
  },
}

async function keyed({ tx, workspace }: Writing, table: 'feedback' | 'customer_case', rows: readonly Row[]): Promise<string | null> {
  const keys = rows.map(({ text }) => searchKey(text).slice(0, LONGEST_KEY))
  const grams = keys.map(key => gramLines(key, workspace.number))
  await sql`update ${sql.table(table)} t set search_key = next.key, grams = array_to_tsvector(string_to_array(next.grams, E'\\n'))
    from unnest(${rows.map(({ id }) => id)}::uuid[], ${keys}::text[], ${grams}::text[]) as next(id, key, grams)
    where t.workspace_id = sabai_workspace() and t.id = next.id`.execute(tx)
  return rows.length < ROWS ? null : rows.at(-1)!.id
}

export const searchedInbox: readonly Searched[] = [feedback, cases]
