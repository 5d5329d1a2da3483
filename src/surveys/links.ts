import { createHash, createHmac } from 'node:crypto'
import { newId } from '#kernel/id.ts'
import type { Site, Writing } from '#kernel/slice.ts'
import type { linkChannels } from './api.ts'

export type LinkChannel = (typeof linkChannels)[number]

/** A door to a survey: for everybody, or (with `customerId`) for one person. */
export type NewLink = {
  surveyId: string
  channel: LinkChannel
  name?: string | null
  language?: string | null
  customerId?: string | null
  accountId?: string | null
  /** Whom, and what the answer will be about. */
  memberId?: string | null
  caseId?: string | null
  topicId?: string | null
  sendId?: string | null
  properties?: Record<string, string | number | boolean | null>
  test?: boolean
  expiresAt?: Date | null
}

/** @returns its id; the token is `tokenOf(site, id)` whenever it is needed, also when a mail goes a second time */
export async function makeLink({ tx, now, site }: Writing, { properties = {}, ...link }: NewLink): Promise<string> {
  const id = newId()
  await tx
    .insertInto('surveyLink')
    .values({ ...link, id, tokenHash: hashOf(tokenOf(site, id)), properties: JSON.stringify(properties), createdAt: now })
    .execute()
  return id
}

/** 192 bits that only this installation can make of a link's id; 32 letters, safe in an address. */
export const tokenOf = (site: Pick<Site, 'sign'>, linkId: string): string =>
  site.sign('survey-link', linkId).subarray(0, 24).toString('base64url')

/** Where a link leads. */
export const linkAddress = (origin: string, token: string): string => `${origin}/s/${token}`

/** What is kept of a token, and what it is found by. */
export const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest()

/** With which the site's own server signs what comes along with an answer; the same for one survey as long as the installation's secret lives. */
export const propertyKey = (site: Pick<Site, 'sign'>, surveyId: string): string =>
  site.sign('survey-properties', surveyId).toString('base64url')

/** `name=value` in the order of their names, signed. */
export const signProperties = (key: string, properties: Readonly<Record<string, string>>): Buffer =>
  createHmac('sha256', key)
    .update(
      Object.keys(properties)
        .sort()
        .map(name => `${name}=${properties[name]}`)
        .join('\n'),
    )
    .digest()
