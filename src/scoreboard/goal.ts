import { newId } from '#kernel/id.ts'
import { Problem } from '#kernel/problem.ts'
import type { Reading, Writing } from '#kernel/slice.ts'
import { allMetrics, describe, metricOf } from '#metrics/index.ts'
import { goalChosen, targetSet } from './api.ts'
import { halves, type Pair, usualPair } from './board.ts'

/** The pair as it was last chosen, by whom and when; the usual one until somebody has. */
export async function pairOf({ db }: Reading) {
  const row = await db
    .selectFrom('scoreboardGoal')
    .leftJoin('member', 'member.id', 'scoreboardGoal.chosenBy')
    .select(['scoreboardGoal.satisfaction', 'scoreboardGoal.productivity', 'scoreboardGoal.chosenAt', 'member.name as chosenBy'])
    .orderBy('scoreboardGoal.chosenAt', 'desc')
    .orderBy('scoreboardGoal.id', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!row) return { pair: usualPair, goal: null }
  const { satisfaction, productivity, chosenBy, chosenAt } = row
  return { pair: { satisfaction, productivity } satisfies Pair, goal: { chosenBy, chosenAt } }
}

export async function targetsOf({ db }: Reading): Promise<Map<string, number>> {
  const rows = await db.selectFrom('metricTarget').select(['metric', 'value']).execute()
  return new Map(rows.map(({ metric, value }) => [metric, value]))
}

export async function readChoices(ctx: Reading) {
  const { satisfaction, productivity } = halves(await allMetrics())
  const { pair } = await pairOf(ctx)
  const targets = await targetsOf(ctx)
  return {
    satisfaction: satisfaction.map(one => describe(one, ctx.who.language)),
    productivity: productivity.map(one => describe(one, ctx.who.language)),
    chosen: pair,
    targets: [...targets].map(([metric, value]) => ({ metric, value })),
  }
}

type Half = { metric: string; target: number | null }

/** @throws Problem 400 `scoreboard.half` when a metric is of the other half or of none: speed alone is no goal */
export async function setGoal(ctx: Writing, { satisfaction, productivity }: { satisfaction: Half; productivity: Half }) {
  const offered = halves(await allMetrics())
  const fits = (half: keyof typeof offered, { metric }: Half) => offered[half].some(({ id }) => id === metric)
  if (!fits('satisfaction', satisfaction) || !fits('productivity', productivity)) throw new Problem('scoreboard.half', 400)
  const pair = { satisfaction: satisfaction.metric, productivity: productivity.metric }
  const id = newId()
  await ctx.tx
    .insertInto('scoreboardGoal')
    .values({ id, ...pair, chosenBy: ctx.who.memberId, chosenAt: ctx.now })
    .execute()
  for (const half of [satisfaction, productivity]) await put(ctx, half)
  await ctx.announce(goalChosen, pair, { subjectId: id })
  return {}
}

export async function setTarget(ctx: Writing, { id, target }: { id: string; target: number | null }) {
  await metricOf(id)
  await put(ctx, { metric: id, target })
  await ctx.announce(targetSet, { metric: id }, { subjectId: ctx.workspace.id })
  return {}
}

async function put({ tx, who, now }: Writing, { metric, target }: Half) {
  if (target === null) return void (await tx.deleteFrom('metricTarget').where('metric', '=', metric).execute())
  const row = { metric, value: target, setBy: who.memberId, setAt: now }
  await tx
    .insertInto('metricTarget')
    .values(row)
    .onConflict(on => on.columns(['workspaceId', 'metric']).doUpdateSet({ value: target, setBy: who.memberId, setAt: now }))
    .execute()
}
