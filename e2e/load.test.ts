import { expect, test } from 'vitest'
import { loadSizes } from '../scripts/load-sizes.ts'

const { first, pages } = loadSizes()

test('the first load, with the Lao words and the fonts of Lao and Latin, is at most 250 KB on the wire', () => {
  expect(first).toBeGreaterThan(150)
  expect(first).toBeLessThanOrEqual(250)
})

test('each page adds at most 60 KB to it', () => {
  expect(pages.length).toBeGreaterThan(20)
  expect(pages.filter(one => one.kilobytes > 60)).toEqual([])
})
