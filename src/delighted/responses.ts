import { sql } from 'kysely'
import type { z } from 'zod'
import { accepts } from '#core/scores/scale.ts'
import type { Answers } from '#core/surveys/definition.ts'
import { asked } from '#core/surveys/flow.ts'
import type { Said } from '#kernel/dialect.ts'
import { newId } from '#kernel/id.ts'
import { Problem, wrong } from '#kernel/problem.ts'
import type { Reading, Writing } from '#kernel/slice.ts'
import { changeResponse, insertResponses, measured } from '#responses/index.ts'
import { findResponse, shownResponses } from './response-shape.ts'
import { instantOf } from './seconds.ts'
import { type Asked, countedSurveys, neededSurvey, questionsOf } from './survey.ts'
import type { createResponse, listResponses, readResponse, updateResponse } from './v1.ts'
import { findByParameters, findPerson } from './whom.ts'

type In<E extends { input: z.ZodType }> = z.output<E['input']>

/** A score and a comment that were given elsewhere, to the survey that callers of Delighted mean. */
export async function create(ctx: Writing, input: In<typeof createResponse>): Promise<Said> {
  const customerId = await personOf(ctx, input.person)
  const survey = await neededSurvey(ctx)
  const questions = await questionsOf(ctx, survey)
  mustFit(input.score, questions)
  const id = newId()
  const answers = answersOf(questions, input.score, input.comment)
  await insertResponses(ctx, [
    {
      ...measured(questions.content.definition, answers),
      ...about,
      id,
      surveyId: survey.id,
      version: survey.version,
      channel: 'delighted',
      language: questions.content.definition.language,
      answers,
      customerId,
      properties: input.person_properties ?? {},
      complete: true,
      respondedAt: input.created_at === undefined ? null : instantOf(input.created_at),
    },
  ])
  return { status: 201, body: (await shownResponses(ctx, [id], input))[0] }
}

async function personOf(ctx: Writing, given: string): Promise<string> {
  const found = await findPerson(ctx, given)
  if (!found) throw wrong('person', 'invalid')
  return found
}

function mustFit(score: number, { scale }: Asked) {
  if (!accepts(score, scale)) throw wrong('score', 'outside-scale')
}

/** What a caller of Delighted cannot tell. */
const about = { linkId: null, accountId: null, memberId: null, caseId: null, topicId: null, test: false, startedAt: null }

/** The comment goes where this score leads: some surveys ask the unhappy another question. */
function answersOf({ content, score: key }: Asked, score: number, comment: string | undefined): Answers {
  const said = asked(content.definition, { [key]: score }).find(question => question.kind === 'text' && question.comment)
  return { [key]: score, ...(said && comment ? { [said.key]: comment } : {}) }
}

/** Only what is given changes. */
export async function update(ctx: Writing, input: In<typeof updateResponse>): Promise<Said> {
  const row = await findResponse(ctx, input.id)
  if (!row) throw new Problem('response.not-found', 404)
  const questions = await questionsOf(ctx, { id: row.surveyId, version: row.version })
  if (input.score !== undefined) mustFit(input.score, questions)
  const score = input.score ?? row.score
  const answers = { ...(row.answers as Answers), ...(score === null ? {} : answersOf(questions, score, input.comment ?? row.comment)) }
  const customerId = input.person === undefined ? row.customerId : await personOf(ctx, input.person)
  await ctx.tx
    .updateTable('response')
    .set({ customerId, ...(input.person_properties && { properties: JSON.stringify(input.person_properties) }) })
    .where('id', '=', row.id)
    .execute()
  await changeResponse(ctx, { id: row.id, surveyId: row.surveyId, answers, complete: true })
  return { body: (await shownResponses(ctx, [row.id], { ...input, expand: [] }))[0] }
}

export async function get(ctx: Reading, input: In<typeof readResponse>): Promise<Said> {
  const row = await findResponse(ctx, input.id)
  if (!row) throw new Problem('response.not-found', 404)
  return { body: (await shownResponses(ctx, [row.id], input))[0] }
}

/** The oldest first, by when they were given or (`:updated_at`) changed. */
export async function list(ctx: Reading, input: In<typeof listResponses>): Promise<Said> {
  const surveys = await countedSurveys(ctx, input.trend)
  const person = await findByParameters(ctx, input)
  if (surveys.length === 0 || (asksForPerson(input) && person === null)) return { body: [] }
  const [direction = 'asc', by = 'created_at'] = input.order.split(':') as ['asc' | 'desc', string?]
  const column = by === 'updated_at' ? ('changedAt' as const) : ('respondedAt' as const)
  const rows = await ctx.db
    .selectFrom('response')
    .select('id')
    .where('surveyId', '=', sql<string>`any(${surveys}::uuid[])`)
    .where('test', '=', false)
    .where('archivedAt', 'is', null)
    .where('score', 'is not', null)
    .$if(person !== null, query => query.where('customerId', '=', person!))
    .$if(input.since !== undefined, query => query.where('respondedAt', '>=', instantOf(input.since!)))
    .$if(input.until !== undefined, query => query.where('respondedAt', '<', instantOf(input.until! + 1)))
    .$if(input.updated_since !== undefined, query => query.where('changedAt', '>=', instantOf(input.updated_since!)))
    .$if(input.updated_until !== undefined, query => query.where('changedAt', '<', instantOf(input.updated_until! + 1)))
    .orderBy(column, direction)
    .orderBy('id', direction)
    .limit(input.per_page)
    .offset((input.page - 1) * input.per_page)
    .execute()
  return {
    body: await shownResponses(
      ctx,
      rows.map(row => row.id),
      input,
    ),
  }
}

const asksForPerson = (input: In<typeof listResponses>) =>
  input.person_id !== undefined || input.person_email !== undefined || input.person_phone_number !== undefined
