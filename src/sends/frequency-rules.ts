import type { Reading, Writing } from '#kernel/slice.ts'
import { frequencyChanged } from './api.ts'
import { usualRules } from './frequency.ts'
import { FrequencyRules } from './frequency-api.ts'
import { from } from './people.ts'

/** The workspace's rules, or the usual ones where nobody has changed them. */
export async function rulesOf(ctx: Reading | Writing): Promise<FrequencyRules> {
  const kept = await from(ctx).selectFrom('frequency').select('rules').executeTakeFirst()
  return kept ? FrequencyRules.parse(kept.rules) : usualRules
}

export const getFrequency = async (ctx: Reading | Writing) => ({ rules: await rulesOf(ctx), usual: usualRules })

export async function setFrequency(ctx: Writing, { rules }: { rules: FrequencyRules }) {
  const before = await rulesOf(ctx)
  const row = { rules: JSON.stringify(rules), changedAt: ctx.now, changedBy: ctx.who.memberId }
  await ctx.tx
    .insertInto('frequency')
    .values(row)
    .onConflict(on => on.column('workspaceId').doUpdateSet(row))
    .execute()
  await ctx.announce(frequencyChanged, {}, { subjectId: ctx.workspace.id, detail: { before, now: rules } })
  return getFrequency(ctx)
}
