import { findOrAddCustomer } from '#customers/index.ts'
import { hearCustomer, openForLetter, receiveFeedback } from '#inbox/index.ts'
import type { Writing } from '#kernel/slice.ts'
import type { ReadLetter } from './read-letter.ts'
import { rulesNow } from './rules.ts'
import type { SenderState } from './sender-words.ts'

const DAY = 86_400_000
/** Feedback is what somebody said, not everything they pasted. */
const LONGEST = 20_000

type Into = { caseId: string | null; sender: SenderState; automatic: boolean; mailboxId: string | null; wroteTo: string | null }
export type Became = { caseId: string; feedbackId?: string; entryId?: string }

/** A turn in its case, or a case of its own, with who wrote it as its customer. */
export async function becomeCase(ctx: Writing, read: ReadLetter, { caseId, sender, automatic, ...into }: Into): Promise<Became> {
  const { reopenDays } = await rulesNow(ctx.tx)
  const { own, subject, language, from, cc, messageId } = read
  const heard = {
    text: own || subject || '–',
    language,
    fromAddress: from!.address,
    fromName: from!.name || null,
    cc,
    messageId,
    automatic,
    ...into,
    reopenWithinDays: reopenDays,
  }
  const entryId = caseId ? await hearCustomer(ctx, caseId, heard) : null
  if (caseId && entryId) return { caseId, entryId }
  return openKept(ctx, { ...read, ...into, sender, fromAddress: from!.address, fromName: from!.name })
}

type Kept = Pick<ReadLetter, 'own' | 'subject' | 'language' | 'messageId' | 'rowKey' | 'sentAt'> & {
  mailboxId: string | null
  wroteTo: string | null
  sender: string
  fromAddress: string
  fromName: string | null
}

/**
 * The mail is feedback like any other, so that it is found, heard in Voices and counted; then its case is opened. Who is not verified is nobody that we
 * know, whatever address they have written: a person decides who they are.
 */
export async function openKept(
  ctx: Writing,
  { own, subject, language, messageId, rowKey, sentAt, mailboxId, wroteTo, sender, fromAddress, fromName }: Kept,
) {
  const languages = language === 'und' ? [] : [language]
  const person = { source: 'mail', name: fromName || null, email: fromAddress, languages }
  const customerId = sender === 'unverified' ? null : await findOrAddCustomer(ctx, person)
  const text = [subject, own].filter(Boolean).join('\n\n').slice(0, LONGEST)
  const said = { rowKey, text, language, channel: 'email', customerId, author: fromName || fromAddress, saidAt: saidAt(ctx, sentAt) }
  const { ids } = await receiveFeedback(ctx, [said], { source: 'mail' })
  const feedbackId = ids[0]!
  return { feedbackId, caseId: await openForLetter(ctx, { feedbackId, subject, mailboxId, wroteTo, messageId }) }
}

/** When it was sent, as far as its own date can be believed. */
function saidAt({ now }: Writing, sentAt: Date | null): Date {
  const age = sentAt ? now.getTime() - sentAt.getTime() : -1
  return age >= 0 && age < 30 * DAY ? sentAt! : now
}
