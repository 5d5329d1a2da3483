import { existsSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { languageOf } from './language.ts'

const tag = (text: string) => languageOf(text).language

test('knows the four languages by their letters, also with a product’s name within', () => {
  expect(tag('ของดีมาก')).toBe('th')
  expect(tag('iPhone 15 Pro ดีมากค่ะ ชอบ')).toBe('th')
  expect(tag('ພະນັກງານດີ')).toBe('lo')
  expect(tag('បុគ្គលិកល្អ')).toBe('km')
  expect(languageOf('ดี ok').shares).toEqual({ thai: 0.5, latin: 0.5 })
})

test('does not call every Latin text English', () => {
  expect(tag('Very good service')).toBe('en')
  expect(tag('Je suis très satisfaite de mes plantes')).toBe('fr')
  expect(tag('Sehr gut und immer schnell')).toBe('de')
  expect(tag('Es fácil de usar y colaborativo')).toBe('es')
  expect(tag('Kazimierz Wielkopolski')).toBe('und')
  expect(tag('вот так')).toBe('und')
  expect(languageOf('😀 42 !')).toEqual({ language: 'und', shares: {} })
})

const sets = '../shared/data'
const share = (texts: string[], language: string) => texts.filter(text => tag(text) === language).length / texts.length
const rows = (file: string) => readFileSync(`${sets}/${file}`)

/** Real sets nobody here wrote; skipped where the folder is absent. */
describe.skipIf(!existsSync(sets))('on real comments', () => {
  test('Thai social comments (wisesight)', () => {
    const lines = gunzipSync(rows('text/thai/wisesight_valid.jsonl.gz')).toString().trim().split('\n')
    expect(
      share(
        lines.map(line => JSON.parse(line).texts).filter(text => /[ก-๛]/.test(text)),
        'th',
      ),
    ).toBeGreaterThan(0.995)
  })

  test.each([
    ['eng_Latn', 'en'],
    ['tha_Thai', 'th'],
    ['lao_Laoo', 'lo'],
    ['khm_Khmr', 'km'],
  ])('sentences cut to 60 characters (sib200 %s)', (set, language) => {
    const texts = rows(`text/multilingual/sib200/${set}/dev.tsv`).toString().trim().split('\n').slice(1)
    expect(
      share(
        texts.map(line => line.split('\t').at(-1)!.slice(0, 60)),
        language,
      ),
    ).toBeGreaterThanOrEqual(language === 'en' ? 0.95 : 1)
  })

  test('French comments of a garden shop (botanic) are not English', () => {
    const comments = [
      ...rows('nps/botanic_first250.csv')
        .toString('latin1')
        .matchAll(/^"\d+",(?:\w+,)+"([^"]*)"/gm),
    ]
      .map(([, text = '']) => text)
      .filter(text => text.split(' ').length > 2)
    expect(comments.length).toBeGreaterThan(50)
    expect(share(comments, 'en')).toBeLessThan(0.02)
    expect(share(comments, 'fr')).toBeGreaterThan(0.9)
  })

  test('English comments (miro), a few of which are in Spanish, Russian and Japanese', () => {
    const comments = [
      ...rows('nps/miro_nps.csv')
        .toString()
        .matchAll(/^\d+,("(?:[^"]|"")*"|[^,\n]*),\d+\r?$/gm),
    ].map(([, text = '']) => text)
    expect(comments.length).toBe(441)
    expect(share(comments, 'en')).toBeGreaterThan(0.95)
  })
})
