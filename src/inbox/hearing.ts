import { notify } from '#directory/index.ts'
import { newId } from '#kernel/id.ts'
import type { Tx, Writing } from '#kernel/slice.ts'
import { caseCameBack, caseHeard } from './api.ts'
import { reopenCase } from './changing.ts'
import { lockNumbers } from './numbering.ts'
import { openRuled } from './opening.ts'
import { speakAgain } from './speaking.ts'

const DAY = 86_400_000

/** What a customer's mail says, once it is clear which case it belongs to. */
export type Heard = {
  text: string
  language: string
  fromAddress: string
  fromName: string | null
  cc: readonly string[]
  messageId: string | null
  /** A machine wrote it: it is kept, and wakes nobody. */
  automatic: boolean
  /** A case resolved no longer ago than this is opened again. */
  reopenWithinDays: number
}

/** A mail that belongs to no case opens one, or joins the customer's open one about the same topic. @returns the case */
export async function openForLetter(
  ctx: Writing,
  {
    feedbackId,
    subject,
    mailboxId,
    messageId,
  }: { feedbackId: string; subject: string; mailboxId: string | null; messageId: string | null },
): Promise<string> {
  await lockNumbers(ctx.tx)
  await openRuled(ctx, feedbackId)
  const { caseId } = await ctx.tx.selectFrom('feedback').select('caseId').where('id', '=', feedbackId).executeTakeFirstOrThrow()
  await ctx.tx
    .updateTable('customerCase')
    .set(({ fn, val }) => ({
      subject: fn.coalesce('subject', val(subject || null)),
      mailboxId: fn.coalesce('mailboxId', val(mailboxId)),
    }))
    .where('id', '=', caseId!)
    .execute()
  await joinThread(ctx, caseId!, messageId)
  return caseId!
}

/** @returns the entry it became; null when the case was resolved too long ago to be opened again */
export async function hearCustomer(ctx: Writing, caseId: string, { reopenWithinDays, automatic, messageId, ...said }: Heard) {
  const { tx, now, announce } = ctx
  const one = await tx.selectFrom('customerCase').selectAll().where('id', '=', caseId).forUpdate().executeTakeFirstOrThrow()
  const since = one.resolvedAt ? now.getTime() - one.resolvedAt.getTime() : 0
  if (one.state === 'resolved' && !automatic && since > reopenWithinDays * DAY) return null
  const entryId = newId()
  await tx
    .insertInto('caseEntry')
    .values({ ...said, cc: [...said.cc], id: entryId, caseId, kind: 'message', direction: 'in', at: now, messageId, automatic })
    .execute()
  await joinThread(ctx, caseId, messageId)
  const reopened = one.state === 'resolved' && !automatic
  if (reopened) await reopenCase(ctx, { id: caseId, reason: '' })
  if (!automatic) await speakAgain(ctx, caseId, said.text)
  if (!automatic) await notify(ctx, one.ownerId, { type: 'case.heard', facts: { number: one.number }, subjectId: caseId })
  await announce(caseHeard, { caseId, entryId, automatic, reopened }, { subjectId: caseId, customerId: one.customerId })
  return entryId
}

const joinThread = async ({ tx, now }: Writing, caseId: string, messageId: string | null) => {
  if (!messageId) return
  await tx
    .insertInto('caseThread')
    .values({ messageId, caseId, at: now })
    .onConflict(on => on.columns(['workspaceId', 'messageId']).doNothing())
    .execute()
}

/** A reply has come back: the customer has not heard from us, so they wait again, and the owner is told. @returns the case */
export async function replyCameBack(ctx: Writing, mailId: string, problem: string | null): Promise<string | null> {
  const { tx } = ctx
  const entry = await tx.selectFrom('caseEntry').select('caseId').where('mailId', '=', mailId).executeTakeFirst()
  const caseId = entry && (await caseNow(tx, entry.caseId))
  if (!caseId) return null
  await tx
    .updateTable('mail')
    .set({ state: 'failed', problem: problem?.slice(0, 500) ?? null, tryAt: null })
    .where('id', '=', mailId)
    .execute()
  const one = await tx
    .selectFrom('customerCase')
    .select(['ownerId', 'number', 'customerId'])
    .where('id', '=', caseId)
    .executeTakeFirstOrThrow()
  await speakAgain(ctx, caseId, '')
  const facts = { number: one.number }
  await notify(ctx, one.ownerId, { type: 'case.came-back', facts, subjectId: caseId, onceKey: `case.came-back ${mailId}` })
  await ctx.announce(caseCameBack, { caseId, mailId }, { subjectId: caseId, customerId: one.customerId })
  return caseId
}

/** The case that the newest of these mails belongs to, where it is now: a case that was joined into another leads to that. */
export async function caseOfThread(tx: Tx, messageIds: readonly string[]): Promise<string | null> {
  if (messageIds.length === 0) return null
  const found = await tx
    .selectFrom('caseThread')
    .select('caseId')
    .where('messageId', 'in', messageIds)
    .orderBy('at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return found ? caseNow(tx, found.caseId) : null
}

/** Follows a case through its merges. */
export async function caseNow(tx: Tx, id: string): Promise<string | null> {
  for (let at: string | null = id, steps = 0; at && steps < 20; steps++) {
    const row: { mergedInto: string | null } | undefined = await tx
      .selectFrom('customerCase')
      .select('mergedInto')
      .where('id', '=', at)
      .executeTakeFirst()
    if (!row) return null
    if (!row.mergedInto) return at
    at = row.mergedInto
  }
  return null
}
