import { Problem } from './problem.ts'

/** A place in a list as opaque text: the sort values of its last row, ending in the id. */
export const cursorOf = (values: readonly (string | number | Date | null)[]): string =>
  Buffer.from(JSON.stringify(values.map(value => (value instanceof Date ? value.toISOString() : value)))).toString('base64url')

/** @throws Problem 400 `cursor` when it is not one of ours */
export function cursorValues(cursor: string, length: number): (string | number | null)[] {
  try {
    const values = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown
    if (
      Array.isArray(values) &&
      values.length === length &&
      values.every(value => value === null || ['string', 'number'].includes(typeof value))
    )
      return values
  } catch {}
  throw new Problem('cursor', 400)
}

/** The moment that a place in a list begins with. @throws Problem 400 `cursor` for what is none */
export function cursorInstant(value: string | number | null | undefined): Date {
  const at = new Date(String(value))
  if (!(at.getTime() >= EARLIEST && at.getTime() <= LATEST)) throw new Problem('cursor', 400)
  return at
}

const [EARLIEST, LATEST] = [Date.UTC(0, 0), Date.UTC(9999, 0)]

/** Cuts a page from one row more than asked for. */
export function page<Row>(
  rows: Row[],
  limit: number,
  place: (row: Row) => readonly (string | number | Date | null)[],
): { items: Row[]; next: string | null } {
  const items = rows.slice(0, limit)
  return { items, next: rows.length > limit ? cursorOf(place(items.at(-1)!)) : null }
}
