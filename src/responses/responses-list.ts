import { type RawBuilder, sql } from 'kysely'
import type { z } from 'zod'
import { OTHER } from '#core/surveys/definition.ts'
import { visibleTo } from '#directory/index.ts'
import { searchPage } from '#inbox/index.ts'
import { cursorInstant, cursorOf, cursorValues, page } from '#kernel/cursor.ts'
import { notFound, Problem } from '#kernel/problem.ts'
import type { Reading } from '#kernel/slice.ts'
import { mustSeeMember, surveyOf, threadsIn } from './results.ts'
import type { listResponses, ResponseItem } from './results-api.ts'
import type { Thread } from './results-questions.ts'
import { type Asked, counted } from './results-rows.ts'

type Input = z.output<typeof listResponses.input>
type Row = {
  id: string
  respondedAt: Date
  channel: string
  language: string
  score: number | null
  scale: string | null
  scaleMin: number | null
  scaleMax: number | null
  mood: number | null
  comment: string
  customerId: string | null
  customerName: string | null
  accountId: string | null
  accountName: string | null
}
type Condition = RawBuilder<unknown>
const all = sql`true`

/** The newest first; a search in any script through the words' own index. */
export async function list(ctx: Reading, input: Input) {
  await surveyOf(ctx, input.survey)
  await mustSeeMember(ctx, input.member)
  const picked = sql`${await behind(ctx, input)} and ${input.said || input.q ? sql`r.comment <> ''` : all} and ${ofMood(input.mood)}`
  const { customers } = await visibleTo(ctx)
  const answered = await (input.q ? searched(ctx, input, picked) : newest(ctx, input, picked))
  return { items: answered.rows.map(row => shown(row, customers)), next: answered.next }
}

/** @throws Problem 400 for a cursor that is not one of ours */
function placeOf(cursor: string | undefined): { at: Date; id: string } | null {
  if (cursor === undefined) return null
  const [at, id] = cursorValues(cursor, 2)
  const place = { at: cursorInstant(at), id: String(id) }
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(place.id)) throw new Problem('cursor', 400)
  return place
}

async function newest(ctx: Reading, input: Input, picked: Condition) {
  const after = placeOf(input.cursor)
  const further = after ? sql`(r.responded_at, r.id) < (${after.at}, ${after.id}::uuid)` : all
  const rows = await take(ctx, input, sql`${picked} and ${further}`, input.limit + 1)
  const { items, next } = page(rows, input.limit, row => [row.respondedAt, row.id])
  return { rows: items, next }
}

async function take(ctx: Reading, asked: Asked, picked: Condition, limit: number): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select r.id, r.responded_at, r.channel, r.language, r.score, r.scale, r.scale_min, r.scale_max, r.mood, r.comment,
      c.id as customer_id, c.name as customer_name, a.id as account_id, a.name as account_name
    from (select * from response r where ${counted(ctx, asked)} and ${picked} order by r.responded_at desc, r.id desc limit ${limit}) r
      left join customer c on c.workspace_id = r.workspace_id and c.id = r.customer_id
      left join account a on a.workspace_id = r.workspace_id and a.id = r.account_id
    order by r.responded_at desc, r.id desc`.execute(ctx.db as never)
  return rows
}

const moods = { bad: -1, neutral: 0, good: 1 }
const ofMood = (mood: Input['mood']) => (mood ? sql`r.mood = ${moods[mood]}` : all)

/** Who gave this answer to this question: the same reading of an answer as that of the figures. @throws Problem 404 for a question it never had */
async function behind(ctx: Reading, { survey, question, answer, row }: Input): Promise<Condition> {
  if (question === undefined) return all
  const thread = (await threadsIn(ctx, await surveyOf(ctx, survey), await versionsOf(ctx, survey))).find(one => one.id === question)
  if (!thread) throw notFound('question')
  return sql`r.version = any(${thread.versions}::int[]) and ${gave(thread, answer, row)}`
}

async function versionsOf({ db }: Reading, survey: string) {
  return db.selectFrom('surveyVersion').select('version').where('surveyId', '=', survey).execute()
}

function gave({ key, question }: Thread, answer: string | undefined, row: string | undefined): Condition {
  const value = sql`(r.answers -> ${key}::text)`
  const text = sql`(r.answers ->> ${key}::text)`
  if (answer === undefined) return sql`${value} is not null`
  if (question.kind === 'matrix') return sql`${value} ->> ${row ?? ''}::text = ${answer}`
  if (question.kind === 'choices')
    return answer === OTHER ? sql`${text} like '%"other:%'` : sql`${value} @> ${JSON.stringify([answer])}::jsonb`
  if (question.kind === 'ranking') return sql`${value} ->> 0 = ${answer}`
  if (question.kind === 'date') return sql`left(${text}, 7) = ${answer}`
  if (question.kind === 'score') return sql`${value} = any(${answer.split(',').map(Number).filter(Number.isFinite).map(String)}::jsonb[])`
  return answer === OTHER ? sql`left(${text}, 6) = ${OTHER}` : sql`${text} = ${answer}`
}

/** Comments are feedback too, and found by its index. */
async function searched(ctx: Reading, input: Input, picked: Condition) {
  const { rows, next } = await searchPage(
    ctx,
    { table: 'feedback', q: input.q!, after: placeOf(input.cursor), limit: input.limit },
    async ids => {
      const saidBy = await responsesOf(ctx, ids)
      const found = new Map(
        (await take(ctx, input, sql`${picked} and r.id = any(${[...saidBy.values()]}::uuid[])`, ids.length)).map(row => [row.id, row]),
      )
      return ids.flatMap(id => {
        const row = found.get(saidBy.get(id) ?? '')
        return row ? [{ id, row }] : []
      })
    },
  )
  return { rows: rows.map(({ row }) => row), next: next ? cursorOf([next.at, next.id]) : null }
}

/** Feedback → the response that it is: ours by its id, others' by their source's own key. */
async function responsesOf({ db, workspace }: Reading, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<{ id: string; response: string }>`
    with said as (select id, source, row_key from feedback where workspace_id = ${workspace.id} and id = any(${ids}::uuid[]))
    select f.id, encode(f.row_key, 'hex')::uuid as response from said f where f.source = 'survey' and length(f.row_key) = 16
    union all
    select f.id, r.id from said f join response r on r.workspace_id = ${workspace.id} and r.source = f.source and r.row_key = f.row_key`.execute(
    db as never,
  )
  return new Map(rows.map(({ id, response }) => [id, response]))
}

const moodOf = (mood: number | null) => (mood === null ? null : mood < 0 ? 'bad' : mood > 0 ? 'good' : 'neutral')
const ref = (id: string | null, name: string | null) => (id && name ? { id, name } : null)

/** As lists show it. */
export const shown = (row: Row, customers: boolean): z.input<typeof ResponseItem> => ({
  ...{ id: row.id, respondedAt: row.respondedAt, channel: row.channel, language: row.language, comment: row.comment },
  score:
    row.score === null || row.scale === null || row.scaleMin === null || row.scaleMax === null
      ? null
      : { value: row.score, scale: row.scale, min: row.scaleMin, max: row.scaleMax, mood: moodOf(row.mood) },
  customer: customers ? ref(row.customerId, row.customerName) : null,
  account: customers ? ref(row.accountId, row.accountName) : null,
})
