import { searchKey } from '#core/text/normalise.ts'
import { notify } from '#directory/index.ts'
import type { EventType } from '#kernel/event.ts'
import { newId } from '#kernel/id.ts'
import { notFound, Problem, wrong } from '#kernel/problem.ts'
import type { Writing } from '#kernel/slice.ts'
import type { Because } from '#rules/index.ts'
import * as api from './api.ts'
import { caseOf, caseRows } from './shape.ts'
import { mustSee, sightOf } from './sight.ts'
import { remember } from './speaking.ts'
import { beginWaiting, endWaiting, followClocks, goOn, reckonAnew } from './timing.ts'

export type CaseRow = Awaited<ReturnType<typeof takeCase>>

/** The case, locked for a change that the caller may make. @throws Problem 404 `case.not-found`, 403 `case.not-yours`, 409 `case.merged` */
export async function takeCase(ctx: Writing, id: string, { merged = false } = {}) {
  const row = await ctx.tx.selectFrom('customerCase').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  if (!row) throw notFound('case')
  mustSee(await sightOf(ctx), row.ownerId)
  if (row.mergedInto && !merged) throw new Problem('case.merged')
  return row
}

/** The case as a list shows it, after a change. */
export async function answerCase({ tx, who }: Writing, id: string): Promise<api.Case> {
  return caseOf(
    await caseRows(tx, who.language)
      .where('customerCase.id', '=', id)
      .executeTakeFirstOrThrow(() => notFound('case')),
  )
}

type CaseChange = { [Column in Exclude<keyof CaseRow, 'ownerWhy'>]?: CaseRow[Column] }

/** Every change by a person says that somebody has worked on it. */
export const changeCase = ({ tx, now }: Writing, { id, workedAt }: Pick<CaseRow, 'id' | 'workedAt'>, change: CaseChange) =>
  tx
    .updateTable('customerCase')
    .set({ ...change, workedAt: workedAt ?? now, lastActivityAt: now })
    .where('id', '=', id)
    .execute()

export async function assignCase(ctx: Writing, { id, ownerId }: { id: string; ownerId: string }) {
  const one = await takeCase(ctx, id)
  await mustBeOwner(ctx, ownerId)
  if (ownerId === one.ownerId && one.queuedUntil === null) return answerCase(ctx, id)
  await changeCase(ctx, one, {})
  await assign(ctx, id, ownerId, { why: 'hand' })
  return answerCase(ctx, id)
}

/** Another owner, and why; a queue it stood in is over. */
export async function assign(ctx: Writing, id: string, ownerId: string, because: Because, { quiet = false } = {}): Promise<void> {
  const { tx, announce } = ctx
  const one = await tx.selectFrom('customerCase').select(['number', 'ownerId', 'customerId']).where('id', '=', id).executeTakeFirstOrThrow()
  await tx
    .updateTable('customerCase')
    .set({ ownerId, queuedUntil: null, ownerWhy: JSON.stringify(because) })
    .where('id', '=', id)
    .execute()
  await followClocks(ctx, [id])
  if (!quiet) await notify(ctx, ownerId, { type: 'case.assigned', facts: { number: one.number }, subjectId: id })
  const facts = { caseId: id, fromId: one.ownerId, toId: ownerId, why: because.why }
  await announce(api.caseAssigned, facts, { subjectId: id, customerId: one.customerId })
}

/** @throws Problem when there is no such member, or one who could not reply */
export async function mustBeOwner({ tx }: Writing, memberId: string): Promise<void> {
  const member = await tx.selectFrom('member').select(['role', 'endedAt']).where('id', '=', memberId).executeTakeFirst()
  if (!member) throw notFound('member')
  if (member.endedAt || !['rep', 'manager', 'head', 'admin'].includes(member.role)) throw new Problem('case.owner-cannot')
}

export async function setTopic(ctx: Writing, { id, topicId }: { id: string; topicId: string | null }) {
  const one = await takeCase(ctx, id)
  await mustExist(ctx, 'topic', topicId)
  await changeCase(ctx, one, { topicId })
  await reckonAnew(ctx, [id], 'topic')
  await ctx.announce(api.caseTopicSet, { caseId: id, fromId: one.topicId, toId: topicId }, { subjectId: id, customerId: one.customerId })
  return answerCase(ctx, id)
}

/** More or less urgent: the promise that holds may be another one. */
export async function changePriority(ctx: Writing, { id, priority }: { id: string; priority: 'urgent' | 'normal' | 'low' }) {
  const one = await takeCase(ctx, id)
  if (one.priority === priority) return answerCase(ctx, id)
  await changeCase(ctx, one, { priority })
  await ctx.announce(api.casePrioritySet, { caseId: id, from: one.priority, priority }, { subjectId: id, customerId: one.customerId })
  await reckonAnew(ctx, [id], 'priority')
  return answerCase(ctx, id)
}

export async function mustExist({ tx }: Writing, what: 'topic' | 'customer', id: string | null | undefined): Promise<void> {
  if (!id) return
  if (!(await tx.selectFrom(what).select('id').where('id', '=', id).executeTakeFirst())) throw notFound(what)
}

/** Another time, agreed with the customer: in the future, and only while they wait. */
export async function setDue(ctx: Writing, { id, dueAt }: { id: string; dueAt: Date }) {
  const one = await takeCase(ctx, id)
  if (one.state !== 'open') throw new Problem('case.not-open')
  if (dueAt <= ctx.now) throw wrong('dueAt', 'in-the-past')
  const agreed = { dueAt, dueAgreed: true, warnAt: null, lateAt: null, lateTo: null, lateToldAt: null, escalated: 0, escalateAt: null }
  await changeCase(ctx, one, agreed)
  await followClocks(ctx, [id])
  await ctx.announce(api.caseDueSet, { caseId: id, fromAt: one.dueAt, toAt: dueAt }, { subjectId: id, customerId: one.customerId })
  return answerCase(ctx, id)
}

/** Who the customer is; what they said in this case is theirs too. */
export async function setCustomer(ctx: Writing, { id, customerId }: { id: string; customerId: string | null }) {
  const one = await takeCase(ctx, id)
  await mustExist(ctx, 'customer', customerId)
  await linkCustomer(ctx, one, customerId)
  return answerCase(ctx, id)
}

export async function linkCustomer(ctx: Writing, one: CaseRow, customerId: string | null): Promise<void> {
  const { tx, announce } = ctx
  const customer = customerId
    ? await tx.selectFrom('customer').select(['name', 'accountId']).where('id', '=', customerId).executeTakeFirst()
    : null
  const to = { customerId, accountId: customer?.accountId ?? null }
  await changeCase(ctx, one, to)
  await tx.updateTable('feedback').set(to).where('caseId', '=', one.id).execute()
  if (customer) await remember(ctx, one.id, customer.name)
  await announce(
    api.caseCustomerSet,
    { caseId: one.id, fromId: one.customerId, toId: customerId },
    { subjectId: one.id, customerId: customerId ?? one.customerId },
  )
}

export type Resolution = { causeId?: string | undefined; causeName?: string | undefined; done: string }

export async function resolveCase(ctx: Writing, { id, ...resolution }: Resolution & { id: string }) {
  const one = await takeCase(ctx, id)
  await resolve(ctx, one, resolution)
  return answerCase(ctx, id)
}

/** With its cause, so that it can be seen again, and what was done. The state to go back to is kept. */
export async function resolve(ctx: Writing, one: CaseRow, resolution: Resolution): Promise<void> {
  const { who, now, announce } = ctx
  if (one.state === 'resolved') throw new Problem('case.resolved')
  const causeId = await causeFor(ctx, resolution, one.topicId)
  await changeCase(ctx, one, {
    state: 'resolved',
    stateBefore: one.state,
    resolvedAt: now,
    resolvedBy: who.memberId,
    causeId,
    done: resolution.done,
  })
  await endWaiting(ctx, one.id, 'resolved')
  await announce(
    api.caseResolved,
    { caseId: one.id, causeId, replied: one.repliedAt !== null },
    { subjectId: one.id, customerId: one.customerId, detail: { done: resolution.done } },
  )
}

/** What a case comes down to, while it is still worked on; resolving it may say better. */
export async function chooseCause(ctx: Writing, one: CaseRow, chosen: Omit<Resolution, 'done'>): Promise<void> {
  const causeId = await causeFor(ctx, { ...chosen, done: '' }, one.topicId)
  if (causeId === one.causeId) return
  await changeCase(ctx, one, { causeId })
  await ctx.announce(api.caseCauseSet, { caseId: one.id, causeId }, { subjectId: one.id, customerId: one.customerId })
}

/** One of the causes, or a new one by its name; a name that is there already is that cause. */
async function causeFor({ tx, now, who }: Writing, { causeId, causeName }: Resolution, topicId: string | null): Promise<string> {
  if (causeId) {
    const found = await tx.selectFrom('cause').select(['id', 'mergedInto']).where('id', '=', causeId).executeTakeFirst()
    if (!found) throw notFound('cause')
    return found.mergedInto ?? found.id
  }
  if (!causeName) throw wrong('causeName', 'required')
  const key = searchKey(causeName)
  await tx
    .insertInto('cause')
    .values({ id: newId(), name: causeName, searchKey: key, topicId, createdAt: now, byMember: who.memberId })
    .onConflict(on => on.columns(['workspaceId', 'searchKey']).where('mergedInto', 'is', null).doUpdateSet({ archivedAt: null }))
    .execute()
  return (await tx.selectFrom('cause').select('id').where('searchKey', '=', key).where('mergedInto', 'is', null).executeTakeFirstOrThrow())
    .id
}

/** As it was before, its clock too: what was late stays told, what has time left goes on running. */
export async function unresolveCase(ctx: Writing, id: string) {
  const one = await takeCase(ctx, id)
  if (one.state !== 'resolved') throw new Problem('case.not-resolved')
  const state = one.stateBefore ?? 'open'
  await changeCase(ctx, one, { state, stateBefore: null, resolvedAt: null, resolvedBy: null, causeId: null, done: null })
  await goOn(ctx, id)
  await announceBare(ctx, api.caseUnresolved, one)
  return answerCase(ctx, id)
}

/** It came back: a new clock begins. Cause and what was done stay, to be put right when it is resolved again. */
export async function reopenCase(ctx: Writing, { id, reason }: { id: string; reason: string }) {
  const one = await takeCase(ctx, id)
  if (one.state !== 'resolved') throw new Problem('case.not-resolved')
  const change = { state: 'open', stateBefore: null, resolvedAt: null, resolvedBy: null, resolveLateAt: null, reopened: one.reopened + 1 }
  await changeCase(ctx, one, change)
  await beginWaiting(ctx, id, 'reopened')
  await announceBare(ctx, api.caseReopened, one, { reason })
  return answerCase(ctx, id)
}

const announceBare = (
  { announce }: Writing,
  type: EventType<typeof api.caseReopened.facts>,
  { id, customerId }: CaseRow,
  detail?: { reason: string },
) => announce(type, { caseId: id }, { subjectId: id, customerId, ...(detail ? { detail } : {}) })
