import { ahead, enough, learn } from './holt-winters.ts'

export const methods = ['seasonal-naive', 'mean-of-four', 'holt-winters'] as const
export type Method = (typeof methods)[number]
export type Forecast = { method: Method; values: number[]; wape: Partial<Record<Method, number>> }

const WEEKS = 4

/** What is forecast for each place in the next season: what was there last time. */
const seasonalNaive = (series: readonly number[], period: number, horizon: number) =>
  Array.from({ length: horizon }, (_, index) => series[series.length - period + (index % period)]!)

/** The mean of the same place in the last four seasons, fewer where there are not so many. */
const meanOfFour = (series: readonly number[], period: number, horizon: number) =>
  Array.from({ length: horizon }, (_, index) => {
    const same = Array.from({ length: WEEKS }, (_, back) => series[series.length - (back + 1) * period + (index % period)]).filter(
      one => one !== undefined,
    )
    return same.reduce((sum, one) => sum + one, 0) / same.length
  })

const by: Record<Method, (series: readonly number[], period: number, horizon: number) => number[]> = {
  'seasonal-naive': seasonalNaive,
  'mean-of-four': meanOfFour,
  'holt-winters': (series, period, horizon) => ahead(learn(series, period), series.length, horizon),
}

/** Sum of the errors' sizes over the sum of what came: nought is perfect. Null where nothing came. */
export function wape(expected: readonly number[], came: readonly number[]): number | null {
  const sum = came.reduce((all, one) => all + one, 0)
  return sum === 0 ? null : came.reduce((all, one, index) => all + Math.abs(one - expected[index]!), 0) / sum
}

/** How far a method would have been off, had it been asked at the end of each of the last seasons. */
export function rollingWape(series: readonly number[], period: number, method: Method, origins = 4): number | null {
  const errors: number[] = []
  for (let back = origins; back >= 1; back--) {
    const until = series.length - back * period
    if (until < period || (method === 'holt-winters' && !enough(series.slice(0, until), period))) continue
    const error = wape(by[method](series.slice(0, until), period, period), series.slice(until, until + period))
    if (error !== null) errors.push(error)
  }
  return errors.length === 0 ? null : errors.reduce((sum, one) => sum + one, 0) / errors.length
}

/**
 * What the next places of a seasonal series will be (half hours of a week: `period` 336). The mean of the last four seasons, or what was there last time
 * if that was nearer; Holt and Winters only where it beats both at the seasons that have been. Null below one whole season.
 */
export function forecast(series: readonly number[], period: number, horizon = period): Forecast | null {
  if (series.length < period) return null
  const told = methods.flatMap(method => {
    const error = rollingWape(series, period, method)
    return error === null ? [] : [[method, error] as const]
  })
  const order: readonly Method[] = ['mean-of-four', 'seasonal-naive', 'holt-winters']
  const errors = new Map(told)
  const method = order.reduce((best, one) =>
    (errors.get(one) ?? Number.POSITIVE_INFINITY) < (errors.get(best) ?? Number.POSITIVE_INFINITY) ? one : best,
  )
  return { method, values: by[method](series, period, horizon), wape: Object.fromEntries(told) }
}
