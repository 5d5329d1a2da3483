import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isUnhappy, moodOf, scales } from '#core/scores/scale.ts'
import { needsReply } from './rules.ts'

const scored = fc
  .constantFrom(...scales)
  .chain(scale => fc.record({ scale: fc.constant(scale), score: fc.integer({ min: scale.min, max: scale.max }) }))
const moods = { bad: -1, neutral: 0, good: 1 }

test('without a change, exactly the unhappy scores of each scale open a case', () => {
  fc.assert(
    fc.property(scored, ({ scale, score }) => {
      const said = { score, scale: scale.id, mood: moods[moodOf(score, scale)] }
      expect(needsReply(said, [])).toBe(isUnhappy(score, scale))
    }),
  )
})

test('a threshold of one’s own holds for its scale alone, and worse scores always open when a better one does', () => {
  fc.assert(
    fc.property(scored, scored, ({ scale, score: threshold }, { scale: other, score }) => {
      const rules = [{ scale: scale.id, threshold, enabled: true }]
      const opens = (value: number, on: typeof scale) => needsReply({ score: value, scale: on.id, mood: 0 }, rules)
      expect(opens(score, other)).toBe(other.id === scale.id ? score <= threshold : isUnhappy(score, other))
      if (opens(score, other)) expect(opens(other.min, other)).toBe(true)
      expect(needsReply({ score: scale.min, scale: scale.id, mood: -1 }, [{ scale: scale.id, threshold, enabled: false }])).toBe(false)
    }),
  )
})

test('without a score or a scale nothing is known, and nothing opens; a scale of one’s own goes by its mood', () => {
  expect(needsReply({ score: null, scale: null, mood: null }, [])).toBe(false)
  expect(needsReply({ score: 0, scale: null, mood: null }, [])).toBe(false)
  expect(needsReply({ score: 1, scale: 'custom', mood: -1 }, [])).toBe(true)
  expect(needsReply({ score: 5, scale: 'custom', mood: 0 }, [])).toBe(false)
})
