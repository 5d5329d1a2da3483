import { languageOf } from '#core/text/language.ts'
import { addContactWay, findOrAddCustomer } from '#customers/index.ts'
import { newId } from '#kernel/id.ts'
import { sendMail } from '#kernel/mail.ts'
import { mailHtml } from '#kernel/mail-html.ts'
import { Problem } from '#kernel/problem.ts'
import type { Db, Language, Tx, Writing } from '#kernel/slice.ts'
import { say } from '#kernel/text.ts'
import { languages } from '#kernel/words.ts'
import { leavingFrom } from '#mailboxes/index.ts'
import { caseAddressAdded, caseReplied } from './api.ts'
import { answerCase, type CaseRow, changeCase, linkCustomer, type Resolution, resolve, takeCase } from './changing.ts'
import { nextSilence } from './silence.ts'
import { remember } from './speaking.ts'
import { endWaiting, followClocks } from './timing.ts'

const DAY = 86_400_000
const EXPIRES = 7 * DAY
const QUOTED = 1_000

/** What a reply may have beside its words. `to`: instead of the customer's own address; `signature`: instead of name and company. */
export type Beside = {
  to?: string | undefined
  cc?: readonly string[] | undefined
  fileIds?: readonly string[] | undefined
  signature?: string | undefined
  entryId?: string | undefined
  /** When it was written, if it goes later: who resolves a case right after writing has not taken the words back. */
  writtenAt?: Date | undefined
}
type Reply = Beside & { id: string; text: string; resolve?: Resolution | undefined }

/** A person answers: a mail in the customer's language, in the thread of the case. It stops the clock. */
export async function reply(ctx: Writing, { id, text, resolve: resolution, ...beside }: Reply) {
  const { tx, now, who, announce } = ctx
  const one = await takeCase(ctx, id)
  const ended = one.state === 'resolved'
  if (ended && !(beside.writtenAt && one.resolvedAt && one.resolvedAt >= beside.writtenAt)) throw new Problem('case.resolved')
  const { entryId = newId() } = beside
  const mail = await mailReply(ctx, one, text, beside)
  await tx
    .insertInto('caseEntry')
    .values({
      id: entryId,
      caseId: id,
      kind: 'message',
      direction: 'out',
      memberId: who.memberId,
      at: now,
      text,
      language: languageOf(text).language,
      ...mail,
    })
    .execute()
  await tx.insertInto('caseThread').values({ messageId: mail.messageId, caseId: id, at: now }).execute()
  const first = one.firstRepliedAt === null
  const state = ended ? { stateBefore: 'replied' } : { state: 'replied' }
  const replied = { ...state, repliedAt: now, ...(first ? { firstRepliedAt: now, firstRepliedBy: who.memberId } : {}) }
  await changeCase(ctx, one, replied)
  await ctx.tx
    .updateTable('customerCase')
    .set({ silentAt: await nextSilence(ctx, now) })
    .where('id', '=', id)
    .execute()
  if (one.state === 'open') await endWaiting(ctx, id, 'replied')
  else await followClocks(ctx, [id])
  await tx
    .updateTable('feedback')
    .set({ repliedAt: now, repliedBy: who.memberId })
    .where('caseId', '=', id)
    .where('repliedAt', 'is', null)
    .execute()
  await remember(ctx, id, text)
  await announce(caseReplied, { caseId: id, entryId, first, onTime: now <= one.dueAt }, { subjectId: id, customerId: one.customerId })
  if (resolution && !ended) await resolve(ctx, { ...one, ...replied, workedAt: one.workedAt ?? now }, resolution)
  return answerCase(ctx, id)
}

/** Written once, sent at least once, always under the same Message-ID. An answer to it comes into the case where a mailbox is read. */
async function mailReply(ctx: Writing, one: CaseRow, text: string, { to: other, cc = [], fileIds = [], signature }: Beside) {
  const { tx, now, who, workspace } = ctx
  const known = await addressOf(tx, one.customerId)
  const to = other && other.toLowerCase() !== known?.address.toLowerCase() ? { address: other, name: null } : known
  if (!to) throw new Problem('case.no-address')
  const language = replyLanguage(known?.languages ?? [], one.language, workspace.language)
  const thread = await threadOf(tx, one.id)
  const from = who.memberId
    ? await tx.selectFrom('member').select(['name', 'email']).where('id', '=', who.memberId).executeTakeFirst()
    : null
  const signed = signature ?? [from?.name, workspace.name].filter(Boolean).join('\n')
  const body = [text, signed, thread.length === 0 ? quoted(language, one) : ''].filter(Boolean).join('\n\n')
  const sent = await sendMail(ctx, {
    purpose: 'reply',
    to: to.address,
    toName: to.name,
    cc,
    fileIds,
    fromName: from?.name ?? null,
    ...(await leavingOf(ctx, one, from?.email)),
    subject: one.subject ? answering(one.subject, one.number) : subjectOf(language, workspace.name, one.number),
    text: body,
    html: mailHtml(language, body),
    language,
    inReplyTo: thread.at(-1) ?? null,
    thread: thread.slice(-30),
    subjectId: one.id,
    customerId: one.customerId,
    memberId: who.memberId,
    expiresAt: new Date(now.getTime() + EXPIRES),
  })
  return { toAddress: to.address, cc: [...cc], mailId: sent.id, messageId: sent.messageId }
}

/** From where a mail in this case leaves, and where its answer comes: into the case where a mailbox is read, else to whoever writes. */
export async function leavingOf(ctx: Writing, one: CaseRow, writer?: string) {
  const leaving = await leavingFrom(ctx, one, ctx.who.memberId)
  return {
    fromAddress: leaving?.from ?? null,
    senderId: leaving?.senderId ?? null,
    replyTo: leaving?.answers ?? writer ?? null,
    comesIn: leaving !== null,
  }
}

/** Their own subject, answered once, with the number that finds the case where headers are lost. */
export const answering = (subject: string, number: number) => {
  const plain = subject.replace(/^((re|aw|sv|fwd?|ตอบกลับ|ตอบ)\s*:\s*)+/i, '').slice(0, 200)
  return `Re: ${plain}${plain.includes(`[#${number}]`) ? '' : ` [#${number}]`}`
}

export const subjectOf = (language: Language, workspace: string, number: number) =>
  say(language, 'inbox.mail.reply.subject', { workspace, number })

/** Their own words below the first reply, so that they know what it is about. */
const quoted = (language: Language, { words }: Pick<CaseRow, 'words'>) =>
  words === ''
    ? ''
    : `${say(language, 'inbox.mail.reply.you-wrote')}\n${words
        .slice(0, QUOTED)
        .split('\n')
        .map(line => `> ${line}`)
        .join('\n')}`

/** The first language that they and we know; else that of what they said; else the workspace's. */
export function replyLanguage(theirs: readonly string[], said: string, ours: Language): Language {
  const known = (tag: string): tag is Language => (languages as readonly string[]).includes(tag)
  return [...theirs, said].find(known) ?? ours
}

/** Every mail of the case so far, theirs and ours, the oldest first. */
const threadOf = async (tx: Tx, caseId: string): Promise<string[]> =>
  (await tx.selectFrom('caseThread').select('messageId').where('caseId', '=', caseId).orderBy('at', 'desc').limit(50).execute())
    .map(row => row.messageId)
    .reverse()

/** Where a customer gets mail: the preferred address, else the newest; never one that bounced. */
export async function addressOf(db: Db | Tx, customerId: string | null) {
  if (!customerId) return null
  const found = await (db as Tx)
    .selectFrom('contactWay')
    .innerJoin('customer', 'customer.id', 'contactWay.customerId')
    .select(['contactWay.value as address', 'customer.name', 'customer.languages'])
    .where('contactWay.customerId', '=', customerId)
    .where('contactWay.kind', '=', 'email')
    .where('contactWay.archivedAt', 'is', null)
    .where('contactWay.bouncedAt', 'is', null)
    .orderBy('contactWay.preferred', 'desc')
    .orderBy('contactWay.createdAt', 'desc')
    .executeTakeFirst()
  return found ?? null
}

/** The address that a reply needs. Whoever has it already is the customer; else one is made, by the name that came with the words. */
export async function addAddress(ctx: Writing, { id, email, name }: { id: string; email: string; name?: string | undefined }) {
  const one = await takeCase(ctx, id)
  const known = one.language === 'und' ? [] : [one.language]
  const person = { source: 'sabai', name: name ?? one.author, email, languages: known }
  const customerId = one.customerId ?? (await findOrAddCustomer(ctx, person))!
  if (customerId !== one.customerId) await linkCustomer(ctx, one, customerId)
  const contactWayId = await addContactWay(ctx, customerId, { kind: 'email', value: email })
  await ctx.announce(caseAddressAdded, { caseId: id, contactWayId }, { subjectId: id, customerId, detail: { email } })
  return { customerId, contactWayId }
}
