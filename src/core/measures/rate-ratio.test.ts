import fc from 'fast-check'
import { expect, test } from 'vitest'
import { baseOf, growthOf } from './growth.ts'
import { dispersionOf, judge, type Rate, rateRatio, relapsed, total } from './rate-ratio.ts'

const rate = (count: number, exposure: number): Rate => ({ count, exposure })
/** The same counts week by week in another order each time: no more spread than chance. */
const weeks = (counts: readonly number[], exposure = 1000) => counts.map(count => rate(count, exposure))

test('the interval is the exact one of R, as its manual prints it', () => {
  // poisson.test(c(11, 6+8+7), c(800, 1083+1050+878))
  const { value, low, high } = rateRatio(rate(21, 3011), rate(11, 800))
  expect(value).toBeCloseTo(1.971488, 6)
  expect(low).toBeCloseTo(0.8584264, 6)
  expect(high).toBeCloseTo(4.2772659, 6)
})

test('a count of nought has a bound on its other side; the figures are those of SciPy', () => {
  expect(rateRatio(rate(12, 5000), rate(0, 5000))).toEqual({ value: 0, low: 0, high: expect.closeTo(0.35989381728770414, 9) })
  expect(rateRatio(rate(0, 5000), rate(12, 5000))).toEqual({ value: null, low: expect.closeTo(1 / 0.35989381728770414, 8), high: null })
  expect(rateRatio(rate(15, 9000), rate(4, 10_000)).high).toBeCloseTo(0.7533573904070857, 9)
  const wide = rateRatio(rate(15, 9000), rate(4, 10_000), { dispersion: 2 })
  expect([wide.low, wide.high]).toEqual([expect.closeTo(0.024591389934046873, 9), expect.closeTo(1.2292792767848784, 9)])
})

test('turned round the ratio and its ends turn round too, and more is never called less', () => {
  const some = fc.integer({ min: 1, max: 300 })
  const much = fc.integer({ min: 500, max: 100_000 })
  fc.assert(
    fc.property(some, some, much, much, (a, b, s, t) => {
      const there = rateRatio(rate(a, s), rate(b, t))
      const back = rateRatio(rate(b, t), rate(a, s))
      expect(there.low * back.high!).toBeCloseTo(1, 6)
      expect(there.low).toBeLessThan(there.value!)
      expect(there.high!).toBeGreaterThan(there.value!)
      const { verdict } = judge([rate(a, s)], [rate(b, t)])
      if (verdict === 'less' || verdict === 'gone') expect(b / t).toBeLessThan(a / s)
      if (verdict === 'more') expect(b / t).toBeGreaterThan(a / s)
    }),
  )
})

test('the verdict says no more than the numbers allow', () => {
  const twelve = weeks([5, 4, 6, 5, 4, 6, 5, 4, 6, 5, 4, 6])
  expect(judge(twelve, weeks([0, 0, 0, 0, 0, 0, 0, 0])).verdict).toBe('gone')
  expect(judge(twelve, weeks([1, 2, 1, 2, 1, 2, 1, 2])).verdict).toBe('less')
  expect(judge(twelve, weeks([4, 6, 4, 5, 5, 5, 4, 5])).verdict).toBe('unclear')
  expect(judge(twelve, weeks([9, 11, 10, 9, 11, 10, 9, 10])).verdict).toBe('more')
  expect(judge(weeks([0, 1, 0, 0, 1, 0, 0, 1]), weeks([0, 0, 0, 0])).verdict).toBe('early')
  expect(judge(twelve, []).verdict).toBe('early')
})

test('weeks that differ for reasons of their own widen the interval', () => {
  expect(dispersionOf(weeks([5, 5, 5, 5, 5, 5]))).toBe(1)
  expect(dispersionOf(weeks([1, 15, 2, 14, 1, 15]), weeks([0, 12, 1, 11]))).toBeGreaterThan(5)
})

/** Park & Miller's numbers, so that the simulation is the same on every machine. */
function dice(seed: number) {
  let state = seed
  const share = () => {
    state = (state * 48_271) % 2_147_483_647
    return state / 2_147_483_647
  }
  const normal = () => Math.sqrt(-2 * Math.log(share())) * Math.cos(2 * Math.PI * share())
  const poisson = (mean: number) => {
    let [k, p] = [0, share()]
    for (const end = Math.exp(-mean); p > end; k++) p *= share()
    return k
  }
  return { share, normal, poisson }
}

/** Weeks of one cause: a mean each, and a week that is busier or quieter than chance alone would have it. */
const story = ({ poisson, normal }: ReturnType<typeof dice>, n: number, mean: number, spread: number) =>
  weeks(Array.from({ length: n }, () => poisson(mean * Math.exp(spread * normal() - spread ** 2 / 2))))

test('of causes that did not change hardly one in fifty is called better, however unruly their weeks', () => {
  const random = dice(7)
  for (const [mean, spread] of [
    [2, 0],
    [6, 0],
    [6, 0.3],
    [15, 0.4],
  ] as const) {
    const called = Array.from({ length: 1000 }, () => judge(story(random, 12, mean, spread), story(random, 8, mean, spread)).verdict)
    const better = called.filter(one => one === 'less' || one === 'gone').length
    expect(better, `mean ${mean}, spread ${spread}`).toBeLessThanOrEqual(35)
  }
})

test('a cause that fell by two thirds is found to have', () => {
  const random = dice(11)
  const called = Array.from({ length: 300 }, () => judge(story(random, 12, 6, 0.2), story(random, 8, 2, 0.2)).verdict)
  expect(called.filter(one => one === 'less' || one === 'gone').length).toBeGreaterThan(270)
})

test('a relapse is seen within weeks, and chance alone is hardly ever one in a year of looking', () => {
  const random = dice(5)
  const still = Array.from({ length: 300 }, () => {
    const proved = story(random, 8, 2, 0.2)
    return Array.from({ length: 13 }, () => story(random, 4, 2, 0.2)).some(newest => relapsed(proved, newest))
  })
  expect(still.filter(Boolean).length).toBeLessThan(15)
  const back = Array.from({ length: 300 }, () => relapsed(story(random, 8, 2, 0.2), story(random, 4, 8, 0.2)))
  // Three of four in the first four weeks; four weeks later it is looked at again.
  expect(back.filter(Boolean).length).toBeGreaterThan(210)
})

test('a rate that doubles is found with about its week; one that stands still is not, nor one that falls', () => {
  const random = dice(3)
  const doubled = Array.from({ length: 200 }, () => growthOf([...story(random, 15, 3.6, 0.1), ...story(random, 10, 7.2, 0.1)]))
  const seen = doubled.filter(one => one !== null && one.chance < 0.05)
  expect(seen.length).toBeGreaterThan(130)
  const off = seen.map(one => Math.abs(one!.since - 15)).sort((a, b) => a - b)
  expect(off[Math.floor(off.length / 2)]).toBeLessThanOrEqual(2)
  const still = Array.from({ length: 400 }, () => growthOf(story(random, 25, 5, 0.2)))
  expect(still.filter(one => one !== null && one.chance < 0.05).length).toBeLessThan(24)
  expect(growthOf(weeks([9, 9, 9, 9, 9, 1, 1, 1, 1, 1]))).toBeNull()
  expect(growthOf(weeks([1, 2, 3]))).toBeNull()
})

test('even the worst of twenty, picked because it had been the worst, is hardly ever called better', () => {
  const random = dice(9)
  const worst = (all: Rate[][]) => all.reduce((a, b) => (total(a.slice(-12)).count >= total(b.slice(-12)).count ? a : b))
  const called = Array.from({ length: 300 }, () => {
    const picked = worst(Array.from({ length: 20 }, () => story(random, 52, 6, 0.2)))
    return judge(baseOf(picked), story(random, 8, 6, 0.2)).verdict
  })
  expect(called.filter(one => one === 'less' || one === 'gone').length).toBeLessThanOrEqual(21)
})

test('a cause that doubled and is back where it was is held against the weeks since it doubled', () => {
  const random = dice(13)
  const called = Array.from({ length: 200 }, () => {
    const weeks = [...story(random, 15, 3.6, 0.1), ...story(random, 11, 7.2, 0.1)]
    return judge(baseOf(weeks), story(random, 8, 2, 0.1)).verdict
  })
  expect(called.filter(one => one === 'less' || one === 'gone').length).toBeGreaterThan(180)
})
