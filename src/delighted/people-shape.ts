import { sql } from 'kysely'
import type { Reading, Writing } from '#kernel/slice.ts'
import { secondsOf } from './seconds.ts'
import { from } from './survey.ts'

/** The preferred address, else the oldest. */
const way = (kind: 'email' | 'phone') => sql<string | null>`(select value from contact_way w where w.workspace_id = customer.workspace_id
  and w.customer_id = customer.id and w.kind = ${kind} and w.archived_at is null order by w.preferred desc, w.id limit 1)`

/** Customers with the addresses that they are reached by. */
export const people = (ctx: Reading | Writing) =>
  from(ctx)
    .selectFrom('customer')
    .select(['customer.id', 'customer.name', 'customer.createdAt', way('email').as('email'), way('phone').as('phone')])

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
  return new Map(rows.map(row => [row.id, row]))
}
