import fc from 'fast-check'
import { expect, test } from 'vitest'
import { guessScale } from './guess-scale.ts'
import { accepts, CES, CSAT, custom, moodOf, NPS, normalised, scaleOf, scales, TEN, THUMBS } from './scale.ts'

test('each scale has its own unhappy scores', () => {
  const bad = (id: string) =>
    Array.from({ length: 11 }, (_, score) => score).filter(score => accepts(score, scaleOf(id)!) && moodOf(score, scaleOf(id)!) === 'bad')
  expect(bad('nps')).toEqual([0, 1, 2, 3, 4, 5, 6])
  expect(bad('csat')).toEqual([1, 2])
  expect(bad('ces')).toEqual([1, 2, 3])
  expect(bad('ten')).toEqual([1, 2, 3, 4])
  expect(bad('thumbs')).toEqual([0])
  expect([moodOf(8, NPS), moodOf(9, NPS), moodOf(3, CSAT), moodOf(5, CES), moodOf(1, THUMBS)]).toEqual([
    'neutral',
    'good',
    'neutral',
    'good',
    'good',
  ])
})

test('a scale that runs down has its unhappy scores above', () => {
  const effort = custom({ min: 1, max: 5, direction: 'down' })
  expect([1, 2, 3, 4, 5].map(score => moodOf(score, effort))).toEqual(['good', 'good', 'neutral', 'bad', 'bad'])
  expect([normalised(1, effort), normalised(5, effort)]).toEqual([1, 0])
})

test('normalised runs from 0 to 1 and refuses what is off the scale', () => {
  expect([normalised(1, CSAT), normalised(3, CSAT), normalised(10, NPS), normalised(0, TEN), normalised(11, NPS)]).toEqual([
    0,
    0.5,
    1,
    null,
    null,
  ])
  fc.assert(
    fc.property(fc.constantFrom(...scales), fc.integer({ min: -5, max: 105 }), (scale, score) => {
      const share = normalised(score, scale)
      return accepts(score, scale) ? share !== null && share >= 0 && share <= 1 : share === null
    }),
  )
})

const times = (counts: Record<number, number>) => new Map(Object.entries(counts).map(([value, count]) => [Number(value), count]))
const ids = (values: Parameters<typeof guessScale>[0]) => guessScale(values).candidates.map(scale => scale.id)

test('guesses the narrowest scale that holds every score', () => {
  expect(ids([1, 2, 4, 5])).toEqual(['csat', 'stars', 'ces', 'ten', 'nps'])
  expect(ids([7, 1, 4])).toEqual(['ces', 'ten', 'nps'])
  expect(ids([0, 10, 9])).toEqual(['nps'])
  expect(ids([0, 1])).toEqual(['thumbs', 'nps'])
  expect(ids([40, 95])).toEqual(['hundred'])
  expect(ids([4.5, 3])).toEqual([])
  expect(ids([])).toEqual([])
})

/** Counts of overall_rating in skytrax_lounge (CC0): 2,192 on 1–5 and 67 on 6–10. */
test('two scales in one column are shown, not guessed', () => {
  const lounge = times({ 1: 172, 2: 519, 3: 537, 4: 595, 5: 369, 6: 8, 7: 11, 8: 14, 9: 20, 10: 14 })
  expect(guessScale(lounge)).toMatchObject({ candidates: [], mixed: { upTo: 5, below: 2192, above: 67 } })
})

test('an honest 0 to 10 column is not mixed', () => {
  expect(guessScale(times({ 0: 9, 3: 4, 6: 27, 7: 40, 8: 55, 9: 120, 10: 186 })).mixed).toBeNull()
  expect(guessScale([1, 2, 3, 10]).mixed).toBeNull()
})
