import { sql } from 'kysely'
import type { EventType } from '#kernel/event.ts'
import { newId } from '#kernel/id.ts'
import { notFound, Problem, wrong } from '#kernel/problem.ts'
import type { Tx, Writing } from '#kernel/slice.ts'
import * as api from './api.ts'
import type { Kind } from './current.ts'
import { reindexCustomer } from './indexing.ts'
import { movedBy, recordMoved } from './moved.ts'
import { childrenMayMove } from './topic-tree.ts'

type Two = { id: string; loserId: string }
type Row = Record<string, unknown>

/** What is special about merging two of a kind. */
type Strategy = {
  merged: EventType
  unmerged: EventType
  /** Taken from the loser where the winner has nothing. */
  fill: readonly string[]
  /** Rows that point to one of the kind and move with it: table, column. */
  moves: readonly (readonly [table: 'contact_way' | 'preference' | 'customer' | 'topic', column: string])[]
  may?: (ctx: Writing, two: Two) => Promise<void>
  settle?: (ctx: Writing, id: string) => Promise<unknown>
}

const strategies: Record<Kind, Strategy> = {
  account: {
    merged: api.accountMerged,
    unmerged: api.accountUnmerged,
    fill: ['plan', 'monthlyRevenue', 'currency', 'startsOn', 'endsOn', 'ownerId'],
    moves: [['customer', 'account_id']],
  },
  customer: {
    merged: api.customerMerged,
    unmerged: api.customerUnmerged,
    fill: ['callAs', 'accountId', 'ownerId', 'notes', 'languages'],
    moves: [
      ['contact_way', 'customer_id'],
      ['preference', 'customer_id'],
    ],
    settle: reindexCustomer,
  },
  topic: { merged: api.topicMerged, unmerged: api.topicUnmerged, fill: [], moves: [['topic', 'parent_id']], may: childrenMayMove },
}

/** Two are one. The loser stays as a row that points to the winner; what moves is kept by id, so that `unmerge` splits them again. */
export async function merge(ctx: Writing, kind: Kind, { id: winnerId, loserId }: Two): Promise<{ id: string }> {
  const strategy = strategies[kind]
  if (winnerId === loserId) throw wrong('loserId', 'same')
  await strategy.may?.(ctx, { id: winnerId, loserId })
  const both = await locked(ctx.tx, kind, [winnerId, loserId])
  const [winner, loser] = [both.get(winnerId), both.get(loserId)]
  if (!winner || !loser) throw notFound(kind)
  if (winner.mergedInto || loser.mergedInto) throw new Problem('merge.already')
  const mergeId = newId()
  const filled = await fill(ctx.tx, kind, winner, loser)
  await ctx.tx
    .insertInto('merge')
    .values({ id: mergeId, kind, loserId, winnerId, filled: JSON.stringify(filled), at: ctx.now, byMember: ctx.who.memberId })
    .execute()
  await ctx.tx.updateTable(kind).set({ mergedInto: winnerId }).where('id', '=', loserId).execute()
  for (const [table, column] of strategy.moves) await recordMoved(ctx, mergeId, table, await move(ctx.tx, table, column, loserId, winnerId))
  await settle(ctx, strategy, [winnerId, loserId])
  await ctx.announce(strategy.merged, { mergeId, loserId, winnerId }, about(kind, winnerId, { loser: loser.name, winner: winner.name }))
  return { id: winnerId }
}

/** Splits again: the loser stands by itself with what moved, as far as it is still where it was moved to. */
export async function unmerge(ctx: Writing, kind: Kind, { id: loserId }: { id: string }): Promise<{ id: string }> {
  const strategy = strategies[kind]
  const made = await ctx.tx
    .selectFrom('merge')
    .select(['id', 'winnerId', 'filled'])
    .where('kind', '=', kind)
    .where('loserId', '=', loserId)
    .where('undoneAt', 'is', null)
    .forUpdate()
    .executeTakeFirstOrThrow(() => notFound('merge'))
  const both = await locked(ctx.tx, kind, [made.winnerId, loserId])
  const winner = both.get(made.winnerId)!
  if (winner.mergedInto) throw new Problem('merge.split-later-first')
  for (const [table, column] of strategy.moves) await moveBack(ctx, made.id, table, column, { loserId, winnerId: made.winnerId })
  await empty(ctx.tx, kind, winner, made.filled as Filled)
  await ctx.tx.updateTable(kind).set({ mergedInto: null }).where('id', '=', loserId).execute()
  await ctx.tx.updateTable('merge').set({ undoneAt: ctx.now }).where('id', '=', made.id).execute()
  await settle(ctx, strategy, [made.winnerId, loserId])
  const names = { loser: both.get(loserId)!.name, winner: winner.name }
  await ctx.announce(strategy.unmerged, { mergeId: made.id, loserId, winnerId: made.winnerId }, about(kind, made.winnerId, names))
  return { id: loserId }
}

const about = (kind: Kind, id: string, detail: Record<string, unknown>) => ({
  subjectId: id,
  detail,
  ...(kind === 'customer' && { customerId: id }),
})

async function settle(ctx: Writing, { settle: after }: Strategy, ids: readonly string[]) {
  for (const id of ids) await after?.(ctx, id)
}

/** Both rows, locked in one order, so that two people merging the same two from both sides do not wait for each other. */
async function locked(tx: Tx, kind: Kind, ids: readonly string[]): Promise<Map<string, Row>> {
  const { rows } = await sql<{ row: Row & { id: string } }>`select to_jsonb(one) as row from ${sql.table(kind)} one
    where workspace_id = sabai_workspace() and id = any(${ids}::uuid[]) order by id for update`.execute(tx)
  return new Map(rows.map(({ row }) => [row.id, inOurSpelling(row)]))
}

/** A whole row as JSON has the names of the database. */
const inOurSpelling = (row: Row): Row =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase()), value]),
  )

type Filled = Record<string, unknown>
const missing = (value: unknown) => value === null || value === undefined || (Array.isArray(value) && value.length === 0)

async function fill(tx: Tx, kind: Kind, winner: Row, loser: Row): Promise<Filled> {
  const fields = strategies[kind].fill.filter(field => missing(winner[field]) && !missing(loser[field]))
  const filled = Object.fromEntries(fields.map(field => [field, loser[field]]))
  await write(tx, kind, String(winner.id), filled)
  return filled
}

/** Takes back what the merge filled in, unless it has been changed since. */
async function empty(tx: Tx, kind: Kind, winner: Row, filled: Filled) {
  const same = Object.keys(filled).filter(field => JSON.stringify(winner[field]) === JSON.stringify(filled[field]))
  await write(tx, kind, String(winner.id), Object.fromEntries(same.map(field => [field, field === 'languages' ? [] : null])))
}

async function write(tx: Tx, kind: Kind, id: string, fields: Filled) {
  if (Object.keys(fields).length === 0) return
  await tx
    .updateTable(kind)
    .set(fields as object)
    .where('id', '=', id)
    .execute()
}

/** Moves every row that the winner does not have already. @returns their ids */
async function move(tx: Tx, table: string, column: string, fromId: string, toId: string): Promise<string[]> {
  const twice =
    table === 'contact_way'
      ? sql`and not exists (select from contact_way has where has.workspace_id = one.workspace_id and has.customer_id = ${toId} and has.kind = one.kind and has.normal = one.normal)`
      : sql``
  const { rows } = await sql<{ id: string }>`update ${sql.table(table)} one set ${sql.ref(column)} = ${toId}
    where one.workspace_id = sabai_workspace() and one.${sql.ref(column)} = ${fromId} ${twice} returning one.id`.execute(tx)
  return rows.map(row => row.id)
}

async function moveBack(
  ctx: Writing,
  mergeId: string,
  table: string,
  column: string,
  { loserId, winnerId }: { loserId: string; winnerId: string },
) {
  const ids = await movedBy(ctx, mergeId, table)
  await sql`update ${sql.table(table)} set ${sql.ref(column)} = ${loserId}
    where workspace_id = sabai_workspace() and id = any(${ids}::uuid[]) and ${sql.ref(column)} = ${winnerId}`.execute(ctx.tx)
}
