import { sql } from 'kysely'
import { undoFeedback } from '#inbox/index.ts'
import type { Writing } from '#kernel/slice.ts'
import { type Contact, linkContacts } from './after-reading.ts'
import { factsOf } from './cases.ts'
import { forgetDoubts } from './doubts.ts'

const BATCH = 5_000

/** Takes back the contacts of an import, with the ratings that came along. */
export async function undoInteractions(ctx: Writing, importId: string) {
  const { rows } = await sql<Contact & { id: string }>`delete from interaction where workspace_id = ${ctx.workspace.id} and id in
    (select id from interaction where workspace_id = ${ctx.workspace.id} and import_id = ${importId} limit ${BATCH})
    returning id, customer_id as "customerId", caller, source, entered_at as "enteredAt"`.execute(ctx.tx)
  await linkContacts(ctx, rows)
  await forgetDoubts(
    ctx,
    rows.map(({ id }) => id),
  )
  const { removed, kept } = await undoFeedback(ctx, importId)
  return { removed: rows.length + removed, kept: kept.map(({ id, number, words }) => ({ id, what: 'case', label: `${number} ${words}` })) }
}

/** Takes back what an import told of cases; their facts are made of the rest. */
export async function undoCaseEvents(ctx: Writing, importId: string) {
  const { rows } = await sql<{ source: string; caseKey: string }>`delete from case_event where workspace_id = ${ctx.workspace.id} and id in
    (select id from case_event where workspace_id = ${ctx.workspace.id} and import_id = ${importId} limit ${BATCH})
    returning source, case_key as "caseKey"`.execute(ctx.tx)
  await sql`delete from case_worked where workspace_id = ${ctx.workspace.id} and import_id = ${importId}`.execute(ctx.tx)
  for (const [source, of] of Map.groupBy(rows, row => row.source))
    await factsOf(ctx, source, [...new Set(of.map(({ caseKey }) => caseKey))])
  return { removed: rows.length, kept: [] }
}

/** Takes back the shifts of an import. */
export async function undoTimeLogs(ctx: Writing, importId: string) {
  const { rows } = await sql<{ id: string }>`delete from time_log where workspace_id = ${ctx.workspace.id} and id in
    (select id from time_log where workspace_id = ${ctx.workspace.id} and import_id = ${importId} limit ${BATCH}) returning id`.execute(
    ctx.tx,
  )
  await forgetDoubts(
    ctx,
    rows.map(({ id }) => id),
  )
  return { removed: rows.length, kept: [] }
}

/** Takes back the readings of an import. */
export async function undoViews(ctx: Writing, importId: string) {
  const { rows } = await sql`delete from article_view where workspace_id = ${ctx.workspace.id} and id in
    (select id from article_view where workspace_id = ${ctx.workspace.id} and import_id = ${importId} limit ${BATCH}) returning id`.execute(
    ctx.tx,
  )
  return { removed: rows.length, kept: [] }
}
