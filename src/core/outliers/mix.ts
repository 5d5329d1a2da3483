/** What a rep had in one cell of channel × topic × language: how many, and how many of them hit (or the sum of log times). */
export type Cell = { member: string; cell: string; hits: number; total: number }
/** What would be expected of a rep with the company's rates in the same cells. */
export type Expected = { member: string; hits: number; total: number; expected: number; variance: number }

/** A cell smaller than this over the whole company says little: it is pooled into the one above, by cutting its name at the last `·`. */
export const SMALLEST_CELL = 20

/**
 * Indirect standardisation: hard cases must not make a rep look bad. Sums over a rep's cells of company rate × their number.
 * @see Breslow & Day (1987), Statistical Methods in Cancer Research II, 2.3
 */
export function expectedOf(cells: readonly Cell[]): Expected[] {
  const pooled = poolUpward(cells)
  const rates = new Map([...Map.groupBy(pooled, ({ cell }) => cell)].map(([cell, rows]) => [cell, sum(rows, 'hits') / sum(rows, 'total')]))
  return [...Map.groupBy(pooled, ({ member }) => member)].map(([member, rows]) => ({
    member,
    hits: sum(rows, 'hits'),
    total: sum(rows, 'total'),
    expected: rows.reduce((all, { cell, total }) => all + rates.get(cell)! * total, 0),
    variance: rows.reduce((all, { cell, total }) => all + rates.get(cell)! * (1 - rates.get(cell)!) * total, 0),
  }))
}

const sum = (rows: readonly Cell[], part: 'hits' | 'total') => rows.reduce((all, row) => all + row[part], 0)

function poolUpward(cells: readonly Cell[]): Cell[] {
  const totals = new Map([...Map.groupBy(cells, ({ cell }) => cell)].map(([cell, rows]) => [cell, sum(rows, 'total')]))
  const small = (cell: string) => cell !== '' && totals.get(cell)! < SMALLEST_CELL
  if (!cells.some(({ cell }) => small(cell))) return [...cells]
  return poolUpward(cells.map(row => (small(row.cell) ? { ...row, cell: parent(row.cell) } : row)))
}

const parent = (cell: string) => (cell.includes('·') ? cell.slice(0, cell.lastIndexOf('·')) : '')
