import type { Answers } from '#core/surveys/definition.ts'
import { notFound } from '#kernel/problem.ts'
import type { Writing } from '#kernel/slice.ts'
import { contentOf } from '#surveys/index.ts'
import { responseReceived } from './api.ts'
import { measured } from './rows.ts'

export type Change = {
  id: string
  surveyId: string
  /** All of them, as they are now. */
  answers: Answers
  complete: boolean
  /** Kept beside those that came with it. */
  properties?: Record<string, unknown>
}

/** More of a response, or other answers; counted by the version that it answered. @throws Problem 404 */
export async function changeResponse(ctx: Writing, { id, surveyId, answers, complete, properties = {} }: Change): Promise<void> {
  const row = await lock(ctx, id, surveyId)
  const { definition } = await contentOf(ctx, surveyId, row.version)
  const measures = measured(definition, answers)
  const completedAt = row.completedAt ?? (complete ? ctx.now : null)
  const kept = JSON.stringify({ ...(row.properties as Record<string, unknown>), ...properties })
  await ctx.tx
    .updateTable('response')
    .set({ ...measures, answers: JSON.stringify(answers), properties: kept, changedAt: ctx.now, completedAt })
    .where('id', '=', id)
    .execute()
  const { linkId, channel, test: testing, customerId } = row
  const facts = { surveyId, responseId: id, linkId, channel, score: measures.score, testing, complete: completedAt !== null }
  await ctx.announce(responseReceived, { ...facts, change: 'updated' }, { subjectId: id, customerId })
}

const lock = ({ tx }: Writing, id: string, surveyId: string) =>
  tx
    .selectFrom('response')
    .select(['version', 'properties', 'completedAt', 'linkId', 'channel', 'test', 'customerId'])
    .where('id', '=', id)
    .where('surveyId', '=', surveyId)
    .forUpdate()
    .executeTakeFirstOrThrow(() => notFound('response'))
