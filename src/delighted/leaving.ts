import { sql } from 'kysely'
import type { z } from 'zod'
import type { Said } from '#kernel/dialect.ts'
import { Problem } from '#kernel/problem.ts'
import type { Reading, Writing } from '#kernel/slice.ts'
import { cancelPlanned, suppress } from '#sends/index.ts'
import { secondsOf } from './seconds.ts'
import type { addUnsubscribe, deletePending, listUnsubscribes } from './v1.ts'
import { findPerson } from './whom.ts'

type In<E extends { input: z.ZodType }> = z.output<E['input']>

/** The same list that a person's own click is on: it holds for every survey. */
export async function unsubscribe(ctx: Writing, { person_email }: In<typeof addUnsubscribe>): Promise<Said> {
  await suppress(ctx, { kind: 'email', value: person_email, reason: 'unsubscribed' })
  return { body: { ok: true } }
}

/** By e-mail, as their clients write the path, or by id. @throws Problem 404 for nobody */
export async function cancel(ctx: Writing, { id }: In<typeof deletePending>): Promise<Said> {
  const customerId = await findPerson(ctx, id.includes('@') && !id.startsWith('email:') ? `email:${id}` : id)
  if (!customerId) throw new Problem('customer.not-found', 404)
  await cancelPlanned(ctx, customerId)
  return { body: { ok: true } }
}

export const unsubscribes = (ctx: Reading, input: In<typeof listUnsubscribes>) =>
  listed(ctx, input, ['unsubscribed', 'complained', 'by-hand'], 'unsubscribed_at')
export const bounces = (ctx: Reading, input: In<typeof listUnsubscribes>) => listed(ctx, input, ['bounced'], 'bounced_at')

/** The oldest first; an address on the list that no customer has (any more) is nobody's. */
async function listed(
  { db }: Reading,
  { since, until, page, per_page }: In<typeof listUnsubscribes>,
  reasons: readonly string[],
  at: 'unsubscribed_at' | 'bounced_at',
): Promise<Said> {
  const { rows } = await sql<{ id: string | null; email: string; name: string | null; at: Date }>`
    select who.id, s.value as email, case when who.name <> s.value then who.name end as name, s.at from suppression s
    left join lateral (select c.id, c.name from contact_way w join customer c on c.workspace_id = w.workspace_id and c.id = w.customer_id
      where w.workspace_id = s.workspace_id and w.kind = 'email' and w.normal = s.normal and w.archived_at is null and c.merged_into is null
      order by c.archived_at is not null, c.id limit 1) who on true
    where s.workspace_id = sabai_workspace() and s.kind = 'email' and s.reason = any(${[...reasons]}::text[])
      and s.at >= to_timestamp(${since ?? 0}) and s.at < to_timestamp(${(until ?? 253_402_300_798) + 1})
    order by s.at, s.id limit ${per_page} offset ${(page - 1) * per_page}`.execute(db as never)
  return { body: rows.map(row => ({ person_id: row.id, email: row.email, name: row.name, [at]: secondsOf(row.at) })) }
}
