import { createHash } from 'node:crypto'
import type { Site } from '#kernel/slice.ts'

/** 192 bits that only this installation can make of a wave and a member; they are in no table, so that the database cannot say whose a token is. */
export const tokenOf = (site: Pick<Site, 'sign'>, waveId: string, memberId: string): string =>
  site.sign('pulse', `${waveId}:${memberId}`).subarray(0, 24).toString('base64url')

export const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest()

export const pathOf = (token: string) => `/pulse/${token}`
