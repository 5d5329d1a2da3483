import { searchKey } from '../text/normalise.ts'
import { asLocal, asUtc, exists, type Reading } from './local.ts'
import { findMonth, isOnlyAround, plainName } from './month-names.ts'

/** `zone` for what carries no offset; `order` decides 3/4/2024; `era` decides two-digit Thai years. */
export type InstantFormat = { zone: string; order?: 'dmy' | 'mdy' | 'ymd'; era?: 'buddhist' | 'gregorian' }
export type InstantProblem = 'date.empty' | 'date.unreadable' | 'date.impossible' | 'date.ambiguous'
export type ReadInstant = { at: Date } | { problem: InstantProblem }

const problem = (code: InstantProblem): ReadInstant => ({ problem: code })
const DAY = 86_400_000
/** The longest month names and a time with its offset are far shorter; the patterns below are not made for a novel. */
const MOST_CHARACTERS = 200
/** Day 0 of spreadsheets, 1899-12-30, counted from 1970. */
const EXCEL_EPOCH_DAYS = 25_569

/**
 * Reads a cell of an import: ISO 8601 with or without offset, day, month and year in figures or with a month's name (English, Thai,
 * Lao, Khmer, French), spreadsheet serials (1954–2119), epoch seconds and milliseconds, native digits, Thai years (2400–2700). What could
 * be two days is refused as ambiguous unless the format decides it; a day that does not exist is refused, never rolled over.
 * A date alone is its first minute in the zone.
 */
export function readInstant(cell: string | number | Date, format: InstantFormat): ReadInstant {
  if (typeof cell === 'string' && cell.length > MOST_CHARACTERS) return problem('date.unreadable')
  if (typeof cell === 'string') return readIso(cell, format) ?? readText(cell, format)
  if (typeof cell === 'number') return readNumber(cell, format)
  return Number.isNaN(cell.getTime()) ? problem('date.impossible') : { at: cell }
}

/** `2024-03-01`, `2024-03-01T13:20`, `…:05`, `….123`, then nothing, Z or ±hh:mm. By hand, since imports are mostly this. Else null. */
function readIso(text: string, format: InstantFormat): ReadInstant | null {
  if (text.charCodeAt(4) !== 45 || text.charCodeAt(7) !== 45) return null
  const on = {
    year: figures(text, 0, 4),
    month: figures(text, 5, 7),
    day: figures(text, 8, 10),
    hour: 0,
    minute: 0,
    second: 0,
    millisecond: 0,
  }
  if (on.year < 0 || on.month < 0 || on.day < 0) return null
  if (text.length === 10) return placed(on, null, format)
  const end = readClock(text, on)
  const offset = end < 0 ? Number.NaN : end === text.length ? null : offsetAt(text, end)
  return Number.isNaN(offset) ? null : placed(on, offset, format)
}

/** Fills in the time that follows a ten-character date and says where it ends; −1 when it is none. */
function readClock(text: string, on: Reading): number {
  const between = text.charCodeAt(10)
  if ((between !== 84 && between !== 32 && between !== 116) || text.charCodeAt(13) !== 58) return -1
  on.hour = figures(text, 11, 13)
  on.minute = figures(text, 14, 16)
  if (text.charCodeAt(16) !== 58) return on.hour < 0 || on.minute < 0 ? -1 : 16
  on.second = figures(text, 17, 19)
  if (on.hour < 0 || on.minute < 0 || on.second < 0) return -1
  return text.charCodeAt(19) === 46 ? readFraction(text, on) : 19
}

function readFraction(text: string, on: Reading): number {
  let end = 20
  while (isFigure(text.charCodeAt(end))) end++
  if (end === 20) return -1
  on.millisecond = Number(text.slice(20, Math.min(end, 23)).padEnd(3, '0'))
  return end
}

/** Minutes east of UTC, NaN when the rest of the text is no offset. */
function offsetAt(text: string, at: number): number {
  if (text.length === at + 1 && (text[at] === 'Z' || text[at] === 'z')) return 0
  const match = /^ ?(?:(?:UTC|GMT|Z)$|(?:UTC|GMT)?([+-])(\d\d?):?(\d\d)?$)/i.exec(text.slice(at))
  if (!match) return Number.NaN
  const minutes = Number(match[2] ?? 0) * 60 + Number(match[3] ?? 0)
  return minutes > 14 * 60 ? Number.NaN : match[1] === '-' ? -minutes : minutes
}

function figures(text: string, from: number, to: number): number {
  let value = 0
  for (let at = from; at < to; at++) {
    const figure = text.charCodeAt(at) - 48
    if (!(figure >= 0 && figure <= 9)) return -1
    value = value * 10 + figure
  }
  return value
}
const isFigure = (unit: number) => unit >= 48 && unit <= 57

/** The last step of every way: Thai years, the calendar, the zone. */
function placed(on: Reading, offsetMinutes: number | null, { zone }: InstantFormat): ReadInstant {
  if (on.year >= 2400 && on.year <= 2700) on.year -= 543
  if (!exists(on)) return problem('date.impossible')
  return { at: new Date(offsetMinutes === null ? asLocal(on, zone) : asUtc(on) - offsetMinutes * 60_000) }
}

function readNumber(value: number, { zone }: InstantFormat): ReadInstant {
  if (value >= 1e11 && value < 1e13) return { at: new Date(Math.round(value)) }
  if (value >= 1e8 && value < 1e10) return { at: new Date(Math.round(value * 1000)) }
  if (!(value >= 20_000 && value < 80_400)) return problem('date.unreadable')
  const wall = new Date(Math.round((value - EXCEL_EPOCH_DAYS) * 86_400) * 1000)
  return { at: new Date(asLocal(wallOf(wall), zone)) }
}

/** Spreadsheets keep the wall clock as a number of days; whole seconds, since the fraction is inexact. */
const wallOf = (wall: Date): Reading => ({
  year: wall.getUTCFullYear(),
  month: wall.getUTCMonth() + 1,
  day: wall.getUTCDate(),
  hour: wall.getUTCHours(),
  minute: wall.getUTCMinutes(),
  second: wall.getUTCSeconds(),
  millisecond: Math.floor(wall.getTime() % DAY) % 1000,
})

const OFFSET = /(?:(?<=\d)\s*z|\s*(?:utc|gmt)(?:[+-]\d\d?:?(?:\d\d)?)?|(?<=:\d\d(?:\.\d+)?)\s*[+-]\d\d:?(?:\d\d)?)$/
const CLOCK = /(?:^|[\s,t])(\d{1,2})[:h](\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*(am|pm|a\.m\.|p\.m\.|น\.?|ໂມງ)?$/
const THAI_CLOCK = /\s(\d{1,2})\.(\d{2})()()\s*(น\.?|ໂມງ)$/

/** All else: the offset, the clock and the day are taken off the end, one after the other. */
function readText(text: string, format: InstantFormat): ReadInstant {
  const key = searchKey(text).replace(/\s*\([^)]*\)$/, '')
  if (key === '') return problem('date.empty')
  if (/^\d+(?:\.\d+)?$/.test(key) && key.length !== 8) return readNumber(Number(key), format)
  const iso = key === text ? null : readIso(key, format)
  if (iso) return iso
  const zone = OFFSET.exec(key)
  const untimed = zone ? key.slice(0, zone.index) : key
  const offset = zone ? offsetAt(zone[0].trim(), 0) : null
  const clock = CLOCK.exec(untimed) ?? THAI_CLOCK.exec(untimed)
  const time = clock ? clockOf(clock) : { hour: 0, minute: 0, second: 0, millisecond: 0 }
  if (!time || Number.isNaN(offset)) return problem('date.impossible')
  const day = readDay(clock ? untimed.slice(0, clock.index).trim() : untimed, format)
  return typeof day === 'string' ? problem(day) : placed({ ...day, ...time }, offset, format)
}

type Clock = Pick<Reading, 'hour' | 'minute' | 'second' | 'millisecond'>
type Day = Pick<Reading, 'year' | 'month' | 'day'>

function clockOf([, hour, minute, second = '0', fraction = '', half = '']: RegExpExecArray): Clock | null {
  const twelve = /^[ap]/.test(half)
  if (twelve && (Number(hour) < 1 || Number(hour) > 12)) return null
  const hours = twelve ? (Number(hour) % 12) + (half.startsWith('p') ? 12 : 0) : Number(hour)
  return { hour: hours, minute: Number(minute), second: Number(second), millisecond: Number(fraction.slice(0, 3).padEnd(3, '0')) }
}

function readDay(text: string, format: InstantFormat): Day | InstantProblem {
  const compact = /^(\d{4})(\d\d)(\d\d)$/.exec(text)
  if (compact) return { year: Number(compact[1]), month: Number(compact[2]), day: Number(compact[3]) }
  const three = /^(?:\D*\s)?(\d{1,4})\s*([/.\-\s])\s*(\d{1,2})\s*\2\s*(\d{1,4}),?$/.exec(text)
  if (three && isOnlyAround(text)) return byFigures(three[1]!, three[3]!, three[4]!, three[2]!, format)
  return byName(plainName(text), format)
}

function byName(plain: string, format: InstantFormat): Day | InstantProblem {
  const named = findMonth(plain)
  if (!named) return 'date.unreadable'
  const numbers = named.rest.match(/\d+/g) ?? []
  if (numbers.length !== 2 || !isOnlyAround(named.rest.replace(/(?<=\d)(?:st|nd|rd|th|er)\b/g, ''))) return 'date.unreadable'
  const [day, year] = numbers[0]!.length > 2 ? [numbers[1]!, numbers[0]!] : [numbers[0]!, numbers[1]!]
  const whole = wholeYear(year, format, named.thai)
  return whole === null ? 'date.ambiguous' : { year: whole, month: named.month, day: Number(day) }
}

function byFigures(a: string, b: string, c: string, between: string, format: InstantFormat): Day | InstantProblem {
  const order = a.length > 2 ? 'ymd' : (format.order ?? orderOf(Number(a), Number(b), c, between))
  if (!order || (a.length <= 2 && c.length > 2 && order === 'ymd')) return 'date.ambiguous'
  const [year, month, day] = order === 'ymd' ? [a, b, c] : order === 'dmy' ? [c, b, a] : [c, a, b]
  const whole = wholeYear(year, format, false)
  return whole === null ? 'date.ambiguous' : { year: whole, month: Number(month), day: Number(day) }
}

/** What the figures themselves decide: 25/3 and 3/25, 4/4, and full stops, which no one writes month first. */
function orderOf(a: number, b: number, c: string, between: string): 'dmy' | 'mdy' | null {
  if (c.length <= 2 && between === '-') return null
  if (a > 12 || between === '.') return 'dmy'
  return b > 12 || a === b ? (b > 12 ? 'mdy' : 'dmy') : null
}

/** Two figures mean 1970–2069; beside a Thai month they may be either era (67 is 2567 or 1967): then only the format decides. */
function wholeYear(year: string, { era }: InstantFormat, thai: boolean): number | null {
  const value = Number(year)
  if (year.length > 2) return value
  if (era === 'buddhist') return 2500 + value
  if (thai && era === undefined) return null
  return value < 70 ? 2000 + value : 1900 + value
}
