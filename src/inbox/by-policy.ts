import type { Working } from '#kernel/slice.ts'
import { reckonAnew } from './timing.ts'

const STEP = 200

/** A policy, a calendar or the house's hours changed: every case that is not resolved, some hundred a transaction. */
export async function followPolicies(ctx: Working, _facts: unknown, signal: AbortSignal): Promise<void> {
  for (let after: string | null = null; !signal.aborted; ) {
    const from: string | null = after
    const ids: string[] = await ctx.read(async ({ db }) =>
      (
        await db
          .selectFrom('customerCase')
          .select('id')
          .where('state', '<>', 'resolved')
          .$if(from !== null, query => query.where('id', '>', from!))
          .orderBy('id')
          .limit(STEP)
          .execute()
      ).map(row => row.id),
    )
    if (ids.length > 0) await ctx.write(inner => reckonAnew(inner, ids, 'policy'))
    if (ids.length < STEP) return
    after = ids.at(-1)!
  }
}
