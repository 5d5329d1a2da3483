import { sql } from 'kysely'
import { newId } from '#kernel/id.ts'
import { notFound, Problem, wrong } from '#kernel/problem.ts'
import type { Writing } from '#kernel/slice.ts'
import * as api from './api.ts'
import { answerCase, type CaseRow, changeCase, takeCase } from './changing.ts'
import { remember } from './speaking.ts'
import { followClocks } from './timing.ts'

/** How a case stands: what a merge changes and a split brings back. */
const plain = ['state', 'stateBefore', 'lateTo', 'dueAgreed', 'escalated'] as const
const times = ['dueAt', 'waitsFromAt', 'warnAt', 'warnedAt', 'lateAt', 'lateToldAt', 'escalateAt'] as const
const standing = [...plain, ...times]
type Standing = Pick<CaseRow, (typeof standing)[number]>

const standingOf = (row: CaseRow) => Object.fromEntries(standing.map(column => [column, row[column]])) as Standing

/** Two cases of one customer are one matter: what was said and written goes along, and whoever waits longer sets the time. */
export async function mergeCase(ctx: Writing, { id, into }: { id: string; into: string }) {
  if (id === into) throw wrong('into', 'same')
  const { loser, winner } = await takeBoth(ctx, id, into)
  mayBeOne(loser, winner)
  const after = together(loser, winner)
  const moved = await moveAll(ctx, id, into)
  const stood = { loser: standingOf(loser), before: standingOf(winner), after }
  await ctx.tx
    .insertInto('caseMerge')
    .values({ id: newId(), caseId: id, intoId: into, ...moved, stood: JSON.stringify(stood), at: ctx.now })
    .execute()
  // Resolved for every list and clock; that it is merged says why.
  await changeCase(ctx, loser, { state: 'resolved', mergedInto: into })
  await followClocks(ctx, [id])
  await stand(ctx, winner, after)
  await remember(ctx, into, `#${loser.number} ${loser.words}`)
  await tell(ctx, loser, winner, [api.caseMerged, api.caseTook])
  return answerCase(ctx, into)
}

/** Locked in one order, so that two people who merge the same two from both sides do not wait for each other. */
async function takeBoth(ctx: Writing, id: string, into: string) {
  const [first, second] = [id, into].sort() as [string, string]
  const rows = [await takeCase(ctx, first, { merged: true }), await takeCase(ctx, second, { merged: true })]
  return { loser: rows.find(row => row.id === id)!, winner: rows.find(row => row.id === into)! }
}

function mayBeOne(loser: CaseRow, winner: CaseRow) {
  if (loser.mergedInto || winner.mergedInto) throw new Problem('case.merged')
  if (winner.state === 'resolved') throw new Problem('case.resolved')
  if (!loser.customerId || loser.customerId !== winner.customerId) throw new Problem('case.other-customer')
}

/** The customer waits if they wait in either, and since the earlier of the two. */
function together(loser: CaseRow, winner: CaseRow): Standing {
  const takesOver = loser.state === 'open' && (winner.state !== 'open' || loser.dueAt < winner.dueAt)
  return takesOver ? { ...standingOf(loser), stateBefore: winner.stateBefore } : standingOf(winner)
}

async function moveAll({ tx }: Writing, from: string, to: string) {
  const feedback = await tx.updateTable('feedback').set({ caseId: to }).where('caseId', '=', from).returning('id').execute()
  const entries = await tx.updateTable('caseEntry').set({ caseId: to }).where('caseId', '=', from).returning('id').execute()
  return { feedbackIds: feedback.map(row => row.id), entryIds: entries.map(row => row.id) }
}

/** The clock follows: it runs while the customer waits and nobody was told yet. */
async function stand(ctx: Writing, one: CaseRow, standing: Standing) {
  await changeCase(ctx, one, standing)
  await followClocks(ctx, [one.id])
}

/** Splits again: what moved goes back as far as nobody has moved it since; the other stands as before, unless it has gone on. */
export async function splitCase(ctx: Writing, id: string) {
  const merge = await ctx.tx
    .selectFrom('caseMerge')
    .selectAll()
    .where('caseId', '=', id)
    .where('undoneAt', 'is', null)
    .executeTakeFirstOrThrow(() => notFound('case'))
  const { loser, winner } = await takeBoth(ctx, id, merge.intoId)
  if (loser.mergedInto !== winner.id) throw notFound('case')
  if (winner.mergedInto) throw new Problem('case.split-later-first')
  await moveBack(ctx, merge)
  const stood = merge.stood as unknown as Kept
  await ctx.tx.updateTable('caseMerge').set({ undoneAt: ctx.now }).where('id', '=', merge.id).execute()
  await changeCase(ctx, loser, { mergedInto: null })
  await stand(ctx, loser, sinceThen(revived(stood.loser), winner, merge.at))
  if (untouched(winner, revived(stood.after))) await stand(ctx, winner, revived(stood.before))
  await tell(ctx, loser, winner, [api.caseSplit, api.caseGaveBack])
  return answerCase(ctx, id)
}

type Times = (typeof times)[number]
type Written = Omit<Standing, Times> & Partial<Record<Times, string | null>>
type Kept = { loser: Written; before: Written; after: Written }

/** What a merge of before did not write down stays as it is. */
const revived = (written: Written): Standing => {
  const instants = times.flatMap(column => {
    const at = written[column]
    return at === undefined ? [] : [[column, at === null ? null : new Date(at)]]
  })
  return { ...written, ...Object.fromEntries(instants) } as Standing
}

/** Who was replied to while the two were one has been replied to in both. */
const sinceThen = (loser: Standing, winner: CaseRow, mergedAt: Date): Standing =>
  loser.state === 'open' && winner.repliedAt && winner.repliedAt >= mergedAt ? { ...loser, state: 'replied' } : loser

const untouched = (winner: CaseRow, after: Standing) => winner.state === after.state && winner.dueAt.getTime() === after.dueAt.getTime()

async function moveBack(
  { tx }: Writing,
  { caseId, intoId, feedbackIds, entryIds }: { caseId: string; intoId: string; feedbackIds: string[]; entryIds: string[] },
) {
  for (const [table, ids] of [
    ['feedback', feedbackIds],
    ['case_entry', entryIds],
  ] as const)
    await sql`update ${sql.table(table)} set case_id = ${caseId}
      where workspace_id = sabai_workspace() and id = any(${ids}::uuid[]) and case_id = ${intoId}`.execute(tx)
}

/** Both have it in their timeline, each with the other's number. */
async function tell(
  { announce }: Writing,
  loser: CaseRow,
  winner: CaseRow,
  [ofLoser, ofWinner]: readonly [typeof api.caseMerged, typeof api.caseTook],
) {
  const { customerId } = loser
  await announce(ofLoser, { caseId: loser.id, otherId: winner.id, number: winner.number }, { subjectId: loser.id, customerId })
  await announce(ofWinner, { caseId: winner.id, otherId: loser.id, number: loser.number }, { subjectId: winner.id, customerId })
}
