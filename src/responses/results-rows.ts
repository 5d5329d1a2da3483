import { type RawBuilder, sql } from 'kysely'
import type { Db, Reading } from '#kernel/slice.ts'
import type { ResultFilters } from './filters-api.ts'
import type { Thread } from './results-questions.ts'

// Everything is counted where it lies: of a hundred thousand responses only sums come over.

export type Asked = ResultFilters & { survey: string }
type Sql = RawBuilder<unknown>
type Ctx = Pick<Reading, 'db' | 'workspace'>

/** Conditions on `response r` that no version, channel or language is part of. */
const wide = ({ workspace }: Pick<Ctx, 'workspace'>, { survey, from, until, account, topic, member }: Asked): Sql[] => [
  sql`r.workspace_id = ${workspace.id} and r.survey_id = ${survey}`,
  ...(from ? [sql`r.responded_at >= ${from}`] : []),
  ...(until ? [sql`r.responded_at < ${until}`] : []),
  ...(account ? [sql`r.account_id = ${account}`] : []),
  ...(topic ? [sql`r.topic_id = ${topic}`] : []),
  ...(member ? [sql`r.member_id = ${member}`] : []),
]

/** Who filled in a field that no person sees. */
const machine = sql`(r.properties ->> 'sabai.suspicious' is not distinct from 'field')`

/** All conditions on `response r`: what counts. Tests, archived ones and machines count nowhere. */
export const counted = (ctx: Pick<Ctx, 'workspace'>, asked: Asked): Sql =>
  sql.join(
    [
      ...wide(ctx, asked),
      sql`not r.test and r.archived_at is null and not ${machine}`,
      ...(asked.channel ? [sql`r.channel = any(${asked.channel}::text[])`] : []),
      ...(asked.language ? [sql`r.language = any(${asked.language}::text[])`] : []),
      ...(asked.version ? [sql`r.version = any(${asked.version}::int[])`] : []),
    ],
    sql` and `,
  )

export type Group = {
  version: number
  channel: string
  language: string
  test: boolean
  archived: boolean
  machine: boolean
  n: number
  comments: number
  first: Date
  last: Date
}

/** How many there are of each version, channel and language, tests, archived ones and machines apart. */
export async function groupsOf(ctx: Ctx, asked: Asked): Promise<Group[]> {
  const { rows } = await sql<Group>`
    select r.version, r.channel, r.language, r.test, r.archived_at is not null as archived, ${machine} as machine, count(*)::int as n,
      (count(*) filter (where r.comment <> ''))::int as comments, min(r.responded_at) as first, max(r.responded_at) as last
    from response r where ${sql.join(wide(ctx, asked), sql` and `)} group by 1, 2, 3, 4, 5, 6`.execute(ctx.db as never)
  return rows
}

/** `at` is the place of the thread in the list given; `period` counts from 1; `place` is that of a ranking, `row` of a matrix. */
export type Cell = { at: number; period: number; value: string; row: string | null; place: number; n: number }

/** What was answered how often: one walk over the responses for all that is one value, one more where something is a list, one for matrices. */
export async function cellsOf(
  ctx: Ctx,
  asked: Asked,
  threads: readonly Thread[],
  present: readonly number[],
  starts: readonly Date[],
): Promise<Cell[]> {
  const narrowed = (thread: Thread) => ({
    ...thread,
    versions: present.every(one => thread.versions.includes(one)) ? null : thread.versions,
  })
  const numbered = threads.map((thread, at) => ({ thread: narrowed(thread), at }))
  const lists = numbered.filter(({ thread: { question } }) => question.kind === 'choices' || question.kind === 'ranking')
  const matrices = numbered.filter(({ thread: { question } }) => question.kind === 'matrix')
  return [
    ...(threads.length > 0 ? await valueCells(ctx, asked, numbered, starts) : []),
    ...(lists.length > 0 ? await listCells(ctx, asked, lists) : []),
    ...(matrices.length > 0 ? await matrixCells(ctx, asked, matrices) : []),
  ]
}

type Narrowed = Pick<Thread, 'key' | 'question'> & { versions: readonly number[] | null }
type Numbered = { thread: Narrowed; at: number }[]

/** Question by question: twice as fast as all of them spread out beside each row. */
const valueCells = (ctx: Ctx, asked: Asked, threads: Numbered, starts: readonly Date[]) =>
  run(
    ctx.db,
    sql.join(
      threads.map(({ thread, at }) => oneQuestion(ctx, asked, thread, at, starts)),
      sql` union all `,
    ),
  )

function oneQuestion(ctx: Ctx, asked: Asked, thread: Narrowed, at: number, starts: readonly Date[]): Sql {
  const period = thread.question.kind === 'score' ? sql`width_bucket(r.responded_at, ${starts}::timestamptz[])` : sql`0`
  const value = asValue(thread)
  return sql`select ${at}::int as at, period, value, null as row, 0 as place, count(*)::int as n
    from (select ${period} as period, ${value} as value from response r where ${counted(ctx, asked)}) one where value is not null group by period, value`
}

/** One value as text: the score, the choice, the month of a day; for all else only that something was answered. */
function asValue({ key, question, versions }: Narrowed): Sql {
  const text = sql`r.answers ->> ${key}::text`
  const value =
    question.kind === 'score' || question.kind === 'consent'
      ? text
      : question.kind === 'choice'
        ? withoutWords(text)
        : question.kind === 'date'
          ? sql`left(${text}, 7)`
          : sql`case when r.answers -> ${key}::text is not null then '' end`
  return of(versions, value)
}

/** Of these versions only; where these are all there are, nothing is asked of a row. */
const of = (versions: readonly number[] | null, value: Sql) =>
  versions ? sql`case when r.version = any(${versions}::int[]) then ${value} end` : value

/** What people wrote beside a choice is one bar. */
const withoutWords = (text: Sql) => sql`case when left(${text}, 6) = 'other:' then 'other:' else ${text} end`

const listCells = (ctx: Ctx, asked: Asked, threads: Numbered) =>
  run(
    ctx.db,
    sql`select v.at, 0 as period, ${withoutWords(sql`one.value`)} as value, null as row, case when v.ranked then one.place else 0 end::int as place, count(*)::int as n
      from response r cross join lateral (values ${sql.join(threads.map(({ thread, at }) => sql`(${at}::int, ${thread.question.kind === 'ranking'}::bool, ${partOf(thread)})`))}) v(at, ranked, list)
      cross join lateral jsonb_array_elements_text(case when jsonb_typeof(v.list) = 'array' then v.list else '[]' end) with ordinality one(value, place)
      where ${counted(ctx, asked)} group by 1, 3, 5`,
  )

const matrixCells = (ctx: Ctx, asked: Asked, threads: Numbered) =>
  run(
    ctx.db,
    sql`select v.at, 0 as period, one.value, one.key as row, 0 as place, count(*)::int as n
      from response r cross join lateral (values ${sql.join(threads.map(({ thread, at }) => sql`(${at}::int, ${partOf(thread)})`))}) v(at, matrix)
      cross join lateral jsonb_each_text(case when jsonb_typeof(v.matrix) = 'object' then v.matrix else '{}' end) one
      where ${counted(ctx, asked)} group by 1, 3, 4`,
  )

const partOf = ({ key, versions }: Narrowed) => of(versions, sql`r.answers -> ${key}::text`)

async function run(db: Db, query: Sql): Promise<Cell[]> {
  return (await (query as RawBuilder<Cell>).execute(db as never)).rows
}
