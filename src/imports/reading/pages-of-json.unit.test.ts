import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { limits } from './limits.ts'
import { isPaged, PageCutter } from './pages-of-json.ts'

const cut = (text: string, size = text.length || 1) => {
  const cutter = new PageCutter(limits)
  const found: unknown[] = []
  for (let at = 0; at < text.length; at += size) found.push(...cutter.cut(text.slice(at, at + size)).map(item => JSON.parse(item.text)))
  return found
}

describe('pages of an API', () => {
  const items = [{ id: 1, answers: [{ a: '}' }] }, { id: 2, data: { x: '"]' } }, { id: 3 }]
  const page = (some: unknown[]) => ({ total_items: 3, meta: { total: [1] }, items: some, page_count: 1, links: [{ no: 1 }] })

  test('give their items: one page, many, in an array, however they are cut', () => {
    const texts = [
      JSON.stringify(page(items)),
      JSON.stringify(page(items), null, 2),
      `${JSON.stringify(page(items.slice(0, 1)))}\n${JSON.stringify(page(items.slice(1)), null, 1)}`,
      JSON.stringify([page(items.slice(0, 2)), page([]), page(items.slice(2))]),
    ]
    for (const text of texts) {
      expect(isPaged(text, limits), text).toBe(true)
      for (const size of [1, 2, 7, text.length]) expect(cut(text, size)).toEqual(items)
    }
  })

  test('an object with a list that begins with other names is a row, not a page', () => {
    const order = { customer: 'Noi', items: [{ sku: 1 }] }
    expect(cut(`${JSON.stringify(order)}\n${JSON.stringify(order)}`)).toEqual([order, order])
    expect(isPaged(JSON.stringify(order), limits)).toBe(false)
    expect(isPaged(JSON.stringify(order, null, 2), limits)).toBe(true)
    expect(isPaged(JSON.stringify([order]), limits)).toBe(false)
  })

  test('whatever the items hold, they come out as they went in', () => {
    fc.assert(
      fc.property(fc.array(fc.dictionary(fc.string(), fc.jsonValue())), fc.integer({ min: 1, max: 9 }), (some, size) => {
        expect(cut(JSON.stringify({ total: 1, data: some, next: null }), size)).toEqual(JSON.parse(JSON.stringify(some)))
      }),
    )
  })
})
