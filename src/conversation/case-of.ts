import { sql } from 'kysely'
import { caseNow } from '#inbox/index.ts'
import type { Writing } from '#kernel/slice.ts'
import { isAnswerToken, readAnswerAddress } from '#mailboxes/index.ts'
import type { ReadLetter } from './read-letter.ts'
import type { SenderState } from './sender-words.ts'

/**
 * The case that a letter belongs to. Nobody's case is reached by what can be guessed: an answer proves itself by the address that only we can make, or by
 * a mail of ours that went to the very address it comes from. Only a sender whose own domain vouches for them is also known by their earlier mail, or
 * by the case's number in the subject.
 */
export async function caseOf(ctx: Writing, read: ReadLetter, sender: SenderState): Promise<string | null> {
  const proved = (await byAddress(ctx, read)) ?? (await byOurMail(ctx, read))
  if (proved || sender !== 'verified') return proved
  return (await byTheirMail(ctx, read)) ?? (await byNumber(ctx, read))
}

async function byAddress(ctx: Writing, read: ReadLetter): Promise<string | null> {
  for (const address of read.recipients) {
    const answered = readAnswerAddress(address)
    if (answered?.workspace !== ctx.workspace.number) continue
    const one = await ctx.tx.selectFrom('customerCase').select('id').where('number', '=', answered.number).executeTakeFirst()
    if (one && isAnswerToken(ctx.site, one.id, answered.token)) return caseNow(ctx.tx, one.id)
  }
  return null
}

const OURS = /^<([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})@/i
/** Mails whose subject is a case. */
const OF_A_CASE = ['reply', 'acknowledgement']

/** Which mail of ours a Message-ID would be of. */
export const ourMailIn = (messageId: string): string | null => OURS.exec(messageId)?.[1]?.toLowerCase() ?? null

async function byOurMail({ tx }: Writing, { refersTo, from }: ReadLetter): Promise<string | null> {
  const ids = refersTo.flatMap(id => ourMailIn(id) ?? [])
  if (ids.length === 0 || !from) return null
  const mail = await tx
    .selectFrom('mail')
    .select('subjectId')
    .where('id', 'in', ids)
    .where('purpose', 'in', OF_A_CASE)
    .where(sql<boolean>`(lower(to_address) = ${from.address} or ${from.address} = any(lower(cc::text)::text[]))`)
    .orderBy('at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return mail?.subjectId ? caseNow(tx, mail.subjectId) : null
}

/** They answer themselves: a second mail behind the first. */
async function byTheirMail({ tx }: Writing, { refersTo, from }: ReadLetter): Promise<string | null> {
  if (refersTo.length === 0 || !from) return null
  const letter = await tx
    .selectFrom('letter')
    .select('caseId')
    .where('fromAddress', '=', from.address)
    .where('messageId', 'in', refersTo)
    .where('caseId', 'is not', null)
    .orderBy('at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return letter?.caseId ? caseNow(tx, letter.caseId) : null
}

async function byNumber({ tx }: Writing, { subject, from }: ReadLetter): Promise<string | null> {
  const number = /\[#(\d{1,9})\]/.exec(subject)?.[1]
  if (!number || !from) return null
  const one = await tx
    .selectFrom('customerCase')
    .innerJoin('contactWay', 'contactWay.customerId', 'customerCase.customerId')
    .select('customerCase.id')
    .where('customerCase.number', '=', Number(number))
    .where('contactWay.kind', '=', 'email')
    .where('contactWay.normal', '=', from.address)
    .where('contactWay.archivedAt', 'is', null)
    .executeTakeFirst()
  return one ? caseNow(tx, one.id) : null
}
