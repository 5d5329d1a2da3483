import type { Writing } from '#kernel/slice.ts'
import { fitting, loadRules, type Ready } from '#rules/index.ts'
import { act, logRule } from './acting.ts'
import { assign } from './changing.ts'
import { factsOfCase } from './deciding.ts'
import { caseOfClock } from './escalating.ts'
import { beginWaiting, followClocks, topicsAbove } from './timing.ts'

const DAY = 86_400_000

/** When the next rule about silence looks at a case that was replied to; null when none does. */
export async function nextSilence(ctx: Writing, repliedAt: Date): Promise<Date | null> {
  return next(await loadRules(ctx), repliedAt, 0)
}

function next(rules: readonly Ready[], repliedAt: Date, beyondDays: number): Date | null {
  const days = rules.flatMap(rule => (rule.silentDays !== null && rule.silentDays > beyondDays ? [rule.silentDays] : []))
  return days.length === 0 ? null : new Date(repliedAt.getTime() + Math.min(...days) * DAY)
}

/** So many days without an answer to our words: the rules of exactly this day apply, and the next day is set. */
export async function afterSilence(ctx: Writing, caseId: string): Promise<void> {
  const clock = await caseOfClock(ctx, caseId)
  if (clock?.state !== 'replied') return
  const one = await ctx.tx
    .selectFrom('customerCase')
    .leftJoin('account', 'account.id', 'customerCase.accountId')
    .select([
      'customerCase.customerId',
      'customerCase.topicId',
      'customerCase.score',
      'customerCase.scale',
      'customerCase.mood',
      'customerCase.words',
    ])
    .select(['customerCase.channel', 'customerCase.language', 'customerCase.repliedAt', 'account.plan', 'account.monthlyRevenue'])
    .where('customerCase.id', '=', caseId)
    .executeTakeFirstOrThrow()
  if (!one.repliedAt) return
  const days = Math.round((ctx.now.getTime() - one.repliedAt.getTime()) / DAY)
  const rules = await loadRules(ctx)
  const above = await topicsAbove(ctx)
  const silentAt = next(rules, one.repliedAt, days)
  await ctx.tx.updateTable('customerCase').set({ silentAt }).where('id', '=', caseId).execute()
  await followClocks(ctx, [caseId])
  for (const rule of fitting(rules, factsOfCase(one, above(one.topicId), days)).filter(fits => fits.silentDays === days))
    await apply(ctx, rule, caseId, one.customerId)
}

async function apply(ctx: Writing, rule: Ready, caseId: string, customerId: string | null): Promise<void> {
  for (const action of rule.actions) {
    if (action.kind === 'open') await beginWaiting(ctx, caseId, 'silent')
    else if (action.kind === 'owner') await assign(ctx, caseId, action.memberId, { why: 'rule' })
    else if (action.kind === 'topic')
      await ctx.tx.updateTable('customerCase').set({ topicId: action.topicId }).where('id', '=', caseId).execute()
    else await act(ctx, rule, action, { caseId, about: `${caseId} ${ctx.now.toISOString()}`, fresh: false })
  }
  await logRule(ctx, rule, caseId, rule.actions, customerId)
}
