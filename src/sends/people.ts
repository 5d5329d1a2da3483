import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { currentOf, spelledWay } from '#customers/index.ts'
import { topicWithBelow } from '#inbox/index.ts'
import type { Db, Reading, Tx, Writing } from '#kernel/slice.ts'
import type { Filter } from './segment-api.ts'

const DAY = 86_400_000
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** Reads look the same in a read and in a write. */
export const from = (ctx: Reading | Writing): Db => ('tx' in ctx ? (ctx.tx as unknown as Db) : ctx.db)

/** Everybody whom a filter means, as a condition on `customer`; and what of its list nobody is known by. */
export type Whom = { where: RawBuilder<SqlBool>; unknown: string[] }

/** @returns a condition on the rows of `customer` */
export async function whomOf(ctx: Reading | Writing, filter: Filter): Promise<Whom> {
  const listed = filter.list === null ? null : await known(ctx, filter.list)
  const parts = [
    sql<SqlBool>`customer.workspace_id = sabai_workspace() and customer.archived_at is null and customer.merged_into is null`,
    ...ofThemselves(filter),
    ...(await ofTheirCases(ctx, filter)),
    ...ofBeingAsked(ctx.now, filter),
    ...(listed ? [sql<SqlBool>`customer.id = any(${listed.ids}::uuid[])`] : []),
  ]
  return { where: sql<SqlBool>`${sql.join(parts, sql` and `)}`, unknown: listed?.unknown ?? [] }
}

const isIn = (column: RawBuilder<unknown>, values: readonly string[], type: 'text' | 'uuid') =>
  values.length === 0
    ? []
    : [type === 'uuid' ? sql<SqlBool>`${column} = any(${values}::uuid[])` : sql<SqlBool>`${column} = any(${values}::text[])`]

function ofThemselves({ languages, accountIds, plans, ownerIds, sources, preference }: Filter): RawBuilder<SqlBool>[] {
  const account = sql`(select plan from account where account.workspace_id = customer.workspace_id and account.id = customer.account_id)`
  return [
    ...isIn(sql`customer.language`, languages, 'text'),
    ...isIn(sql`customer.account_id`, accountIds, 'uuid'),
    ...isIn(account, plans, 'text'),
    ...isIn(sql`customer.owner_id`, ownerIds, 'uuid'),
    ...isIn(sql`customer.source`, sources, 'text'),
    ...(preference.trim() === ''
      ? []
      : [
          sql<SqlBool>`exists (select from preference where preference.workspace_id = customer.workspace_id and preference.customer_id = customer.id
            and preference.archived_at is null and position(lower(${preference.trim()}) in lower(preference.text)) > 0)`,
        ]),
  ]
}

const caseWhere = (more: RawBuilder<unknown>) =>
  sql<SqlBool>`exists (select from customer_case matter where matter.workspace_id = customer.workspace_id and matter.customer_id = customer.id and matter.merged_into is null and ${more})`

async function ofTheirCases(ctx: Reading | Writing, { topicIds, caseWithinDays, noCaseForDays }: Filter) {
  const topics = await Promise.all(topicIds.map(id => topicWithBelow(from(ctx), id)))
  const since = (days: number) => new Date(ctx.now.getTime() - days * DAY)
  return [
    ...(topicIds.length > 0 ? [caseWhere(sql`matter.topic_id = any(${topics.flat()}::uuid[])`)] : []),
    ...(caseWithinDays === null ? [] : [caseWhere(sql`matter.opened_at >= ${since(caseWithinDays)}`)]),
    ...(noCaseForDays === null ? [] : [sql<SqlBool>`not ${caseWhere(sql`matter.opened_at >= ${since(noCaseForDays)}`)}`]),
  ]
}

const askedWhere = (more: RawBuilder<unknown>) =>
  sql<SqlBool>`not exists (select from asking where asking.workspace_id = customer.workspace_id and asking.customer_id = customer.id and ${more})`

const ofBeingAsked = (now: Date, { neverAsked, notAskedForDays }: Filter): RawBuilder<SqlBool>[] => [
  ...(neverAsked ? [askedWhere(sql`true`)] : []),
  ...(notAskedForDays === null ? [] : [askedWhere(sql`asking.at > ${new Date(now.getTime() - notAskedForDays * DAY)}`)]),
]

/** Whom a list names: by id, e-mail or phone; one person for an address that several share. */
export async function known(ctx: Reading | Writing, list: readonly string[]): Promise<{ ids: string[]; unknown: string[] }> {
  const given = [...new Set(list.map(one => one.trim()).filter(Boolean))]
  const ids = given.filter(one => UUID.test(one))
  const ways = given.filter(one => !UUID.test(one)).map(typed => ({ typed, kind: kindOf(typed), normal: spelledWay(kindOf(typed), typed) }))
  const found = await byWays(from(ctx), ways)
  const there = await byIds(from(ctx), ids)
  return {
    ids: [...new Set([...there.values(), ...found.values()])],
    unknown: [...ids.filter(id => !there.has(id.toLowerCase())), ...ways.filter(way => !found.has(way.normal)).map(way => way.typed)],
  }
}

export const kindOf = (typed: string) => (typed.includes('@') ? ('email' as const) : ('phone' as const))

async function byWays(db: Db, ways: readonly { kind: string; normal: string }[]): Promise<Map<string, string>> {
  if (ways.length === 0) return new Map()
  const { rows } = await sql<{ normal: string; id: string }>`
    select distinct on (way.normal) way.normal, customer.id
    from unnest(${ways.map(one => one.kind)}::text[], ${ways.map(one => one.normal)}::text[]) as asked (kind, normal)
    join contact_way way on way.workspace_id = sabai_workspace() and way.kind = asked.kind and way.normal = asked.normal and way.archived_at is null
    join customer on customer.workspace_id = sabai_workspace() and customer.id = way.customer_id and customer.archived_at is null and customer.merged_into is null
    order by way.normal, customer.created_at, customer.id`.execute(db as never)
  return new Map(rows.map(row => [row.normal, row.id]))
}

/** Those who were merged are now the other. */
async function byIds(db: Db, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const moved = await currentOf(db as unknown as Tx, 'customer', ids)
  const { rows } = await sql<{
    id: string
  }>`select id from customer where workspace_id = sabai_workspace() and id = any(${ids}::uuid[])`.execute(db as never)
  return new Map(rows.map(({ id }) => [id, moved.get(id) ?? id]))
}
