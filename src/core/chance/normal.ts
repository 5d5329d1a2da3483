/** Φ(z), the share of the standard normal distribution below z, to about 1e-15. @see Cody (1969), Rational Chebyshev approximations for the error function */
export function normalBelow(z: number): number {
  return z < 0 ? 0.5 * erfc(-z / Math.SQRT2) : 1 - 0.5 * erfc(z / Math.SQRT2)
}

/** The two-sided p-value of a z score: how often chance alone strays at least so far. */
export const twoSided = (z: number): number => erfc(Math.abs(z) / Math.SQRT2)

/** The complementary error function for x ≥ 0: a series near 0, a continued fraction beyond (Abramowitz & Stegun 7.1.5, 7.1.14). */
function erfc(x: number): number {
  if (x < 2.5) return 1 - series(x)
  if (x > 27) return 0
  let fraction = x
  for (let k = 60; k >= 1; k--) fraction = x + k / 2 / fraction
  return Math.exp(-x * x) / (fraction * Math.sqrt(Math.PI))
}

function series(x: number): number {
  let term = x
  let sum = x
  for (let n = 1; Math.abs(term) > 1e-17 * Math.abs(sum) && n < 200; n++) {
    term *= (-x * x) / n
    sum += term / (2 * n + 1)
  }
  return (2 / Math.sqrt(Math.PI)) * sum
}
