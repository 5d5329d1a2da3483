import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isUnhappy, moodOf, scales } from '#core/scores/scale.ts'
import { countedDays, type Facts, fitting, needScores, ready } from './evaluate.ts'
import type { Condition } from './rule-words.ts'
import { usualRules } from './rules.ts'

const scored = fc
  .constantFrom(...scales)
  .chain(scale => fc.record({ scale: fc.constant(scale), score: fc.integer({ min: scale.min, max: scale.max }) }))
const moods = { bad: -1, neutral: 0, good: 1 }
const nothing: Facts = {
  ...{ score: null, scale: null, mood: null, text: '', topicIds: [], plan: null, monthlyRevenue: null, channel: null, language: 'und' },
  contacts: () => 1,
  silentDays: null,
}
const rule = (...conditions: Condition[]) => ({
  id: '1',
  name: '',
  conditions,
  actions: [{ kind: 'open' as const }],
  enabled: true,
  usual: false,
})
const fits = (condition: Condition, facts: Partial<Facts>) => fitting(ready([rule(condition)]), { ...nothing, ...facts }).length > 0
const usually = (facts: Partial<Facts>, rules = usualRules) => fitting(ready(rules), { ...nothing, ...facts }).length > 0

test('without a change, exactly the unhappy scores of each scale open a case', () => {
  fc.assert(
    fc.property(scored, ({ scale, score }) => {
      expect(usually({ score, scale: scale.id, mood: moods[moodOf(score, scale)] })).toBe(isUnhappy(score, scale))
    }),
  )
})

test('a usual rule that is changed or off holds for its scale alone', () => {
  fc.assert(
    fc.property(scored, scored, ({ scale, score: to }, { scale: other, score }) => {
      const changed = usualRules.map(one =>
        one.conditions.some(part => part.kind === 'score' && part.scale === scale.id)
          ? rule({ kind: 'score', scale: scale.id, from: scale.min, to })
          : one,
      )
      expect(usually({ score, scale: other.id }, changed)).toBe(other.id === scale.id ? score <= to : isUnhappy(score, other))
      const off = changed.map(one => ({ ...one, enabled: false }))
      expect(usually({ score, scale: other.id }, off)).toBe(false)
    }),
  )
})

test('without a score or a scale nothing is known, and nothing opens; a scale of one’s own goes by its mood', () => {
  expect(usually({})).toBe(false)
  expect(usually({ score: 0 })).toBe(false)
  expect(usually({ score: 1, scale: 'custom', mood: -1 })).toBe(true)
  expect(usually({ score: 5, scale: 'custom', mood: 0 })).toBe(false)
})

test.each<[string, Condition, Partial<Facts>, Partial<Facts>]>([
  ['words in Lao, in either spelling of ຳ', { kind: 'text', words: ['ຄຳຮ້ອງ'] }, { text: 'ນີ້ແມ່ນຄໍາຮ້ອງຂອງຂ້ອຍ' }, { text: 'ດີຫຼາຍ' }],
  [
    'any of several words, whatever their case',
    { kind: 'text', words: ['Refund', 'money back'] },
    { text: 'I want my MONEY BACK' },
    { text: 'fine' },
  ],
  ['a topic or one below it', { kind: 'topic', topicIds: ['pay'] }, { topicIds: ['card', 'pay'] }, { topicIds: ['card'] }],
  ['a plan', { kind: 'plan', plans: ['Gold'] }, { plan: 'Gold' }, { plan: null }],
  ['a revenue', { kind: 'revenue', from: 100 }, { monthlyRevenue: 100 }, { monthlyRevenue: 99 }],
  ['a channel', { kind: 'channel', channels: ['chat'] }, { channel: 'chat' }, { channel: null }],
  ['a language', { kind: 'language', languages: ['km'] }, { language: 'km' }, { language: 'lo' }],
  ['a third contact', { kind: 'repeat', times: 3, days: 30 }, { contacts: days => (days === 30 ? 3 : 9) }, { contacts: () => 2 }],
  ['a silence', { kind: 'silent', days: 3 }, { silentDays: 3 }, { silentDays: 2 }],
])('%s fits, and nothing else does', (_, condition, yes, no) => {
  expect([fits(condition, yes), fits(condition, no)]).toEqual([true, false])
})

test('a rule about what is said is none about silence, and the other way round', () => {
  expect(fits({ kind: 'channel', channels: ['chat'] }, { channel: 'chat', silentDays: 5 })).toBe(false)
  expect(fits({ kind: 'silent', days: 3 }, { silentDays: null })).toBe(false)
})

test('what has to be looked up is said before: days of counting, and whether only scores can fit', () => {
  expect(countedDays([rule({ kind: 'repeat', times: 3, days: 30 }, { kind: 'repeat', times: 2, days: 7 })])).toEqual([30, 7])
  expect(needScores(usualRules)).toBe(true)
  expect(needScores([...usualRules, rule({ kind: 'text', words: ['x'] })])).toBe(false)
})
