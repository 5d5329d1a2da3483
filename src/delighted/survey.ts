import { sql } from 'kysely'
import type { Scale } from '#core/scores/scale.ts'
import type { SurveyContent } from '#core/surveys/definition.ts'
import { scaleFor } from '#core/surveys/flow.ts'
import { Problem } from '#kernel/problem.ts'
import type { Db, Reading, Writing } from '#kernel/slice.ts'
import { addSurvey, contentOf, publishSurvey } from '#surveys/index.ts'

/** A read looks the same in a write. */
export const from = (ctx: Reading | Writing): Db => ('tx' in ctx ? (ctx.tx as unknown as Db) : ctx.db)

/** The survey that callers of Delighted mean; null before the first call that needs one. */
export async function chosenSurvey(ctx: Reading | Writing) {
  const row = await from(ctx)
    .selectFrom('delightedSettings')
    .innerJoin('survey', 'survey.id', 'delightedSettings.surveyId')
    .select(['survey.id', 'survey.name', 'survey.kind', 'survey.version', 'survey.state'])
    .executeTakeFirst()
  return row ?? null
}

/** As above; an NPS survey is made and opened the first time, since that is what Delighted asked. */
export async function neededSurvey(ctx: Writing) {
  const chosen = await chosenSurvey(ctx)
  if (chosen) return chosen
  await sql`select pg_advisory_xact_lock(hashtextextended(${`delighted ${ctx.workspace.id}`}, 0))`.execute(ctx.tx)
  const meanwhile = await chosenSurvey(ctx)
  if (meanwhile) return meanwhile
  const { id } = await addSurvey(ctx, { template: 'nps' })
  await publishSurvey(ctx, { id })
  await chooseSurvey(ctx, id)
  return (await chosenSurvey(ctx))!
}

/** @throws Problem 404 for a survey that is not here */
export async function chooseSurvey({ tx, now }: Writing, surveyId: string) {
  await tx
    .insertInto('delightedSettings')
    .values({ surveyId, changedAt: now })
    .onConflict(on => on.column('workspaceId').doUpdateSet({ surveyId, changedAt: now }))
    .execute()
}

/** Its score question and the scale. @throws Problem 409 for a survey that asks for no score */
export async function questionsOf(ctx: Reading | Writing, survey: { id: string; version: number }) {
  const content = await contentOf(ctx, survey.id, survey.version)
  const { questions } = content.definition
  const score = questions.find(question => question.kind === 'score')
  if (!score) throw new Problem('delighted.no-score', 409)
  return { content, score: score.key, scale: scaleFor(score.scale) }
}

export type Asked = { content: SurveyContent; score: string; scale: Scale }

/** The responses that count: those of the chosen survey, and those that were brought in from Delighted on its scale. */
export async function countedSurveys(ctx: Reading | Writing, trend?: string): Promise<string[]> {
  if (trend !== undefined) return /^[0-9a-f-]{36}$/.test(trend) ? [trend] : []
  const chosen = await chosenSurvey(ctx)
  if (!chosen) return []
  const others = await from(ctx)
    .selectFrom('broughtSurvey')
    .select('surveyId')
    .where('source', '=', 'delighted')
    .where('scale', '=', chosen.kind)
    .where('surveyId', '<>', chosen.id)
    .execute()
  return [chosen.id, ...others.map(row => row.surveyId)]
}

/** Delighted's word for what a scale asks. */
const TYPES: Record<string, string> = { stars: 'star', ten: 'custom', hundred: 'custom' }
export const typeOf = (scale: string | null): string => (scale === null ? 'custom' : (TYPES[scale] ?? scale))
