import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type InstantFormat, readInstant } from './read-instant.ts'

const zone = 'Asia/Vientiane'
const read = (cell: string | number, format: Partial<InstantFormat> = {}) => {
  const result = readInstant(cell, { zone, ...format })
  return 'at' in result ? result.at.toISOString() : result.problem
}
const MIDNIGHT = '2024-02-29T17:00:00.000Z'
const AFTERNOON = '2024-03-01T06:20:00.000Z'

test.each([
  ['2024-03-01', MIDNIGHT],
  ['2024-03-01T13:20', AFTERNOON],
  ['2024-03-01 13:20', AFTERNOON],
  ['2024-03-01 13:20:00.000', AFTERNOON],
  ['2024-03-01T06:20:00Z', AFTERNOON],
  ['2024-03-01T13:20:00.000000+07:00', AFTERNOON],
  ['2024-03-01 06:20:00 UTC', AFTERNOON],
  ['2024-03-01 13:20:00+07', AFTERNOON],
  ['2567-03-01', MIDNIGHT],
  ['20240301', MIDNIGHT],
  ['2024/3/1 13:20', AFTERNOON],
  ['๒๐๒๔-๐๓-๐๑', MIDNIGHT],
  ['25/03/2024', '2024-03-24T17:00:00.000Z'],
  ['03/25/2024', '2024-03-24T17:00:00.000Z'],
  ['4/4/2024', '2024-04-03T17:00:00.000Z'],
  ['01.03.2024', MIDNIGHT],
  ['1 March 2024', MIDNIGHT],
  ['March 1, 2024', MIDNIGHT],
  ['March 1st, 2024 1:20 PM', AFTERNOON],
  ['Fri, 01 Mar 2024 13:20:00 +0700', AFTERNOON],
  ['Fri Mar 01 2024 06:20:00 GMT+0000 (Coordinated Universal Time)', AFTERNOON],
  ['01-Mar-24', MIDNIGHT],
  ['1 มีนาคม 2567', MIDNIGHT],
  ['วันศุกร์ที่ 1 มีนาคม พ.ศ. 2567', MIDNIGHT],
  ['1 มี.ค. 2567 13:20 น.', AFTERNOON],
  ['๑ มี.ค. ๒๕๖๗ เวลา 13.20 น.', AFTERNOON],
  ['1 ມີນາ 2024', MIDNIGHT],
  ['1 ມ.ນ. 2024 13:20', AFTERNOON],
  ['1 មីនា 2024', MIDNIGHT],
  ['១ មីនា ២០២៤', MIDNIGHT],
  ['1er mars 2024', MIDNIGHT],
  ['vendredi 1 mars 2024', MIDNIGHT],
  ['mar. 5 mars 2024', '2024-03-04T17:00:00.000Z'],
  ['3 févr. 2024', '2024-02-02T17:00:00.000Z'],
  ['15 août 2024 13h20', '2024-08-15T06:20:00.000Z'],
])('reads %s', (cell, instant) => {
  expect(read(cell)).toBe(instant)
})

test.each([
  ['', 'date.empty'],
  ['  ', 'date.empty'],
  ['n/a', 'date.unreadable'],
  ['2024', 'date.unreadable'],
  ['March 2024', 'date.unreadable'],
  ['delivered in march 3 2024', 'date.unreadable'],
  ['maybe 5 2024', 'date.unreadable'],
  ['31/02/2024', 'date.impossible'],
  ['2023-02-29', 'date.impossible'],
  ['2566-02-29', 'date.impossible'],
  ['2024-13-01', 'date.impossible'],
  ['2024-03-01 25:00', 'date.impossible'],
  ['31 April 2024', 'date.impossible'],
  ['1 March 2024 13:20 PM', 'date.impossible'],
  ['03/04/2024', 'date.ambiguous'],
  ['03-04-24', 'date.ambiguous'],
  ['1 มี.ค. 67', 'date.ambiguous'],
  [5, 'date.unreadable'],
])('refuses %s as %s', (cell, code) => {
  expect(read(cell)).toBe(code)
})

test('the format decides what a cell leaves open, and never swaps in silence', () => {
  expect(read('03/04/2024', { order: 'dmy' })).toBe('2024-04-02T17:00:00.000Z')
  expect(read('03/04/2024', { order: 'mdy' })).toBe('2024-03-03T17:00:00.000Z')
  expect(read('25/03/2024', { order: 'mdy' })).toBe('date.impossible')
  expect(read('24/03/01', { order: 'ymd' })).toBe(MIDNIGHT)
  expect(read('1 มี.ค. 67', { era: 'buddhist' })).toBe(MIDNIGHT)
  expect(read('29/02/2567', { order: 'dmy' })).toBe('2024-02-28T17:00:00.000Z')
})

test('reads numbers: spreadsheet serials by the wall clock, epochs by instant', () => {
  expect(read(45352)).toBe(MIDNIGHT)
  expect(read('45352.5555555556')).toBe(AFTERNOON)
  expect(read(1709274000)).toBe(AFTERNOON)
  expect(read('1709274000000')).toBe(AFTERNOON)
})

test('a skipped hour is read as much later, a repeated one as its first', () => {
  expect(read('2024-03-10 02:30', { zone: 'America/New_York' })).toBe('2024-03-10T07:30:00.000Z')
  expect(read('2024-11-03 01:30', { zone: 'America/New_York' })).toBe('2024-11-03T05:30:00.000Z')
  expect(read('2024-11-03 12:00', { zone: 'America/New_York' })).toBe('2024-11-03T17:00:00.000Z')
})

test('every instant printed as ISO is read back, and every local reading agrees with Temporal', () => {
  const zones = fc.constantFrom('UTC', 'Asia/Bangkok', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kolkata', 'Europe/London')
  const dates = fc.date({ min: new Date('1950-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
  fc.assert(
    fc.property(dates, zones, (at, one) => {
      expect(read(at.toISOString())).toBe(at.toISOString())
      const wall = at.toISOString().slice(0, 19)
      const expected = Temporal.PlainDateTime.from(wall).toZonedDateTime(one).epochMilliseconds
      expect(read(wall, { zone: one })).toBe(new Date(expected).toISOString())
    }),
    { numRuns: 1000 },
  )
})

test('no cell makes it throw', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.double()), cell => readInstant(cell, { zone }) !== null),
    { numRuns: 2000 },
  )
})
