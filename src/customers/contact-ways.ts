import { sql } from 'kysely'
import { newId } from '#kernel/id.ts'
import { notFound, wrong } from '#kernel/problem.ts'
import type { Tx, Writing } from '#kernel/slice.ts'
import { type ContactKind, contactWayAdded, contactWayChanged } from './customer-api.ts'
import { reindexCustomer } from './indexing.ts'
import { normal, store } from './spelling.ts'

export type NewWay = { kind: ContactKind; value: string; preferred?: boolean | undefined; importId?: string | null }

const EMAIL = /^[^\s@<>",;:\\]+@[^\s@<>",;:\\.]+(\.[^\s@<>",;:\\.]+)+$/

/** Adds an address; one that the customer has already, or had, is that one again. @returns its id */
export async function addContactWay(
  ctx: Writing,
  customerId: string,
  { kind, value, preferred = false, importId = null }: NewWay,
): Promise<string> {
  const way = spelled(kind, value)
  const { id } = await ctx.tx
    .insertInto('contactWay')
    .values({ id: newId(), customerId, ...way, importId, createdAt: ctx.now })
    .onConflict(on =>
      on.columns(['workspaceId', 'customerId', 'kind', 'normal']).doUpdateSet({ archivedAt: null, bouncedAt: null, value: way.value }),
    )
    .returning('id')
    .executeTakeFirstOrThrow()
  if (preferred) await prefer(ctx.tx, customerId, id)
  await reindexCustomer(ctx, customerId)
  await ctx.announce(
    contactWayAdded,
    { customerId, contactWayId: id, kind },
    { subjectId: customerId, customerId, detail: { value: way.value } },
  )
  return id
}

export type WayChange = {
  value?: string | undefined
  preferred?: boolean | undefined
  bounced?: boolean | undefined
  archived?: boolean | undefined
}

/** Corrects, prefers, marks as bounced, takes away or brings back. Taken away is kept: the same call brings it back. */
export async function changeContactWay(ctx: Writing, customerId: string, contactWayId: string, change: WayChange): Promise<void> {
  const before = await findWay(ctx.tx, customerId, contactWayId)
  const kind = before.kind as ContactKind
  const set = {
    ...(change.value !== undefined && spelled(kind, change.value)),
    ...(change.bounced !== undefined && { bouncedAt: change.bounced ? ctx.now : null }),
    ...(change.archived !== undefined && { archivedAt: change.archived ? ctx.now : null }),
    ...(change.preferred === false && { preferred: false }),
  }
  if (set.normal !== undefined) await refuseTwice(ctx.tx, customerId, contactWayId, kind, set.normal)
  if (Object.keys(set).length > 0) await ctx.tx.updateTable('contactWay').set(set).where('id', '=', contactWayId).execute()
  if (change.preferred) await prefer(ctx.tx, customerId, contactWayId)
  await reindexCustomer(ctx, customerId)
  await ctx.announce(
    contactWayChanged,
    { customerId, contactWayId, kind, fields: Object.keys(change) },
    { subjectId: customerId, customerId, detail: { before: before.value, value: set.value ?? before.value } },
  )
}

/** @throws Problem when an e-mail address is none: the reply to it would be lost */
function spelled(kind: ContactKind, typed: string) {
  const value = store(typed).trim()
  if (kind === 'email' && !EMAIL.test(value)) throw wrong('value', 'email')
  return { kind, value, normal: normal(kind, value) }
}

const findWay = (tx: Tx, customerId: string, id: string) =>
  tx
    .selectFrom('contactWay')
    .select(['kind', 'value'])
    .where('id', '=', id)
    .where('customerId', '=', customerId)
    .forUpdate()
    .executeTakeFirstOrThrow(() => notFound('contact-way'))

async function refuseTwice(tx: Tx, customerId: string, id: string, kind: string, key: string) {
  const other = await tx
    .selectFrom('contactWay')
    .select('id')
    .where('customerId', '=', customerId)
    .where('kind', '=', kind)
    .where('normal', '=', key)
    .where('id', '<>', id)
    .executeTakeFirst()
  if (other) throw wrong('value', 'already-exists')
}

/** A customer prefers one way: the others no longer. */
async function prefer(tx: Tx, customerId: string, id: string) {
  await tx
    .updateTable('contactWay')
    .set({ preferred: sql<boolean>`id = ${id}` })
    .where('customerId', '=', customerId)
    .execute()
}
