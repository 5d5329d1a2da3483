import { sql } from 'kysely'
import type { Scale } from '#core/scores/scale.ts'
import type { SurveyContent } from '#core/surveys/definition.ts'
import { scaleFor } from '#core/surveys/flow.ts'
import { Problem } from '#kernel/problem.ts'
import type { Reading, Writing } from '#kernel/slice.ts'
import { addSurvey, contentOf, getSurvey, publishSurvey, saveSurvey, setSurveyState } from '#surveys/index.ts'
import type { Brought } from './become.ts'
import { grown, startingContent } from './content.ts'

export type Home = { surveyId: string; version: number; content: SurveyContent; scale: Scale | null }
type Origin = { source: string; origin: string; name: string; scale: Scale | null }

/** The survey for what comes from one survey of a service on one scale, made and closed the first time, with every question that these were asked. */
export async function surveyFor(ctx: Writing, from: Origin, rows: readonly Brought[]): Promise<Home> {
  const surveyId = (await found(ctx, from)) ?? (await made(ctx, from))
  const { version } = await getSurvey(ctx, surveyId)
  const content = await contentOf(ctx, surveyId, version)
  const wanted = grown(content, rows)
  if (wanted === content) return { surveyId, version, content, scale: from.scale }
  return { surveyId, version: await asked(ctx, surveyId, wanted), content: wanted, scale: from.scale }
}

async function found({ tx, workspace }: Writing, { source, origin, scale }: Origin): Promise<string | null> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`brought ${workspace.id} ${source} ${origin}`}, 0))`.execute(tx)
  const row = await tx
    .selectFrom('broughtSurvey')
    .select('surveyId')
    .where('source', '=', source)
    .where('origin', '=', origin)
    .where('scale', '=', nameOf(scale))
    .executeTakeFirst()
  return row?.surveyId ?? null
}

async function made(ctx: Writing, { source, origin, name, scale }: Origin): Promise<string> {
  const title = [source, name || origin, scale && scale.id !== 'custom' ? scale.id.toUpperCase() : '']
    .filter(Boolean)
    .join(' · ')
    .slice(0, 200)
  const { id } = await addSurvey(ctx, { name: title, content: startingContent(title, scale, ctx.workspace.language) })
  await publishSurvey(ctx, { id })
  await setSurveyState(ctx, { id, state: 'closed' })
  await ctx.tx
    .insertInto('broughtSurvey')
    .values({ source, origin, scale: nameOf(scale), surveyId: id })
    .execute()
  return id
}

/** A scale of a service's own is told apart by its ends. */
const nameOf = (scale: Scale | null) => (scale === null ? '' : scale.id === 'custom' ? `${scale.min}-${scale.max}` : scale.id)

/** What it asks now is a version: answers keep what they answered. It stays closed. */
async function asked(ctx: Writing, id: string, { definition, words }: SurveyContent): Promise<number> {
  const { revision } = await getSurvey(ctx, id)
  await saveSurvey(ctx, { id, revision, definition, words })
  const { version } = await publishSurvey(ctx, { id })
  await setSurveyState(ctx, { id, state: 'closed' })
  return version
}

/** A survey of ours that what comes in is added to. @throws Problem 409 for one that was never asked */
export async function chosenHome(ctx: Writing, surveyId: string): Promise<Home> {
  const { version } = await getSurvey(ctx, surveyId)
  if (version === 0) throw new Problem('survey.not-open', 409)
  const content = await contentOf(ctx, surveyId, version)
  const score = content.definition.questions.find(question => question.kind === 'score')
  return { surveyId, version, content, scale: score?.kind === 'score' ? scaleFor(score.scale) : null }
}

/** What was asked at least once, the newest first. */
export async function surveysToJoin({ db }: Reading): Promise<{ id: string; label: string }[]> {
  const rows = await db
    .selectFrom('survey')
    .select(['id', 'name as label'])
    .where('version', '>', 0)
    .where('archivedAt', 'is', null)
    .orderBy('createdAt', 'desc')
    .orderBy('id', 'desc')
    .limit(200)
    .execute()
  return rows
}
