import { afterAll, beforeAll, expect, test } from 'vitest'
import { founding, reading, system } from '#kernel/inside.ts'
import { metricOf, outliersOf, rangeOf } from '#metrics/index.ts'
import { type TestApp, testApp } from '../testing.ts'
import { foundSample, type Sample } from './found.ts'

let app: TestApp
let sample: Sample
beforeAll(async () => {
  app = await testApp({ now: '2026-03-02T09:00:00Z' })
  sample = await foundSample((id, run) => founding(app.inside, id, run), { seed: 7, size: 20_000 })
}, 60_000)
afterAll(() => app.close())

const named = (truth: string) => {
  const found = sample.truths.find(one => one.truth === truth)
  return found && 'member' in found ? found.member : ''
}

/** At this size about four of five planted reps are found, at 60,000 nearly all; nobody else in any of forty simulated companies. */
test('whoever asks the figures for outliers is told of the planted reps, and of no one else', async () => {
  const { differ, rows } = await reading(app.inside, sample.id, system, async ctx =>
    outliersOf(ctx, await metricOf('came-back'), rangeOf(ctx, { from: '2025-03-01', to: '2026-03-02' })),
  )
  const keys = await reading(app.inside, sample.id, system, ({ db }) => db.selectFrom('member').select(['id', 'externalId']).execute())
  const keyOf = (id: string) => keys.find(one => one.id === id)?.externalId
  const told = (outlier: 'better' | 'worse') => rows.filter(row => row.outlier === outlier).map(({ id }) => keyOf(id))
  expect(differ?.byChance).toBe(false)
  expect(told('worse').sort()).toEqual([named('worse-rep'), named('false-success')].sort())
  expect(told('better')).toEqual([named('better-rep')])
  expect(rows.filter(({ learn }) => (learn ?? 0) >= 0.9).map(({ id }) => keyOf(id))).toEqual([named('better-rep')])
})
