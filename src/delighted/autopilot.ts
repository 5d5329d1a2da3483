import { sql } from 'kysely'
import type { z } from 'zod'
import { saveCustomers } from '#customers/index.ts'
import { setClock, stopClock } from '#kernel/clock.ts'
import type { Said } from '#kernel/dialect.ts'
import { newId } from '#kernel/id.ts'
import { Problem, wrong } from '#kernel/problem.ts'
import type { ClockKind, Reading, Writing } from '#kernel/slice.ts'
import { ask, type Channel } from './asking.ts'
import { expanded, shownPeople } from './people-shape.ts'
import { secondsOf } from './seconds.ts'
import { from } from './survey.ts'
import type { addMembership, getAutopilot, listMemberships, removeMembership } from './v1.ts'
import { findByParameters } from './whom.ts'

type In<E extends { input: z.ZodType }> = z.output<E['input']>
const DAY = 86_400_000
const KIND = 'delighted.autopilot'

export async function autopilotOf(ctx: Reading | Writing) {
  const row = await from(ctx).selectFrom('delightedSettings').select(['autopilotOn', 'autopilotDays', 'changedAt']).executeTakeFirst()
  return row ?? { autopilotOn: true, autopilotDays: 90, changedAt: ctx.now }
}

export async function configuration(ctx: Reading, { platform }: In<typeof getAutopilot>): Promise<Said> {
  const { autopilotOn, autopilotDays, changedAt } = await autopilotOf(ctx)
  const at = secondsOf(changedAt)
  return { body: { platform_id: platform, active: autopilotOn, frequency: (autopilotDays * DAY) / 1_000, created_at: at, updated_at: at } }
}

/** Adds a person, or replaces the properties of one who is in it. The first survey is due at once. */
export async function add(ctx: Writing, input: In<typeof addMembership>): Promise<Said> {
  const customerId = await personFor(ctx, input)
  const properties = JSON.stringify(input.properties ?? {})
  const fresh = { id: newId(), customerId, channel: input.platform, properties, createdAt: ctx.now, changedAt: ctx.now, nextAt: ctx.now }
  const { id } = await ctx.tx
    .insertInto('delightedMembership')
    .values(fresh)
    .onConflict(on => on.columns(['workspaceId', 'channel', 'customerId']).doUpdateSet({ properties, changedAt: ctx.now }))
    .returning('id')
    .executeTakeFirstOrThrow()
  if (id === fresh.id) await setClock(ctx, { kind: KIND, subjectId: id, dueAt: ctx.now })
  const person = (await shownPeople(ctx, [customerId])).get(customerId)!
  return { status: 201, body: { person: expanded(person), properties: input.properties ?? {} } }
}

async function personFor(ctx: Writing, input: In<typeof addMembership>): Promise<string> {
  const { person_id, person_email: email, person_phone_number: phone, person_name: name } = input
  if (person_id !== undefined) {
    const found = await findByParameters(ctx, { person_id })
    if (!found) throw wrong('person_id', 'invalid')
    return found
  }
  if (!email && !phone) throw wrong(input.platform === 'sms' ? 'person_phone_number' : 'person_email', 'required')
  return (await saveCustomers(ctx, [{ source: 'delighted', email, phone, name }])).ids[0]!
}

/** @throws Problem 404 for a person who is not in it */
export async function remove(ctx: Writing, input: In<typeof removeMembership>): Promise<Said> {
  const customerId = await findByParameters(ctx, input)
  const row = await ctx.tx
    .deleteFrom('delightedMembership')
    .where('channel', '=', input.platform)
    .where('customerId', '=', customerId ?? newId())
    .returning('id')
    .executeTakeFirst()
  if (!row) throw new Problem('customer.not-found', 404)
  await stopClock(ctx, { kind: KIND, subjectId: row.id })
  return { body: { person: expanded((await shownPeople(ctx, [customerId!])).get(customerId!)!) } }
}

export async function list(ctx: Reading, input: In<typeof listMemberships>): Promise<Said> {
  const asks = input.person_id ?? input.person_email ?? input.person_phone_number
  const person = asks === undefined ? null : ((await findByParameters(ctx, input)) ?? newId())
  const after = input.page_info
  if (after !== undefined && !/^[0-9a-f-]{36}$/.test(after)) throw wrong('page_info', 'invalid')
  const rows = await ctx.db
    .selectFrom('delightedMembership')
    .selectAll()
    .where('channel', '=', input.platform)
    .$if(person !== null, query => query.where('customerId', '=', person!))
    .$if(after !== undefined, query => query.where('id', '>', after!))
    .orderBy('id')
    .limit(input.per_page + 1)
    .execute()
  const some = rows.slice(0, input.per_page)
  const people = await shownPeople(
    ctx,
    some.map(row => row.customerId),
  )
  const asked = await lastAsked(
    ctx,
    some.map(row => row.customerId),
  )
  const body = some.map(row => ({
    created_at: secondsOf(row.createdAt),
    updated_at: secondsOf(row.changedAt),
    person: { ...expanded(people.get(row.customerId)!), last_sent_at: asked.get(row.customerId) ?? null },
    next_survey_request: {
      id: row.id,
      created_at: secondsOf(row.createdAt),
      survey_scheduled_at: secondsOf(row.nextAt),
      properties: row.properties,
    },
  }))
  const next = `<${input.here}/v1/autopilot/${input.platform}/memberships.json?page_info=${some.at(-1)?.id}&per_page=${input.per_page}>; rel="next"`
  return rows.length > some.length ? { headers: { link: next }, body } : { body }
}

async function lastAsked({ db }: Reading, ids: readonly string[]): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('asking')
    .select(['customerId', ({ fn }) => fn.max('at').as('at')])
    .where('customerId', '=', sql<string>`any(${[...ids]}::uuid[])`)
    .groupBy('customerId')
    .execute()
  return new Map(rows.map(row => [row.customerId, secondsOf(row.at as Date)]))
}

/** Asks when it is time and says when next. Who may not be asked then is asked the next time round. */
export const autopilotClock: ClockKind = {
  kind: KIND,
  fire: async (ctx, { subjectId, dueAt }) => {
    const row = await ctx.tx
      .selectFrom('delightedMembership')
      .innerJoin('customer', 'customer.id', 'delightedMembership.customerId')
      .select(['customerId', 'channel', 'properties'])
      .where('delightedMembership.id', '=', subjectId)
      .where('customer.archivedAt', 'is', null)
      .executeTakeFirst()
    if (!row) return
    const { autopilotOn, autopilotDays } = await autopilotOf(ctx)
    const { customerId, channel, properties } = row
    if (autopilotOn)
      await ask(ctx, {
        customerId,
        channel: channel as Channel,
        properties: properties as Record<string, string>,
        dueAt: ctx.now,
        occasion: `autopilot ${subjectId} ${dueAt.toISOString()}`,
      })
    const nextAt = new Date(ctx.now.getTime() + autopilotDays * DAY)
    await ctx.tx.updateTable('delightedMembership').set({ nextAt }).where('id', '=', subjectId).execute()
    await setClock(ctx, { kind: KIND, subjectId, dueAt: nextAt })
  },
}
