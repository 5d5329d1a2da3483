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
  /** The mailbox that brought it, and the address of it that they wrote to; none for other ways, or where the letter does not say. */
  mailboxId?: string | null | undefined
  wroteTo?: string | null | undefined
}

type Brought = {
  feedbackId: string
  subject: string
  mailboxId: string | null
  wroteTo?: string | null | undefined
  messageId: string | null
}

/** A mail that belongs to no case opens one, or joins the customer's open one about the same topic. @returns the case */
export async function openForLetter(ctx: Writing, { feedbackId, subject, messageId, ...to }: Brought): Promise<string> {
  await lockNumbers(ctx.tx)
  await openRuled(ctx, feedbackId)
  const { caseId } = await ctx.tx.selectFrom('feedback').select('caseId').where('id', '=', feedbackId).executeTakeFirstOrThrow()
  await ctx.tx
    .updateTable('customerCase')
    .set(({ fn, val }) => ({ subject: fn.coalesce('subject', val(subject || null)) }))
    .where('id', '=', caseId!)
    .execute()
  await wroteHere(ctx, caseId!, to)
  await joinThread(ctx, caseId!, messageId)
  return caseId!
}

/** A reply leaves from where they wrote to last. An address that proves a case is none of those. */
async function wroteHere({ tx }: Writing, caseId: string, { mailboxId, wroteTo }: Pick<Heard, 'mailboxId' | 'wroteTo'>): Promise<void> {
  if (!mailboxId) return
  const known = tx.updateTable('customerCase').where('id', '=', caseId)
  if (wroteTo) await known.set({ mailboxId, wroteTo }).execute()
  else await known.set({ mailboxId }).where('mailboxId', 'is', null).execute()
}

/** @returns the entry it became; null when the case was resolved too long ago to be opened again */
export async function hearCustomer(
  ctx: Writing,
  caseId: string,
  { reopenWithinDays, automatic, messageId, mailboxId, wroteTo, ...said }: Heard,
) {
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
  if (!automatic) await wroteHere(ctx, caseId, { mailboxId, wroteTo })
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
