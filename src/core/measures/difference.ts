import { twoSided } from '../chance/normal.ts'
import { Z95 } from './share.ts'

/** A figure with its 95 % interval. */
type Figure = { value: number | null; low: number | null; high: number | null }
/** How much more, its likely range, and whether that leaves nought out: only then is it a difference. */
export type Difference = { value: number; low: number; high: number; seen: boolean }

/**
 * How much `a` is above `b`, two independent figures, from their intervals alone, by square-and-add: right for shares (Newcombe's hybrid score), means, points
 * and medians alike. Null where either has no interval.
 * @see Newcombe (1998), Statistics in Medicine 17, method 10; Zou & Donner (2008), Statistics in Medicine 27
 */
export function difference(a: Figure, b: Figure): Difference | null {
  if (a.value === null || b.value === null || a.low === null || a.high === null || b.low === null || b.high === null) return null
  const value = a.value - b.value
  const low = value - Math.hypot(a.value - a.low, b.high - b.value)
  const high = value + Math.hypot(a.high - a.value, b.value - b.low)
  return { value, low, high, seen: low > 0 || high < 0 }
}

/** How often chance alone makes so large a difference, as its interval tells. */
export const chanceOf = ({ value, low, high }: Pick<Difference, 'value' | 'low' | 'high'>): number =>
  high > low ? twoSided((value * 2 * Z95) / (high - low)) : 1

/** Whether a figure keeps what was aimed at: only an interval wholly on one side says so. */
export function against({ low, high }: Figure, target: number, better: 'up' | 'down'): 'met' | 'short' | 'open' {
  if (low === null || high === null) return 'open'
  if (low >= target) return better === 'up' ? 'met' : 'short'
  if (high <= target) return better === 'up' ? 'short' : 'met'
  return 'open'
}
