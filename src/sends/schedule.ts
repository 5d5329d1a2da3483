import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { addDays, dayOf, daysBetween, startOfDay } from '#core/time/days.ts'
import type { Writing } from '#kernel/slice.ts'
import { choose, plan } from './choosing.ts'

const HOUR = 3_600_000
const AT_ONCE = 5_000
/** People are asked in the morning of their day. */
const MORNING = 9 * HOUR
const EPOCH = '2020-01-01'

/** 32 bits that are the same for a purpose and a person for ever, and spread evenly. */
const hashOf32 = (purpose: string, customerId: string): number =>
  Number.parseInt(createHash('md5').update(`${purpose}:${customerId}`).digest('hex').slice(0, 8), 16)

/** Whether a person belongs to the share that is never asked, so that what asking does can be seen. */
export const isHeldOut = (sendId: string, customerId: string, percent: number): boolean =>
  hashOf32(`hold-out:${sendId}`, customerId) % 100 < percent

/** The same in SQL, so that a day's people are found by the database. */
const hash32 = (purpose: string) => sql`('x' || substr(md5(${purpose} || ':' || customer.id::text), 1, 8))::bit(32)::bigint & 4294967295`
export const whoseDay = (sendId: string, everyDays: number, slot: number) => sql`(${hash32(`slot:${sendId}`)}) % ${everyDays} = ${slot}`

type Row = {
  id: string
  surveyId: string
  channel: string
  filter: unknown
  everyDays: number | null
  holdOutPercent: number
  chosenOn: string | null
  nextDayAt: Date | null
}

/** Chooses the people of each day that has come since the last one chosen; days when the server was off are made up for, once. */
export async function nextDay(ctx: Writing, send: Row): Promise<void> {
  if (send.nextDayAt && send.nextDayAt > ctx.now) return
  const { zone } = ctx.workspace
  const everyDays = send.everyDays ?? 90
  const morning = new Date(ctx.now.getTime() - MORNING)
  const today = dayOf(morning, zone)
  const first = send.chosenOn ? addDays(send.chosenOn, 1) : today
  const missed = Math.min(Math.max(0, daysBetween(first, today)), everyDays - 1)
  for (let back = missed; back >= 0; back--) await chooseDay(ctx, send, everyDays, addDays(today, -back))
  const nextDayAt = new Date(startOfDay(addDays(today, 1), zone).getTime() + MORNING)
  await ctx.tx.updateTable('send').set({ chosenOn: today, nextDayAt }).where('id', '=', send.id).execute()
}

async function chooseDay(ctx: Writing, send: Row, everyDays: number, day: string): Promise<void> {
  const number = daysBetween(EPOCH, day)
  const occasion = `round-${Math.floor(number / everyDays)}`
  const also = whoseDay(send.id, everyDays, number % everyDays)
  for (let after: string | null = null; ; ) {
    const ids: string[] = await choose(ctx, { filter: send.filter as never }, { after, most: AT_ONCE, also })
    const held = ids.filter(id => isHeldOut(send.id, id, send.holdOutPercent))
    await plan(ctx, send, ids, { occasion, dueAt: ctx.now })
    await holdOut(ctx, send.id, occasion, held)
    if (ids.length < AT_ONCE) return
    after = ids.at(-1)!
  }
}

/** They are in the list, with the reason, and are asked nothing. */
async function holdOut({ tx, now }: Writing, sendId: string, occasion: string, customerIds: readonly string[]) {
  await tx
    .updateTable('participant')
    .set({ excludedAt: now, excludedBy: 'hold-out' })
    .where('sendId', '=', sendId)
    .where('occasion', '=', occasion)
    .where('customerId', '=', sql<string>`any(${customerIds}::uuid[])`)
    .where('askedAt', 'is', null)
    .execute()
}
