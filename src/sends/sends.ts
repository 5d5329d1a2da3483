import { sql } from 'kysely'
import type { z } from 'zod'
import { addressOf } from '#directory/index.ts'
import { setClock, stopClock } from '#kernel/clock.ts'
import { cursorValues, page } from '#kernel/cursor.ts'
import { newId } from '#kernel/id.ts'
import { notFound, Problem, wrong } from '#kernel/problem.ts'
import type { Db, Reading, Writing } from '#kernel/slice.ts'
import type * as api from './api.ts'
import { sendCancelled, sendChanged, sendStarted } from './api.ts'
import { from } from './people.ts'
import { findSegment } from './segments.ts'
import type { Send } from './send-api.ts'
import { TURN, takeSend } from './sending.ts'

const MINUTE = 60_000
type In<E extends { input: z.ZodType }> = z.output<E['input']>

const rows = (db: Db) =>
  db
    .selectFrom('send')
    .innerJoin('survey', 'survey.id', 'send.surveyId')
    .leftJoin('segment', 'segment.id', 'send.segmentId')
    .leftJoin('gateway', 'gateway.id', 'send.gatewayId')
    .select(['send.id', 'send.name', 'send.kind', 'send.channel', 'send.state', 'send.perMinute', 'send.delayMinutes', 'send.everyDays'])
    .select([
      'send.holdOutPercent',
      'send.reminders',
      'send.remindAfterDays',
      'send.sendAt',
      'send.startedAt',
      'send.endedAt',
      'send.createdAt',
    ])
    .select(['survey.id as surveyId', 'survey.name as surveyName', 'survey.kind as surveyKind', 'survey.state as surveyState'])
    .select(['segment.id as segmentId', 'segment.name as segmentName', 'gateway.id as gatewayId', 'gateway.name as gatewayName'])

type Row = Awaited<ReturnType<ReturnType<typeof rows>['execute']>>[number]
const named = (id: string | null, name: string | null) => (id && name !== null ? { id, name } : null)

async function shown(db: Db, found: readonly Row[]): Promise<Send[]> {
  const counts = await countsOf(
    db,
    found.map(row => row.id),
  )
  return found.map(({ surveyId, surveyName, surveyKind, surveyState, segmentId, segmentName, gatewayId, gatewayName, ...row }) => ({
    ...row,
    kind: row.kind as Send['kind'],
    channel: row.channel as Send['channel'],
    state: row.state as Send['state'],
    survey: { id: surveyId, name: surveyName, kind: surveyKind as 'nps', state: surveyState },
    segment: named(segmentId, segmentName),
    gateway: named(gatewayId, gatewayName),
    people: counts.get(row.id) ?? {},
  }))
}

async function countsOf(db: Db, ids: readonly string[]): Promise<Map<string, Record<string, number>>> {
  const counted = await db
    .selectFrom('participant')
    .select(({ fn }) => ['sendId', 'state', fn.countAll<string>().as('count')])
    .where('sendId', '=', sql<string>`any(${ids}::uuid[])`)
    .groupBy(['sendId', 'state'])
    .execute()
  const all = new Map<string, Record<string, number>>()
  for (const { sendId, state, count } of counted) all.set(sendId, { ...all.get(sendId), [state]: Number(count) })
  return all
}

/** The newest first. */
export async function listSends({ db }: Reading, { q, surveyId, state, kind, cursor, limit }: In<typeof api.listSends>) {
  const after = cursor === undefined ? null : cursorValues(cursor, 2)
  const found = await rows(db)
    .$if(q !== undefined, query =>
      query.where(sql<boolean>`(position(lower(${q}) in lower(send.name)) > 0 or position(lower(${q}) in lower(survey.name)) > 0)`),
    )
    .$if(surveyId !== undefined, query => query.where('send.surveyId', '=', surveyId!))
    .$if(state !== undefined && state.length > 0, query => query.where('send.state', 'in', state!))
    .$if(kind !== undefined && kind.length > 0, query => query.where('send.kind', 'in', kind!))
    .$if(after !== null, query => query.where(sql<boolean>`(send.created_at, send.id) < (${after![0]}::timestamptz, ${after![1]}::uuid)`))
    .orderBy('send.createdAt', 'desc')
    .orderBy('send.id', 'desc')
    .limit(limit + 1)
    .execute()
  const { items, next } = page(found, limit, row => [row.createdAt, row.id])
  return { items: await shown(db, items), next }
}

/** @throws Problem 404 */
export async function getSend(ctx: Reading | Writing, id: string): Promise<Send> {
  const row = await rows(from(ctx))
    .where('send.id', '=', id)
    .executeTakeFirstOrThrow(() => notFound('send'))
  return (await shown(from(ctx), [row]))[0]!
}

export async function addSend(ctx: Writing, { name, filter, everyDays, ...input }: In<typeof api.addSend>) {
  const survey = await surveyOf(ctx, input.surveyId)
  if (input.segmentId) await findSegment(ctx, input.segmentId)
  await mustFit(ctx, input)
  const id = newId()
  const { tx, now, who } = ctx
  await tx
    .insertInto('send')
    .values({
      ...input,
      id,
      name: name ?? survey.name,
      state: input.kind === 'list' ? 'draft' : 'off',
      filter: filter === null ? null : JSON.stringify(filter),
      everyDays: input.kind === 'schedule' ? (everyDays ?? 90) : null,
      createdAt: now,
      createdBy: who.memberId,
      changedAt: now,
    })
    .execute()
  await ctx.announce(sendChanged, { sendId: id, fields: ['added'] }, { subjectId: id, detail: { name: name ?? survey.name } })
  return { id }
}

async function surveyOf(ctx: Writing, id: string) {
  return ctx.tx
    .selectFrom('survey')
    .select(['name', 'state', 'version'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow(() => notFound('survey'))
}

/** @throws Problem when a webhook has no gateway that it could go through */
async function mustFit(ctx: Writing, { channel, gatewayId }: { channel: string; gatewayId: string | null }) {
  if (channel !== 'webhook') return
  if (!gatewayId) throw wrong('gatewayId', 'required')
  const found = await ctx.tx
    .selectFrom('gateway')
    .select('id')
    .where('id', '=', gatewayId)
    .where('archivedAt', 'is', null)
    .executeTakeFirst()
  if (!found) throw notFound('gateway')
}

export async function changeSend(ctx: Writing, { id, filter, ...change }: In<typeof api.changeSend>) {
  const send = await taken(ctx, id)
  if (!['draft', 'on', 'off'].includes(send.state)) throw new Problem('send.on-its-way')
  if (change.segmentId) await findSegment(ctx, change.segmentId)
  const set = { ...change, ...(filter !== undefined && { filter: filter === null ? null : JSON.stringify(filter) }) }
  await ctx.tx
    .updateTable('send')
    .set({ ...set, changedAt: ctx.now })
    .where('id', '=', id)
    .execute()
  if (send.state === 'on' && (filter !== undefined || change.segmentId !== undefined)) await freeze(ctx, id)
  await ctx.announce(sendChanged, { sendId: id, fields: Object.keys(set) }, { subjectId: id })
  return getSend(ctx, id)
}

async function taken(ctx: Writing, id: string) {
  const send = await takeSend(ctx, id)
  if (!send) throw notFound('send')
  return send
}

/** Whom a segment means is written into the send as it begins: changing the segment later changes no send on its way. */
async function freeze(ctx: Writing, id: string) {
  const { segmentId } = await taken(ctx, id)
  if (!segmentId) return
  const { filter } = await findSegment(ctx, segmentId)
  await ctx.tx
    .updateTable('send')
    .set({ filter: JSON.stringify(filter) })
    .where('id', '=', id)
    .execute()
}

/** @throws Problem 409 when the survey is not open, we have no address that a mail could name, or it has gone already */
export async function startSend(ctx: Writing, { id, sendAt }: In<typeof api.startSend>) {
  const send = await taken(ctx, id)
  if (!['draft', 'off'].includes(send.state)) throw new Problem('send.on-its-way')
  // What was meant for later does not go at once because somebody mistook the day.
  if (sendAt && sendAt.getTime() < ctx.now.getTime() - MINUTE) throw wrong('sendAt', 'in-the-past')
  const survey = await surveyOf(ctx, send.surveyId)
  if (survey.state !== 'open' || survey.version === 0) throw new Problem('send.survey-not-open')
  if ((await addressOf(ctx)) === null) throw new Problem('send.no-own-address')
  if (send.kind === 'list' && send.segmentId === null && send.filter === null) throw new Problem('send.nobody')
  await freeze(ctx, id)
  const byItself = send.state === 'off'
  await ctx.tx
    .updateTable('send')
    .set({ state: byItself ? 'on' : 'waiting', sendAt, changedAt: ctx.now, ...(byItself && { startedAt: ctx.now, endedAt: null }) })
    .where('id', '=', id)
    .execute()
  const dueAt = sendAt && sendAt > ctx.now ? sendAt : ctx.now
  await setClock(ctx, { kind: TURN, subjectId: id, dueAt })
  await ctx.announce(sendStarted, { sendId: id }, { subjectId: id })
  return getSend(ctx, id)
}

/** Who was not asked yet will not be; mails that have not gone are not sent. One that goes by itself can be turned on again. */
export async function cancelSend(ctx: Writing, { id }: { id: string }) {
  const send = await taken(ctx, id)
  if (!['waiting', 'sending', 'on'].includes(send.state)) throw new Problem('send.not-going')
  const { tx, now } = ctx
  await tx
    .updateTable('send')
    .set({ state: send.state === 'on' ? 'off' : 'cancelled', endedAt: now })
    .where('id', '=', id)
    .execute()
  await tx
    .updateTable('participant')
    .set({ cancelledAt: now })
    .where('sendId', '=', id)
    .where('askedAt', 'is', null)
    .where('excludedAt', 'is', null)
    .where('cancelledAt', 'is', null)
    .execute()
  await stopClock(ctx, { kind: TURN, subjectId: id })
  await ctx.announce(sendCancelled, { sendId: id }, { subjectId: id })
  return getSend(ctx, id)
}
