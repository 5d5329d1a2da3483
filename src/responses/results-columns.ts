import { type Answers, OTHER } from '#core/surveys/definition.ts'
import type { Visible } from '#directory/index.ts'
import type { Common } from '#kernel/slice.ts'
import { say } from '#kernel/text.ts'
import { namesOf, type Reader, readerOf, type Thread } from './results-questions.ts'

export type Cell = string | number | Date | null
export type FileRow = {
  id: string
  respondedAt: Date
  completedAt: Date | null
  version: number
  channel: string
  language: string
  source: string
  answers: Answers
  properties: unknown
  memberId: string | null
  customerName: string | null
  accountName: string | null
  memberName: string | null
  topicName: string | null
}
type Column = { head: string; cell: (row: FileRow) => Cell }

/** The columns of a spreadsheet: who and when, then the questions in the reader's language, then what came along. */
export function columnsOf(threads: readonly Thread[], seen: Visible, ctx: Common): Column[] {
  const {
    who,
    workspace: { zone },
  } = ctx
  const named = (key: string, cell: Column['cell']): Column => ({ head: say(who.language, `responses.file.${key}`), cell })
  const customer = (cell: Column['cell']): Column['cell'] => (seen.customers ? cell : () => null)
  const hidden = [...new Set(threads.flatMap(({ content }) => content.definition.hidden))]
  return [
    named('id', row => row.id),
    named('responded', row => clockIn(row.respondedAt, zone)),
    named(
      'customer',
      customer(row => row.customerName),
    ),
    named(
      'account',
      customer(row => row.accountName),
    ),
    named('channel', row => row.channel),
    named('language', row => row.language),
    ...threads.flatMap(thread => columnsOfQuestion(thread, readerOf(ctx))),
    named('topic', row => row.topicName),
    named('member', row => (seen.members === 'all' || (row.memberId && seen.members.includes(row.memberId)) ? row.memberName : null)),
    named('version', row => row.version),
    named('source', row => row.source),
    ...hidden.map(key => ({ head: key, cell: (row: FileRow) => simple(properties(row)[key]) })),
    named('properties', row => restOf(row, hidden)),
  ]
}

/** The clock of the workspace, as a day and time that no spreadsheet moves to another zone. */
const clockIn = (at: Date, zone: string) =>
  Temporal.Instant.fromEpochMilliseconds(at.getTime())
    .toZonedDateTimeISO(zone)
    .toPlainDateTime()
    .toString({ smallestUnit: 'second' })
    .replace('T', ' ')

function columnsOfQuestion(thread: Thread, reader: Reader): Column[] {
  const names = namesOf(thread, reader)
  const answer = (row: FileRow) => (thread.versions.includes(row.version) ? row.answers[thread.key] : undefined)
  if (thread.question.kind !== 'matrix') return [{ head: names.ask, cell: row => cellOf(thread, answer(row), names) }]
  return thread.rows.map(one => ({ head: `${names.ask} · ${names.row(one)}`, cell: row => inMatrix(answer(row), one, names) }))
}

type Names = ReturnType<typeof namesOf>

function cellOf({ question }: Thread, answer: Answers[string] | undefined, names: Names): Cell {
  if (answer === undefined || (typeof answer === 'object' && !Array.isArray(answer))) return null
  const choice = (one: string) => (one.startsWith(OTHER) ? one.slice(OTHER.length).trim() : names.choice(one))
  if (Array.isArray(answer)) return answer.map(choice).join('; ')
  if (typeof answer === 'number') return answer
  return question.kind === 'choice' ? choice(String(answer)) : String(answer)
}

const inMatrix = (answer: Answers[string] | undefined, row: string, names: Names): Cell => {
  const column = typeof answer === 'object' && !Array.isArray(answer) ? answer[row] : undefined
  return column === undefined ? null : names.column(column)
}

const properties = (row: FileRow) => (row.properties ?? {}) as Record<string, unknown>
const simple = (value: unknown): Cell =>
  value === undefined || value === null
    ? null
    : typeof value === 'number'
      ? value
      : typeof value === 'string'
        ? value
        : JSON.stringify(value)

function restOf(row: FileRow, hidden: readonly string[]): Cell {
  const rest = Object.entries(properties(row)).filter(([key]) => !hidden.includes(key))
  return rest.length > 0 ? JSON.stringify(Object.fromEntries(rest)) : null
}

/** As machines read it: keys instead of words, instants in UTC. */
export const jsonOf = ({ memberId: _, memberName: __, ...row }: FileRow) => row
