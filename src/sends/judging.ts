import { sql } from 'kysely'
import { spelledWay } from '#customers/index.ts'
import type { Db, Reading, Writing } from '#kernel/slice.ts'
import { type Asked, forbidden } from './frequency.ts'
import { rulesOf } from './frequency-rules.ts'
import type { gatewayWays } from './gateway-api.ts'
import type { Exclusion } from './participant-api.ts'
import { from } from './people.ts'

const DAY = 86_400_000
/** The longest period that a rule may have. */
const REMEMBERED = 730 * DAY

export type WayKind = 'email' | (typeof gatewayWays)[number]
/** What is to be asked, and over which of a customer's contact ways; null where a link is handed out by a program. */
export type Question = { sendId: string; surveyKind: string; way: WayKind | null }
export type Candidate = { customerId: string; occasion: string }
export type Verdict = {
  customerId: string
  name: string
  languages: string[]
  accountId: string | null
  excludedBy: Exclusion | null
  freeAt: Date | null
  address: string | null
  addressKey: string | null
  contactWayId: string | null
}

/** Takes the people of a batch for this transaction: two sends that want the same person at once go one after the other, and the second sees the first. */
export async function lockPeople({ tx }: Writing, customerIds: readonly string[]): Promise<void> {
  await sql`select from customer where workspace_id = sabai_workspace() and id = any(${customerIds}::uuid[]) order by id for no key update`.execute(
    tx,
  )
}

/**
 * Who of these may be asked now, and who not and why. The same for the preview and for the asking itself, which has locked them.
 * The order is the order of the candidates: of two with one address the first is asked.
 */
export async function judge(ctx: Reading | Writing, question: Question, candidates: readonly Candidate[]): Promise<Verdict[]> {
  const ids = candidates.map(one => one.customerId)
  const people = await peopleById(from(ctx), ids)
  const ways = question.way ? await waysOf(from(ctx), ids, question.way) : new Map<string, Way>()
  const barred = await barredOf(from(ctx), question.way, [...ways.values()])
  const taken = await takenOf(from(ctx), question.sendId, [...ways.values()])
  const asked = await askedOf(ctx, ids)
  const rules = await rulesOf(ctx)
  return candidates.map(({ customerId, occasion }) => {
    const person = people.get(customerId)
    const way = ways.get(customerId) ?? null
    const no = (excludedBy: Exclusion, freeAt: Date | null = null) => ({ ...seen, excludedBy, freeAt })
    const key = way && `${occasion} ${way.key}`
    const seen: Verdict = {
      customerId,
      name: person?.name ?? '',
      languages: person?.languages ?? [],
      accountId: person?.accountId ?? null,
      excludedBy: null,
      freeAt: null,
      address: way?.value ?? null,
      addressKey: way?.key ?? null,
      contactWayId: way?.id ?? null,
    }
    if (!person || person.archivedAt || person.mergedInto) return no('gone')
    if (question.way && !way) return no('no-address')
    if (way?.bouncedAt) return no('bounced')
    const reason = way && barred.get(way.key)
    if (reason) return no(reason)
    if (key && taken.has(key)) return no('same-address')
    const never = forbidden(rules, question.surveyKind, asked.get(customerId) ?? [], ctx.now)
    if (never) return no(never.rule, never.freeAt)
    if (key) taken.add(key)
    return seen
  })
}

type PersonRow = {
  id: string
  name: string
  languages: string[]
  accountId: string | null
  archivedAt: Date | null
  mergedInto: string | null
}

async function peopleById(db: Db, ids: readonly string[]): Promise<Map<string, PersonRow>> {
  const rows = await db
    .selectFrom('customer')
    .select(['id', 'name', 'languages', 'accountId', 'archivedAt', 'mergedInto'])
    .where('id', '=', sql<string>`any(${ids}::uuid[])`)
    .execute()
  return new Map(rows.map(row => [row.id, row as PersonRow]))
}

type Way = { id: string; value: string; key: string; bouncedAt: Date | null }

/** The preferred one that works, else the newest that works, else one that bounced. */
async function waysOf(db: Db, ids: readonly string[], kind: WayKind): Promise<Map<string, Way>> {
  const { rows } = await sql<Way & { customerId: string }>`
    select distinct on (customer_id) customer_id as "customerId", id, value, normal as key, bounced_at as "bouncedAt" from contact_way
    where workspace_id = sabai_workspace() and customer_id = any(${ids}::uuid[]) and kind = ${kind} and archived_at is null
    order by customer_id, bounced_at is not null, preferred desc, created_at desc, id desc`.execute(db as never)
  return new Map(rows.map(({ customerId, ...way }) => [customerId, way]))
}

/** Addresses on the suppression list, with the reason. A phone number is the same one in SMS, LINE or WhatsApp. */
async function barredOf(db: Db, way: WayKind | null, ways: readonly Way[]): Promise<Map<string, Exclusion>> {
  if (!way || ways.length === 0) return new Map()
  const rows = await db
    .selectFrom('suppression')
    .select(['normal', 'reason'])
    .where('kind', '=', suppressedAs(way))
    .where('normal', '=', sql<string>`any(${ways.map(one => one.key)}::text[])`)
    .execute()
  return new Map(rows.map(row => [row.normal, row.reason as Exclusion]))
}

export const suppressedAs = (way: WayKind): 'email' | 'phone' => (way === 'email' ? 'email' : 'phone')

/** Addresses that this send has asked already. */
async function takenOf(db: Db, sendId: string, ways: readonly Way[]): Promise<Set<string>> {
  if (ways.length === 0) return new Set()
  const rows = await db
    .selectFrom('participant')
    .select(['occasion', 'addressKey'])
    .where('sendId', '=', sendId)
    .where('askedAt', 'is not', null)
    .where('addressKey', '=', sql<string>`any(${ways.map(one => one.key)}::text[])`)
    .execute()
  return new Set(rows.map(row => `${row.occasion} ${row.addressKey}`))
}

/** When each of them was asked anything. */
export async function askedOf(ctx: Reading | Writing, ids: readonly string[]): Promise<Map<string, Asked[]>> {
  const rows = await from(ctx)
    .selectFrom('asking')
    .select(['customerId', 'surveyKind as kind', 'at', 'reminder'])
    .where('customerId', '=', sql<string>`any(${ids}::uuid[])`)
    .where('at', '>', new Date(ctx.now.getTime() - REMEMBERED))
    .execute()
  return Map.groupBy(rows, row => row.customerId)
}

/** What two spellings of an address share, as the suppression list keeps it. */
export const addressKeyOf = (kind: 'email' | 'phone', value: string) => spelledWay(kind, value)
