import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { expect, test } from 'vitest'
import { above, places, stands } from './outliers.ts'
import { FLOOR_TIMES, type TimeCell, timesOf } from './times.ts'

const random = (() => {
  const made = xoroshiro128plus(5)
  return () => ((made.next() >>> 0) + 0.5) / 2 ** 32
})()
const normal = () => Math.sqrt(-2 * Math.log(random())) * Math.cos(2 * Math.PI * random())
const cellOf = (member: string, cell: string, times: readonly number[]): TimeCell => {
  const logs = times.map(Math.log)
  return { member, cell, hits: logs.reduce((a, b) => a + b, 0), total: logs.length, squares: logs.reduce((a, b) => a + b * b, 0) }
}
const spread = (middle: number, many: number) => Array.from({ length: many }, () => middle * Math.exp(0.6 * normal()))

test('times are judged by what is left of the mix: the slow topic makes nobody slow', () => {
  const cells = ['a', 'b', 'c', 'd', 'e', 'f'].flatMap((member, at) => [
    cellOf(member, 'call·quick', spread(100, at === 0 ? 40 : 160)),
    cellOf(member, 'call·slow', spread(400, at === 0 ? 160 : 40)),
  ])
  const { mean, reps } = timesOf(cells)
  expect(places(reps, FLOOR_TIMES)!.some(place => stands(place))).toBe(false)
  for (const { y } of reps) expect(Math.abs(y)).toBeLessThan(0.12)
  expect(Math.exp(mean)).toBeGreaterThan(100)
  // Who does nearly all of a topic tells less of themselves.
  expect(reps[1]!.variance).toBeGreaterThan((0.36 / 200) * 0.85)
  expect(reps[0]!.variance).toBeGreaterThan(reps[1]!.variance * 1.1)
})

test('one who takes half as long stands apart, and is the one to learn from', () => {
  const cells = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map(member => cellOf(member, '', spread(member === 'c' ? 50 : 100, 120)))
  const { reps } = timesOf(cells)
  const found = places(reps, FLOOR_TIMES)!
  expect(reps.filter((_, at) => stands(found[at]!)).map(({ member }) => member)).toEqual(['c'])
  const learn = above(
    reps.map(unit => ({ ...unit, y: -unit.y })),
    FLOOR_TIMES,
    FLOOR_TIMES,
  )
  expect(reps.filter((_, at) => learn[at]! >= 0.9).map(({ member }) => member)).toEqual(['c'])
})
