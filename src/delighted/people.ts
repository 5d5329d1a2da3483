import { sql } from 'kysely'
import type { z } from 'zod'
import { saveCustomers, spelledWay } from '#customers/index.ts'
import type { Said } from '#kernel/dialect.ts'
import { Problem, wrong } from '#kernel/problem.ts'
import type { Reading, Writing } from '#kernel/slice.ts'
import { ask } from './asking.ts'
import { forget } from './forgetting.ts'
import { nameOf, people, shownPeople, withAddresses } from './people-shape.ts'
import { instantOf, secondsOf, secondsOrNull } from './seconds.ts'
import type { createPerson, deletePerson, listPeople } from './v1.ts'
import { findPerson } from './whom.ts'

type In<E extends { input: z.ZodType }> = z.output<E['input']>

/** Adds or changes a person, and asks them: now, after `delay` seconds, or with `send: false` not at all. */
export async function create(ctx: Writing, input: In<typeof createPerson>): Promise<Said> {
  const { email, phone_number: phone, name = null, properties } = input
  if (!email && !phone) throw wrong(input.channel === 'sms' ? 'phone_number' : 'email', 'required')
  if (input.channel === 'sms' && !phone) throw wrong('phone_number', 'required')
  const { ids } = await saveCustomers(ctx, [{ source: 'delighted', email, phone, name }])
  const customerId = ids[0]!
  await remember(ctx, customerId, input)
  const dueAt = new Date(ctx.now.getTime() + (input.delay ?? 0) * 1_000)
  const scheduledAt = input.send ? await ask(ctx, { customerId, channel: input.channel, properties: properties ?? {}, dueAt }) : null
  const person = (await shownPeople(ctx, [customerId])).get(customerId)!
  return {
    status: 201,
    body: {
      id: customerId,
      email: person.email,
      name: nameOf(person),
      phone_number: person.phone,
      survey_scheduled_at: secondsOrNull(scheduledAt),
      properties: properties ?? {},
    },
  }
}

async function remember({ tx }: Writing, customerId: string, { properties, last_sent_at }: In<typeof createPerson>) {
  if (properties === undefined && last_sent_at === undefined) return
  const sentElsewhereAt = last_sent_at === undefined ? null : instantOf(last_sent_at)
  await tx
    .insertInto('delightedPerson')
    .values({ customerId, properties: JSON.stringify(properties ?? {}), sentElsewhereAt })
    .onConflict(on =>
      on.columns(['workspaceId', 'customerId']).doUpdateSet({
        properties: sql`delighted_person.properties || excluded.properties`,
        sentElsewhereAt: sql`coalesce(excluded.sent_elsewhere_at, delighted_person.sent_elsewhere_at)`,
      }),
    )
    .execute()
}

/** In the order in which they came; whoever can be reached. The next page is in the Link header. */
export async function list(ctx: Reading, input: In<typeof listPeople>): Promise<Said> {
  const { per_page: most, page_info: after, since, until } = input
  if (after !== undefined && !/^[0-9a-f-]{36}$/.test(after)) throw wrong('page_info', 'invalid')
  const only = await named(ctx, input)
  const rows = await people(ctx)
    .select(eb => [
      eb
        .selectFrom('response')
        .select(({ fn }) => fn.max('response.respondedAt').as('at'))
        .whereRef('response.customerId', '=', 'customer.id')
        .where('response.test', '=', false)
        .as('respondedAt'),
      eb
        .selectFrom('asking')
        .select(({ fn }) => fn.max('asking.at').as('at'))
        .whereRef('asking.customerId', '=', 'customer.id')
        .as('askedAt'),
      eb
        .selectFrom('participant')
        .select(({ fn }) => fn.min('participant.dueAt').as('at'))
        .whereRef('participant.customerId', '=', 'customer.id')
        .where('participant.state', '=', 'planned')
        .as('plannedAt'),
      eb
        .selectFrom('delightedMembership')
        .select(({ fn }) => fn.min('delightedMembership.nextAt').as('at'))
        .whereRef('delightedMembership.customerId', '=', 'customer.id')
        .as('autopilotAt'),
      eb
        .selectFrom('delightedPerson')
        .select('delightedPerson.sentElsewhereAt')
        .whereRef('delightedPerson.customerId', '=', 'customer.id')
        .as('sentElsewhereAt'),
    ])
    .where('customer.archivedAt', 'is', null)
    .where('customer.mergedInto', 'is', null)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('contactWay')
          .select('contactWay.id')
          .whereRef('contactWay.customerId', '=', 'customer.id')
          .where('contactWay.kind', 'in', ['email', 'phone'])
          .where('contactWay.archivedAt', 'is', null),
      ),
    )
    .$if(only !== null, query => query.where('customer.id', '=', sql<string>`any(${only}::uuid[])`))
    .$if(after !== undefined, query => query.where('customer.id', '>', after!))
    .$if(since !== undefined, query => query.where('customer.createdAt', '>=', instantOf(since!)))
    .$if(until !== undefined, query => query.where('customer.createdAt', '<', instantOf(until! + 1)))
    .orderBy('customer.id')
    .limit(most + 1)
    .execute()
  const body = (await withAddresses(ctx, rows.slice(0, most))).map(row => ({
    id: row.id,
    email: row.email,
    name: nameOf(row),
    created_at: secondsOf(row.createdAt),
    phone_number: row.phone,
    last_sent_at: secondsOrNull(later(row.askedAt, row.sentElsewhereAt)),
    last_responded_at: secondsOrNull(row.respondedAt),
    next_survey_scheduled_at: secondsOrNull(row.plannedAt ?? row.autopilotAt),
  }))
  return rows.length > most ? { headers: { link: nextLink(input, body.at(-1)!.id) }, body } : { body }
}

const later = (one: Date | null, other: Date | null) => (one && other ? (one > other ? one : other) : (one ?? other))

function nextLink({ here, per_page, since, until }: In<typeof listPeople>, last: string) {
  const query = new URLSearchParams({ page_info: last, per_page: String(per_page) })
  if (since !== undefined) query.set('since', String(since))
  if (until !== undefined) query.set('until', String(until))
  return `<${here}/v1/people.json?${query}>; rel="next"`
}

/** Whom an address means; null where none is given. */
async function named(ctx: Reading, { email, phone_number: phone }: In<typeof listPeople>): Promise<string[] | null> {
  if (email === undefined && phone === undefined) return null
  const kind = email === undefined ? 'phone' : 'email'
  const rows = await ctx.db
    .selectFrom('contactWay')
    .select('customerId')
    .where('kind', '=', kind)
    .where('normal', '=', spelledWay(kind, email ?? phone!))
    .execute()
  return rows.map(row => row.customerId)
}

/** Accepted at once, as Delighted does. @throws Problem 404 when there is no such person */
export async function remove(ctx: Writing, { id }: In<typeof deletePerson>): Promise<Said> {
  const customerId = await findPerson(ctx, id)
  if (!customerId) throw new Problem('customer.not-found', 404)
  await forget(ctx, customerId)
  return { status: 202, body: { ok: true } }
}
