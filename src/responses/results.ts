import type { z } from 'zod'
import { SurveyContent } from '#core/surveys/definition.ts'
import { scaleFor } from '#core/surveys/flow.ts'
import { visibleTo } from '#directory/index.ts'
import { notFound } from '#kernel/problem.ts'
import type { Reading } from '#kernel/slice.ts'
import { pathIfPublic } from './public-path.ts'
import { type getResults, LEAST, type QuestionResult, type Results } from './results-api.ts'
import { barOf, type Counts, figureOf, meanOf, measuresOf, together, total } from './results-figures.ts'
import { periodDays, startsOf, usualPeriod } from './results-periods.ts'
import { namesOf, type Reader, readerOf, type Thread, threadsOf } from './results-questions.ts'
import { type Asked, type Cell, cellsOf, type Group, groupsOf } from './results-rows.ts'

type Ctx = Reading
type Survey = { id: string; name: string; kind: string; version: number; settings: unknown }

/** @throws Problem 404 for a survey that is not here */
export async function results(ctx: Ctx, { every, ...asked }: z.output<typeof getResults.input>): Promise<Results> {
  const survey = await surveyOf(ctx, asked.survey)
  await mustSeeMember(ctx, asked.member)
  const groups = await groupsOf(ctx, asked)
  const counting = countedOf(groups, asked)
  const threads = await threadsIn(ctx, survey, groups)
  const { first, last } = spanOf(counting)
  const period = every ?? (first && last ? usualPeriod(first, last, ctx.workspace.zone) : 'week')
  const days = first && last ? periodDays(first, last, period, ctx.workspace.zone) : []
  const cells = counting.length > 0 ? await cellsOf(ctx, asked, threads, versionsOf(counting), startsOf(days, ctx.workspace.zone)) : []
  const byThread = Map.groupBy(cells, cell => cell.at)
  return {
    survey: { id: survey.id, name: survey.name, kind: survey.kind, version: survey.version },
    publicPath: pathIfPublic(ctx, survey),
    n: sumOf(counting, 'n'),
    comments: sumOf(counting, 'comments'),
    first,
    last,
    every: period,
    zone: ctx.workspace.zone,
    excluded: {
      test: sumOf(
        groups.filter(one => one.test),
        'n',
      ),
      archived: sumOf(
        groups.filter(one => one.archived && !one.test),
        'n',
      ),
      machine: sumOf(
        groups.filter(one => one.machine && !one.archived && !one.test),
        'n',
      ),
    },
    questions: threads.map((thread, at) =>
      questionOf(thread, { cells: byThread.get(at) ?? [], of: reach(counting, thread), days, reader: readerOf(ctx) }),
    ),
    choices: choicesOf(groups),
  }
}

export async function surveyOf({ db }: Pick<Ctx, 'db'>, id: string): Promise<Survey> {
  return db
    .selectFrom('survey')
    .select(['id', 'name', 'kind', 'version', 'settings'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow(() => notFound('survey'))
}

/** Figures of a member are for those who may see them. @throws Problem 404, which says nothing of who is there */
export async function mustSeeMember(ctx: Ctx, member: string | undefined): Promise<void> {
  if (member === undefined) return
  const { members } = await visibleTo(ctx)
  if (members !== 'all' && !members.includes(member)) throw notFound('member')
}

/** What the versions asked that somebody answered, and the newest one. */
export async function threadsIn({ db }: Pick<Ctx, 'db'>, survey: Survey, groups: readonly Pick<Group, 'version'>[]): Promise<Thread[]> {
  const versions = await db
    .selectFrom('surveyVersion')
    .select(['version', 'content'])
    .where('surveyId', '=', survey.id)
    .where('version', 'in', [...new Set([...groups.map(one => one.version), survey.version])])
    .execute()
  return threadsOf(versions.map(({ version, content }) => ({ version, content: SurveyContent.parse(content) })))
}

const countedOf = (groups: readonly Group[], { channel, language, version }: Asked) =>
  groups.filter(
    one =>
      !one.test &&
      !one.archived &&
      !one.machine &&
      (channel?.includes(one.channel) ?? true) &&
      (language?.includes(one.language) ?? true) &&
      (version?.includes(one.version) ?? true),
  )

const sumOf = (groups: readonly Group[], what: 'n' | 'comments') => groups.reduce((sum, one) => sum + one[what], 0)
const reach = (groups: readonly Group[], { versions }: Thread) =>
  sumOf(
    groups.filter(one => versions.includes(one.version)),
    'n',
  )

function spanOf(groups: readonly Group[]): { first: Date | null; last: Date | null } {
  if (groups.length === 0) return { first: null, last: null }
  const times = (what: 'first' | 'last') => groups.map(one => one[what].getTime())
  return { first: new Date(Math.min(...times('first'))), last: new Date(Math.max(...times('last'))) }
}

const versionsOf = (groups: readonly Group[]) => [...new Set(groups.map(one => one.version))].sort((a, b) => a - b)

const choicesOf = (groups: readonly Group[]): Results['choices'] => ({
  channels: [...new Set(groups.map(one => one.channel))].sort(),
  languages: [...new Set(groups.map(one => one.language))].sort(),
  versions: versionsOf(groups),
})

type Told = { cells: readonly Cell[]; of: number; days: readonly string[]; reader: Reader }

function questionOf(thread: Thread, told: Told): QuestionResult {
  const { id, key, question, versions, earlier } = thread
  const names = namesOf(thread, told.reader)
  const values = told.cells.filter(cell => cell.row === null && cell.place === 0 && (cell.value !== '' || !hasParts(thread)))
  const n = answeredOf(thread, told.cells)
  const enough = n >= LEAST
  const base: QuestionResult = {
    ...{ id, key, kind: question.kind, ask: names.ask, versions, earlier, n, of: told.of },
    ...{ scale: null, ends: null, figures: [], bars: [], rows: [], ranks: [], trend: [] },
  }
  if (question.kind === 'score') return { ...base, ...scoreOf(thread, told) }
  if (!enough) return base
  if (question.kind === 'choice' || question.kind === 'choices') return { ...base, bars: choiceBars(thread, values, n, names.choice) }
  if (question.kind === 'matrix') return { ...base, rows: rowsOf(thread, told, names) }
  if (question.kind === 'ranking') return { ...base, ranks: ranksOf(thread, told, names.choice) }
  if (question.kind === 'date') return { ...base, bars: months(values, n) }
  return base
}

const hasParts = ({ question: { kind } }: Thread) => kind === 'choices' || kind === 'ranking' || kind === 'matrix'

/** How many answered; of lists, those who gave one at all are counted apart from what is in them. */
const answeredOf = (thread: Thread, cells: readonly Cell[]) =>
  cells
    .filter(cell => cell.row === null && cell.place === 0 && (!hasParts(thread) || cell.value === ''))
    .reduce((sum, cell) => sum + cell.n, 0)

function scoreOf(thread: Thread, { cells, days, reader }: Told): Partial<QuestionResult> {
  if (thread.question.kind !== 'score') return {}
  const scale = scaleFor(thread.question.scale)
  const names = namesOf(thread, reader)
  const byPeriod = Map.groupBy(cells, cell => cell.period)
  const counts = new Map([...byPeriod].map(([period, some]) => [period, countsOf(some)] as const))
  const all = together(counts.values())
  const [first, ...others] = measuresOf(scale)
  const { min, max, id, direction } = scale
  return {
    scale: { id, min, max, direction },
    ends: { low: names.low, high: names.high },
    figures: [first!, ...others].map(measure => figureOf(measure, all, scale)),
    bars:
      total(all) < LEAST
        ? []
        : points(min, max).map(point => ({
            answer: String(point),
            label: names.point(point) ?? '',
            ...barOf(all.get(point) ?? 0, total(all)),
          })),
    trend: days.map((from, at) => {
      const { measure: _, ...figure } = figureOf(first!, counts.get(at + 1) ?? none, scale)
      return { from, ...figure }
    }),
  }
}

const none: Counts = new Map()
const points = (min: number, max: number) => Array.from({ length: max - min + 1 }, (_, at) => min + at)
const countsOf = (cells: readonly Cell[]): Counts =>
  together(cells.filter(cell => Number.isFinite(Number(cell.value))).map(cell => new Map([[Number(cell.value), cell.n]])))

/** Every choice, chosen or not, in the survey's order; what others wrote comes last. */
function choiceBars({ choices }: Thread, cells: readonly Cell[], of: number, nameOf: (choice: string) => string) {
  const counts = sums(cells)
  const known = [...new Set([...choices, ...[...counts.keys()].filter(value => value !== 'other:')])]
  const other = counts.has('other:') ? [{ answer: 'other:', label: '', ...barOf(counts.get('other:')!, of) }] : []
  return [...known.map(answer => ({ answer, label: nameOf(answer), ...barOf(counts.get(answer) ?? 0, of) })), ...other]
}

const sums = (cells: readonly Cell[]) => {
  const counts = new Map<string, number>()
  for (const { value, n } of cells) counts.set(value, (counts.get(value) ?? 0) + n)
  return counts
}

const months = (cells: readonly Cell[], of: number) =>
  [...sums(cells)].sort(([a], [b]) => (a < b ? -1 : 1)).map(([answer, n]) => ({ answer, label: answer, ...barOf(n, of) }))

type Names = ReturnType<typeof namesOf>

function rowsOf({ rows, columns }: Thread, { cells }: Told, { row, column }: Names): QuestionResult['rows'] {
  return rows.map(answer => {
    const counts = sums(cells.filter(cell => cell.row === answer))
    const n = [...counts.values()].reduce((sum, one) => sum + one, 0)
    return {
      answer,
      label: row(answer),
      n,
      bars: columns.map(one => ({ answer: one, label: column(one), ...barOf(counts.get(one) ?? 0, n) })),
    }
  })
}

/** The best place first. */
const ranksOf = ({ choices }: Thread, { cells }: Told, nameOf: Names['choice']): QuestionResult['ranks'] =>
  choices
    .map(answer => ({
      answer,
      label: nameOf(answer),
      ...meanOf(new Map(cells.filter(cell => cell.value === answer && cell.place > 0).map(cell => [cell.place, cell.n]))),
    }))
    .sort((a, b) => (a.value ?? Number.POSITIVE_INFINITY) - (b.value ?? Number.POSITIVE_INFINITY))
