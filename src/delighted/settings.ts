import type { z } from 'zod'
import { addressOf } from '#directory/index.ts'
import { notFound } from '#kernel/problem.ts'
import type { Reading, Writing } from '#kernel/slice.ts'
import { type changeDelighted, delightedChanged } from './api.ts'
import { autopilotOf } from './autopilot.ts'
import { chosenSurvey, questionsOf } from './survey.ts'

export async function read(ctx: Reading) {
  const chosen = await chosenSurvey(ctx)
  const { autopilotOn, autopilotDays } = await autopilotOf(ctx)
  const surveys = await ctx.db
    .selectFrom('survey')
    .select(['id', 'name'])
    .where('state', '=', 'open')
    .where('kind', 'not in', ['other', 'pulse'])
    .where('archivedAt', 'is', null)
    .orderBy('createdAt', 'desc')
    .limit(200)
    .execute()
  const survey = chosen && { id: chosen.id, name: chosen.name }
  return { survey, surveys, autopilotOn, autopilotDays, address: await addressOf(ctx) }
}

/** @throws Problem 404 for a survey that is not here, 409 for one without a score */
export async function change(ctx: Writing, { surveyId, autopilotOn, autopilotDays }: z.output<typeof changeDelighted.input>) {
  if (surveyId) await mustAskScore(ctx, surveyId)
  const set = { surveyId, autopilotOn, autopilotDays, changedAt: ctx.now }
  await ctx.tx
    .insertInto('delightedSettings')
    .values(set)
    .onConflict(on => on.column('workspaceId').doUpdateSet(set))
    .execute()
  await ctx.announce(delightedChanged, { fields: ['surveyId', 'autopilotOn', 'autopilotDays'] }, { subjectId: ctx.workspace.id })
  return {}
}

async function mustAskScore(ctx: Writing, id: string) {
  const survey = await ctx.tx
    .selectFrom('survey')
    .select(['id', 'version'])
    .where('id', '=', id)
    .where('version', '>', 0)
    .executeTakeFirst()
  if (!survey) throw notFound('survey')
  await questionsOf(ctx, survey)
}
