import fc from 'fast-check'
import { expect, test } from 'vitest'
import { shownTeams } from './cut.ts'

const teams = fc.array(fc.integer({ min: 0, max: 12 }), { maxLength: 7 })
const alone = fc.integer({ min: 0, max: 12 })

/** Everything that can be reckoned from what is shown: the company and the teams, each added, taken away or left out. */
function reckoned(shown: readonly number[], everybody: number): number[] {
  let sizes = [0]
  for (const n of shown) sizes = sizes.flatMap(size => [size, size + n])
  return sizes.flatMap(size => [size, everybody - size])
}

test('whatever is taken from whatever is shown, nobody or at least five are left', () => {
  fc.assert(
    fc.property(teams, alone, (sizes, without) => {
      const all = new Map(sizes.map((n, at) => [`t${at}`, n]))
      const everybody = sizes.reduce((sum, n) => sum + n, without)
      if (everybody < 5) return
      const shown = shownTeams(all, everybody).map(id => all.get(id)!)
      for (const n of reckoned(shown, everybody)) expect(n === 0 || n >= 5, `${n} of ${shown} and ${everybody}`).toBe(true)
    }),
  )
})

test('a team of five beside five others is shown, beside four it is not', () => {
  expect(shownTeams(new Map([['a', 5]]), 10)).toEqual(['a'])
  expect(shownTeams(new Map([['a', 5]]), 9)).toEqual([])
  expect(shownTeams(new Map([['a', 5]]), 5)).toEqual([])
})

test('where three small remain, the smallest large team hides with them', () => {
  expect(
    shownTeams(
      new Map([
        ['a', 10],
        ['b', 7],
        ['c', 3],
      ]),
      20,
    ),
  ).toEqual(['a'])
  expect(
    shownTeams(
      new Map([
        ['a', 10],
        ['b', 7],
      ]),
      17,
    ),
  ).toEqual(['a', 'b'])
})
