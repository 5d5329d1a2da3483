import type { z } from 'zod'
import { notify } from '#directory/index.ts'
import { mustSeeCase, reply, takeCase } from '#inbox/index.ts'
import { setClock, stopClock } from '#kernel/clock.ts'
import { newId } from '#kernel/id.ts'
import { onBehalf } from '#kernel/inside.ts'
import { notFound, Problem } from '#kernel/problem.ts'
import type { ClockKind, Reading, Tx, Writing } from '#kernel/slice.ts'
import type * as api from './api.ts'
import { messageFailed, messageHeld, messageUndone } from './api.ts'
import { dropDraft, fileShown, memberOf, putDraft } from './drafts.ts'
import { openPlace } from './placeholders.ts'

type In<E extends { input: z.ZodType }> = z.output<E['input']>

const MESSAGE_SEND = 'message.send'
/** So long it can be taken back; never beyond the time at which the customer must have heard from us. */
const HELD_MS = 10_000

/** Held, not sent: nothing has happened yet but that it is written. @throws Problem 400 `message.open-place` when a placeholder is left */
export async function sendMessage(ctx: Writing, { id, text, to, cc = [], fileIds = [], resolve }: In<typeof api.sendMessage>) {
  const { tx, now, who } = ctx
  const memberId = memberOf(who)
  const one = await takeCase(ctx, id)
  if (one.state === 'resolved') throw new Problem('case.resolved')
  if (!one.customerId && !to) throw new Problem('case.no-address')
  const place = openPlace(text)
  if (place !== null) throw new Problem('message.open-place', 400, { name: place })
  await mustBeMine(tx, id, memberId, fileIds)
  const latest = one.state === 'open' && one.dueAt > now ? one.dueAt.getTime() : Number.POSITIVE_INFINITY
  const dueAt = new Date(Math.min(now.getTime() + HELD_MS, latest))
  const messageId = newId()
  await tx
    .insertInto('heldMessage')
    .values({
      ...{ id: messageId, caseId: id, memberId, text, cc, fileIds, writtenAt: now, dueAt },
      toAddress: to ?? null,
      resolution: resolve ? JSON.stringify(resolve) : null,
    })
    .execute()
  if (fileIds.length > 0) await tx.updateTable('attachment').set({ sentIn: messageId }).where('fileId', 'in', fileIds).execute()
  await dropDraft(tx, id, memberId)
  await setClock(ctx, { kind: MESSAGE_SEND, subjectId: messageId, dueAt })
  await ctx.announce(messageHeld, { messageId, caseId: id }, { subjectId: id, customerId: one.customerId })
  return { id: messageId, dueAt }
}

/** Files of this draft, and of no other. */
async function mustBeMine(tx: Tx, caseId: string, memberId: string, fileIds: readonly string[]) {
  if (fileIds.length === 0) return
  const mine = await tx
    .selectFrom('attachment')
    .select('fileId')
    .where('fileId', 'in', fileIds)
    .where('caseId', '=', caseId)
    .where('memberId', '=', memberId)
    .where('sentIn', 'is', null)
    .execute()
  if (mine.length < new Set(fileIds).size) throw notFound('file')
}

type Row = Awaited<ReturnType<typeof lock>>

/** Whoever has this lock decides: sent or undone, never both. */
const lock = (tx: Tx, id: string) => tx.selectFrom('heldMessage').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()

async function mine(ctx: Writing, id: string): Promise<NonNullable<Row>> {
  const held = await lock(ctx.tx, id)
  if (!held || held.memberId !== memberOf(ctx.who)) throw notFound('message')
  if (held.state !== 'held') throw new Problem('message.gone')
  return held
}

const end = ({ tx, now }: Writing, { id }: { id: string }, state: 'sent' | 'undone' | 'failed', problem: string | null = null) =>
  tx.updateTable('heldMessage').set({ state, problem, endedAt: now }).where('id', '=', id).execute()

/** Its words and files are a draft again. */
export async function undoMessage(ctx: Writing, { id }: { id: string }) {
  const held = await mine(ctx, id)
  await end(ctx, held, 'undone')
  await stopClock(ctx, { kind: MESSAGE_SEND, subjectId: id })
  await giveBack(ctx, held)
  await ctx.announce(messageUndone, { messageId: id, caseId: held.caseId }, { subjectId: held.caseId })
  return {}
}

async function giveBack(ctx: Writing, { id, caseId, memberId, text, toAddress, cc }: NonNullable<Row>) {
  const there = await ctx.tx
    .selectFrom('draft')
    .select('text')
    .where('caseId', '=', caseId)
    .where('memberId', '=', memberId)
    .executeTakeFirst()
  // Whoever has begun the next message meanwhile loses neither.
  const words = there?.text ? `${text}\n\n${there.text}` : text
  await putDraft(ctx, { caseId, memberId, text: words, toAddress, cc })
  await ctx.tx.updateTable('attachment').set({ sentIn: null }).where('sentIn', '=', id).execute()
}

export async function sendNow(ctx: Writing, { id }: { id: string }) {
  const held = await mine(ctx, id)
  await stopClock(ctx, { kind: MESSAGE_SEND, subjectId: id })
  await release(ctx, held)
  return {}
}

/** At its time, by the system, as the doing of who wrote it. */
export const messageClock: ClockKind = {
  kind: MESSAGE_SEND,
  fire: async (ctx, { subjectId }) => {
    const held = await lock(ctx.tx, subjectId)
    if (held?.state === 'held') await release(onBehalf(ctx, held.memberId), held)
  },
}

/** What has become impossible in those seconds (somebody resolved the case) gives the words back and says so. */
async function release(ctx: Writing, held: NonNullable<Row>): Promise<void> {
  const { id, caseId, memberId, text, toAddress, cc, fileIds, resolution } = held
  const signature = await ctx.tx.selectFrom('replySignature').select('text').where('memberId', '=', memberId).executeTakeFirst()
  try {
    await reply(ctx, {
      ...{ id: caseId, text, cc, fileIds, entryId: id, writtenAt: held.writtenAt },
      ...(toAddress && { to: toAddress }),
      ...(signature && { signature: signature.text }),
      ...(resolution !== null && { resolve: resolution as { done: string } }),
    })
    await end(ctx, held, 'sent')
  } catch (problem) {
    if (!(problem instanceof Problem)) throw problem
    await end(ctx, held, 'failed', problem.code)
    await giveBack(ctx, held)
    await notify({ ...ctx, who: { ...ctx.who, memberId: null } }, memberId, {
      type: 'message.failed',
      subjectId: caseId,
      onceKey: `message.failed ${id}`,
    })
    await ctx.announce(messageFailed, { messageId: id, caseId, problem: problem.code }, { subjectId: caseId })
  }
}

/** What is about to go, and the files of what has gone: a message keeps its id as it becomes an entry of the case. */
export async function listHeld(ctx: Reading, { id }: { id: string }) {
  await mustSeeCase(ctx, id)
  const rows = await ctx.db
    .selectFrom('heldMessage')
    .innerJoin('member', 'member.id', 'heldMessage.memberId')
    .select([
      'heldMessage.id',
      'heldMessage.memberId',
      'heldMessage.text',
      'heldMessage.toAddress as to',
      'heldMessage.cc',
      'heldMessage.dueAt',
    ])
    .select(['heldMessage.resolution', 'member.name'])
    .where('heldMessage.caseId', '=', id)
    .where('heldMessage.state', '=', 'held')
    .orderBy('heldMessage.writtenAt')
    .limit(50)
    .execute()
  const files = Map.groupBy(
    await ctx.db
      .selectFrom('attachment')
      .select(['fileId', 'name', 'type', 'bytes', 'warning', 'sentIn'])
      .where('caseId', '=', id)
      .where('sentIn', 'is not', null)
      .orderBy('at')
      .limit(500)
      .execute(),
    file => file.sentIn!,
  )
  const filesOf = (messageId: string) => (files.get(messageId) ?? []).map(({ sentIn: _, ...file }) => fileShown(file))
  const held = rows.map(({ memberId, name, resolution, ...row }) => ({
    ...row,
    by: { id: memberId, name },
    mine: memberId === ctx.who.memberId,
    files: filesOf(row.id),
    resolves: resolution !== null,
  }))
  const going = new Set(rows.map(row => row.id))
  return { held, sent: [...files.keys()].filter(entryId => !going.has(entryId)).map(entryId => ({ entryId, files: filesOf(entryId) })) }
}
