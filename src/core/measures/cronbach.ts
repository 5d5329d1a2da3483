/**
 * Cronbach's alpha: how far items that mean to ask the same thing agree, 1 for full agreement. `rows` is one list of answers a person, all equally long.
 * Null with fewer than two items or people, or where everybody's sum is the same.
 * @see Cronbach (1951), Coefficient alpha and the internal structure of tests
 */
export function cronbachAlpha(rows: readonly (readonly number[])[]): number | null {
  const items = rows[0]?.length ?? 0
  if (items < 2 || rows.length < 2) return null
  const whole = variance(rows.map(row => row.reduce((sum, one) => sum + one, 0)))
  if (whole === 0) return null
  const parts = Array.from({ length: items }, (_, at) => variance(rows.map(row => row[at]!)))
  return (items / (items - 1)) * (1 - parts.reduce((sum, one) => sum + one, 0) / whole)
}

function variance(values: readonly number[]): number {
  const mean = values.reduce((sum, one) => sum + one, 0) / values.length
  return values.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (values.length - 1)
}
