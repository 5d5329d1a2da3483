/** What a rep had in one cell of channel × topic × language: how many, and how many of them hit (or the sum of log times). */
export type Cell = { member: string; cell: string; hits: number; total: number }
/** What would be expected of anybody in a rep's cells; `telling` is the share of their facts that can be told from those of the cells, 1 where others work there as everywhere. */
export type Expected = { member: string; hits: number; total: number; expected: number; variance: number; telling: number }

/** A cell smaller than this over the whole company says little: it is pooled into the one above, by cutting its name at the last `·`. */
export const SMALLEST_CELL = 20

/**
 * Indirect standardisation: hard cases must not make a rep look bad. Sums over a rep's cells of the cell's rate × their number, where the rate is what it would
 * be without what each rep adds or takes: else whoever does most of a cell would be held against themselves.
 * @see Breslow & Day (1987), Statistical Methods in Cancer Research II, 2.3; Hastie & Tibshirani (1990), Generalized Additive Models, for the fitting in turns
 */
export function expectedOf(cells: readonly Cell[]): Expected[] {
  const pooled = poolUpward(cells)
  const rates = ratesOf(pooled)
  const totals = new Map([...Map.groupBy(pooled, ({ cell }) => cell)].map(([cell, rows]) => [cell, sum(rows, 'total')]))
  const all = sum(pooled, 'total')
  return [...Map.groupBy(pooled, ({ member }) => member)].map(([member, rows]) => {
    const total = sum(rows, 'total')
    const apart = rows.reduce((known, row) => known + row.total * (1 - row.total / totals.get(row.cell)!), 0)
    return {
      member,
      hits: sum(rows, 'hits'),
      total,
      expected: rows.reduce((known, { cell, total: n }) => known + rates.get(cell)! * n, 0),
      variance: rows.reduce((known, { cell, total: n }) => known + Math.max(0, rates.get(cell)! * (1 - rates.get(cell)!)) * n, 0),
      telling: total === all ? 1 : Math.min(1, apart / (total * (1 - total / all))),
    }
  })
}

const ROUNDS = 60

/** Rates of cells and what reps add to them, each found with the other in turns. */
export function ratesOf(rows: readonly Cell[]): Map<string, number> {
  const added = new Map(rows.map(({ member }) => [member, 0]))
  let rates = new Map<string, number>()
  for (let round = 0; round < ROUNDS; round++) {
    rates = leftOver(rows, 'cell', ({ member }) => added.get(member)!)
    let moved = 0
    for (const [member, now] of leftOver(rows, 'member', ({ cell }) => rates.get(cell)!)) {
      moved = Math.max(moved, Math.abs(now - added.get(member)!))
      added.set(member, now)
    }
    if (moved < 1e-6) break
  }
  return rates
}

/** By cell or by member, the mean of what the other does not explain. */
function leftOver(rows: readonly Cell[], by: 'cell' | 'member', explained: (row: Cell) => number): Map<string, number> {
  const sums = new Map<string, { hits: number; total: number }>()
  for (const row of rows) {
    const known = sums.get(row[by]) ?? { hits: 0, total: 0 }
    known.hits += row.hits - explained(row) * row.total
    known.total += row.total
    sums.set(row[by], known)
  }
  return new Map([...sums].map(([key, { hits, total }]) => [key, total === 0 ? 0 : hits / total]))
}

const sum = (rows: readonly Cell[], part: 'hits' | 'total') => rows.reduce((all, row) => all + row[part], 0)

/** Cells as they are compared: small ones are part of a larger one. */
export function poolUpward<Row extends Cell>(cells: readonly Row[]): Row[] {
  const totals = new Map([...Map.groupBy(cells, ({ cell }) => cell)].map(([cell, rows]) => [cell, sum(rows, 'total')]))
  const small = (cell: string) => cell !== '' && totals.get(cell)! < SMALLEST_CELL
  if (!cells.some(({ cell }) => small(cell))) return [...cells]
  return poolUpward(cells.map(row => (small(row.cell) ? { ...row, cell: parent(row.cell) } : row)))
}

const parent = (cell: string) => (cell.includes('·') ? cell.slice(0, cell.lastIndexOf('·')) : '')
