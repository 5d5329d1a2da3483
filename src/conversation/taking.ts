import { caseNow, caseOfThread, replyCameBack } from '#inbox/index.ts'
import { newId } from '#kernel/id.ts'
import type { Arriving, Letter, TakeLetter } from '#kernel/imap.ts'
import type { Writing } from '#kernel/slice.ts'
import { keepFile } from '#kernel/stored-file.ts'
import { isAnswerToken, ownAddresses, readAnswerAddress } from '#mailboxes/index.ts'
import { readReport } from '#sends/index.ts'
import { letterTaken } from './api.ts'
import { becomeCase } from './becoming.ts'
import type { LetterKind } from './letter-kind.ts'
import { type ReadLetter, readLetter } from './read-letter.ts'

const HOUR = 3_600_000
/** More letters than this from one address within an hour are a machine that answers a machine. */
const MOST_AN_HOUR = 30

/**
 * A letter from a mailbox of a workspace is taken whatever it is: it becomes a case, a turn of a conversation, or is set aside and shown. One from the
 * server's own mailbox only if its address or the mail it reports on is ours.
 */
export const takeLetter: TakeLetter = async (arriving, letter) => {
  const read = readLetter(letter)
  const workspaceId = letter.box?.workspaceId ?? (await workspaceOf(arriving, letter, read))
  if (!workspaceId) return false
  const { write } = await arriving.inside(workspaceId)
  await write(ctx => takeIn(ctx, letter, read))
  return true
}

async function workspaceOf({ find }: Arriving, letter: Letter, read: ReadLetter): Promise<string | null> {
  const answered = answeredIn(read)
  if (answered)
    return (
      (await find(db => db.selectFrom('workspace').select('id').where('number', '=', answered.workspace).executeTakeFirst()))?.id ?? null
    )
  const report = readReport(letter)
  if (!report) return null
  return (
    (await find(db => db.selectFrom('mail').select('workspaceId').where('id', '=', report.mailId).executeTakeFirst()))?.workspaceId ?? null
  )
}

const answeredIn = ({ recipients }: ReadLetter) => recipients.map(readAnswerAddress).find(found => found !== null) ?? null

async function takeIn(ctx: Writing, letter: Letter, read: ReadLetter): Promise<void> {
  const kind = await kindHere(ctx, read)
  const id = await keepLetter(ctx, kind, letter, read)
  if (!id) return
  await keepFiles(ctx, id, read)
  const became = await become(ctx, kind, letter, read)
  if (became) await ctx.tx.updateTable('letter').set(became).where('id', '=', id).execute()
  await ctx.announce(letterTaken, { letterId: id, kind, caseId: became?.caseId ?? null }, { subjectId: id })
}

/** What its headers say, unless we know better: our own mail, a colleague's, or one too many. */
async function kindHere(ctx: Writing, { kind, from, messageId }: ReadLetter): Promise<LetterKind> {
  if (kind === 'bounce') return kind
  if (!from) return 'broken'
  if ((await ownAddresses(ctx)).has(from.address) || (await isOurMail(ctx, messageId))) return 'own'
  if (kind !== 'mail') return kind
  const since = new Date(ctx.now.getTime() - HOUR)
  const { n } = await ctx.tx
    .selectFrom('letter')
    .select(({ fn }) => fn.countAll<string>().as('n'))
    .where('fromAddress', '=', from.address)
    .where('at', '>', since)
    .executeTakeFirstOrThrow()
  if (Number(n) >= MOST_AN_HOUR) return 'loop'
  const member = await ctx.tx
    .selectFrom('member')
    .select('id')
    .where('email', '=', from.address)
    .where('endedAt', 'is', null)
    .executeTakeFirst()
  return member ? 'colleague' : 'mail'
}

const OURS = /^<([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})@/i

async function isOurMail({ tx }: Writing, messageId: string | null): Promise<boolean> {
  const id = OURS.exec(messageId ?? '')?.[1]
  return id !== undefined && (await tx.selectFrom('mail').select('id').where('id', '=', id).executeTakeFirst()) !== undefined
}

/** @returns null when it is here already */
async function keepLetter({ tx, now }: Writing, kind: LetterKind, { box }: Letter, read: ReadLetter): Promise<string | null> {
  const { rowKey, sentAt, from, to, cc, subject, messageId, own, signature, quoted, html, language } = read
  const id = newId()
  const kept = await tx
    .insertInto('letter')
    .values({
      ...{ id, kind, rowKey, sentAt, subject, messageId, own, signature, quoted, html, language, cc },
      ...{ at: now, mailboxId: box?.id ?? null, toAddresses: to, fromAddress: from?.address ?? '', fromName: from?.name || null },
    })
    .onConflict(on => on.columns(['workspaceId', 'rowKey']).doNothing())
    .returning('id')
    .executeTakeFirst()
  return kept ? id : null
}

async function keepFiles(ctx: Writing, letterId: string, { files }: ReadLetter): Promise<void> {
  for (const [nth, { bytes, ...file }] of files.entries()) {
    const fileId = await keepFile(ctx, { name: file.name, type: file.type, bytes })
    await ctx.tx
      .insertInto('letterFile')
      .values({ ...file, id: newId(), letterId, nth, fileId, bytes: bytes.length })
      .execute()
  }
}

type Became = { caseId: string; feedbackId?: string; entryId?: string }

/** Only a person's mail opens a case; a machine's answer is kept in its case and wakes nobody; the rest is set aside. */
async function become(ctx: Writing, kind: LetterKind, letter: Letter, read: ReadLetter): Promise<Became | null> {
  if (kind === 'bounce') return cameBack(ctx, letter)
  if (kind !== 'mail' && kind !== 'automatic') return null
  const caseId = await caseFor(ctx, read)
  if (kind === 'automatic' && !caseId) return null
  return becomeCase(ctx, read, { caseId, automatic: kind === 'automatic', mailboxId: letter.box?.id ?? null })
}

async function cameBack(ctx: Writing, letter: Letter): Promise<Became | null> {
  const report = readReport(letter)
  if (!report || report.kind === 'soft') return null
  const caseId = await replyCameBack(ctx, report.mailId, report.said)
  return caseId ? { caseId } : null
}

/** The case it belongs to: by the address that proves it, by the mails it refers to, by the number in its subject if it is this customer's. */
async function caseFor(ctx: Writing, read: ReadLetter): Promise<string | null> {
  return (await byAddress(ctx, read)) ?? (await caseOfThread(ctx.tx, threadIds(read))) ?? (await byNumber(ctx, read))
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

/** On its way our Message-ID got the host of our mail; it is kept without it. */
const threadIds = ({ refersTo }: ReadLetter) => [
  ...new Set(refersTo.flatMap(id => (OURS.test(id) ? [id, `<${OURS.exec(id)![1]!.toLowerCase()}@sabai.invalid>`] : [id]))),
]

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
