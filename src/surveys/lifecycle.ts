import type { z } from 'zod'
import { notFound, Problem } from '#kernel/problem.ts'
import type { Reading, Working, Writing } from '#kernel/slice.ts'
import { type archiveSurvey, type SurveyFile, type saveSettings, type setSurveyState, surveyChanged } from './api.ts'
import { linkAddress, makeLink, tokenOf } from './links.ts'
import { get } from './surveys.ts'

type In<E extends { input: z.ZodType }> = z.output<E['input']>

const lock = ({ tx }: Writing, id: string) =>
  tx
    .selectFrom('survey')
    .select(['version', 'state', 'archivedAt'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirstOrThrow(() => notFound('survey'))

/** A rep puts away what they proposed; what was once open is another's to put away. @throws Problem 403, 404 */
export async function archive(ctx: Writing, { id, archived }: In<typeof archiveSurvey>) {
  const { version } = await lock(ctx, id)
  if (version > 0 && !ctx.who.may('surveys.change')) throw new Problem('forbidden', 403)
  await ctx.tx
    .updateTable('survey')
    .set({ archivedAt: archived ? ctx.now : null })
    .where('id', '=', id)
    .execute()
  await ctx.announce(surveyChanged, { surveyId: id, fields: ['archived'] }, { subjectId: id })
  return {}
}

/** @throws Problem 409 `survey.never-open` */
export async function setState(ctx: Writing, { id, state }: In<typeof setSurveyState>) {
  const row = await lock(ctx, id)
  if (row.version === 0) throw new Problem('survey.never-open', 409)
  if (row.archivedAt) throw new Problem('survey.archived', 409)
  if (row.state === state) return {}
  await ctx.tx
    .updateTable('survey')
    .set({ state, closedAt: state === 'closed' ? ctx.now : null, changedAt: ctx.now })
    .where('id', '=', id)
    .execute()
  await ctx.announce(surveyChanged, { surveyId: id, fields: ['state'] }, { subjectId: id })
  return {}
}

export async function saveSettingsOf(ctx: Writing, { id, settings, topicId }: In<typeof saveSettings>) {
  await lock(ctx, id)
  if (topicId) await mustBeTopic(ctx, topicId)
  await ctx.tx
    .updateTable('survey')
    .set({ settings: JSON.stringify(settings), ...(topicId === undefined ? {} : { topicId }) })
    .where('id', '=', id)
    .execute()
  await ctx.announce(surveyChanged, { surveyId: id, fields: ['settings'] }, { subjectId: id })
  return {}
}

const mustBeTopic = ({ tx }: Writing, id: string) =>
  tx
    .selectFrom('topic')
    .select('id')
    .where('id', '=', id)
    .executeTakeFirstOrThrow(() => notFound('topic'))

/** The draft as a file. */
export async function exported(ctx: Working, { id }: { id: string }) {
  const { name, draft } = await ctx.read((inner: Reading) => get(inner, id))
  const file: z.output<typeof SurveyFile> = { sabai: 'survey', name, content: draft }
  return {
    name: `${name.replace(/[/\\:*?"<>|\p{Cc}]/gu, ' ').trim() || 'survey'}.json`,
    type: 'application/json',
    body: JSON.stringify(file, null, 2),
  }
}

/** One for each survey, made at the first asking. */
export async function testLink(ctx: Writing, { id: surveyId }: { id: string }) {
  await lock(ctx, surveyId)
  const known = await ctx.tx
    .selectFrom('surveyLink')
    .select('id')
    .where('surveyId', '=', surveyId)
    .where('channel', '=', 'link')
    .where('test', '=', true)
    .where('customerId', 'is', null)
    .where('closedAt', 'is', null)
    .executeTakeFirst()
  const link = known?.id ?? (await makeLink(ctx, { surveyId, channel: 'link', test: true }))
  return { url: linkAddress(ctx.site.publicUrl ?? '', tokenOf(ctx.site, link)) }
}
