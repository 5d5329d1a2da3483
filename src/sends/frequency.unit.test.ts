import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Asked, forbidden, usualRules } from './frequency.ts'
import type { FrequencyRules, Limit } from './frequency-api.ts'

const DAY = 86_400_000
const start = Date.parse('2026-01-01T00:00:00Z')
const day = (n: number) => new Date(start + n * DAY)

const limits: fc.Arbitrary<Limit> = fc.record({
  most: fc.option(fc.integer({ min: 1, max: 5 })),
  days: fc.integer({ min: 1, max: 60 }),
  gapDays: fc.option(fc.integer({ min: 1, max: 30 })),
})
const rulesOf: fc.Arbitrary<FrequencyRules> = fc.record({
  overall: fc.option(limits),
  each: limits,
  kinds: fc.record({ nps: limits }, { requiredKeys: [] }),
  remindersCount: fc.boolean(),
})
const wishes = fc.array(fc.record({ kind: fc.constantFrom('nps', 'ces', 'csat'), hours: fc.integer({ min: 0, max: 24 * 120 }) }), {
  maxLength: 60,
})
const past: fc.Arbitrary<Asked[]> = fc.array(
  fc.record({
    kind: fc.constantFrom('nps', 'ces'),
    at: fc.integer({ min: 0, max: 100 * 24 }).map(hours => day(hours / 24)),
    reminder: fc.boolean(),
  }),
  { maxLength: 20 },
)

/** Everybody who wishes to ask does so where the rules allow it. */
function life(rules: FrequencyRules, all: { kind: string; hours: number }[]): Asked[] {
  const asked: Asked[] = []
  for (const { kind, hours } of [...all].sort((a, b) => a.hours - b.hours)) {
    const at = day(hours / 24)
    if (!forbidden(rules, kind, asked, at)) asked.push({ kind, at, reminder: false })
  }
  return asked
}

function keeps({ most, days, gapDays }: Limit, asked: Asked[]) {
  const at = asked.map(one => one.at.getTime())
  if (gapDays !== null) for (let i = 1; i < at.length; i++) expect(at[i]! - at[i - 1]!).toBeGreaterThanOrEqual(gapDays * DAY)
  if (most !== null)
    for (const from of at) expect(at.filter(one => one >= from && one < from + days * DAY).length).toBeLessThanOrEqual(most)
}

describe('whoever wishes to ask, and however often', () => {
  test('no period holds more than its most and no gap is smaller than the smallest, of each kind and of all together', () => {
    fc.assert(
      fc.property(rulesOf, wishes, (rules, all) => {
        const asked = life(rules, all)
        if (rules.overall) keeps(rules.overall, asked)
        for (const kind of ['nps', 'ces', 'csat'] as const)
          keeps(
            rules.kinds[kind] ?? rules.each,
            asked.filter(one => one.kind === kind),
          )
      }),
    )
  })

  test('from the time that is told on they may be asked, and not a moment before', () => {
    fc.assert(
      fc.property(rulesOf, past, (rules, asked) => {
        const no = forbidden(rules, 'nps', asked, day(100))
        if (!no) return
        expect(forbidden(rules, 'nps', asked, no.freeAt)).toBeNull()
        expect(forbidden(rules, 'nps', asked, new Date(no.freeAt.getTime() - 1))).not.toBeNull()
      }),
    )
  })

  test('having been asked more never allows more', () => {
    fc.assert(
      fc.property(rulesOf, past, past, (rules, asked, more) => {
        if (forbidden(rules, 'nps', asked, day(100))) expect(forbidden(rules, 'nps', [...asked, ...more], day(100))).not.toBeNull()
      }),
    )
  })

  test('without an overall limit another kind changes nothing; a reminder only where reminders count', () => {
    fc.assert(
      fc.property(rulesOf, past, (rules, asked) => {
        const alone = { ...rules, overall: null }
        const own = asked.filter(one => one.kind === 'nps')
        expect(forbidden(alone, 'nps', asked, day(100))).toEqual(forbidden(alone, 'nps', own, day(100)))
        const firsts = asked.filter(one => !one.reminder)
        const uncounted = { ...rules, remindersCount: false }
        expect(forbidden(uncounted, 'nps', asked, day(100))).toEqual(forbidden(uncounted, 'nps', firsts, day(100)))
      }),
    )
  })
})

test('an NPS does not block a CES unless it is told to', () => {
  const asked = [{ kind: 'nps', at: day(0), reminder: false }]
  expect(forbidden(usualRules, 'nps', asked, day(1))).toEqual({ rule: 'too-soon', freeAt: day(60) })
  expect(forbidden(usualRules, 'ces', asked, day(1))).toBeNull()
  const together = { ...usualRules, overall: { most: 1, days: 30, gapDays: null } }
  expect(forbidden(together, 'ces', asked, day(1))).toEqual({ rule: 'too-often', freeAt: day(30) })
})
