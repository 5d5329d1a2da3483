import { type Cell, expectedOf, poolUpward, ratesOf } from './mix.ts'
import type { Unit } from './spread.ts'

/** What a rep had in one cell: `hits` is the sum of the times' logarithms, `squares` that of their squares. */
export type TimeCell = Cell & { squares: number }
/** A rep's mean log time above that of the same cells without them, and all there is to judge it by. */
export type Timed = Unit & { member: string; total: number }

/** The smallest spread between reps' times that is ever assumed: a tenth. */
export const FLOOR_TIMES = Math.log(1.1)

/**
 * Times on the log scale, corrected for the mix: residuals from cell and rep, their variance pooled over all.
 * @see metrics.md 3, steps 1 and 2
 */
export function timesOf(cells: readonly TimeCell[]): { mean: number; reps: Timed[] } {
  const pooled = poolUpward(cells)
  const expected = expectedOf(pooled)
  const added = new Map(expected.map(one => [one.member, (one.hits - one.expected) / one.total]))
  const variance = residual(pooled, added)
  const reps = expected.map(({ member, total, telling }) => ({
    member,
    total,
    y: added.get(member)!,
    variance: variance / (total * telling),
  }))
  return { mean: sum(pooled, 'hits') / sum(pooled, 'total'), reps }
}

const sum = (rows: readonly TimeCell[], part: 'hits' | 'total') => rows.reduce((all, row) => all + row[part], 0)

function residual(rows: readonly TimeCell[], added: ReadonlyMap<string, number>): number {
  const rates = ratesOf(rows)
  const squares = rows.reduce((all, { member, cell, hits, total, squares }) => {
    const fitted = rates.get(cell)! + added.get(member)!
    return all + squares - 2 * fitted * hits + fitted ** 2 * total
  }, 0)
  return squares / Math.max(1, sum(rows, 'total') - rates.size - added.size + 1)
}
