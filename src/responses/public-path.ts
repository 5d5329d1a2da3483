import { timingSafeEqual } from 'node:crypto'
import type { Visit } from '#kernel/page.ts'
import { Problem } from '#kernel/problem.ts'
import type { Reading, Site } from '#kernel/slice.ts'
import { SurveySettings } from '#surveys/api.ts'

const IDS = 32
const bytesOf = (...ids: string[]) => Buffer.from(ids.join('').replaceAll('-', ''), 'hex')
const proof = (site: Pick<Site, 'sign'>, ids: Buffer) => site.sign('public-results', ids.toString('hex')).subarray(0, 24)

/** The page's own address: which survey of which workspace, and 192 bits that only this installation can make of them. */
function publicPath(site: Pick<Site, 'sign'>, workspaceId: string, surveyId: string): `/r/${string}` {
  const ids = bytesOf(workspaceId, surveyId)
  return `/r/${Buffer.concat([ids, proof(site, ids)]).toString('base64url')}`
}

/** The path, or null while no question is chosen for it. */
export const pathIfPublic = ({ site, workspace }: Reading, survey: { id: string; settings: unknown }) =>
  SurveySettings.parse(survey.settings).publicResults.length > 0 ? publicPath(site, workspace.id, survey.id) : null

/** @throws Problem 404 for whatever is not one of ours */
export function placeOf({ site }: Pick<Visit, 'site'>, token: string): { workspaceId: string; survey: string } {
  const all = Buffer.from(token, 'base64url')
  const ids = all.subarray(0, IDS)
  if (all.length !== IDS + 24 || !timingSafeEqual(all.subarray(IDS), proof(site, ids))) throw new Problem('survey.not-found', 404)
  return { workspaceId: uuidOf(ids.subarray(0, 16)), survey: uuidOf(ids.subarray(16)) }
}

const uuidOf = (bytes: Buffer) => bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
