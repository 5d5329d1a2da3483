/** Level, trend and seasons, each smoothed with its own weight. @see Holt (1957); Winters (1960), Management Science 6; R's stats::HoltWinters, whose beginning this is */
export type Weights = { alpha: number; beta: number; gamma: number }
export type Seasons = 'additive' | 'multiplicative'
type State = { level: number; trend: number; seasons: number[] }
export type Fitted = { weights: Weights; sumSquares: number; state: State; seasons: Seasons }

/** Two whole seasons are needed to begin with, and one more to learn from. */
export const enough = (series: readonly number[], period: number): boolean => series.length >= 3 * period && period > 1

const mean = (values: readonly number[]) => values.reduce((sum, one) => sum + one, 0) / values.length

/** The line and the seasons of the first two periods: a moving average over one period, and what is left of each place in it. */
function beginning(series: readonly number[], period: number, seasons: Seasons): State {
  const half = Math.floor(period / 2)
  const even = period % 2 === 0
  const trendAt = (at: number) =>
    even
      ? (series.slice(at - half + 1, at + half).reduce((sum, one) => sum + one, 0) + (series[at - half]! + series[at + half]!) / 2) / period
      : mean(series.slice(at - half, at + half + 1))
  const places = Array.from({ length: 2 * period - 2 * half }, (_, index) => index + half)
  const trend = places.map(trendAt)
  const left = Array.from({ length: period }, () => [] as number[])
  for (const [index, at] of places.entries())
    left[at % period]!.push(seasons === 'additive' ? series[at]! - trend[index]! : series[at]! / trend[index]!)
  const figure = left.map(mean)
  const centre = mean(figure)
  const x = mean(trend.map((_, index) => index + 1))
  const slope =
    trend.reduce((sum, y, index) => sum + (index + 1 - x) * y, 0) / trend.reduce((sum, _, index) => sum + (index + 1 - x) ** 2, 0)
  return {
    level: mean(trend) - slope * x,
    trend: slope,
    seasons: figure.map(one => (seasons === 'additive' ? one - centre : one / centre)),
  }
}

/** Walks through the series with these weights. */
export function walk(series: readonly number[], period: number, seasons: Seasons, { alpha, beta, gamma }: Weights): Fitted {
  let { level, trend, seasons: figure } = beginning(series, period, seasons)
  figure = [...figure]
  let sumSquares = 0
  for (let at = period; at < series.length; at++) {
    const [x, season] = [series[at]!, figure[at % period]!]
    const expected = seasons === 'additive' ? level + trend + season : (level + trend) * season
    sumSquares += (x - expected) ** 2
    const before = level
    level = alpha * (seasons === 'additive' ? x - season : x / season) + (1 - alpha) * (level + trend)
    trend = beta * (level - before) + (1 - beta) * trend
    figure[at % period] = gamma * (seasons === 'additive' ? x - level : x / level) + (1 - gamma) * season
  }
  return { weights: { alpha, beta, gamma }, sumSquares, state: { level, trend, seasons: figure }, seasons }
}

/** The weights with the smallest squared one-step errors, by a search that halves its steps. */
export function learn(series: readonly number[], period: number, seasons: Seasons = 'additive'): Fitted {
  const within = (value: number) => Math.min(1, Math.max(0, value))
  let best = walk(series, period, seasons, { alpha: 0.3, beta: 0.1, gamma: 0.1 })
  for (let step = 0.25; step > 1e-4; ) {
    const { alpha, beta, gamma } = best.weights
    const around = [-step, 0, step].flatMap(a =>
      [-step, 0, step].flatMap(b =>
        [-step, 0, step].map(g => ({ alpha: within(alpha + a), beta: within(beta + b), gamma: within(gamma + g) })),
      ),
    )
    const found = around
      .map(weights => walk(series, period, seasons, weights))
      .reduce((one, other) => (other.sumSquares < one.sumSquares ? other : one), best)
    if (found.sumSquares < best.sumSquares) best = found
    else step /= 2
  }
  return best
}

/** What comes next. `length` is that of the series it was fitted to, which says at which place in the season it goes on. */
export const ahead = ({ state: { level, trend, seasons: figure }, seasons }: Fitted, length: number, horizon: number): number[] =>
  Array.from({ length: horizon }, (_, index) => {
    const season = figure[(length + index) % figure.length]!
    const line = level + (index + 1) * trend
    return Math.max(0, seasons === 'additive' ? line + season : line * season)
  })
