import { answering, leavingOf, replyLanguage } from '#inbox/index.ts'
import type { Compose } from '#kernel/mail.ts'
import { sendMail } from '#kernel/mail.ts'
import { mailHtml } from '#kernel/mail-html.ts'
import type { Writing } from '#kernel/slice.ts'
import { say } from '#kernel/text.ts'
import type { Became } from './becoming.ts'
import type { ReadLetter } from './read-letter.ts'
import type { SenderState } from './sender-words.ts'

export const ACKNOWLEDGEMENT = 'acknowledgement'
const DAY = 86_400_000
/** Of one address within a day, whatever it writes about: a machine that we did not see through is answered no more. */
const MOST_A_DAY = 3
const MACHINES = /^(no-?reply|do-?not-?reply|mailer-daemon|postmaster|bounces?|notifications?|alerts?)([+.-][^@]*)?@/i

type Arrived = { letterId: string; read: ReadLetter; sender: SenderState; became: Became }

/**
 * Tells whoever wrote something new that it has arrived: once a matter and day. Never who is not verified, or strangers would get mail from us by
 * writing in their name; machines' letters do not come here at all.
 */
export async function acknowledge(ctx: Writing, { letterId, read, sender, became }: Arrived): Promise<void> {
  const { from, language: said, subject, messageId } = read
  if (!from || !became.feedbackId || sender === 'unverified' || MACHINES.test(from.address)) return
  if (!(await isFirstToday(ctx, { caseId: became.caseId, letterId, address: from.address }))) return
  const one = await ctx.tx.selectFrom('customerCase').selectAll().where('id', '=', became.caseId).executeTakeFirstOrThrow()
  const language = replyLanguage([], said, ctx.workspace.language)
  const company = ctx.workspace.name
  await sendMail(ctx, {
    purpose: ACKNOWLEDGEMENT,
    to: from.address,
    toName: from.name || null,
    fromName: null,
    ...(await leavingOf(ctx, one)),
    subject: answering(subject || say(language, 'conversation.acknowledged.subject', { company }), one.number),
    text: null,
    language,
    inReplyTo: messageId,
    thread: messageId ? [messageId] : [],
    subjectId: one.id,
    customerId: one.customerId,
    expiresAt: new Date(ctx.now.getTime() + DAY),
  })
}

async function isFirstToday({ tx, now, workspace }: Writing, one: { caseId: string; letterId: string; address: string }): Promise<boolean> {
  const { n } = await tx
    .selectFrom('acknowledgement')
    .select(({ fn }) => fn.countAll<string>().as('n'))
    .where('address', '=', one.address)
    .where('at', '>', new Date(now.getTime() - DAY))
    .executeTakeFirstOrThrow()
  if (Number(n) >= MOST_A_DAY) return false
  const onDay = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(workspace.zone).toPlainDate().toString()
  const added = await tx
    .insertInto('acknowledgement')
    .values({ ...one, onDay, at: now })
    .onConflict(on => on.columns(['workspaceId', 'caseId', 'onDay']).doNothing())
    .returning('caseId')
    .executeTakeFirst()
  return added !== undefined
}

/** Written as it goes: who has been answered meanwhile needs no word that somebody will. */
export const composeAcknowledgement: Compose = async ({ tx, workspace }, { language, subjectId }) => {
  const one = subjectId
    ? await tx.selectFrom('customerCase').select(['number', 'state', 'firstRepliedAt']).where('id', '=', subjectId).executeTakeFirst()
    : null
  if (one?.state !== 'open') return null
  const text = say(language, 'conversation.acknowledged.text', { number: one.number, company: workspace.name })
  return {
    text,
    html: mailHtml(language, text),
    // No machine answers a mail that says so, and what cannot be delivered comes back to nobody (RFC 3834).
    headers: { 'Auto-Submitted': 'auto-replied', 'X-Auto-Response-Suppress': 'All' },
    returnTo: '',
  }
}
