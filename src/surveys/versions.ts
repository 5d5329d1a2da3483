import { sql } from 'kysely'
import { changesBetween } from '#core/surveys/changes.ts'
import { SurveyContent } from '#core/surveys/definition.ts'
import { cursorValues, page } from '#kernel/cursor.ts'
import { notFound } from '#kernel/problem.ts'
import type { Reading, Tx, Writing } from '#kernel/slice.ts'

const versions = (ctx: Reading | Writing, surveyId: string) =>
  ('tx' in ctx ? ctx.tx : (ctx.db as unknown as Tx)).selectFrom('surveyVersion').where('surveyVersion.surveyId', '=', surveyId)

/** What a version asked. @throws Problem 404 */
export async function contentOf(ctx: Reading | Writing, surveyId: string, version: number): Promise<SurveyContent> {
  return (await getVersion(ctx, { id: surveyId, version })).content
}

/** @throws Problem 404 */
export async function getVersion(ctx: Reading | Writing, { id, version }: { id: string; version: number }) {
  const { content, ...row } = await versions(ctx, id)
    .select(['version', 'at', 'content'])
    .where('version', '=', version)
    .executeTakeFirstOrThrow(() => notFound('survey'))
  return { ...row, content: SurveyContent.parse(content) }
}

const mustBe = ({ db }: Reading, id: string) =>
  db
    .selectFrom('survey')
    .select('id')
    .where('id', '=', id)
    .executeTakeFirstOrThrow(() => notFound('survey'))

/** The newest first, each with what it changed. @throws Problem 404 */
export async function listVersions(ctx: Reading, { id, cursor, limit }: { id: string; cursor?: string | undefined; limit: number }) {
  const before = cursor === undefined ? null : Number(cursorValues(cursor, 1)[0])
  const rows = await versions(ctx, id)
    .leftJoin('member', 'member.id', 'surveyVersion.byMember')
    .select(['surveyVersion.version', 'surveyVersion.at', 'surveyVersion.content', 'member.name as by'])
    .$if(before !== null, query => query.where(sql<boolean>`survey_version.version < ${before}`))
    .orderBy('surveyVersion.version', 'desc')
    .limit(limit + 1)
    .execute()
  if (rows.length === 0) await mustBe(ctx, id)
  const { items, next } = page(rows, limit, ({ version }) => [version])
  return { items: items.map(({ content, ...row }, index) => ({ ...row, changes: changesOf(content, rows[index + 1]?.content) })), next }
}

const changesOf = (content: unknown, before: unknown) =>
  before === undefined ? null : changesBetween(SurveyContent.parse(before), SurveyContent.parse(content))
