import { difference } from '#core/measures/difference.ts'
import { Problem } from '#kernel/problem.ts'
import type { Reading } from '#kernel/slice.ts'
import { ahead, metricsSeenBy, rangeOf } from '#metrics/index.ts'
import { placesOf } from './board.ts'
import { pairOf, targetsOf } from './goal.ts'
import type { Mine } from './people-api.ts'
import { type AskedPeriod, periodOf } from './periods.ts'
import { figureOf, tilesOf } from './tiles.ts'

/** One's own figures, each beside the team's: the team as the manager's people were then. @throws Problem 403 for a key, which is nobody */
export async function mine(ctx: Reading, asked: AskedPeriod): Promise<Mine> {
  const me = ctx.who.memberId
  if (!me) throw new Problem('forbidden', 403)
  const period = periodOf(asked, ctx.now, ctx.workspace.zone)
  const manager = await managerOf(ctx, me)
  const targets = await targetsOf(ctx)
  const places = placesOf(await metricsSeenBy(ctx), (await pairOf(ctx)).pair, 'member')
  const own = await tilesOf(ctx, places, { asked: { ...asked, level: 'member', of: me }, period, subject: me, targets })
  const theirs = places.map(({ metric }) => metric).filter(({ levels }) => manager && levels.includes('manager'))
  await ahead(ctx, theirs, 'manager', [{ range: rangeOf(ctx, period), by: null }])
  const tiles: Mine['tiles'] = []
  for (const [at, { metric }] of places.entries()) {
    const tile = own[at]!
    const above = manager && metric.levels.includes('manager') ? manager : null
    const team = above && (await figureOf(ctx, metric, period, { asked: { ...asked, level: 'manager' }, subject: above.id }))
    if (tile.now.n > 0 || tile.weeks.some(({ n }) => n > 0)) tiles.push({ ...tile, team, against: team && difference(tile.now, team) })
  }
  return { period, manager, tiles }
}

const managerOf = async ({ db }: Reading, id: string) =>
  (await db
    .selectFrom('member')
    .innerJoin('member as above', 'above.id', 'member.managerId')
    .select(['above.id', 'above.name'])
    .where('member.id', '=', id)
    .executeTakeFirst()) ?? null
