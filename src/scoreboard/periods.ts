import { addDays, dayOf, daysBetween, monthOf, quarterOf, weekOf } from '#core/time/days.ts'
import { Problem } from '#kernel/problem.ts'
import type { PeriodName } from './periods-api.ts'

/** Calendar days of the workspace's zone, `to` not included. */
export type Days = { from: string; to: string }
export type Period = Days & {
  /** It still runs: its last days have not been yet. */
  partial: boolean
  /** As long a time just before; of one that still runs, as many days from the beginning of the one before. */
  before: Days
  /** The same days a year earlier: the same month, or 52 weeks back, so that Mondays meet Mondays. */
  lastYear: Days
}
export type AskedPeriod = { period: PeriodName; from?: string | undefined; to?: string | undefined }

const LONGEST = 1100

/** A period by its name as days, with what it is held against. @throws Problem 400 `scoreboard.period` */
export function periodOf(asked: AskedPeriod, now: Date, zone: string): Period {
  const today = dayOf(now, zone)
  const { from, to, begun } = daysOf(asked, today)
  const length = daysBetween(from, to)
  if (length < 1 || length > LONGEST) throw new Problem('scoreboard.period', 400, { n: LONGEST })
  const calendar = /month|quarter/.test(asked.period)
  const start = begun ?? addDays(from, -length)
  return {
    from,
    to,
    partial: to > today,
    before: {
      from: start,
      to: earlier(addDays(start, asked.period.startsWith('last-') && calendar ? daysBetween(start, from) : length), from),
    },
    lastYear: calendar ? { from: yearBefore(from), to: yearBefore(to) } : { from: addDays(from, -364), to: addDays(to, -364) },
  }
}

type Found = Days & { /** Where the calendar period before begins. */ begun?: string }

function daysOf({ period, from, to }: AskedPeriod, today: string): Found {
  const tomorrow = addDays(today, 1)
  const rolling = /^last-(\d+)$/.exec(period)
  if (rolling) return { from: addDays(today, -Number(rolling[1])), to: today }
  if (period === 'days') {
    if (!from || !to) throw new Problem('scoreboard.period', 400, { n: LONGEST })
    return { from, to }
  }
  const first = { week: weekOf, month: monthOf, quarter: quarterOf }[period.split('-')[1] as 'week']
  const begins = first(today)
  const before = first(addDays(begins, -1))
  if (period.startsWith('this-')) return { from: begins, to: tomorrow, begun: before }
  return { from: before, to: begins, begun: first(addDays(before, -1)) }
}

const earlier = (a: string, b: string) => (a < b ? a : b)
/** 29 February has none a year earlier: then the 28th. */
const yearBefore = (day: string) => Temporal.PlainDate.from(day).subtract({ years: 1 }).toString()

/** So many whole weeks, the last being that of the period's last day. */
export const weeksOf = ({ to }: Days, weeks = 12): Days => ({ from: addDays(weekOf(addDays(to, -1)), -7 * (weeks - 1)), to })
