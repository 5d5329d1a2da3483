import { Z95 } from './share.ts'

/**
 * The two-sided 95 % point of Student's t for whole degrees of freedom, to 1e-9 of tables' figures: found by
 * bisection on the exact finite series of its distribution, and by Cornish–Fisher's expansion above 200.
 * @see Abramowitz & Stegun (1964), 26.7.3–26.7.4 and 26.7.5
 */
export function tQuantile95(degrees: number): number {
  if (degrees > 200) return expansion(degrees)
  let low = 1.9
  let high = 13
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2
    if (within(middle, degrees) < 0.95) low = middle
    else high = middle
  }
  return (low + high) / 2
}

/** P(−t < T < t) as a finite sum over the angle of t: odd degrees take the odd series, even ones the even. */
function within(t: number, degrees: number): number {
  const angle = Math.atan(t / Math.sqrt(degrees))
  const odd = degrees % 2
  let term = odd ? Math.cos(angle) : 1
  let sum = degrees === 1 ? 0 : term
  for (let k = odd ? 3 : 2; k <= degrees - 2; k += 2) sum += term *= ((k - 1) / k) * Math.cos(angle) ** 2
  return odd ? (2 / Math.PI) * (angle + Math.sin(angle) * sum) : Math.sin(angle) * sum
}

function expansion(degrees: number): number {
  const z = Z95
  const first = (z ** 3 + z) / 4
  const second = (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96
  const third = (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384
  return z + first / degrees + second / degrees ** 2 + third / degrees ** 3
}
