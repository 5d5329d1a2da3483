import type { SurveyContent } from '#core/surveys/definition.ts'
import { currentOf } from '#customers/index.ts'
import type { Visit } from '#kernel/page.ts'
import { Problem } from '#kernel/problem.ts'
import type { Working } from '#kernel/slice.ts'
import { SurveySettings } from '#surveys/api.ts'
import { contentOf, hashOf, WidgetSettings } from '#surveys/index.ts'

/** A link with all that a page and an answer need of it. Read at most every five seconds: many answer the same survey. */
export type Door = {
  workspaceId: string
  company: string
  link: Link
  survey: { id: string; version: number; open: boolean; settings: SurveySettings }
  content: SurveyContent
  /** Into the workspace; each call is a transaction of its own. */
  desk: Working
  /** The database's time, read with the link and counted on since. */
  now: () => Date
}

type Link = {
  id: string
  channel: string
  language: string | null
  customerId: string | null
  accountId: string | null
  memberId: string | null
  caseId: string | null
  topicId: string | null
  properties: Record<string, string | number | boolean | null>
  test: boolean
  widget: WidgetSettings
}

const KEPT_MS = 5_000
const MOST = 2_000
const kept = new Map<string, { door: Door; readAt: number }>()

/** @throws Problem 404 `link.not-found` for a token that opens nothing, whatever the reason */
export async function doorOf(visit: Pick<Visit, 'find' | 'inside'>, token: string): Promise<Door> {
  if (!/^[\w-]{32}$/.test(token)) throw gone()
  const hash = hashOf(token)
  const name = hash.toString('base64url')
  const known = kept.get(name)
  if (known && performance.now() - known.readAt < KEPT_MS) return known.door
  const door = await open(visit, hash)
  if (kept.size >= MOST) kept.clear()
  kept.set(name, { door, readAt: performance.now() })
  return door
}

/** After a survey changed here; other processes see it within five seconds. */
export function forgetDoors(surveyId: string) {
  for (const [name, { door }] of kept) if (door.survey.id === surveyId) kept.delete(name)
}

const gone = () => new Problem('link.not-found', 404)

async function open({ find, inside }: Pick<Visit, 'find' | 'inside'>, hash: Buffer): Promise<Door> {
  const found = await find(db => db.selectFrom('surveyLink').select(['workspaceId', 'id']).where('tokenHash', '=', hash).executeTakeFirst())
  if (!found) throw gone()
  const desk = await inside(found.workspaceId)
  const readAt = performance.now()
  return desk.read(async ctx => {
    const row = await linkRow(ctx.db, found.id)
    if (!row || row.version === 0) throw gone()
    const now = () => new Date(ctx.now.getTime() + performance.now() - readAt)
    const content = await contentOf(ctx, row.surveyId, row.version)
    const [workspaceId, company] = [found.workspaceId, ctx.workspace.name]
    return { workspaceId, company, link: await asTheyAreNow(ctx.db, linkOf(row)), survey: surveyOf(row, ctx.now), content, desk, now }
  })
}

type Db = Parameters<Parameters<Working['read']>[0]>[0]['db']
type Row = NonNullable<Awaited<ReturnType<typeof linkRow>>>

const linkRow = (db: Db, id: string) =>
  db
    .selectFrom('surveyLink')
    .innerJoin('survey', 'survey.id', 'surveyLink.surveyId')
    .select(['surveyLink.id', 'surveyLink.channel', 'surveyLink.language', 'surveyLink.customerId', 'surveyLink.accountId'])
    .select([
      'surveyLink.memberId',
      'surveyLink.caseId',
      'surveyLink.topicId',
      'surveyLink.properties',
      'surveyLink.settings as linkSettings',
      'surveyLink.test',
    ])
    .select(['surveyLink.expiresAt', 'surveyLink.closedAt', 'survey.id as surveyId', 'survey.version', 'survey.state'])
    .select(['survey.settings', 'survey.archivedAt', 'survey.topicId as surveyTopicId'])
    .where('surveyLink.id', '=', id)
    .executeTakeFirst()

const linkOf = (row: Row): Link => ({
  id: row.id,
  channel: row.channel,
  language: row.language,
  customerId: row.customerId,
  accountId: row.accountId,
  memberId: row.memberId,
  caseId: row.caseId,
  topicId: row.topicId ?? row.surveyTopicId,
  properties: row.properties as Link['properties'],
  test: row.test,
  widget: WidgetSettings.parse(row.linkSettings),
})

const kinds = { customerId: 'customer', accountId: 'account', topicId: 'topic' } as const

/** Whom a link names may have become one with another since. */
async function asTheyAreNow(db: Db, link: Link): Promise<Link> {
  const now = { ...link }
  for (const name of ['customerId', 'accountId', 'topicId'] as const) {
    const id = link[name]
    if (id) now[name] = (await currentOf(db, kinds[name], [id])).get(id) ?? id
  }
  return now
}

const surveyOf = (row: Row, now: Date) => ({
  id: row.surveyId,
  version: row.version,
  open: row.state === 'open' && !row.archivedAt && !row.closedAt && (!row.expiresAt || row.expiresAt > now),
  settings: SurveySettings.parse(row.settings),
})
