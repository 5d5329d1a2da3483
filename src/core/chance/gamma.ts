import { logGamma } from './beta.ts'

/**
 * P(a, x), the share of a gamma distribution of shape `a` and scale 1 below x: a series below a + 1, a continued fraction above.
 * @see Press et al., Numerical Recipes 6.2
 */
export function gammaBelow(x: number, shape: number): number {
  if (x <= 0) return 0
  const front = Math.exp(shape * Math.log(x) - x - logGamma(shape))
  return x < shape + 1 ? front * series(x, shape) : 1 - front * fraction(x, shape)
}

/** The value below which a share `p` of it lies, by halving. */
export function gammaQuantile(p: number, shape: number): number {
  let [low, high] = [0, shape + 20 * Math.sqrt(shape) + 20]
  for (let step = 0; step < 200 && high - low > 1e-12 * high; step++) {
    const middle = (low + high) / 2
    if (gammaBelow(middle, shape) < p) low = middle
    else high = middle
  }
  return (low + high) / 2
}

function series(x: number, shape: number): number {
  let term = 1 / shape
  let sum = term
  for (let n = 1; n < 10_000 && Math.abs(term) > 1e-16 * Math.abs(sum); n++) {
    term *= x / (shape + n)
    sum += term
  }
  return sum
}

function fraction(x: number, shape: number): number {
  const tiny = 1e-300
  let b = x + 1 - shape
  let c = 1 / tiny
  let d = 1 / b
  let result = d
  for (let n = 1; n < 10_000; n++) {
    const a = -n * (n - shape)
    b += 2
    d = 1 / (Math.abs(a * d + b) < tiny ? tiny : a * d + b)
    c = Math.abs(b + a / c) < tiny ? tiny : b + a / c
    const step = c * d
    result *= step
    if (Math.abs(step - 1) < 1e-15) return result
  }
  return result
}
