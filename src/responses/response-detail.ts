import type { z } from 'zod'
import { Answers, OTHER, type Question, type SurveyContent } from '#core/surveys/definition.ts'
import { visibleTo } from '#directory/index.ts'
import { notFound } from '#kernel/problem.ts'
import type { Reading } from '#kernel/slice.ts'
import { contentOf } from '#surveys/index.ts'
import { shown } from './responses-list.ts'
import type { getResponse } from './results-api.ts'
import { namesOf, type Reader, readerOf } from './results-questions.ts'

/** One whole response, in the words of the version that was answered. @throws Problem 404 */
export async function detail(ctx: Reading, id: string): Promise<z.input<typeof getResponse.output>> {
  const row = await ctx.db
    .selectFrom('response as r')
    .innerJoin('survey as s', 's.id', 'r.surveyId')
    .leftJoin('customer as c', 'c.id', 'r.customerId')
    .leftJoin('account as a', 'a.id', 'r.accountId')
    .leftJoin('member as m', 'm.id', 'r.memberId')
    .leftJoin('topic as t', 't.id', 'r.topicId')
    .selectAll('r')
    .select(['s.name as surveyName', 'c.name as customerName', 'a.name as accountName', 'm.name as memberName', 't.name as topicName'])
    .where('r.id', '=', id)
    .executeTakeFirstOrThrow(() => notFound('response'))
  const { customers, members } = await visibleTo(ctx)
  const ref = (one: string | null, name: string | null) => (one && name ? { id: one, name } : null)
  const content = await contentOf(ctx, row.surveyId, row.version).catch(() => null)
  return {
    ...shown(row, customers),
    survey: { id: row.surveyId, name: row.surveyName },
    ...{
      version: row.version,
      source: row.source,
      test: row.test,
      archivedAt: row.archivedAt,
      completedAt: row.completedAt,
      caseId: row.caseId,
    },
    member: members === 'all' || (row.memberId && members.includes(row.memberId)) ? ref(row.memberId, row.memberName) : null,
    topic: ref(row.topicId, row.topicName),
    answers: content ? answersOf(content, Answers.catch({}).parse(row.answers), readerOf(ctx)) : [],
    properties: Object.entries((row.properties ?? {}) as Record<string, unknown>).map(([name, value]) => ({ name, value: textOf(value) })),
  }
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value))

function answersOf(content: SurveyContent, answers: Answers, reader: Reader) {
  return content.definition.questions.flatMap(question => {
    const answer = answers[question.key]
    if (answer === undefined) return []
    const names = namesOf({ content, key: question.key }, reader)
    const score =
      question.kind === 'score' && typeof answer === 'number' ? { value: answer, min: question.scale.min, max: question.scale.max } : null
    return [{ key: question.key, ask: names.ask, kind: question.kind, said: score ? [] : saidOf(question, answer, names), score }]
  })
}

type Names = ReturnType<typeof namesOf>

/** An answer as a person reads it: choices by name, a matrix row by row, what was written as it was. */
export function saidOf(question: Question, answer: Answers[string], names: Names): string[] {
  const choice = (one: string) => (one.startsWith(OTHER) ? one.slice(OTHER.length).trim() : names.choice(one))
  if (Array.isArray(answer)) return answer.map(choice)
  if (typeof answer === 'object') return Object.entries(answer).map(([row, column]) => `${names.row(row)}: ${names.column(column)}`)
  return [question.kind === 'choice' ? choice(String(answer)) : String(answer)]
}
