import { sql } from 'kysely'
import { notFound } from '#kernel/problem.ts'
import type { Reading, Writing } from '#kernel/slice.ts'
import { from } from './current.ts'
import type { ContactKind, Preference } from './customer-api.ts'
import { byIds, named } from './customers.ts'
import { ownerOf } from './owners.ts'

type Ctx = Reading | Writing

/** One customer as their page shows them. @throws Problem 404 */
export async function get(ctx: Ctx, id: string) {
  const [summary] = await byIds(ctx, [id])
  if (!summary) throw notFound('customer')
  const rest = await from(ctx)
    .selectFrom('customer')
    .leftJoin('customer as winner', 'winner.id', 'customer.mergedInto')
    .select([
      'customer.source',
      'customer.externalId',
      'customer.notes',
      'customer.createdAt',
      'winner.id as winnerId',
      'winner.name as winnerName',
    ])
    .where('customer.id', '=', id)
    .executeTakeFirstOrThrow()
  const { winnerId, winnerName, ...own } = rest
  return {
    ...summary,
    ...own,
    mergedInto: named(winnerId, winnerName),
    merged: await from(ctx).selectFrom('customer').select(['id', 'name']).where('mergedInto', '=', id).orderBy('name').execute(),
    answeredBy: await memberNamed(ctx, await ownerOf(ctx, id)),
    contactWays: await contactWays(ctx, id),
    preferences: await preferences(ctx, id),
  }
}

const memberNamed = async (ctx: Ctx, id: string | null) =>
  id === null ? null : ((await from(ctx).selectFrom('member').select(['id', 'name']).where('id', '=', id).executeTakeFirst()) ?? null)

async function contactWays(ctx: Ctx, customerId: string) {
  const ways = await from(ctx)
    .selectFrom('contactWay')
    .select(['id', 'kind', 'value', 'preferred', 'bouncedAt', 'archivedAt', 'normal'])
    .where('customerId', '=', customerId)
    .orderBy('preferred', 'desc')
    .orderBy('createdAt')
    .orderBy('id')
    .execute()
  const others = await sharing(ctx, customerId)
  return ways.map(({ normal, ...way }) => ({
    ...way,
    kind: way.kind as ContactKind,
    others: others.filter(one => one.wayId === way.id).length,
  }))
}

/** Other customers who have an address of this one. */
export async function sharing(ctx: Ctx, customerId: string): Promise<{ wayId: string; value: string; customerId: string }[]> {
  const { rows } = await sql<{ wayId: string; value: string; customerId: string }>`
    select mine.id as way_id, mine.value, theirs.customer_id from contact_way mine
    join contact_way theirs on theirs.workspace_id = mine.workspace_id and theirs.kind = mine.kind and theirs.normal = mine.normal
      and theirs.customer_id <> mine.customer_id and theirs.archived_at is null
    join customer on customer.workspace_id = theirs.workspace_id and customer.id = theirs.customer_id and customer.archived_at is null
      and customer.merged_into is null
    where mine.workspace_id = ${ctx.workspace.id} and mine.customer_id = ${customerId} and mine.archived_at is null
    order by theirs.customer_id limit 200`.execute(from(ctx) as never)
  return rows
}

/** Who may be the same person: the same address. */
export async function duplicates(ctx: Reading, id: string) {
  await get(ctx, id)
  const shared = await sharing(ctx, id)
  const others = await byIds(ctx, [...new Set(shared.map(one => one.customerId))])
  return { items: others.map(one => ({ ...one, same: shared.filter(way => way.customerId === one.id).map(way => way.value) })) }
}

async function preferences(ctx: Ctx, customerId: string) {
  const rows = await from(ctx)
    .selectFrom('preference')
    .leftJoin('member', 'member.id', 'preference.byMember')
    .select(['preference.id', 'preference.text', 'preference.source', 'preference.consent', 'preference.consentAt', 'preference.createdAt'])
    .select(['preference.archivedAt', 'member.id as memberId', 'member.name as memberName'])
    .where('preference.customerId', '=', customerId)
    .orderBy('preference.createdAt')
    .orderBy('preference.id')
    .execute()
  return rows.map(({ memberId, memberName, ...row }) => ({ ...(row as Omit<Preference, 'by'>), by: named(memberId, memberName) }))
}
