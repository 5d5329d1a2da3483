import { timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import type { Site } from '#kernel/slice.ts'

/** What a page carries from step to step, signed: nobody writes into another's response, and nobody changes what came with a link. */
export const State = z.strictObject({
  /** The response; made by the page, so that sending it twice is one. */
  id: z.uuid(),
  startedAt: z.coerce.date(),
  language: z.string().max(40),
  properties: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  customerId: z.uuid().nullable(),
  /** Something of it is stored already. */
  stored: z.boolean(),
  /** Answered before and begun anew: what is given now replaces what was given then. */
  anew: z.boolean(),
})
export type State = z.output<typeof State>

const signature = ({ sign }: Pick<Site, 'sign'>, linkId: string, body: string) =>
  sign('answer', `${linkId} ${body}`).subarray(0, 18).toString('base64url')

/** For one link only. */
export function sealState(site: Pick<Site, 'sign'>, linkId: string, state: State): string {
  const body = Buffer.from(JSON.stringify(state)).toString('base64url')
  return `${body}.${signature(site, linkId, body)}`
}

/** Null for what we did not sign for this link. */
export function readState(site: Pick<Site, 'sign'>, linkId: string, sealed: string): State | null {
  const [body = '', given = ''] = sealed.split('.')
  const wanted = Buffer.from(signature(site, linkId, body))
  const had = Buffer.from(given)
  if (had.length !== wanted.length || !timingSafeEqual(had, wanted)) return null
  return State.parse(JSON.parse(Buffer.from(body, 'base64url').toString()))
}
