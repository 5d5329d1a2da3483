import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { fillPath, queryOf, readSearch, requestOf, safeBack, workspaceOf } from './address.ts'
import { chordOf, matchChord } from './chords.ts'
import { dayOf, partsOf } from './day.ts'
import { failureOf } from './failure.ts'
import { reasonsOf } from './fields.ts'
import { dateFormats, distance, durationParts, number } from './formats.ts'
import { initial } from './initial.ts'
import { fill } from './message.ts'
import { scoreTone } from './scale.ts'
import { stitchesOn, toneOf } from './stitch.ts'

describe('addresses', () => {
  test('a path takes its parameters out of the input; a GET puts the rest in the query', () => {
    expect(requestOf({ method: 'GET', path: '/cases/:id' }, { id: 'a b', limit: 5, tags: ['x', 'y'], none: undefined })).toEqual({
      url: '/api/cases/a%20b?limit=5&tags=x&tags=y',
    })
  })

  test('a POST sends the rest as its body', () => {
    expect(requestOf({ method: 'POST', path: '/cases/:id/replies' }, { id: '7', text: 'ສະບາຍດີ' })).toEqual({
      url: '/api/cases/7/replies',
      body: '{"text":"ສະບາຍດີ"}',
    })
  })

  test('an instant travels as ISO', () => {
    expect(queryOf({ from: new Date('2026-03-02T09:00:00Z') })).toBe('?from=2026-03-02T09%3A00%3A00.000Z')
  })

  test('the workspace is the number that begins the address, and nothing else', () => {
    expect([workspaceOf('/12/inbox'), workspaceOf('/12'), workspaceOf('/sign-in'), workspaceOf('/12a/inbox')]).toEqual([
      '12',
      '12',
      null,
      null,
    ])
  })

  test('no parameter escapes its segment', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.constantFrom('.', '..', '', '%2e%2e', '../x')), id => {
        const { pathname } = new URL(fillPath('/cases/:id', { id }).path, 'http://x')
        expect(pathname).toMatch(/^\/cases\/[^/]+$/)
      }),
    )
  })

  test('a search is read as it was written', () => {
    const search = fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), fc.string({ minLength: 1 }))
    fc.assert(fc.property(search, one => void expect(readSearch(queryOf(one))).toEqual({ ...one })))
  })
})

describe('the way back', () => {
  test('leads to a path of ours and nowhere else', () => {
    const bad = [
      '//evil.example',
      '/\\evil.example',
      'https://evil.example',
      'javascript:alert(1)',
      '/\t/evil.example',
      '',
      undefined,
      '@evil',
    ]
    expect(bad.map(safeBack)).toEqual(bad.map(() => '/'))
    expect(safeBack('/1/inbox?owner=me')).toBe('/1/inbox?owner=me')
  })
})

describe('days', () => {
  test('a Buddhist year and native digits are understood', () => {
    expect([dayOf({ day: '๒', month: '໓', year: '២៥៦៩' }), dayOf({ day: '02', month: '3', year: '2026' })]).toEqual([
      '2026-03-02',
      '2026-03-02',
    ])
  })

  test('there is no 31st of February, and nothing typed is no day', () => {
    expect([
      dayOf({ day: '31', month: '2', year: '2026' }),
      dayOf({ day: '1', month: '1', year: '26' }),
      dayOf({ day: '', month: '', year: '' }),
    ]).toEqual([null, null, ''])
  })

  test('a day and its parts are the same thing', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date('1900-01-01'), max: new Date('2300-01-01'), noInvalidDate: true }), date => {
        const iso = date.toISOString().slice(0, 10)
        expect(dayOf(partsOf(iso))).toBe(iso)
      }),
    )
  })
})

describe('keys', () => {
  const pressed = (key: string, code: string, mod = {}) => chordOf({ key, code, ctrlKey: false, metaKey: false, altKey: false, ...mod })

  test('a Lao keyboard presses the same shortcuts as an English one', () => {
    expect([pressed('ຫ', 'KeyG'), pressed('g', 'KeyG'), pressed('?', 'Slash')]).toEqual(['g', 'g', '?'])
  })

  test('modifiers alone press nothing, and Ctrl is as good as Cmd', () => {
    expect([pressed('Shift', 'ShiftLeft'), pressed('k', 'KeyK', { metaKey: true }), pressed('k', 'KeyK', { ctrlKey: true })]).toEqual([
      '',
      'mod+k',
      'mod+k',
    ])
  })

  test('two keys in a row come before one', () => {
    const all = [{ keys: 'i' }, { keys: 'g i' }]
    expect([matchChord(all, 'g', 'i')?.keys, matchChord(all, '', 'i')?.keys, matchChord(all, 'x', 'g')?.keys]).toEqual([
      'g i',
      'i',
      undefined,
    ])
  })
})

describe('failures', () => {
  test('problem+json keeps its code, facts and fields', () => {
    const fields = [{ field: 'email', code: 'already-exists' }]
    expect(failureOf(400, { code: 'input', status: 400, facts: {}, fields, requestId: 'r1' })).toMatchObject({
      code: 'input',
      status: 400,
      requestId: 'r1',
      fields: [{ field: 'email', code: 'already-exists', facts: {} }],
    })
  })

  test('a page of a proxy is judged by its status', () => {
    expect([401, 403, 404, 413, 429, 500, 503].map(status => failureOf(status, undefined).code)).toEqual([
      'signed-out',
      'forbidden',
      'not-found',
      'too-large',
      'too-many',
      'unexpected',
      'busy',
    ])
  })

  test('a hostile body never breaks the page', () => {
    fc.assert(fc.property(fc.anything(), body => void expect(failureOf(500, body).status).toBe(500)))
  })
})

describe('fields', () => {
  const schema = z.strictObject({ name: z.string().min(2).max(4), email: z.email(), seats: z.number().max(5), day: z.string().optional() })

  test('an empty field is required before it is anything else', () => {
    expect(reasonsOf(schema, { name: '', email: '', seats: 1 })).toEqual({
      name: { code: 'required', facts: {} },
      email: { code: 'required', facts: {} },
    })
  })

  test('each refusal has the code and the number that its sentence needs', () => {
    expect(reasonsOf(schema, { name: 'a', email: 'noy@', seats: 9 })).toEqual({
      name: { code: 'too-short', facts: { n: 2 } },
      email: { code: 'email', facts: {} },
      seats: { code: 'too-big', facts: { n: 5 } },
    })
  })

  test('a rule of our own brings its code as its message', () => {
    const own = z.object({ a: z.string().refine(() => false, 'already-exists'), b: z.string().refine(() => false, 'Some English') })
    expect(reasonsOf(own, { a: 'x', b: 'y' })).toEqual({ a: { code: 'already-exists', facts: {} }, b: { code: 'invalid', facts: {} } })
  })
})

describe('formats', () => {
  const at = new Date('2025-11-22T18:30:00Z')

  test('dates are Gregorian with 0–9 in all four languages, in the workspace’s zone', () => {
    const written = (['en', 'th', 'lo', 'km'] as const).map(language => dateFormats(language, 'Asia/Vientiane').date(at))
    expect(written).toEqual(['23 Nov 2025', '23 พ.ย. 2025', '23 ພ.ຈ. 2025', '23 វិច្ឆិកា 2025'])
  })

  test('times run from 00 to 23', () => {
    expect((['en', 'th', 'lo', 'km'] as const).map(language => dateFormats(language, 'Asia/Vientiane').time(at))).toEqual([
      '01:30',
      '01:30',
      '01:30',
      '01:30',
    ])
  })

  test('a calendar day is the same day in every zone', () => {
    expect(['Pacific/Apia', 'America/Adak', 'Asia/Bangkok'].map(zone => dateFormats('en', zone).date('2026-03-02'))).toEqual(
      Array(3).fill('2 Mar 2026'),
    )
  })

  test('numbers are written 1,234.5 in Lao too, also inside a message', () => {
    expect([number(1234.5, 1), fill('lo', '{n, number}', { n: 1234.5 })]).toEqual(['1,234.5', '1,234.5'])
  })

  test('a duration counts whole minutes, hours and minutes to two days, then days', () => {
    const parts = [0, 59, 252, 2879, 4560].map(minutes => durationParts(minutes))
    expect(parts.map(({ key, values }) => [key, values.d, values.h, values.m])).toEqual([
      ['duration.m', 0, 0, '0'],
      ['duration.m', 0, 0, '59'],
      ['duration.h', 0, 4, '12'],
      ['duration.h', 0, 47, '59'],
      ['duration.d', 3, 4, '0'],
    ])
  })

  test('a distance is said in its largest whole unit, both ways', () => {
    expect([20_000, -90_000, 7_200_000, 200_000_000].map(distance)).toEqual([
      { unit: 'now', n: 0 },
      { unit: 'minutes', n: 1 },
      { unit: 'hours', n: 2 },
      { unit: 'days', n: 2 },
    ])
  })
})

describe('people and their answers', () => {
  test('an initial is one whole letter, and never a vowel that only stands in front', () => {
    expect(['Marta', 'ເພັດ', 'แก้ว', 'សុភា ចាន់', '  ນ້ອຍ', '', '👩‍🔧 Ann'].map(initial)).toEqual(['M', 'ພັ', 'ก้', 'សុ', 'ນ້', '·', '👩‍🔧'])
  })

  test('24 stitches stand for 24 hours, and late ones count again from one', () => {
    expect([1440, 252, 0, -1, -61, 9000].map(stitchesOn)).toEqual([24, 5, 0, 1, 2, 24])
  })

  test('under eight hours is soon, under none is late', () => {
    expect([480, 479, 0, -1].map(toneOf)).toEqual(['ok', 'soon', 'soon', 'late'])
  })

  test('CES counts 7 as easy; an own scale judges nothing', () => {
    expect([scoreTone(7, 'ces'), scoreTone(1, 'ces'), scoreTone(6, 'nps'), scoreTone(5, { min: 0, max: 5 })]).toEqual([
      'good',
      'bad',
      'bad',
      'in',
    ])
  })
})
