import { sql } from 'kysely'
import type { Answers, Question, SurveyContent } from '#core/surveys/definition.ts'
import { wordOf } from '#core/surveys/words.ts'
import { rowKeys } from '#imports/index.ts'
import type { Reading, Writing } from '#kernel/slice.ts'
import { contentOf } from '#surveys/index.ts'
import { type Around, aroundOf } from './notes-shape.ts'
import { expanded, shownPeople } from './people-shape.ts'
import { secondsOf } from './seconds.ts'
import { from, typeOf } from './survey.ts'

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** By our id, or by the number that it had at Delighted, if it was brought in from there. */
export async function findResponse(ctx: Reading | Writing, id: string) {
  const responses = from(ctx).selectFrom('response').selectAll().where('test', '=', false).where('archivedAt', 'is', null)
  const row = await (UUID.test(id)
    ? responses.where('id', '=', id)
    : responses.where('source', '=', 'delighted').where('rowKey', '=', Buffer.from(rowKeys().ofId(id)))
  ).executeTakeFirst()
  return row ?? null
}

type Wish = { expand?: string[]; here: string }

/** Responses in the order of their ids, as Delighted writes them. */
export async function shownResponses(ctx: Reading | Writing, ids: readonly string[], { expand = [], here }: Wish) {
  const rows = await from(ctx)
    .selectFrom('response')
    .selectAll()
    .where('id', '=', sql<string>`any(${[...ids]}::uuid[])`)
    .execute()
  const contents = await contentsOf(ctx, rows)
  const people = expand.includes('person')
    ? await shownPeople(
        ctx,
        rows.flatMap(row => row.customerId ?? []),
      )
    : null
  const around = await aroundOf(ctx, ids)
  const byId = new Map(rows.map(row => [row.id, row]))
  return ids.flatMap(id => {
    const row = byId.get(id)
    if (!row) return []
    const content = contents.get(`${row.surveyId} ${row.version}`)
    const person = row.customerId && people?.get(row.customerId)
    return [
      {
        id,
        person: people ? (person ? expanded(person) : null) : row.customerId,
        survey_type: typeOf(row.scale),
        score: row.score,
        comment: row.comment || null,
        permalink: `${here}/${ctx.workspace.number}/surveys/${row.surveyId}/answers#${id}`,
        created_at: secondsOf(row.respondedAt),
        updated_at: secondsOf(row.changedAt),
        person_properties: propertiesOf(row.properties),
        ...inTheirWords(around.get(id), expand),
        additional_answers: content ? additional(content, row.answers as Answers) : [],
      },
    ]
  })
}

/** Notes are ids unless they are asked for whole. */
const inTheirWords = ({ notes, tags }: Around = { notes: [], tags: [] }, expand: readonly string[]) => ({
  notes: expand.includes('notes') ? notes : notes.map(({ id }) => id),
  tags,
})

const propertiesOf = (properties: unknown) => (Object.keys(properties as object).length > 0 ? properties : null)

async function contentsOf(ctx: Reading | Writing, rows: readonly { surveyId: string; version: number }[]) {
  const asked = new Map(rows.map(row => [`${row.surveyId} ${row.version}`, row]))
  const found = new Map<string, SurveyContent>()
  for (const [key, { surveyId, version }] of asked) found.set(key, await contentOf(ctx, surveyId, version))
  return found
}

/** Whatever was asked besides the score and the comment. */
function additional(content: SurveyContent, answers: Answers) {
  const { questions } = content.definition
  const main = questions.find(question => question.kind === 'score')?.key
  const comment = questions.find(question => question.kind === 'text' && question.comment)?.key
  return questions
    .filter(({ key }) => key !== main && key !== comment && answers[key] !== undefined)
    .map(question => ({
      id: question.key,
      value: answerValue(content, question, answers[question.key]!),
      question: { id: question.key, type: kindOf(question), text: wordOf(content, content.definition.language, `${question.key}.ask`) },
    }))
}

const kindOf = ({ kind }: Question) =>
  kind === 'score' ? 'scale' : kind === 'choice' ? 'select_one' : kind === 'choices' || kind === 'ranking' ? 'select_many' : 'free_response'

function answerValue(content: SurveyContent, question: Question, answer: Answers[string]) {
  const choice = (id: string) => ({ id, text: wordOf(content, content.definition.language, `${question.key}.choice.${id}`) ?? id })
  const nothing = { free_response: null, scale: null, select_one: null, select_many: null }
  if (question.kind === 'score') return { ...nothing, scale: answer }
  if (question.kind === 'choice') return { ...nothing, select_one: choice(String(answer)) }
  if (Array.isArray(answer)) return { ...nothing, select_many: answer.map(choice) }
  return { ...nothing, free_response: typeof answer === 'object' ? JSON.stringify(answer) : String(answer) }
}
