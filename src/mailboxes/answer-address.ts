import { timingSafeEqual } from 'node:crypto'
import type { Reading, Site, Workspace, Writing } from '#kernel/slice.ts'

const LETTERS = 'abcdefghijklmnopqrstuvwxyz234567'

/** 128 bits that only this installation can make of a case, in letters that survive any mail server. */
export function answerToken({ sign }: Pick<Site, 'sign'>, caseId: string): string {
  const bits = [...sign('answer', caseId).subarray(0, 16)].map(byte => byte.toString(2).padStart(8, '0')).join('')
  return (bits.match(/.{1,5}/g) ?? []).map(five => LETTERS[Number.parseInt(five.padEnd(5, '0'), 2)]).join('')
}

export const isAnswerToken = (site: Pick<Site, 'sign'>, caseId: string, token: string): boolean => {
  const [made, given] = [Buffer.from(answerToken(site, caseId)), Buffer.from(token)]
  return made.length === given.length && timingSafeEqual(made, given)
}

type Box = { address: string; answers: string }

/** The address to which an answer in this case comes: of its mailbox, with what proves the case. Null where headers have to do. */
export function answerAddressOf(
  { address, answers }: Box,
  { number: workspace }: Pick<Workspace, 'number'>,
  number: number,
  token: string,
) {
  const at = address.lastIndexOf('@')
  const [name, host] = [address.slice(0, at), address.slice(at + 1)]
  if (answers === 'plus') return `${name}+${workspace}-${number}-${token}@${host}`
  return answers === 'catch-all' ? `c-${workspace}-${number}-${token}@${host}` : address
}

export type Answered = { workspace: number; number: number; token: string }

/** Reads what `answerAddressOf` wrote, whatever case the mail servers made of it. */
export function readAnswerAddress(address: string): Answered | null {
  const found = /(?:\+|^c-)(\d{1,9})-(\d{1,9})-([a-z2-7]{26})@/.exec(address.trim().toLowerCase())
  return found ? { workspace: Number(found[1]), number: Number(found[2]), token: found[3]! } : null
}

/** Where a customer's answer in this case should go: the mailbox that brought the case, else the oldest. Null: this workspace reads none. */
export async function answerAddress(
  ctx: Reading | Writing,
  { id, number, mailboxId }: { id: string; number: number; mailboxId: string | null },
): Promise<string | null> {
  const db = 'tx' in ctx ? ctx.tx : (ctx.db as never as Writing['tx'])
  const boxes = await db
    .selectFrom('mailbox')
    .select(['id', 'address', 'answers'])
    .where('archivedAt', 'is', null)
    .where('pausedAt', 'is', null)
    .orderBy('createdAt')
    .orderBy('id')
    .limit(200)
    .execute()
  const box = boxes.find(one => one.id === mailboxId) ?? boxes[0]
  return box ? answerAddressOf(box, ctx.workspace, number, answerToken(ctx.site, id)) : null
}

/** Every address that is a mailbox of ours, in lower case. */
export const ownAddresses = async ({ tx }: Pick<Writing, 'tx'>): Promise<Set<string>> =>
  new Set(
    (await tx.selectFrom('mailbox').select('address').where('archivedAt', 'is', null).execute()).map(row => row.address.toLowerCase()),
  )
