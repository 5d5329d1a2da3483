import type { Language } from '#kernel/words.ts'
import { dateNames } from './date-names.ts'
import { localeOf } from './message.ts'

type Unit = 'now' | 'minutes' | 'hours' | 'days'

/** "4 h 12", "52 min", "3 d 4 h": parts, so that each language brings its own words. */
export type DurationParts = { key: 'duration.m' | 'duration.h' | 'duration.d'; values: { d: number; h: number; m: string } }

export function durationParts(minutes: number): DurationParts {
  const all = Math.floor(Math.abs(minutes))
  const [d, h, m] = [Math.floor(all / 1440), Math.floor(all / 60) % 24, all % 60]
  if (all < 60) return { key: 'duration.m', values: { d: 0, h: 0, m: String(m) } }
  if (all < 2880) return { key: 'duration.h', values: { d: 0, h: Math.floor(all / 60), m: String(m).padStart(2, '0') } }
  return { key: 'duration.d', values: { d, h, m: String(m) } }
}

/** How long ago, or how soon, in the largest whole unit. */
export function distance(milliseconds: number): { unit: Unit; n: number } {
  const minutes = Math.floor(Math.abs(milliseconds) / 60_000)
  if (minutes < 1) return { unit: 'now', n: 0 }
  if (minutes < 60) return { unit: 'minutes', n: minutes }
  if (minutes < 1440) return { unit: 'hours', n: Math.floor(minutes / 60) }
  return { unit: 'days', n: Math.floor(minutes / 1440) }
}

/**
 * Dates as 22 Nov 2025, times as 14:05, in the workspace's zone, whatever the device is set to.
 * A calendar day comes as text (`2026-03-02`) and is the same day in every zone.
 */
export function dateFormats(language: Language, zone: string) {
  const make = (options: Intl.DateTimeFormatOptions) => {
    const here = new Intl.DateTimeFormat(localeOf(language), { timeZone: zone, hourCycle: 'h23', ...options })
    const day = new Intl.DateTimeFormat(localeOf(language), { timeZone: 'UTC', ...options })
    return (at: Date | string) => withoutHidden(typeof at === 'string' ? day.format(new Date(at)) : here.format(at))
  }
  const day = { day: 'numeric', month: 'short', year: 'numeric' } as const
  const clock = { hour: '2-digit', minute: '2-digit' } as const
  const time = make(clock)
  const names = dateNames[language]
  if (!names) return { date: make(day), time, weekday: make({ weekday: 'long', day: 'numeric', month: 'long' }) }
  const parts = partsIn(zone)
  const date = (at: Date | string) => `${parts(at).day} ${names.short[parts(at).month - 1]} ${parts(at).year}`
  const weekday = (at: Date | string) => `${names.weekdays[parts(at).weekday]} ${parts(at).day} ${names.months[parts(at).month - 1]}`
  return { date, time, weekday }
}

const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']

/** A day as numbers in a zone (a calendar day: in none); weekdays count from Sunday, 0. */
function partsIn(zone: string) {
  const options = { day: 'numeric', month: 'numeric', year: 'numeric', weekday: 'short' } as const
  const make = (timeZone: string) => new Intl.DateTimeFormat('en-u-ca-gregory-nu-latn', { ...options, timeZone })
  const [here, nowhere] = [make(zone), make('UTC')]
  return (at: Date | string) => {
    const all = typeof at === 'string' ? nowhere.formatToParts(new Date(at)) : here.formatToParts(at)
    const part = Object.fromEntries(all.map(({ type, value }) => [type, value]))
    return { day: Number(part.day), month: Number(part.month), year: Number(part.year), weekday: weekdays.indexOf(part.weekday ?? '') }
  }
}

/** ICU hides zero-width spaces in Khmer dates; they break searching and comparing. */
const withoutHidden = (text: string) => text.replaceAll('\u200b', '')

const numberFormats = new Map<number, Intl.NumberFormat>()

/** 1,234.5 in all four languages. */
export function number(n: number, digits = 0): string {
  const known = numberFormats.get(digits) ?? new Intl.NumberFormat('en', { minimumFractionDigits: digits, maximumFractionDigits: digits })
  numberFormats.set(digits, known)
  return known.format(n)
}
