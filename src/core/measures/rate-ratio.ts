import { betaPoint } from '../chance/beta.ts'
import { Z95 } from './share.ts'
import { tQuantile95 } from './student.ts'

/** How often something happened while so much went on: recurrences of a cause against interactions. Additive. */
export type Rate = { count: number; exposure: number }
/** How many times as often as before. `value` is null when it never happened before; `high` is null when nothing bounds it. */
export type RateRatio = { value: number | null; low: number; high: number | null }

/** What the numbers allow to be said of a time after against a time before. */
export const verdicts = ['gone', 'less', 'unclear', 'more', 'early'] as const
export type Verdict = (typeof verdicts)[number]

export const total = (parts: readonly Rate[]): Rate =>
  parts.reduce((sum, { count, exposure }) => ({ count: sum.count + count, exposure: sum.exposure + exposure }), { count: 0, exposure: 0 })

/**
 * The rate after against the rate before, with the exact interval given their sum (binomial, Clopper & Pearson). With a dispersion above 1 every count
 * tells only that much less: the interval is that of counts divided by it (quasi-Poisson).
 * @see Przyborowski & Wilenski (1940); R's `poisson.test`
 */
export function rateRatio(before: Rate, after: Rate, { dispersion = 1, level = 0.95 } = {}): RateRatio {
  const [was, is] = [before.count / dispersion, after.count / dispersion]
  const tail = (1 - level) / 2
  const odds = (share: number) => (share / (1 - share)) * (before.exposure / after.exposure)
  return {
    value: before.count === 0 ? null : after.count / after.exposure / (before.count / before.exposure),
    low: after.count === 0 ? 0 : odds(betaPoint(tail, is, was + 1)),
    high: before.count === 0 ? null : odds(betaPoint(1 - tail, is + 1, was)),
  }
}

/**
 * How much more the weeks of each time differ from each other than chance alone would have it (Pearson's χ² by its degrees of freedom), never below 1.
 * It is estimated from few weeks itself, so that an interval from it is as much wider as Student's t is than the normal distribution.
 * @see McCullagh & Nelder (1989), 4.5
 */
export function dispersionOf(...times: (readonly Rate[])[]): number {
  const used = times.filter(weeks => weeks.length > 0 && total(weeks).count > 0)
  const degrees = used.reduce((sum, weeks) => sum + weeks.length - 1, 0)
  if (degrees < 2) return 1
  const spread = used.reduce((sum, weeks) => sum + pearson(weeks), 0) / degrees
  return spread <= 1 ? 1 : spread * (tQuantile95(degrees) / Z95) ** 2
}

function pearson(weeks: readonly Rate[]): number {
  const { count, exposure } = total(weeks)
  return weeks.reduce((sum, week) => {
    const expected = (count * week.exposure) / exposure
    return expected === 0 ? sum : sum + (week.count - expected) ** 2 / expected
  }, 0)
}

/** `early`: so little has gone on since that even "never again" would prove nothing. Both times are given week by week. */
export function judge(before: readonly Rate[], after: readonly Rate[]): { verdict: Verdict; ratio: RateRatio | null; dispersion: number } {
  const [was, is] = [total(before), total(after)]
  if (was.exposure === 0 || is.exposure === 0) return { verdict: 'early', ratio: null, dispersion: 1 }
  const dispersion = dispersionOf(before, after)
  const ratio = rateRatio(was, is, { dispersion })
  return { verdict: verdictOf(was, is, ratio, dispersion), ratio, dispersion }
}

function verdictOf(was: Rate, is: Rate, { low, high }: RateRatio, dispersion: number): Verdict {
  if (low > 1) return 'more'
  if (high !== null && high < 1) return is.count === 0 ? 'gone' : 'less'
  const never = rateRatio(was, { ...is, count: 0 }, { dispersion }).high
  return never !== null && never < 1 ? 'unclear' : 'early'
}

/** A level that is looked at again and again, so that chance alone hardly ever crosses it: three sigma, as a control chart has it. */
const WATCH_LEVEL = 0.9973

/** Whether what had become rarer comes back: the newest weeks against the weeks that proved it. */
export function relapsed(proved: readonly Rate[], newest: readonly Rate[]): boolean {
  const [was, is] = [total(proved), total(newest)]
  if (was.exposure === 0 || is.exposure === 0) return false
  return rateRatio(was, is, { dispersion: dispersionOf(proved, newest), level: WATCH_LEVEL }).low > 1
}
