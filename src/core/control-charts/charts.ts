/** Values in the order of time. A chart's limits are where the process itself wanders; a point beyond them is a signal. */
export type Limits = { centre: number; low: number; high: number }
export type Moving = Limits & { ranges: number[]; meanRange: number; rangeHigh: number }

/**
 * Individual values and their moving ranges: centre ± 2.66 mean moving range; ranges up to 3.268 of it. Null below two values.
 * @see Shewhart (1931); Wheeler (1993), Understanding Variation
 */
export function xmr(values: readonly number[]): Moving | null {
  if (values.length < 2) return null
  const ranges = values.slice(1).map((value, index) => Math.abs(value - values[index]!))
  const meanRange = mean(ranges)
  const centre = mean(values)
  return { centre, low: centre - 2.66 * meanRange, high: centre + 2.66 * meanRange, ranges, meanRange, rangeHigh: 3.268 * meanRange }
}

/** Shares 0–1 of changing totals, each with limits of its own. @see Shewhart (1931) */
export function pChart(parts: readonly { hits: number; total: number }[], stretch = 1): Limits[] {
  const centre = parts.reduce((all, { hits }) => all + hits, 0) / parts.reduce((all, { total }) => all + total, 0)
  return parts.map(({ total }) => {
    const spread = 3 * stretch * Math.sqrt((centre * (1 - centre)) / total)
    return { centre, low: Math.max(0, centre - spread), high: Math.min(1, centre + spread) }
  })
}

/** Counts per exposure (recurrences per 1,000 interactions). */
export function uChart(parts: readonly { count: number; exposure: number }[], stretch = 1): Limits[] {
  const centre = parts.reduce((all, { count }) => all + count, 0) / parts.reduce((all, { exposure }) => all + exposure, 0)
  return parts.map(({ exposure }) => {
    const spread = 3 * stretch * Math.sqrt(centre / exposure)
    return { centre, low: Math.max(0, centre - spread), high: centre + spread }
  })
}

/**
 * How much wider a p chart must be than chance alone says, when days differ for reasons of their own: mean |Δz| / 1.128 of neighbours. Above 1 use
 * Laney's p′ (`pChart(parts, stretch)`), else every day would be a signal.
 * @see Laney (2002), Quality Engineering 14
 */
export function laneyStretch(parts: readonly { hits: number; total: number }[]): number {
  const limits = pChart(parts)
  const z = parts.map(({ hits, total }, index) => {
    const { centre } = limits[index]!
    return (hits / total - centre) / Math.sqrt((centre * (1 - centre)) / total)
  })
  return z.length < 2 ? 1 : mean(z.slice(1).map((value, index) => Math.abs(value - z[index]!))) / 1.128
}

/** What a signal is, and which rule says so. */
export type Signal = { at: number; rule: 'beyond-limits' | 'eight-on-one-side' | 'six-in-a-row' }

/** Points beyond the limits; eight in a row on one side of the centre; six in a row rising or falling. @see Nelson (1984), Journal of Quality Technology 16 */
export function signals(values: readonly number[], limits: readonly Limits[]): Signal[] {
  const found: Signal[] = []
  let side = 0
  let trend = 0
  values.forEach((value, at) => {
    const { centre, low, high } = limits[at]!
    if (value < low || value > high) found.push({ at, rule: 'beyond-limits' })
    side = run(side, Math.sign(value - centre))
    if (Math.abs(side) === 8) found.push({ at, rule: 'eight-on-one-side' })
    trend = at === 0 ? 0 : run(trend, Math.sign(value - values[at - 1]!))
    if (Math.abs(trend) === 5) found.push({ at, rule: 'six-in-a-row' })
  })
  return found
}

/** How many in a row point the same way, with the direction as its sign. */
const run = (so: number, direction: number) => (direction === 0 ? 0 : Math.sign(so) === direction ? so + direction : direction)
const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length
