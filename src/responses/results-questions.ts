import type { Question, QuestionScale, SurveyContent } from '#core/surveys/definition.ts'
import { wordOf } from '#core/surveys/words.ts'
import type { Common } from '#kernel/slice.ts'

export type Version = { version: number; content: SurveyContent }

/** A question through the versions that asked the same thing the same way: their answers count together. */
export type Thread = {
  id: string
  key: string
  /** As its newest version asks it. */
  question: Question
  content: SurveyContent
  versions: number[]
  /** Choices, rows and columns of all its versions: the newest version's first, in its order. */
  choices: string[]
  rows: string[]
  columns: string[]
  earlier: boolean
}

/** The questions of all versions, in the newest one's order; those that are asked no more come after. A key that changed its kind or scale is two. */
export function threadsOf(versions: readonly Version[]): Thread[] {
  const threads = new Map<string, Thread>()
  const newestFirst = [...versions].sort((a, b) => b.version - a.version)
  for (const { version, content } of newestFirst)
    for (const question of content.definition.questions) {
      if (question.kind === 'statement') continue
      const id = `${question.key}:${signatureOf(question)}`
      const known = threads.get(id)
      if (known) join(known, question, version)
      else threads.set(id, begin(question, content, version, version !== newestFirst[0]!.version))
    }
  return numbered([...threads.values()])
}

/** What must be alike for two answers to be counted together. */
const signatureOf = (question: Question) => (question.kind === 'score' ? `score/${scaleText(question.scale)}` : question.kind)
const scaleText = ({ id, min, max, direction }: QuestionScale) => `${id}/${min}/${max}/${direction}`

function begin(question: Question, content: SurveyContent, version: number, earlier: boolean): Thread {
  return { id: '', key: question.key, question, content, versions: [version], ...listsOf(question), earlier }
}

function join(thread: Thread, question: Question, version: number) {
  thread.versions.unshift(version)
  const { choices, rows, columns } = listsOf(question)
  thread.choices = union(thread.choices, choices)
  thread.rows = union(thread.rows, rows)
  thread.columns = union(thread.columns, columns)
}

const union = (a: string[], b: string[]) => [...new Set([...a, ...b])]

function listsOf(question: Question) {
  const lists = { choices: [] as string[], rows: [] as string[], columns: [] as string[] }
  if ('choices' in question) return { ...lists, choices: [...question.choices] }
  return question.kind === 'matrix' ? { ...lists, rows: [...question.rows], columns: [...question.columns] } : lists
}

/** The key alone where it is the only one of its name; else with the version it goes back to. */
const numbered = (threads: Thread[]): Thread[] =>
  threads.map(thread => ({
    ...thread,
    id: threads.some(other => other !== thread && other.key === thread.key) ? `${thread.key}.${thread.versions[0]}` : thread.key,
  }))

/** Who reads, and whose company the words speak of. */
export type Reader = { language: string; company: string }
export const readerOf = ({ who, workspace }: Pick<Common, 'who' | 'workspace'>): Reader => ({
  language: who.language,
  company: workspace.name,
})

/** What the survey calls it in the reader's language, else in its own; the key where it has no word any more. */
export function namesOf({ content, key }: Pick<Thread, 'content' | 'key'>, { language, company }: Reader) {
  const word = (part: string) => wordOf(content, language, `${key}.${part}`)?.replaceAll('{company}', company) ?? null
  return {
    ask: plain(word('ask') ?? key),
    choice: (choice: string) => word(`choice.${choice}`) ?? choice,
    row: (row: string) => word(`row.${row}`) ?? row,
    column: (column: string) => word(`column.${column}`) ?? column,
    point: (point: number) => word(`point.${point}`),
    low: word('low') ?? '',
    high: word('high') ?? '',
  }
}

/** A question is one line in a heading. */
const plain = (text: string) => text.replace(/\s+/g, ' ').trim()
