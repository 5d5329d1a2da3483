import { timingSafeEqual } from 'node:crypto'
import type { Site, Workspace } from '#kernel/slice.ts'

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
