import { describe, expect, test } from 'vitest'
import { languages } from '#kernel/words.ts'
import { dateNames } from './date-names.ts'
import { dateFormats } from './formats.ts'

const zone = 'Asia/Vientiane'

describe('dates in the reader’s language', () => {
  test('the day is the workspace’s, written with Latin digits and Gregorian years in all four languages', () => {
    const late = new Date('2026-11-22T18:30:00Z')
    expect(languages.map(language => dateFormats(language, zone).date(late))).toEqual([
      '23 Nov 2026',
      '23 พ.ย. 2026',
      '23 ພ.ຈ. 2026',
      '23 វិច្ឆិកា 2026',
    ])
    expect(languages.map(language => dateFormats(language, zone).time(late))).toEqual(['01:30', '01:30', '01:30', '01:30'])
  })

  test('a calendar day is the same in every zone', () =>
    expect(['Pacific/Kiritimati', 'Pacific/Pago_Pago'].map(far => dateFormats('lo', far).date('2026-03-02'))).toEqual([
      '2 ມ.ນ. 2026',
      '2 ມ.ນ. 2026',
    ]))

  test('our own names are those of the full ICU that Node has and browsers lack', () => {
    for (const language of ['lo', 'km'] as const)
      for (let month = 0; month < 12; month++) {
        const at = new Date(Date.UTC(2026, month, month + 1))
        const icu = new Intl.DateTimeFormat(language, { timeZone: 'UTC', weekday: 'long', month: 'long' }).formatToParts(at)
        const part = (type: string) => icu.find(one => one.type === type)?.value.replaceAll('\u200b', '')
        expect(dateNames[language]?.months[month]).toBe(part('month'))
        expect(dateNames[language]?.weekdays[at.getUTCDay()]).toBe(part('weekday'))
      }
  })
})
