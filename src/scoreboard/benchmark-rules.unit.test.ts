import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { estimate } from '#core/measures/share.ts'
import { unitOf } from './benchmark-basis-api.ts'
import { againstThem, type Known, misfitOf } from './benchmark-rules.ts'
import { published } from './published.ts'

const csat = { id: 'csat', version: 1, unit: 'share', rule: { kind: 'share' } } as const
const theirs = (more: Partial<Known> = {}): Known => ({
  scale: 'csat',
  method: 'top-two',
  value: 48 / 80,
  n: 80,
  deviation: null,
  metricVersion: 1,
  year: 2025,
  ...more,
})

test('another scale, another method, another definition, too long ago: each is a reason of its own', () => {
  const why = (more: Partial<Known>, today = '2026-11-22') => misfitOf(theirs(more), csat, today)
  expect(why({})).toBeNull()
  expect(why({ scale: 'thumbs', method: 'share' })).toBe('scale')
  expect(why({ method: 'mean' })).toBe('method')
  expect(why({ metricVersion: 2 })).toBe('version')
  expect([why({ year: 2023 }, '2025-12-31'), why({ year: 2023 }, '2026-01-01')]).toEqual([null, 'expired'])
})

test('two shares differ as in the paper of Newcombe; of one without a number nothing is said', () => {
  expect(againstThem(estimate({ hits: 56, total: 70 })!, theirs())).toMatchObject({
    value: expect.closeTo(0.2, 9),
    low: expect.closeTo(0.0524, 4),
    high: expect.closeTo(0.3339, 4),
    seen: true,
  })
  expect(againstThem(estimate({ hits: 56, total: 70 })!, theirs({ n: null }))).toBeNull()
})

test('means and points: the two-sample z, and for points without their spread the widest there can be', () => {
  const ours = { value: 300, low: 300 - 1.96, high: 300 + 1.96 }
  const mean = theirs({ scale: 'time', method: 'mean', value: 290, n: 400, deviation: 40 })
  expect(againstThem(ours, mean)?.low).toBeCloseTo(10 - Math.hypot(1.96, (1.9659 * 40) / 20), 2)
  expect(againstThem(ours, { ...mean, deviation: null })).toBeNull()
  const points = theirs({ scale: 'nps', method: 'promoters', value: 30, n: 100 })
  const half = (more: Partial<Known>) => {
    const found = againstThem({ value: 30, low: 30, high: 30 }, { ...points, ...more })!
    return (found.high - found.low) / 2
  }
  expect(half({})).toBeCloseTo(1.959964 * 10 * Math.sqrt(0.91), 4)
  expect(half({ deviation: 80 })).toBeCloseTo(1.959964 * 8, 4)
})

test('the published ones are within their scales, and each says where it was read', () => {
  expect(published).toHaveLength(46)
  for (const one of published) expect(one.sourceUrl).toMatch(/^https?:\/\//)
  expect(new Set(published.map(({ metric, name, industry, year }) => `${metric} ${name} ${industry} ${year}`)).size).toBe(46)
  expect(unitOf(published[0]!)).toBe('score')
})

const golden = '../shared/golden/benchmarks/acsi_published.csv'
test.skipIf(!existsSync(golden))('they are those of the golden file', () => {
  const lines = readFileSync(golden, 'utf8').trim().split('\n').slice(1)
  const told = lines.map(line => line.split(',')).map(cells => [cells[0], Number(cells[1]), Number(cells[4])])
  const ours = published.filter(({ method }) => method === 'index').map(({ industry, year, value }) => [industry, year, value])
  const order = (rows: unknown[][]) => rows.map(row => row.join('|')).sort()
  expect(order(ours)).toEqual(order(told))
})
