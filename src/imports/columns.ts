import { shortened } from './reading/headers.ts'

/** What was seen of a column in the rows looked at. */
export type Column = { filled: number; examples: string[]; numbers: [number, number][]; dayFirst: number; monthFirst: number }

const EXAMPLES = 3
const MOST_NUMBERS = 101

/** Watches rows go by and keeps what tells a person, and the guesses, what each column holds. Bounded: a column of many numbers keeps none. */
export function columnWatch(width: number) {
  const columns = Array.from({ length: width }, () => ({
    filled: 0,
    examples: new Set<string>(),
    numbers: new Map<number, number>(),
    dayFirst: 0,
    monthFirst: 0,
  }))
  return {
    see(cells: readonly string[]) {
      for (let at = 0; at < columns.length; at++) seeCell(columns[at]!, cells[at]?.trim() ?? '')
    },
    columns: (): Column[] =>
      columns.map(({ examples, numbers, ...rest }) => ({
        ...rest,
        examples: [...examples],
        numbers: numbers.size > MOST_NUMBERS ? [] : [...numbers].sort((a, b) => a[0] - b[0]),
      })),
  }
}

type Watched = { filled: number; examples: Set<string>; numbers: Map<number, number>; dayFirst: number; monthFirst: number }

function seeCell(column: Watched, cell: string) {
  if (cell === '') return
  column.filled++
  if (column.examples.size < EXAMPLES) column.examples.add(shortened(cell, 80))
  if (cell.length > 10) return
  const day = /^(\d{1,2})[/.-](\d{1,2})[/.-]\d{2,4}$/.exec(cell)
  if (day) seeDay(column, Number(day[1]), Number(day[2]))
  else if (column.numbers.size <= MOST_NUMBERS && /^-?\d{1,4}([.,]\d+)?$/.test(cell)) {
    const number = Number(cell.replace(',', '.'))
    column.numbers.set(number, (column.numbers.get(number) ?? 0) + 1)
  }
}

function seeDay(column: Watched, first: number, second: number) {
  if (first > 12) column.dayFirst++
  if (second > 12) column.monthFirst++
}
