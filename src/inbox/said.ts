import type { Tx } from '#kernel/slice.ts'

export type SaidRow = Awaited<ReturnType<typeof loadSaid>>[number]

/** Feedback in no case yet, in the order in which it was said, with whose customer it is. */
export async function loadSaid(tx: Tx, ids: readonly string[]) {
  if (ids.length === 0) return []
  return tx
    .selectFrom('feedback')
    .leftJoin('customer', 'customer.id', 'feedback.customerId')
    .leftJoin('account', 'account.id', 'feedback.accountId')
    .select(['feedback.id', 'feedback.customerId', 'feedback.accountId', 'feedback.topicId', 'feedback.author', 'feedback.channel'])
    .select(['feedback.language', 'feedback.text', 'feedback.score', 'feedback.scale', 'feedback.scaleMin', 'feedback.scaleMax'])
    .select(['feedback.mood', 'feedback.saidAt', 'customer.name as customerName', 'customer.ownerId as customerOwnerId'])
    .select(['customer.languages as customerLanguages', 'account.name as accountName', 'account.ownerId as accountOwnerId'])
    .select(['account.plan', 'account.monthlyRevenue'])
    .where('feedback.id', 'in', ids)
    .where('feedback.caseId', 'is', null)
    .orderBy('feedback.saidAt')
    .orderBy('feedback.id')
    .execute()
}
