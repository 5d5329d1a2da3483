import type { AnswerProblem } from '#core/surveys/check-answers.ts'
import type { Answers, Question } from '#core/surveys/definition.ts'
import { typeOf } from '#kernel/file-type.ts'
import { notFound } from '#kernel/problem.ts'
import type { Download, Working } from '#kernel/slice.ts'
import { fileBytes, keepFile } from '#kernel/stored-file.ts'
import { fieldName } from './page/parts.ts'

type Asked = Extract<Question, { kind: 'file' }>

/** Files of one step: those that may be kept are, and are answers by their id; the others are said to be wrong. An empty field changes nothing. */
export async function takeFiles(desk: Working, form: FormData, shown: readonly Question[]) {
  const given: Record<string, string> = {}
  const problems: AnswerProblem[] = []
  for (const question of shown) {
    const file = question.kind === 'file' ? form.get(fieldName(question.key)) : null
    if (question.kind !== 'file' || !(file instanceof File) || file.size === 0) continue
    const taken = await takeFile(desk, question, file)
    if (typeof taken === 'string') given[question.key] = taken
    else problems.push({ question: question.key, ...taken })
  }
  return { given, problems }
}

async function takeFile(desk: Working, { mostBytes }: Asked, file: File): Promise<string | Omit<AnswerProblem, 'question'>> {
  if (file.size > mostBytes) return { code: 'file-too-large', facts: { n: Math.round(mostBytes / 100_000) / 10 } }
  const bytes = Buffer.from(await file.arrayBuffer())
  const type = typeOf(bytes)
  return type ? desk.write(ctx => keepFile(ctx, { name: file.name, type, bytes })) : { code: 'file-type' }
}

/** A file that somebody answered with, always as a download. @throws Problem 404 for any other file */
export const fileOf = (ctx: Working, { id, fileId }: { id: string; fileId: string }): Promise<Download> =>
  ctx.read(async ({ db }) => {
    const response = await db.selectFrom('response').select('answers').where('id', '=', id).executeTakeFirst()
    if (!Object.values((response?.answers ?? {}) as Answers).includes(fileId)) throw notFound('file')
    const file = await fileBytes(db, fileId)
    if (!file) throw notFound('file')
    return { name: file.name, type: file.type, body: file.bytes }
  })
