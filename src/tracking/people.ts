import { sql } from 'kysely'
import { currentOf, findOrAddAccounts, findOrAddCustomer } from '#customers/index.ts'
import { knowReader } from '#interactions/index.ts'
import type { Writing } from '#kernel/slice.ts'
import type { Json, Told } from './told.ts'

export const SOURCE = 'tracking'

/** Which customers these ids are, as far as anybody has told. */
export async function peopleOf({ tx }: Pick<Writing, 'tx'>, keys: readonly string[]): Promise<Map<string, string>> {
  const rows = await tx
    .selectFrom('trackedPerson')
    .select(['personKey', 'customerId'])
    .where(sql<boolean>`person_key = any(${[...new Set(keys)]}::text[])`)
    .execute()
  const current =
    rows.length === 0
      ? new Map<string, string>()
      : await currentOf(
          tx,
          'customer',
          rows.map(({ customerId }) => customerId),
        )
  return new Map(rows.map(({ personKey, customerId }) => [personKey, current.get(customerId) ?? customerId]))
}

const text = (value: unknown, most = 200) => (typeof value === 'string' && value.trim() !== '' ? value.trim().slice(0, most) : null)

const nameIn = (traits: Json) =>
  text(traits.name) ??
  (text([text(traits.firstName ?? traits.first_name), text(traits.lastName ?? traits.last_name)].filter(Boolean).join(' ')) || null)

const EMAIL = /^[^\s@,;<>"]+@[^\s@,;<>"]+\.[^\s@.,;<>"]{2,}$/

/** Who identifies themselves is a customer from now on: found by address or id, else added. What else they said stays as their traits, with its source. */
export async function identify(ctx: Writing, told: Told, known: Map<string, string>): Promise<void> {
  if (told.personKey.startsWith('a:')) return
  const { email, phone } = told.properties
  const address = text(email) && EMAIL.test(text(email)!) ? text(email) : null
  const userId = told.personKey.slice(2)
  const customerId =
    known.get(told.personKey) ??
    (await findOrAddCustomer(ctx, {
      source: SOURCE,
      externalId: userId,
      name: nameIn(told.properties) ?? address ?? userId,
      ...(address ? { email: address } : EMAIL.test(userId) ? { email: userId } : {}),
      ...(text(phone) ? { phone: text(phone) } : {}),
    }))
  if (!customerId) return
  await know(ctx, [told.personKey, ...(told.alsoKey ? [told.alsoKey] : [])], customerId, known)
  await keepTraits(ctx, customerId, told)
}

/** One person under two ids. */
export async function alias(ctx: Writing, told: Told, known: Map<string, string>): Promise<void> {
  const customerId = known.get(told.personKey) ?? known.get(told.alsoKey!)
  if (customerId) await know(ctx, [told.personKey, told.alsoKey!], customerId, known)
}

/** The account that somebody belongs to, unless we know of another one. */
export async function group(ctx: Writing, told: Told, known: Map<string, string>): Promise<void> {
  const customerId = known.get(told.personKey)
  const organisation = {
    source: SOURCE,
    externalId: told.groupId,
    name: nameIn(told.properties) ?? told.groupId,
    plan: text(told.properties.plan),
  }
  const { ids } = await findOrAddAccounts(ctx, [organisation])
  if (customerId && ids[0])
    await ctx.tx.updateTable('customer').set({ accountId: ids[0] }).where('id', '=', customerId).where('accountId', 'is', null).execute()
}

async function know(ctx: Writing, keys: readonly string[], customerId: string, known: Map<string, string>): Promise<void> {
  const { tx } = ctx
  await tx
    .insertInto('trackedPerson')
    .values(keys.map(personKey => ({ personKey, customerId })))
    .onConflict(on => on.columns(['workspaceId', 'personKey']).doUpdateSet({ customerId }))
    .execute()
  for (const key of keys) known.set(key, customerId)
  // What they did before they said who they are is theirs too.
  await tx.updateTable('trackedEvent').set({ customerId }).where('personKey', 'in', keys).where('customerId', 'is', null).execute()
  await knowReader(ctx, { source: SOURCE, visitors: keys, customerId })
}

const MOST_TRAITS = 100

async function keepTraits({ tx, workspace }: Writing, customerId: string, { properties, at }: Told): Promise<void> {
  const traits = Object.entries(properties)
    .slice(0, MOST_TRAITS)
    .filter(([key, value]) => key.length <= 100 && value !== null && value !== undefined)
  if (traits.length === 0) return
  const rows = traits.map(([key, value]) => ({ key, value }))
  await sql`insert into customer_trait as old (workspace_id, customer_id, source, key, value, at)
    select ${workspace.id}::uuid, ${customerId}::uuid, ${SOURCE}, r.key, r.value, ${at} from json_to_recordset(${storable(rows)}::json) as r(key text, value jsonb)
    on conflict (workspace_id, customer_id, source, key) do update set value = excluded.value, at = excluded.at where old.at <= excluded.at`.execute(
    tx,
  )
}

/** PostgreSQL keeps no NUL, and no half of a character. A backslash that is itself written with one begins nothing. */
export const storable = (value: unknown): string =>
  JSON.stringify(value).replaceAll(/(?<!\\)((?:\\\\)*)\\u(?:0000|[dD][89a-fA-F][0-9a-fA-F]{2})/g, '$1')
