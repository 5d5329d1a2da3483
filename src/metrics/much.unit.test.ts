import { expect, test } from 'vitest'
import { addDays } from '#core/time/days.ts'
import { metric, noFacts } from '#kernel/metric.ts'
import { isMuch } from './much.ts'

const days = (n: number) =>
  new Map(Array.from({ length: 80 }, (_, at) => [addDays('2026-01-01', at), { groups: [{ parts: { kind: 'count' as const, n } }] }]))
const plain = metric({ id: 'x', unit: 'count', better: null, rule: { kind: 'count' }, facts: () => noFacts })
const farReaching = { ...plain, reachDays: 7, reachAfterDays: 60 }

test('a day of a large company is asked again, thirty of them are not waited for', () => {
  expect(isMuch(['2026-03-01'], days(12_000), plain)).toBe(false)
  expect(isMuch([...days(1).keys()].slice(-30), days(12_000), plain)).toBe(true)
})

test('what looks back for weeks counts them too', () => {
  expect(isMuch(['2026-03-10'], days(100), farReaching)).toBe(false)
  expect(isMuch(['2026-03-10'], days(1_000), farReaching)).toBe(true)
  expect(isMuch([], days(1_000_000), farReaching)).toBe(false)
})
