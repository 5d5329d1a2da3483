import { expect, test } from 'vitest'
import { answeredWithin, partsOf } from './answered-within.ts'

const said = (day: string, reply: string | null) => ({ saidAt: new Date(day), repliedAt: reply === null ? null : new Date(reply) })
const now = new Date('2024-05-04T10:00:00Z')

/** golden/closed_loop/golden.json, d1 to d7. */
const golden = [
  said('2024-05-01T10:00:00Z', '2024-05-01T20:00:00Z'),
  said('2024-05-01T10:00:00Z', '2024-05-02T10:00:00Z'),
  said('2024-05-01T10:00:00Z', '2024-05-02T10:00:01Z'),
  said('2024-05-01T10:00:00Z', null),
  said('2024-05-03T20:00:00Z', null),
  said('2024-05-03T20:00:00Z', '2024-05-03T21:00:00Z'),
  said('2024-05-01T10:00:00Z', '2024-05-01T09:00:00Z'),
]

test('two of five due were replied to within 24 hours, two are too young', () => {
  const parts = golden.map(one => partsOf(one, now)).reduce(answeredWithin.add)
  expect(parts).toEqual({ met: 2, due: 5, pending: 2 })
  expect(answeredWithin.estimate(parts)).toEqual({
    value: 0.4,
    low: expect.closeTo(0.11762077423264783, 9),
    high: expect.closeTo(0.769275718723987, 9),
  })
})

test('feedback is due from the very moment its hours are over', () => {
  const one = said('2024-05-03T10:00:00Z', null)
  expect(partsOf(one, now)).toEqual({ met: 0, due: 1, pending: 0 })
  expect(partsOf(one, new Date(now.getTime() - 1))).toEqual({ met: 0, due: 0, pending: 1 })
  expect(answeredWithin.estimate({ met: 0, due: 0, pending: 4 })).toBeNull()
})
