import { sql } from 'kysely'
import type { Answers } from '#core/surveys/definition.ts'
import type { Door } from './doors.ts'

/** Whether enough people have answered as these answers do: then nothing more is asked. */
export async function isEnough({ content, survey, desk }: Door, answers: Answers): Promise<boolean> {
  const mine = content.definition.quotas.filter(({ question, value }) => [answers[question]].flat().includes(value as string))
  if (mine.length === 0) return false
  return desk.read(async ({ db }) => {
    for (const { question, value, most } of mine) {
      const { count } = await db
        .selectFrom('response')
        .select(sql<number>`count(*)::int`.as('count'))
        .where('surveyId', '=', survey.id)
        .where('test', '=', false)
        .where('archivedAt', 'is', null)
        .where('completedAt', 'is not', null)
        .where(sql<boolean>`(answers -> ${question}::text) @> ${JSON.stringify(value)}::jsonb`)
        .executeTakeFirstOrThrow()
      if (count >= most) return true
    }
    return false
  })
}
