import { Readable } from 'node:stream'
import { stringify } from 'csv-stringify/sync'
import type { writeXlsxStream } from 'hucre/xlsx'
import { sql } from 'kysely'
import type { z } from 'zod'
import { Answers } from '#core/surveys/definition.ts'
import { visibleTo } from '#directory/index.ts'
import type { Reading, Working } from '#kernel/slice.ts'
import { say } from '#kernel/text.ts'
import { mustSeeMember, surveyOf, threadsIn } from './results.ts'
import type { downloadResponses } from './results-api.ts'
import { type Cell, columnsOf, type FileRow, jsonOf } from './results-columns.ts'
import { type Asked, counted } from './results-rows.ts'

const PAGE = 2_000
const types = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  json: 'application/json',
}

/** One row a response, as they flow: neither the rows nor the file are ever held whole. @throws Problem 404 */
export async function file(ctx: Working, { format, ...asked }: z.output<typeof downloadResponses.input>) {
  const { survey, threads, seen } = await ctx.read(async reading => ({
    survey: await surveyOf(reading, asked.survey),
    threads: await threadsIn(reading, await surveyOf(reading, asked.survey), await versionsOf(reading, asked.survey)),
    seen: await mustSeeMember(reading, asked.member).then(() => visibleTo(reading)),
  }))
  const columns = columnsOf(threads, seen, ctx)
  const rows = () => pages(ctx, asked)
  const heads = columns.map(({ head }) => head)
  const cells = (row: FileRow) => columns.map(({ cell }) => cell(row))
  const bodies = {
    csv: () => Readable.from(csv(heads, rows(), cells)),
    xlsx: () => workbook(sheet(heads, rows(), cells), { name: say(ctx.who.language, 'responses.file.sheet'), freezePane: { rows: 1 } }),
    json: () => Readable.from(json(rows())),
  }
  return { name: `${survey.name}.${format}`, type: types[format], body: await bodies[format]() }
}

const workbook = async (...asked: Parameters<typeof writeXlsxStream>) => {
  const { writeXlsxStream } = await import('hucre/xlsx')
  return Readable.fromWeb(writeXlsxStream(...asked) as never)
}

const versionsOf = ({ db }: Reading, survey: string) =>
  db.selectFrom('surveyVersion').select('version').where('surveyId', '=', survey).execute()

async function* pages(ctx: Working, asked: Asked): AsyncGenerator<FileRow[]> {
  for (let after: FileRow | null = null; ; ) {
    const rows: FileRow[] = await ctx.read(reading => pageAfter(reading, asked, after))
    if (rows.length > 0) yield rows
    if (rows.length < PAGE) return
    after = rows.at(-1)!
  }
}

async function pageAfter(ctx: Reading, asked: Asked, after: FileRow | null): Promise<FileRow[]> {
  const further = after ? sql`(r.responded_at, r.id) < (${after.respondedAt}, ${after.id}::uuid)` : sql`true`
  const { rows } = await sql<FileRow>`
    select r.id, r.responded_at, r.completed_at, r.version, r.channel, r.language, r.source, r.answers, r.properties, r.member_id,
      c.name as customer_name, a.name as account_name, m.name as member_name, t.name as topic_name
    from (select * from response r where ${counted(ctx, asked)} and ${further} order by r.responded_at desc, r.id desc limit ${PAGE}) r
      left join customer c on c.workspace_id = r.workspace_id and c.id = r.customer_id
      left join account a on a.workspace_id = r.workspace_id and a.id = r.account_id
      left join member m on m.workspace_id = r.workspace_id and m.id = r.member_id
      left join topic t on t.workspace_id = r.workspace_id and t.id = r.topic_id
    order by r.responded_at desc, r.id desc`.execute(ctx.db as never)
  return rows.map(row => ({ ...row, answers: Answers.catch({}).parse(row.answers) }))
}

type Cells = (row: FileRow) => Cell[]

async function* csv(heads: string[], rows: AsyncGenerator<FileRow[]>, cells: Cells) {
  yield `\ufeff${stringify([heads.map(plain)])}`
  for await (const some of rows)
    yield stringify(some.map(row => cells(row).map(cell => (cell instanceof Date ? cell.toISOString() : plain(cell)))))
}

async function* sheet(heads: string[], rows: AsyncGenerator<FileRow[]>, cells: Cells) {
  yield heads.map(plain)
  for await (const some of rows) for (const row of some) yield cells(row).map(plain)
}

async function* json(rows: AsyncGenerator<FileRow[]>) {
  let begun = false
  yield '['
  for await (const some of rows) {
    yield `${begun ? ',' : ''}\n${some.map(row => JSON.stringify(jsonOf(row))).join(',\n')}`
    begun = true
  }
  yield '\n]\n'
}

/** A spreadsheet would run a text that begins like this; numbers are numbers, and a text that is a negative number stays one. */
const plain = <C extends Cell>(cell: C): C | string =>
  typeof cell === 'string' && /^[=+\-@\t\r\n＝＋－＠]/.test(cell) && !/^-\d+([.,]\d+)?$/.test(cell) ? `'${cell}` : cell
