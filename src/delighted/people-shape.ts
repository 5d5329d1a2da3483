import { sql } from 'kysely'
import type { Reading, Writing } from '#kernel/slice.ts'
import { secondsOf } from './seconds.ts'
import { from } from './survey.ts'

type Row = { id: string; name: string; createdAt: Date }

/** With the address that each is reached by, the preferred or the oldest: asked for once, since one by one a plan without statistics reads all. */
export async function withAddresses<One extends Row>(ctx: Reading | Writing, rows: readonly One[]): Promise<(One & Person)[]> {
  const ids = rows.map(row => row.id)
  const { rows: ways } = await sql<{ customerId: string; kind: string; value: string }>`
    select distinct on (customer_id, kind) customer_id, kind, value from contact_way where workspace_id = sabai_workspace()
      and customer_id = any(${ids}::uuid[]) and kind in ('email', 'phone') and archived_at is null
    order by customer_id, kind, preferred desc, id`.execute(from(ctx) as never)
  const found = new Map(ways.map(way => [`${way.kind} ${way.customerId}`, way.value]))
  return rows.map(row => ({ ...row, email: found.get(`email ${row.id}`) ?? null, phone: found.get(`phone ${row.id}`) ?? null }))
}

export const people = (ctx: Reading | Writing) =>
  from(ctx).selectFrom('customer').select(['customer.id', 'customer.name', 'customer.createdAt'])

export type Person = { id: string; name: string; createdAt: Date; email: string | null; phone: string | null }

/** Who has no name is called by their address here; to Delighted's callers that is no name. */
export const nameOf = ({ name, email, phone }: Person) => (name === email || name === phone ? null : name)

export const expanded = (person: Person) => ({
  id: person.id,
  email: person.email,
  name: nameOf(person),
  created_at: secondsOf(person.createdAt),
  phone_number: person.phone,
})

export async function shownPeople(ctx: Reading | Writing, ids: readonly string[]): Promise<Map<string, Person>> {
  const rows = await people(ctx)
    .where('customer.id', '=', sql<string>`any(${[...new Set(ids)]}::uuid[])`)
    .execute()
  return new Map((await withAddresses(ctx, rows)).map(row => [row.id, row]))
}
