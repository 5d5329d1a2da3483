import { languageOf } from '#core/text/language.ts'
import { store } from '#core/text/normalise.ts'
import { notFound, Problem } from '#kernel/problem.ts'
import type { Writing } from '#kernel/slice.ts'
import * as api from './api.ts'
import { answerCase, changeCase, mustBeOwner, mustExist, takeCase } from './changing.ts'
import { loadReady, newCase } from './new-case.ts'
import { insertCases, lockNumbers } from './numbering.ts'
import { openCases } from './opening.ts'
import { loadSaid } from './said.ts'
import { feedbackOf, feedbackRows } from './shape.ts'
import { speakAgain } from './speaking.ts'

/** Somebody sees that a person should answer, where no rule did. */
export async function openFromFeedback(ctx: Writing, { id, ownerId }: { id: string; ownerId?: string | undefined }) {
  await lockNumbers(ctx.tx)
  const [said] = await loadSaid(ctx.tx, [id])
  if (!said) throw await whyNot(ctx, id)
  if (ownerId) await mustBeOwner(ctx, ownerId)
  await openCases(ctx, [said], { by: 'member', quiet: false, ownerId })
  const { caseId } = await ctx.tx.selectFrom('feedback').select('caseId').where('id', '=', id).executeTakeFirstOrThrow()
  return answerCase(ctx, caseId!)
}

async function whyNot({ tx }: Writing, id: string): Promise<Problem> {
  const there = await tx.selectFrom('feedback').select('id').where('id', '=', id).executeTakeFirst()
  return there ? new Problem('feedback.has-case') : notFound('feedback')
}

export type Anew = {
  words: string
  customerId?: string | undefined
  author?: string | undefined
  topicId?: string | undefined
  ownerId?: string | undefined
  channel?: string | undefined
}

/** For what a customer said where nothing listens: at the counter, on the street. */
export async function openAnew(ctx: Writing, { words, customerId, author, topicId, ownerId, channel }: Anew) {
  await mustExist(ctx, 'customer', customerId)
  await mustExist(ctx, 'topic', topicId)
  if (ownerId) await mustBeOwner(ctx, ownerId)
  await lockNumbers(ctx.tx)
  const text = store(words)
  const said = {
    ...(await customerOf(ctx, customerId ?? null)),
    topicId: topicId ?? null,
    author: author || null,
    channel: channel || null,
    text,
  }
  const unscored = { score: null, scale: null, scaleMin: null, scaleMax: null, mood: null, saidAt: ctx.now }
  const by = { by: 'member' as const, quiet: false, ownerId }
  const made = newCase(ctx, { ...said, ...unscored, language: languageOf(text).language }, await loadReady(ctx), by)
  await insertCases(ctx, [made], by)
  return answerCase(ctx, made.id)
}

async function customerOf({ tx }: Writing, customerId: string | null) {
  const none = {
    customerId,
    accountId: null,
    customerName: null,
    customerOwnerId: null,
    customerLanguages: null,
    accountName: null,
    accountOwnerId: null,
    plan: null,
    monthlyRevenue: null,
  }
  if (!customerId) return none
  return tx
    .selectFrom('customer')
    .leftJoin('account', 'account.id', 'customer.accountId')
    .select(['customer.id as customerId', 'customer.accountId', 'customer.name as customerName', 'customer.ownerId as customerOwnerId'])
    .select(['customer.languages as customerLanguages', 'account.name as accountName', 'account.ownerId as accountOwnerId'])
    .select(['account.plan', 'account.monthlyRevenue'])
    .where('customer.id', '=', customerId)
    .executeTakeFirstOrThrow(() => notFound('customer'))
}

/** The same matter, said again or elsewhere. */
export async function joinFeedback(ctx: Writing, { id, caseId }: { id: string; caseId: string }) {
  const one = await takeCase(ctx, caseId)
  if (one.state === 'resolved') throw new Problem('case.resolved')
  const said = await ctx.tx
    .selectFrom('feedback')
    .select(['text', 'caseId', 'customerId'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!said) throw notFound('feedback')
  if (said.caseId) throw new Problem('feedback.has-case')
  await ctx.tx.updateTable('feedback').set({ caseId }).where('id', '=', id).execute()
  await changeCase(ctx, one, {})
  await speakAgain(ctx, caseId, said.text)
  await ctx.announce(api.caseJoined, { caseId, feedbackId: id }, { subjectId: caseId, customerId: said.customerId })
  return answerCase(ctx, caseId)
}

/** Undoes joining. A case stays, even one that nothing is left in: it has a history. */
export async function leaveFeedback(ctx: Writing, id: string) {
  const said = await ctx.tx.selectFrom('feedback').select(['caseId', 'customerId']).where('id', '=', id).forUpdate().executeTakeFirst()
  if (!said) throw notFound('feedback')
  if (!said.caseId) throw new Problem('feedback.no-case')
  const one = await takeCase(ctx, said.caseId)
  await ctx.tx.updateTable('feedback').set({ caseId: null, byRule: false, repliedAt: null, repliedBy: null }).where('id', '=', id).execute()
  await changeCase(ctx, one, {})
  await ctx.announce(api.caseLeft, { caseId: one.id, feedbackId: id }, { subjectId: one.id, customerId: said.customerId })
  return shown(ctx, id)
}

export async function setFeedbackTopic(ctx: Writing, { id, topicId }: { id: string; topicId: string | null }) {
  await mustExist(ctx, 'topic', topicId)
  const { numUpdatedRows } = await ctx.tx.updateTable('feedback').set({ topicId }).where('id', '=', id).executeTakeFirst()
  if (Number(numUpdatedRows) === 0) throw notFound('feedback')
  await ctx.announce(api.feedbackChanged, { feedbackId: id, fields: ['topicId'] }, { subjectId: id })
  return shown(ctx, id)
}

const shown = async ({ tx, who }: Writing, id: string) =>
  feedbackOf(await feedbackRows(tx, who.language).where('feedback.id', '=', id).executeTakeFirstOrThrow())
