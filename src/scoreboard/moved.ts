import { difference } from '#core/measures/difference.ts'
import { addDays, dayOf, daysBetween } from '#core/time/days.ts'
import type { Metric } from '#kernel/metric.ts'
import type { Reading } from '#kernel/slice.ts'
import { allMetrics, describe, type Figure, figuresOf, rangeOf } from '#metrics/index.ts'
import { without } from './narrowed.ts'
import type { Moved } from './people-api.ts'
import { subjectOf } from './subject.ts'

/** What others could have learned to do better. */
const hopes = ['csat', 'first-contact-resolution', 'came-back', 'reopen-rate', 'time-to-resolve', 'first-reply-time']
/** So long a time after is looked at, at most, and as long a time before. */
const LONGEST = 90
/** What was learned more lately can hardly have moved anything. */
const SOON = 14

/** Whether the others' figures are others since something was learned from this one: as long before as there has been since. */
export async function moved(ctx: Reading, { id }: { id: string }): Promise<Moved> {
  await subjectOf(ctx, { level: 'member', of: id })
  const today = dayOf(ctx.now, ctx.workspace.zone)
  const since = await sinceWhen(ctx, id, addDays(today, -SOON))
  if (!since) return { since: null, days: 0, rows: [] }
  const days = Math.min(LONGEST, daysBetween(since, today))
  const all = await allMetrics()
  const rows: Moved['rows'] = []
  for (const hope of hopes) rows.push(...(await one(ctx, all.get(hope)!, { id, since, days })))
  return { since, days, rows }
}

type Asked = { id: string; since: string; days: number }

async function one(ctx: Reading, metric: Metric, { id, since, days }: Asked): Promise<Moved['rows']> {
  const others = async (from: string, to: string) => {
    const [row] = await figuresOf(ctx, { metric: without(metric, id), range: rangeOf(ctx, { from, to }), level: 'company', by: null })
    return row ? plain(row) : null
  }
  const [before, now] = [await others(addDays(since, -days), since), await others(since, addDays(since, days))]
  return before && now ? [{ metric: describe(metric, ctx.who.language), before, now, change: difference(now, before) }] : []
}

const plain = ({ n, value, low, high }: Figure) => ({ n, value, low, high })

/** The day of the newest note or visit that is old enough to have moved anything. */
async function sinceWhen({ db, workspace }: Reading, id: string, last: string): Promise<string | null> {
  const rows = await db
    .selectFrom('learned')
    .select(['onDay', 'writtenAt'])
    .where('fromId', '=', id)
    .orderBy('writtenAt', 'desc')
    .limit(200)
    .execute()
  const told = rows.map(({ onDay, writtenAt }) => onDay ?? dayOf(writtenAt, workspace.zone)).filter(day => day <= last)
  return told.sort().at(-1) ?? null
}
