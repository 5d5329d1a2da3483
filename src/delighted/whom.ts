import { currentOf, spelledWay } from '#customers/index.ts'
import type { Reading, Writing } from '#kernel/slice.ts'
import { from } from './survey.ts'

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** Who is meant by an id of ours, one that Delighted gave, `email:…` or `phone_number:…`; null for nobody. */
export async function findPerson(ctx: Reading | Writing, given: string): Promise<string | null> {
  const [, kind, address] = /^(email|phone_number):(.+)$/s.exec(given) ?? []
  if (address) return byAddress(ctx, kind === 'email' ? 'email' : 'phone', address)
  return UUID.test(given) ? byId(ctx, given) : byTheirs(ctx, given)
}

/** The same by the parameters that most of their calls take. */
export function findByParameters(
  ctx: Reading | Writing,
  { person_id, person_email, person_phone_number }: Parameters,
): Promise<string | null> {
  if (person_id !== undefined) return findPerson(ctx, person_id)
  if (person_email !== undefined) return byAddress(ctx, 'email', person_email)
  return person_phone_number === undefined ? Promise.resolve(null) : byAddress(ctx, 'phone', person_phone_number)
}
type Parameters = { person_id?: string | undefined; person_email?: string | undefined; person_phone_number?: string | undefined }

const here = (ctx: Reading | Writing) => from(ctx).selectFrom('customer').select('customer.id').where('customer.archivedAt', 'is', null)

async function byId(ctx: Reading | Writing, id: string) {
  const current = (await currentOf(from(ctx), 'customer', [id])).get(id) ?? id
  return (await here(ctx).where('customer.id', '=', current).executeTakeFirst())?.id ?? null
}

async function byTheirs(ctx: Reading | Writing, externalId: string) {
  const row = await from(ctx)
    .selectFrom('customer')
    .select('id')
    .where('source', '=', 'delighted')
    .where('externalId', '=', externalId)
    .executeTakeFirst()
  return row ? byId(ctx, row.id) : null
}

async function byAddress(ctx: Reading | Writing, kind: 'email' | 'phone', address: string) {
  const row = await here(ctx)
    .innerJoin('contactWay', 'contactWay.customerId', 'customer.id')
    .where('contactWay.kind', '=', kind)
    .where('contactWay.normal', '=', spelledWay(kind, address))
    .where('contactWay.archivedAt', 'is', null)
    .where('customer.mergedInto', 'is', null)
    .orderBy('customer.id')
    .executeTakeFirst()
  return row?.id ?? null
}
