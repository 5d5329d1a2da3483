import { expect, test } from 'vitest'
import { postStratified } from './post-stratified.ts'

const group = (asked: number, values: number[]) => ({
  asked,
  n: values.length,
  sum: values.reduce((sum, one) => sum + one, 0),
  sumSquares: values.reduce((sum, one) => sum + one ** 2, 0),
})

test('groups that answered as they were asked change nothing, and every answer counts whole', () => {
  const result = postStratified([group(4, [1, 3]), group(6, [2, 2, 5])])!
  expect([result.value, result.effective, result.covered]).toEqual([expect.closeTo(13 / 5), expect.closeTo(5), 1])
})

test('worked by hand: the silent half weighs half', () => {
  // Ten asked in each; eight of one answered 10, two of the other 0: raw 8, weighted 5, n 1 / (¼/8 + ¼/2) = 6.4.
  const result = postStratified([group(10, Array(8).fill(10)), group(10, [0, 0])])!
  expect([result.value, result.effective, result.n]).toEqual([5, expect.closeTo(6.4), 10])
})

test('who answered not at all is left out, and it is said', () => {
  expect(postStratified([group(30, [4, 4]), group(10, [])])).toMatchObject({ value: 4, covered: 0.75 })
  expect(postStratified([group(30, [])])).toBeNull()
})
