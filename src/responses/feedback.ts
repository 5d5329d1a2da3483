import { type Scale, scaleOf } from '#core/scores/scale.ts'
import type { Answers } from '#core/surveys/definition.ts'
import { mainScore } from '#core/surveys/flow.ts'
import { receiveFeedback, reviseFeedback, withdrawFeedback } from '#inbox/index.ts'
import { notFound } from '#kernel/problem.ts'
import type { Writing } from '#kernel/slice.ts'
import { contentOf } from '#surveys/index.ts'
import { responseArchived } from './api.ts'

const SOURCE = 'survey'
const keyOf = (responseId: string): Buffer => Buffer.from(responseId.replaceAll('-', ''), 'hex')

/** What somebody answered is something a customer said: the score at once, the same piece with its comment after. Tests and what is archived are not. */
export async function becomeFeedback(ctx: Writing, { responseId }: { responseId: string }): Promise<void> {
  const row = await find(ctx, responseId)
  if (!row || row.test || row.archivedAt || row.source !== 'sabai' || seemsMachine(row.properties)) return
  if (row.score === null && row.comment === '') return
  const said = {
    rowKey: keyOf(responseId),
    text: row.comment,
    score: row.score,
    scale: await scaleOfRow(ctx, row),
    channel: row.channel,
    customerId: row.customerId,
    accountId: row.accountId,
    memberId: row.memberId,
    topicId: row.topicId,
    saidAt: row.respondedAt,
  }
  if (!(await reviseFeedback(ctx, SOURCE, said))) await receiveFeedback(ctx, [said], { source: SOURCE })
}

type Row = NonNullable<Awaited<ReturnType<typeof find>>>

const find = ({ tx }: Writing, id: string) => tx.selectFrom('response').selectAll().where('id', '=', id).executeTakeFirst()

/** Who filled in a field that no person sees. */
const seemsMachine = (properties: unknown) => (properties as Record<string, unknown>)['sabai.suspicious'] === 'field'

/** A scale of one's own is known by its question alone, which says which way it runs. */
async function scaleOfRow(ctx: Writing, { scale, surveyId, version, answers }: Row): Promise<Scale | null> {
  if (scale === null || scaleOf(scale)) return scale === null ? null : scaleOf(scale)
  return mainScore((await contentOf(ctx, surveyId, version)).definition, answers as Answers)?.scale ?? null
}

/** Out of figures and lists, and what it said with it. @throws Problem 404 */
export async function archive(ctx: Writing, { id }: { id: string }) {
  await mark(ctx, id, true)
  return { id, keptInCase: await withdrawFeedback(ctx, { source: SOURCE, rowKey: keyOf(id) }) }
}

/** @throws Problem 404 */
export async function restore(ctx: Writing, { id }: { id: string }) {
  await mark(ctx, id, false)
  await becomeFeedback(ctx, { responseId: id })
  return { id }
}

async function mark(ctx: Writing, id: string, archived: boolean) {
  const row = await ctx.tx
    .updateTable('response')
    .set({ archivedAt: archived ? ctx.now : null, changedAt: ctx.now })
    .where('id', '=', id)
    .returning(['surveyId', 'customerId'])
    .executeTakeFirst()
  if (!row) throw notFound('response')
  const facts = { surveyId: row.surveyId, responseId: id, archived }
  await ctx.announce(responseArchived, facts, { subjectId: id, customerId: row.customerId })
}
