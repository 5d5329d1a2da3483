import type { z } from 'zod'
import { checkAnswers } from '#core/surveys/check-answers.ts'
import type { Answers, Definition, SurveyContent } from '#core/surveys/definition.ts'
import { newId } from '#kernel/id.ts'
import { notFound, Problem } from '#kernel/problem.ts'
import type { Db, Gathering, Reading, Writing } from '#kernel/slice.ts'
import { contentOf } from '#surveys/index.ts'
import type * as api from './api.ts'
import * as changing from './changing.ts'
import { takeIn } from './intake.ts'
import { measured } from './rows.ts'

type Adding = z.output<typeof api.addResponse.input>
type Asked = { version: number; content: SurveyContent; topicId: string | null }

const KEPT_MS = 5_000
const kept = new Map<string, { asked: Asked; readAt: number }>()

/** `POST /responses`: checked as on the page, stored with whoever else answers now. @throws Problem 404, 409 `survey.not-open`, 400 by field */
export async function addResponse(ctx: Gathering, { id = newId(), complete, answers, ...input }: Adding) {
  const { version, content, topicId } = await askedBy(ctx, input.surveyId)
  const good = mustFit(content.definition, answers, complete)
  // Most responses name nobody: then nothing is asked for.
  if (names.some(name => input[name] !== null)) await ctx.read(({ db }) => mustExist(db, input))
  const language = input.language ?? content.definition.language
  const measures = measured(content.definition, good)
  const whole = { ...input, topicId: input.topicId ?? topicId, language, answers: good, complete }
  const added = await takeIn(ctx.workspaceId, ctx.store, {
    ...whole,
    ...measures,
    id,
    version,
    linkId: null,
    channel: 'api',
    startedAt: null,
  })
  return { id, added }
}

/** The survey as it is asked now, remembered for seconds. */
async function askedBy(ctx: Gathering, surveyId: string): Promise<Asked> {
  const name = `${ctx.workspaceId} ${surveyId}`
  const known = kept.get(name)
  if (known && performance.now() - known.readAt < KEPT_MS) return known.asked
  const asked = await ctx.read(inner => readAsked(inner, surveyId))
  if (kept.size > 2_000) kept.clear()
  kept.set(name, { asked, readAt: performance.now() })
  return asked
}

/** After a survey changed here. */
export function forgetAsked(surveyId: string) {
  for (const name of kept.keys()) if (name.endsWith(surveyId)) kept.delete(name)
}

async function readAsked(ctx: Reading, surveyId: string): Promise<Asked> {
  const row = await ctx.db
    .selectFrom('survey')
    .select(['state', 'version', 'archivedAt', 'topicId'])
    .where('id', '=', surveyId)
    .executeTakeFirst()
  if (!row) throw notFound('survey')
  if (row.state !== 'open' || row.archivedAt) throw new Problem('survey.not-open', 409)
  return { version: row.version, content: await contentOf(ctx, surveyId, row.version), topicId: row.topicId }
}

/** @throws Problem 400 with one field for each answer that does not fit */
function mustFit(definition: Definition, given: Answers, complete: boolean): Answers {
  const files = definition.questions.filter(({ kind, key }) => kind === 'file' && given[key] !== undefined)
  const { answers, problems } = checkAnswers(definition, given, { whole: complete })
  const wrong = [...problems, ...files.map(({ key }) => ({ question: key, code: 'invalid' as const, facts: undefined }))]
  if (wrong.length === 0) return answers
  const fields = wrong.map(({ question, code, facts = {} }) => ({ field: `answers.${question}`, code, facts }))
  throw new Problem('input', 400, {}, fields)
}

const tables = { customerId: 'customer', accountId: 'account', memberId: 'member', caseId: 'customerCase', topicId: 'topic' } as const
const words = { customerId: 'customer', accountId: 'account', memberId: 'member', caseId: 'case', topicId: 'topic' } as const

const names = Object.keys(tables) as (keyof typeof tables)[]

async function mustExist(db: Db, input: { [Name in keyof typeof tables]: string | null }): Promise<void> {
  for (const name of names) {
    const id = input[name]
    if (id !== null && !(await db.selectFrom(tables[name]).select('id').where('id', '=', id).executeTakeFirst()))
      throw notFound(words[name])
  }
}

/** `PUT /responses/:id`. */
export async function replaceAnswers(ctx: Writing, { id, answers, complete, properties }: z.output<typeof api.changeResponse.input>) {
  const row = await ctx.tx.selectFrom('response').select(['surveyId', 'version', 'answers']).where('id', '=', id).executeTakeFirst()
  if (!row) throw notFound('response')
  const { definition } = await contentOf(ctx, row.surveyId, row.version)
  const good = mustFit(definition, answers, complete)
  await changing.changeResponse(ctx, { id, surveyId: row.surveyId, answers: good, complete, properties })
  return { id }
}
