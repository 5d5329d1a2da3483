import { sql } from 'kysely'
import { gramLines } from '#core/text/grams.ts'
import { searchKey } from '#core/text/normalise.ts'
import { notify } from '#directory/index.ts'
import type { Tx, Writing } from '#kernel/slice.ts'
import { caseOpened } from './api.ts'
import type { By, NewCase } from './new-case.ts'
import { followClocks } from './timing.ts'

/** Up to so many new cases each have their own event; beyond that one speaks for all. */
const FEW = 100

/** Whoever opens cases queues up here, so that two pieces of one customer's feedback become one case. */
export const lockNumbers = (tx: Tx) =>
  sql`insert into case_counter (last) values (0) on conflict (workspace_id) do update set last = case_counter.last`.execute(tx)

const gramsOf = (key: string, number: number) => sql<string>`array_to_tsvector(string_to_array(${gramLines(key, number)}, E'\\n'))`

/** Gives numbers, makes the cases findable, starts their clocks. */
export async function insertCases(ctx: Writing, fresh: readonly NewCase[], { by, quiet }: Pick<By, 'by' | 'quiet'>): Promise<void> {
  if (fresh.length === 0) return
  const { tx, now, workspace, who, announce } = ctx
  const { last } = await tx
    .updateTable('caseCounter')
    .set(eb => ({ last: eb('last', '+', fresh.length) }))
    .returning('last')
    .executeTakeFirstOrThrow()
  const member = by === 'member' ? { openedByMember: who.memberId, workedAt: now } : {}
  const rows = fresh.map(({ key, ...row }, at) => {
    const number = last - fresh.length + 1 + at
    return { ...row, ...member, number, searchKey: searchKey(`#${number}\n${key}`).slice(0, 20_000) }
  })
  await tx
    .insertInto('customerCase')
    .values(rows.map(row => ({ ...row, grams: gramsOf(row.searchKey, workspace.number) })))
    .execute()
  await followClocks(
    ctx,
    rows.map(row => row.id),
  )
  if (quiet || rows.length > FEW) return
  for (const [ownerId, own] of Map.groupBy(rows, row => row.ownerId)) await tellOwner(ctx, ownerId, own)
  for (const row of rows)
    await announce(caseOpened, { caseId: row.id, ownerId: row.ownerId, by }, { subjectId: row.id, customerId: row.customerId })
}

const tellOwner = (ctx: Writing, ownerId: string, own: readonly { id: string; number: number }[]) =>
  notify(ctx, ownerId, {
    type: 'case.opened',
    facts: { n: own.length, number: own[0]!.number },
    subjectId: own.length === 1 ? own[0]!.id : null,
  })
