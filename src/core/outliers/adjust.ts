/**
 * q-values of many p-values: the smallest share of false alarms among those flagged at which this one would be flagged. In the given order.
 * @see Benjamini & Hochberg (1995), JRSS B 57
 */
export function adjusted(pValues: readonly number[]): number[] {
  const order = pValues.map((p, index) => ({ p, index })).sort((a, b) => b.p - a.p)
  const q = new Array<number>(pValues.length)
  let least = 1
  order.forEach(({ p, index }, below) => {
    least = Math.min(least, (p * pValues.length) / (pValues.length - below))
    q[index] = least
  })
  return q
}
