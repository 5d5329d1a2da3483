import { sql } from 'kysely'
import type { z } from 'zod'
import { dayOf } from '#core/time/days.ts'
import { cursorValues, page } from '#kernel/cursor.ts'
import { newId } from '#kernel/id.ts'
import type { Metric } from '#kernel/metric.ts'
import { notFound, Problem, wrong } from '#kernel/problem.ts'
import type { Reading, Writing } from '#kernel/slice.ts'
import { allMetrics, metricOf, metricsSeenBy } from '#metrics/index.ts'
import { type Basis, unitOf } from './benchmark-basis-api.ts'
import { basisOf, boundsOf, goodUntil, type Known, misfitOf } from './benchmark-rules.ts'
import * as api from './benchmarks-api.ts'
import { published } from './published.ts'

type Fields = z.output<typeof api.addBenchmark.input>
type Row = Awaited<ReturnType<ReturnType<typeof rowsOf>['execute']>>[number]

const rowsOf = ({ db }: Pick<Reading, 'db'>) =>
  db
    .selectFrom('benchmark')
    .leftJoin('member', 'member.id', 'benchmark.writtenBy')
    .selectAll('benchmark')
    .select('member.name as by')
    .where('benchmark.removedAt', 'is', null)

export async function list(ctx: Reading, { q, metric, kind, shown, cursor, limit }: z.output<typeof api.listBenchmarks.input>) {
  const after = cursor ? cursorValues(cursor, 3) : null
  const words = `%${(q ?? '').toLowerCase().replace(/[\\%_]/g, '\\$&')}%`
  const rows = await rowsOf(ctx)
    .$if(Boolean(q), query =>
      query.where(sql<boolean>`lower(concat_ws(' ', benchmark.name, benchmark.industry, benchmark.region)) like ${words}`),
    )
    .$if(metric !== undefined, query => query.where('benchmark.metric', '=', metric!))
    .$if(kind !== undefined, query => query.where('benchmark.kind', '=', kind!))
    .$if(shown !== undefined, query => query.where('benchmark.shown', '=', shown!))
    .$if(after !== null, query =>
      query.where(sql<boolean>`(-benchmark.year, benchmark.name, benchmark.id) > (${after![0]}::int, ${after![1]}, ${after![2]}::uuid)`),
    )
    .orderBy('benchmark.year', 'desc')
    .orderBy('benchmark.name')
    .orderBy('benchmark.id')
    .limit(limit + 1)
    .execute()
  const { items, next } = page(rows, limit, row => [-row.year, row.name, row.id])
  const all = await allMetrics()
  return { items: items.flatMap(row => shownAs(ctx, row, all.get(row.metric))), next }
}

export async function bases(ctx: Reading) {
  return { items: [...(await metricsSeenBy(ctx)).values()].map(metric => ({ metric: metric.id, ...basisOf(metric) })) }
}

/** As people read of it. Of a metric that is no more nothing is told. */
function shownAs(ctx: Pick<Reading, 'now' | 'workspace'>, row: Row, metric: Metric | undefined): api.Benchmark[] {
  if (!metric) return []
  const { workspaceId: _, importId, removedAt, writtenBy, by, ...rest } = row
  const known = { ...rest, kind: row.kind as 'published', scale: row.scale as Basis['scale'], method: row.method as Basis['method'] }
  const misfit = misfitOf(known as Known, metric, dayOf(ctx.now, ctx.workspace.zone))
  return [{ ...known, writtenBy: by, unit: unitOf(known), shown: row.shown && misfit === null, misfit, goodUntil: goodUntil(row.year) }]
}

/** @throws Problem when the value is none of its scale, or the metric is none */
async function checked(fields: Fields) {
  const metric = await metricOf(fields.metric)
  const { min, max } = boundsOf(fields)
  if (fields.value < min || fields.value > max) throw wrong('value', 'benchmark.value', { min, max })
  return { ...fields, metricVersion: metric.version }
}

/** @throws Problem 409 when the same is there already */
export async function add(ctx: Writing, given: Fields) {
  const fields = await checked(given)
  await refuseTwice(ctx, fields, null)
  const id = newId()
  await ctx.tx
    .insertInto('benchmark')
    .values({ id, ...fields, writtenBy: ctx.who.memberId, writtenAt: ctx.now })
    .execute()
  await told(ctx, id, fields.metric)
  return { id }
}

/** What was chosen to be shown and does not fit any more is shown no more. */
export async function change(ctx: Writing, { id, ...given }: Fields & { id: string }) {
  const fields = await checked(given)
  await refuseTwice(ctx, fields, id)
  const { numUpdatedRows } = await ctx.tx
    .updateTable('benchmark')
    .set({ ...fields, writtenBy: ctx.who.memberId, writtenAt: ctx.now })
    .where('id', '=', id)
    .where('removedAt', 'is', null)
    .executeTakeFirst()
  if (!numUpdatedRows) throw notFound('benchmark')
  await told(ctx, id, fields.metric)
  return {}
}

const refusals = {
  scale: 'benchmark.scale',
  method: 'benchmark.method',
  version: 'benchmark.version',
  expired: 'benchmark.expired',
} as const

/** @throws Problem 409 where it must not stand beside a figure of ours */
export async function show(ctx: Writing, { id, shown }: { id: string; shown: boolean }) {
  const row = await ctx.tx.selectFrom('benchmark').selectAll().where('id', '=', id).where('removedAt', 'is', null).executeTakeFirst()
  if (!row) throw notFound('benchmark')
  const misfit = misfitOf(row as unknown as Known, await metricOf(row.metric), dayOf(ctx.now, ctx.workspace.zone))
  if (shown && misfit) throw new Problem(refusals[misfit], 409, { until: goodUntil(row.year) })
  await ctx.tx.updateTable('benchmark').set({ shown }).where('id', '=', id).execute()
  await told(ctx, id, row.metric)
  return {}
}

export const remove = (ctx: Writing, { id }: { id: string }) => removeOrNot(ctx, id, ctx.now)

/** @throws Problem 409 when the same was entered meanwhile */
export async function restore(ctx: Writing, { id }: { id: string }) {
  const row = await ctx.tx.selectFrom('benchmark').selectAll().where('id', '=', id).executeTakeFirst()
  if (!row) throw notFound('benchmark')
  await refuseTwice(ctx, row, id)
  return removeOrNot(ctx, id, null)
}

async function removeOrNot(ctx: Writing, id: string, removedAt: Date | null) {
  const row = await ctx.tx
    .updateTable('benchmark')
    .set({ removedAt })
    .where('id', '=', id)
    .where('removedAt', removedAt ? 'is' : 'is not', null)
    .returning('metric')
    .executeTakeFirst()
  if (!row) throw notFound('benchmark')
  await told(ctx, id, row.metric)
  return {}
}

type Itself = Pick<Fields, 'metric' | 'name' | 'industry' | 'region' | 'year'>

async function refuseTwice({ tx }: Writing, { metric, name, industry, region, year }: Itself, id: string | null) {
  const same = await tx
    .selectFrom('benchmark')
    .select('id')
    .where(eb => eb.and({ metric, name, industry, region, year }))
    .where('removedAt', 'is', null)
    .$if(id !== null, query => query.where('id', '<>', id!))
    .executeTakeFirst()
  if (same) throw new Problem('benchmark.twice', 409)
}

/** Stores rows of a file or of the published ones: the same again corrects it, and keeps whether it is shown. @returns how many were new, or changed */
export async function take(ctx: Writing, rows: readonly Fields[], importId: string | null = null) {
  const all = await allMetrics()
  const counts = { added: 0, changed: 0, unchanged: 0 }
  for (const fields of rows) {
    const row = { ...fields, metricVersion: all.get(fields.metric)!.version }
    const made = { id: newId(), ...row, importId, writtenBy: ctx.who.memberId, writtenAt: ctx.now }
    const { metric, name, industry, region, year, ...told } = row
    const kept = await ctx.tx
      .insertInto('benchmark')
      .values(made)
      .onConflict(on =>
        on
          .columns(['workspaceId', 'metric', 'name', 'industry', 'region', 'year'])
          .where('removedAt', 'is', null)
          .doUpdateSet({ ...told, writtenAt: ctx.now })
          .where(sql<boolean>`(benchmark.value, benchmark.scale, benchmark.method, benchmark.n, benchmark.deviation, benchmark.source_url, benchmark.licence,
            benchmark.kind, benchmark.metric_version) is distinct from (excluded.value, excluded.scale, excluded.method, excluded.n, excluded.deviation,
            excluded.source_url, excluded.licence, excluded.kind, excluded.metric_version)`),
      )
      .returning('id')
      .executeTakeFirst()
    counts[kept === undefined ? 'unchanged' : kept.id === made.id ? 'added' : 'changed']++
  }
  return counts
}

export async function takeKnown(ctx: Writing) {
  const { added } = await take(ctx, published)
  if (added > 0) await told(ctx, null, null)
  return { added }
}

export const told = (ctx: Writing, benchmarkId: string | null, metric: string | null) =>
  ctx.announce(api.benchmarksChanged, { benchmarkId, metric }, { subjectId: benchmarkId ?? ctx.workspace.id })
