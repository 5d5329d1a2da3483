import { createHash } from 'node:crypto'
import type { AnswerProblem } from '#core/surveys/check-answers.ts'
import type { Answers, Question } from '#core/surveys/definition.ts'
import { store } from '#core/text/normalise.ts'
import { newId } from '#kernel/id.ts'
import { notFound } from '#kernel/problem.ts'
import type { Download, Working } from '#kernel/slice.ts'
import { fieldName } from './page/parts.ts'
import { typeOf } from './sniff.ts'

type Asked = Extract<Question, { kind: 'file' }>
const PART = 1_000_000

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
  return type ? keepFile(desk, nameOf(file.name), type, bytes) : { code: 'file-type' }
}

/** A name to be shown and downloaded by, nothing more. */
const nameOf = (name: string) =>
  store(name)
    .replace(/[\\/\p{Cc}\p{Cf}]/gu, '_')
    .slice(-120) || 'file'

const keepFile = (desk: Working, name: string, type: string, bytes: Buffer): Promise<string> =>
  desk.write(async ({ tx, now }) => {
    const id = newId()
    const sha256 = createHash('sha256').update(bytes).digest()
    await tx.insertInto('file').values({ id, name, type, bytes: bytes.length, sha256, at: now }).execute()
    const parts = Array.from({ length: Math.ceil(bytes.length / PART) }, (_, part) => ({
      fileId: id,
      part,
      bytes: bytes.subarray(part * PART, (part + 1) * PART),
    }))
    await tx.insertInto('filePart').values(parts).execute()
    return id
  })

/** A file that somebody answered with, always as a download. @throws Problem 404 for any other file */
export const fileOf = (ctx: Working, { id, fileId }: { id: string; fileId: string }): Promise<Download> =>
  ctx.read(async ({ db }) => {
    const response = await db.selectFrom('response').select('answers').where('id', '=', id).executeTakeFirst()
    const file = await db.selectFrom('file').select(['name', 'type']).where('id', '=', fileId).executeTakeFirst()
    if (!file || !Object.values((response?.answers ?? {}) as Answers).includes(fileId)) throw notFound('file')
    const parts = await db.selectFrom('filePart').select('bytes').where('fileId', '=', fileId).orderBy('part').execute()
    return { ...file, body: Buffer.concat(parts.map(({ bytes }) => bytes)) }
  })
