/** @see Spiegelhalter (2005), Funnel plots for comparing institutional performance, Statistics in Medicine 24 */
export type FunnelUnit = { hits: number; total: number }
export type Funnel = { target: number; phi: number; tau2: number }

/**
 * A funnel's target on the arcsine scale, its over-dispersion φ (z scores winsorised by a tenth on either side) and the between-variance τ²;
 * limits for a unit are target ± z·sqrt(s² + τ²), s = 1/(2·sqrt(total)).
 */
export function funnelOf(units: readonly FunnelUnit[], trimmed = 0.1): Funnel {
  const hits = units.reduce((all, unit) => all + unit.hits, 0)
  const total = units.reduce((all, unit) => all + unit.total, 0)
  const target = Math.asin(Math.sqrt(hits / total))
  const s = units.map(unit => 1 / (2 * Math.sqrt(unit.total)))
  const z = units.map((unit, index) => (Math.asin(Math.sqrt(unit.hits / unit.total)) - target) / s[index]!)
  const calm = winsorised(z, trimmed)
  const phi = calm.reduce((all, value) => all + value * value, 0) / units.length
  const weights = s.map(value => 1 / value ** 2)
  const sum = weights.reduce((a, b) => a + b, 0)
  const scale = sum - weights.reduce((a, b) => a + b * b, 0) / sum
  return { target, phi, tau2: Math.max(0, (units.length * phi - (units.length - 1)) / scale) }
}

function winsorised(values: readonly number[], share: number): number[] {
  const sorted = [...values].sort((a, b) => a - b)
  const at = (p: number) => {
    const place = (sorted.length - 1) * p
    const below = sorted[Math.floor(place)]!
    return below + (place - Math.floor(place)) * (sorted[Math.ceil(place)]! - below)
  }
  const [low, high] = [at(share), at(1 - share)]
  return values.map(value => Math.min(high, Math.max(low, value)))
}
