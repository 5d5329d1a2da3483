import { timingSafeEqual } from 'node:crypto'
import type { Common, Site } from '#kernel/slice.ts'

const hex = (id: string) => Buffer.from(id.replaceAll('-', ''), 'hex')
const uuid = (bytes: Buffer) => bytes.toString('hex').replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, '$1-$2-$3-$4-$5')
const proofOf = (site: Pick<Site, 'sign'>, ids: Buffer) => site.sign('unsubscribe', ids.toString('hex')).subarray(0, 16)

/** Says who wants no more, and proves itself: workspace, participant, 128 bits that only this installation can make. Valid for ever, as the mail it is in. */
function unsubscribeToken({ site, workspace }: Pick<Common, 'site' | 'workspace'>, participantId: string): string {
  const ids = Buffer.concat([hex(workspace.id), hex(participantId)])
  return Buffer.concat([ids, proofOf(site, ids)]).toString('base64url')
}

export const unsubscribeAddress = (ctx: Pick<Common, 'site' | 'workspace'>, origin: string, participantId: string): string =>
  `${origin}/u/${unsubscribeToken(ctx, participantId)}`

/** @returns null when it was not made here */
export function readUnsubscribeToken(site: Pick<Site, 'sign'>, token: string): { workspaceId: string; participantId: string } | null {
  const bytes = Buffer.from(token, 'base64url')
  if (bytes.length !== 48 || bytes.toString('base64url') !== token) return null
  const ids = bytes.subarray(0, 32)
  if (!timingSafeEqual(bytes.subarray(32), proofOf(site, ids))) return null
  return { workspaceId: uuid(ids.subarray(0, 16)), participantId: uuid(ids.subarray(16)) }
}
