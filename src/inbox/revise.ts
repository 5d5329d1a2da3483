import { sql } from 'kysely'
import { cut } from '#core/text/graphemes.ts'
import type { Writing } from '#kernel/slice.ts'
import { feedbackChanged, feedbackReceived } from './api.ts'
import { WORDS } from './new-case.ts'
import { columnsOf, type Said } from './receive.ts'
import { remember } from './speaking.ts'
import { removeCases } from './undo-import.ts'

/** Which piece of feedback: its source, and what it is itself by there. */
export type Whose = { source: string; rowKey: Uint8Array }

/**
 * What was said is said anew, or more of it: the score came first, the comment after. Its case shows the new words, and a score that has become
 * unhappy opens one. @returns whether there was such a piece
 */
export async function reviseFeedback(ctx: Writing, source: string, said: Said): Promise<boolean> {
  const before = await find(ctx, { source, rowKey: said.rowKey })
  if (!before) return false
  const { text, language, key, grams: lines, score, scale, scaleMin, scaleMax, mood } = columnsOf(said, ctx)
  const scored = { score, scale, scaleMin, scaleMax, mood }
  const fields = [...(text === before.text ? [] : ['text']), ...(score === before.score ? [] : ['score'])]
  if (fields.length === 0) return true
  const grams = sql<string>`array_to_tsvector(string_to_array(${lines}, E'\\n'))`
  await ctx.tx
    .updateTable('feedback')
    .set({ text, language, searchKey: key, grams, ...scored })
    .where('id', '=', before.id)
    .execute()
  await ctx.announce(feedbackChanged, { feedbackId: before.id, fields }, { subjectId: before.id, customerId: before.customerId })
  if (before.caseId) await reviseCase(ctx, before.caseId, before, { text, language, ...scored })
  // The rules look at it once more; what is in a case already stays there.
  else await ctx.announce(feedbackReceived, { feedbackIds: [before.id], cases: 'all', count: 1 }, { subjectId: before.id })
  return true
}

const find = ({ tx }: Writing, { source, rowKey }: Whose) =>
  tx
    .selectFrom('feedback')
    .select(['id', 'text', 'score', 'caseId', 'customerId'])
    .where('source', '=', source)
    .where('rowKey', '=', Buffer.from(rowKey))
    .forUpdate()
    .executeTakeFirst()

type Now = { text: string; language: string; score: number | null; scale: string | null; mood: number | null }

/** A case shows the words that opened it; where those were these, it shows what they are now. Everything new can be found by it. */
async function reviseCase(ctx: Writing, caseId: string, before: { text: string; score: number | null }, now: Now): Promise<void> {
  const shown = ctx.tx.updateTable('customerCase').where('id', '=', caseId)
  if (now.text !== before.text) {
    const { numUpdatedRows } = await shown
      .set({ words: cut(now.text, WORDS) })
      .where('words', '=', cut(before.text, WORDS))
      .executeTakeFirst()
    if (numUpdatedRows > 0n && now.language !== 'und') await shown.set({ language: now.language }).execute()
    await remember(ctx, caseId, now.text)
  }
  if (before.score !== null)
    await shown.set({ score: now.score, mood: now.mood }).where('score', '=', before.score).where('scale', '=', now.scale).execute()
  await shown.set({ lastActivityAt: ctx.now }).execute()
}

/**
 * Takes back what was said, with the case that it alone opened and nobody has touched. A case in which somebody has worked keeps it.
 * @returns that case's number, null when nothing is left
 */
export async function withdrawFeedback(ctx: Writing, whose: Whose): Promise<number | null> {
  const said = await find(ctx, whose)
  if (!said) return null
  await removeCases(ctx, sql`id = ${said.id}`)
  const left = await ctx.tx
    .selectFrom('feedback')
    .innerJoin('customerCase', 'customerCase.id', 'feedback.caseId')
    .select('customerCase.number')
    .where('feedback.id', '=', said.id)
    .executeTakeFirst()
  if (left) return left.number
  await ctx.tx.deleteFrom('feedback').where('id', '=', said.id).execute()
  await ctx.announce(feedbackChanged, { feedbackId: said.id, fields: ['withdrawn'] }, { subjectId: said.id, customerId: said.customerId })
  return null
}
