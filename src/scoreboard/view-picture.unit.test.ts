import { expect, test } from 'vitest'
import { pictureOf } from './view-picture.ts'

const row = { label: 'Noi <b>', value: 0.5, low: 0.25, high: 1, written: '50.0%', range: '25.0% – 100.0%', n: 40 }
const widths = (text: string) =>
  [...text.matchAll(/width="([\d.]+)%" height="12" bgcolor="(#\w+)"/g)].map(([, width, colour]) => [Number(width), colour])

test('a row is drawn from nought to the highest end, its value as a mark within its likely range', () => {
  expect(widths(pictureOf([row]).text)).toEqual([
    [25, '#F0E8E7'],
    [25, '#D9B9CB'],
    [1.5, '#7A2453'],
    [50, '#D9B9CB'],
  ])
})

test('names are written, not run; what has too few has no bar; nothing at all draws nothing', () => {
  const { text } = pictureOf([row, { ...row, label: 'Sok', value: null, low: null, high: null, written: '–' }])
  expect(text).toContain('Noi &#60;b&#62;')
  expect(widths(text)).toHaveLength(4)
  expect(pictureOf([]).text).toBe('')
})
