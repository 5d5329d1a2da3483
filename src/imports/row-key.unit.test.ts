import { expect, test } from 'vitest'
import { Occurrences, rowKeys } from './row-key.ts'

const text = (key: Uint8Array) => Buffer.from(key).toString('hex')

test('identical rows are told apart by their occurrence, and the same file read again gives the same keys', () => {
  const rows = [...Array.from({ length: 15 }, () => ['42', 'good', '9']), ['42', 'good', '8']]
  const [once, twice] = [rowKeys(), rowKeys()]
  const keys = rows.map(row => text(once(row)))
  expect(new Set(keys).size).toBe(16)
  expect(rows.map(row => text(twice(row)))).toEqual(keys)
})

test('cells are not glued together: "a","bc" is not "ab","c"', () => {
  const key = rowKeys()
  expect(text(key(['a', 'bc'])).slice(0, 32)).not.toBe(text(key(['ab', 'c'])).slice(0, 32))
})

test('a million different rows and their repeats are counted exactly in under 30 MB', () => {
  const counted = new Occurrences(1000)
  const key = Buffer.alloc(20)
  const count = (row: number) => {
    key.writeUInt32BE(Math.imul(row, 2_654_435_761) >>> 0, 0)
    key.writeUInt32BE(row, 4)
    return counted.next(key)
  }
  for (let row = 0; row < 1_000_000; row++) if (count(row) !== 1) throw new Error(`row ${row} seen before`)
  for (let row = 0; row < 1_000_000; row += 997) expect(count(row)).toBe(2)
  expect(counted.bytes).toBeLessThan(30_000_000)
})
