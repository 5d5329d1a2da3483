import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { expect, test } from 'vitest'
import { adjusted } from './adjust.ts'
import { funnelOf } from './funnel.ts'
import { expectedOf } from './mix.ts'
import { above, places, stands } from './outliers.ts'
import { chance, ofShare, shareOf, spreadOf } from './spread.ts'

/** golden/multiple_testing/bh1995.csv: the fifteen p-values of the paper; four are rejected at 5 %. */
test('the false discovery rate of the paper of 1995 rejects four of fifteen', () => {
  const p = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528, 0.759, 1]
  const q = adjusted(p)
  expect(q.slice(0, 7)).toEqual(
    [0.0015, 0.003, 0.0095, 0.035625, 0.0603, 0.06385714286, 0.06385714286].map(value => expect.closeTo(value, 9)),
  )
  expect(q.filter(value => value < 0.05)).toHaveLength(4)
  expect(adjusted([0.04, 0.01])).toEqual([0.04, 0.02])
})

/** Eight reps of the PwC call centre: hits of n, and z, q of golden/outliers/LOO_pwc_agent_csat.csv. */
const pwc = [
  [261, 517, 0.1159876357],
  [261, 523, 0.002764414474],
  [246, 501, -0.1536924202],
  [241, 502, -0.3670576041],
  [268, 536, 0.02152246011],
  [230, 484, -0.460507287],
  [271, 514, 0.5538937022],
  [245, 477, 0.2856461035],
] as const

test('the eight reps of PwC differ by chance alone', () => {
  const units = pwc.map(([hits, total]) => ofShare({ hits, total }))
  const found = places(units)!
  expect(found.map(({ z }) => z)).toEqual(pwc.map(([, , z]) => expect.closeTo(z, 8)))
  expect(found.some(place => stands(place))).toBe(false)
  expect(spreadOf(units)).toMatchObject({ tau2: 0, i2: 0 })
  expect(above(units, 0.02).every(probability => probability === 0)).toBe(true)
})

test('fewer than five are not compared', () => {
  expect(places(pwc.slice(0, 4).map(([hits, total]) => ofShare({ hits, total })))).toBeNull()
})

test('whoever is better where reps really differ is one to learn from, outlier or not', () => {
  const units = [60, 66, 72, 78, 84, 90, 96].map(hits => ofShare({ hits: hits * 5, total: 500 }))
  const probabilities = above(units, 0.02)
  expect(probabilities.at(-1)).toBeGreaterThan(0.9)
  expect(probabilities[0]).toBeLessThan(0.01)
  expect(shareOf(spreadOf(units).mean)).toBeCloseTo(0.78, 1)
})

/** metrics.md 3: with 8 reps of about 120 each, false flags in at most 5 % of teams, one 25 points low found in at least 65 %. */
test('in simulated teams luck is seldom flagged and a planted rep mostly found', () => {
  const random = xoroshiro128plus(20261122)
  const uniform = () => (random.next() >>> 0) / 2 ** 32
  const normal = () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform())
  const hits = (total: number, p: number) => Array.from({ length: total }).reduce<number>(count => count + (uniform() < p ? 1 : 0), 0)
  const team = (shift: number) =>
    Array.from({ length: 8 }, (_, rep) => {
      const total = Math.max(20, Math.round(120 + 30 * normal()))
      return ofShare({ total, hits: hits(total, Math.min(0.99, 0.82 + 0.04 * normal() + (rep === 0 ? shift : 0))) })
    })
  const share = (count: number, one: () => boolean) => Array.from({ length: count }).filter(one).length / count
  expect(share(2000, () => places(team(0))!.some(place => stands(place)))).toBeLessThan(0.065)
  expect(share(1000, () => stands(places(team(-0.25))![0]!))).toBeGreaterThan(0.65)
})

test('a funnel of equal units has no spread, and one stray unit among many does not widen it', () => {
  const equal = Array.from({ length: 20 }, () => ({ hits: 80, total: 100 }))
  expect(funnelOf(equal)).toMatchObject({ phi: 0, tau2: 0 })
  const stray = funnelOf([...equal.slice(1), { hits: 10, total: 100 }])
  expect(stray.tau2).toBe(0)
})

test('a rep with the hard cases is not expected to hit as often', () => {
  const cells = [
    { member: 'easy', cell: 'chat·billing', hits: 90, total: 100 },
    { member: 'easy', cell: 'call·outage', hits: 5, total: 10 },
    { member: 'hard', cell: 'chat·billing', hits: 9, total: 10 },
    { member: 'hard', cell: 'call·outage', hits: 50, total: 100 },
  ]
  const [easy, hard] = expectedOf(cells)
  expect(easy).toMatchObject({ hits: 95, expected: expect.closeTo(95, 9) })
  expect(hard).toMatchObject({ hits: 59, expected: expect.closeTo(59, 9) })
})

test('whoever does most of a cell is not held against themselves', () => {
  // Everybody hits 90 of 100 in both; one, who does most of the second, 60 of 100 there and in the first.
  const cells = [
    ...['a', 'b', 'c'].map(member => ({ member, cell: 'first', hits: 90, total: 100 })),
    { member: 'd', cell: 'first', hits: 60, total: 100 },
    { member: 'a', cell: 'second', hits: 18, total: 20 },
    { member: 'd', cell: 'second', hits: 180, total: 300 },
  ]
  const found = expectedOf(cells)
  const apart = found.map(({ hits, expected, total }) => (hits - expected) / total)
  expect(apart[3]! - apart[0]!).toBeCloseTo(-0.3, 3)
  expect(found[3]!.telling).toBeLessThan(found[0]!.telling)
  expect(expectedOf(cells.filter(({ cell }) => cell === 'first')).map(({ telling }) => telling)).toEqual(
    [1, 1, 1, 1].map(one => expect.closeTo(one, 9)),
  )
})

test('two who stray together are both found, and leave nothing to be learned from the others', () => {
  const team = [...Array.from({ length: 12 }, () => ({ hits: 18, total: 150 })), { hits: 45, total: 150 }, { hits: 47, total: 150 }].map(
    ofShare,
  )
  const found = places(team)!
  expect(found.map(place => stands(place))).toEqual([...Array<boolean>(12).fill(false), true, true])
  const learned = above(
    team.map(unit => ({ ...unit, y: -unit.y })),
    0.04,
  )
  expect(Math.max(...learned)).toBe(0)
})

test('small cells are pooled upward, and nothing is lost on the way', () => {
  const cells = [
    { member: 'a', cell: 'call·refund·lo', hits: 3, total: 5 },
    { member: 'b', cell: 'call·refund·th', hits: 20, total: 30 },
    { member: 'b', cell: 'visit·other·km', hits: 1, total: 2 },
  ]
  const found = expectedOf(cells)
  expect(found.reduce((all, { expected }) => all + expected, 0)).toBeCloseTo(24, 9)
  expect(found.map(({ total }) => total)).toEqual([5, 32])
})

test('the tail of χ² is that of the tables', () => {
  expect([chance(14.067, 7), chance(3.841, 1), chance(36.415, 24)]).toEqual([0.05, 0.05, 0.05].map(value => expect.closeTo(value, 2)))
})
