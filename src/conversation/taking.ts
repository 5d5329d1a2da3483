import { replyCameBack } from '#inbox/index.ts'
import type { Arriving, Letter, TakeLetter } from '#kernel/imap.ts'
import type { Writing } from '#kernel/slice.ts'
import { arrivedIn, ownAddresses, readAnswerAddress, sawServer } from '#mailboxes/index.ts'
import { readReport } from '#sends/index.ts'
import { acknowledge } from './acknowledging.ts'
import { letterTaken } from './api.ts'
import { type Became, becomeCase } from './becoming.ts'
import { caseOf, ourMailIn } from './case-of.ts'
import { keepLetter } from './keeping.ts'
import { headerOf, type LetterKind } from './letter-kind.ts'
import { type ReadLetter, readLetter } from './read-letter.ts'
import { verdictOf } from './sender.ts'
import type { SenderState } from './sender-words.ts'

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
  const answered = read.recipients.map(readAnswerAddress).find(found => found !== null)
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

type Box = Awaited<ReturnType<typeof arrivedIn>>

async function takeIn(ctx: Writing, letter: Letter, read: ReadLetter): Promise<void> {
  const box = await arrivedIn(ctx, letter.box?.id ?? null)
  const verdict = verdictOf(headerOf(letter.raw), read.from?.address ?? null, box?.trustedServer ?? null)
  if (box && verdict.server && verdict.server !== box.seenServer) await sawServer(ctx, box.id, verdict.server)
  const kind = await kindHere(ctx, read)
  const id = await keepLetter(ctx, kind, letter, read, verdict)
  if (!id) return
  const became = await become(ctx, kind, letter, read, verdict.state, box)
  if (became) await ctx.tx.updateTable('letter').set(became).where('id', '=', id).execute()
  if (became && kind === 'mail' && box?.acknowledge) await acknowledge(ctx, { letterId: id, read, sender: verdict.state, became })
  const facts = { letterId: id, kind, caseId: became?.caseId ?? null }
  await ctx.announce(letterTaken, facts, { subjectId: id })
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

async function isOurMail({ tx }: Writing, messageId: string | null): Promise<boolean> {
  const id = ourMailIn(messageId ?? '')
  return id !== null && (await tx.selectFrom('mail').select('id').where('id', '=', id).executeTakeFirst()) !== undefined
}

/** Only a person's mail opens a case; a machine's answer is kept in its case and wakes nobody; the rest is set aside. */
async function become(
  ctx: Writing,
  kind: LetterKind,
  letter: Letter,
  read: ReadLetter,
  sender: SenderState,
  box: Box,
): Promise<Became | null> {
  if (kind === 'bounce') return cameBack(ctx, letter)
  if (kind !== 'mail' && kind !== 'automatic') return null
  const caseId = await caseOf(ctx, read, sender)
  if (kind === 'automatic' && !caseId) return null
  const wroteTo = read.recipients.map(address => address.toLowerCase()).find(address => box?.addresses.includes(address)) ?? null
  return becomeCase(ctx, read, { caseId, sender, automatic: kind === 'automatic', mailboxId: box?.id ?? null, wroteTo })
}

async function cameBack(ctx: Writing, letter: Letter): Promise<Became | null> {
  const report = readReport(letter)
  if (!report || report.kind === 'soft') return null
  const caseId = await replyCameBack(ctx, report.mailId, report.said)
  return caseId ? { caseId } : null
}
