import { Z95 } from './share.ts'

/** How many, with the interval of a Poisson count (Byar's approximation, within a thousandth from five up). @see Rothman & Boice (1979) */
export function estimate(n: number, z = Z95): { value: number; low: number; high: number } {
  const cube = (k: number, sign: number) => k * (1 - 1 / (9 * k) + (sign * z) / (3 * Math.sqrt(k))) ** 3
  return { value: n, low: n === 0 ? 0 : Math.max(0, cube(n, -1)), high: cube(n + 1, 1) }
}
