import { findOrAddCustomer } from '#customers/index.ts'
import { hearCustomer, openForLetter, receiveFeedback } from '#inbox/index.ts'
import type { Writing } from '#kernel/slice.ts'
import type { ReadLetter } from './read-letter.ts'
import { rulesNow } from './rules.ts'

const DAY = 86_400_000
/** Feedback is what somebody said, not everything they pasted. */
const LONGEST = 20_000

type Into = { caseId: string | null; automatic: boolean; mailboxId: string | null }

/** A turn in its case, or a case of its own, with who wrote it as its customer. */
export async function becomeCase(ctx: Writing, read: ReadLetter, { caseId, automatic, mailboxId }: Into) {
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
    reopenWithinDays: reopenDays,
  }
  const entryId = caseId ? await hearCustomer(ctx, caseId, heard) : null
  if (caseId && entryId) return { caseId, entryId }
  return openCase(ctx, read, mailboxId)
}

/** The mail is feedback like any other, so that it is found, heard in Voices and counted; then its case is opened. */
const openCase = (ctx: Writing, { from, ...read }: ReadLetter, mailboxId: string | null) =>
  openKept(ctx, { ...read, mailboxId, fromAddress: from!.address, fromName: from!.name })

type Kept = Pick<ReadLetter, 'own' | 'subject' | 'language' | 'messageId' | 'rowKey' | 'sentAt'> & {
  mailboxId: string | null
  fromAddress: string
  fromName: string | null
}

/** The same for a letter that is kept already. */
export async function openKept(
  ctx: Writing,
  { own, subject, language, messageId, rowKey, sentAt, mailboxId, fromAddress, fromName }: Kept,
) {
  const languages = language === 'und' ? [] : [language]
  const customerId = await findOrAddCustomer(ctx, { source: 'mail', name: fromName || null, email: fromAddress, languages })
  const text = [subject, own].filter(Boolean).join('\n\n').slice(0, LONGEST)
  const said = { rowKey, text, language, channel: 'email', customerId, author: fromName || fromAddress, saidAt: saidAt(ctx, sentAt) }
  const { ids } = await receiveFeedback(ctx, [said], { source: 'mail' })
  const feedbackId = ids[0]!
  return { feedbackId, caseId: await openForLetter(ctx, { feedbackId, subject, mailboxId, messageId }) }
}

/** When it was sent, as far as its own date can be believed. */
function saidAt({ now }: Writing, sentAt: Date | null): Date {
  const age = sentAt ? now.getTime() - sentAt.getTime() : -1
  return age >= 0 && age < 30 * DAY ? sentAt! : now
}
