import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hang, windowOf } from './hang.ts'

const startsAt = new Date('2026-03-01T17:00:00Z')
const at = (hours: number) => new Date(startsAt.getTime() + hours * 3_600_000)
const due = (hours: number) => ({ dueAt: at(hours) })

describe('the day’s thread', () => {
  test('shows the working day, and longer when a case ends later', () => {
    expect(windowOf(startsAt, at(9), [at(13)])).toMatchObject({ from: 7, until: 19 })
    expect(windowOf(startsAt, at(9), [at(21.2)])).toMatchObject({ from: 7, until: 22 })
    expect(windowOf(startsAt, at(3.5), [])).toMatchObject({ from: 2, until: 19 })
    expect(windowOf(startsAt, at(23.5), [])).toMatchObject({ from: 7, until: 24 })
  })

  test('a case that is days late hangs at the thread’s beginning', () => {
    const [knot] = hang([due(-70)], at(9), windowOf(startsAt, at(9), [at(-70)]))
    expect(knot).toMatchObject({ at: 0.02, late: true, label: 'start' })
  })

  test('cases minutes apart share a knot, but late ones never with those that have time', () => {
    const now = at(9)
    const knots = hang([due(8.95), due(9.05), due(9.1)], now, windowOf(startsAt, now, []))
    expect(knots.map(knot => [knot.items.length, knot.late])).toEqual([
      [1, true],
      [2, false],
    ])
  })

  test('every case hangs on exactly one knot within the thread, and labels never overlap', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -100, max: 24, noNaN: true }), { maxLength: 50 }),
        fc.double({ min: 0, max: 24, noNaN: true }),
        (hours, present) => {
          const cases = hours.map(due)
          const now = at(present)
          const knots = hang(
            cases,
            now,
            windowOf(
              startsAt,
              now,
              cases.map(one => one.dueAt),
            ),
          )
          expect(knots.flatMap(knot => knot.items)).toHaveLength(cases.length)
          expect(knots.every(knot => knot.at >= 0.02 && knot.at <= 0.98)).toBe(true)
          const middles = knots.filter(knot => knot.label === 'middle').map(knot => knot.at)
          for (const [i, place] of middles.entries()) if (i > 0) expect(place - middles[i - 1]!).toBeGreaterThanOrEqual(0.125 - 1e-9)
        },
      ),
    )
  })
})
