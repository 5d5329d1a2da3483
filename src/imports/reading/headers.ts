import { fewMarks } from '#core/text/normalise.ts'

/** U+200B and its like, and control characters: a name may not hide behind them. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is removed
const INVISIBLE = /[\u0000-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g

export const visible = (text: string) => fewMarks(text.toWellFormed()).normalize('NFC').replace(INVISIBLE, '').trim()

/** The beginning of a text, safe to store and to show. */
export const shortened = (text: string, length: number) => visible(text.slice(0, length))

/** A file's own name, without folders and without anything that cannot be seen. */
export const fileName = (name: string) =>
  visible(name.split(/[\\/]/).at(-1) ?? '')
    .replace(/^\.+/, '')
    .slice(0, 200) || 'file'

/** Names for columns: those of the file made visible and distinct; `#3` for a column that has none. */
export function columnNames(cells: readonly string[]): string[] {
  const taken = new Set<string>()
  return cells.map((cell, at) => distinct(shortened(cell.replaceAll(/\s+/g, ' '), 100) || `#${at + 1}`, taken))
}

function distinct(name: string, taken: Set<string>) {
  let free = name
  for (let copy = 2; taken.has(free); copy++) free = `${name} (${copy})`
  taken.add(free)
  return free
}

const VALUE = /^[-+]?[\d\s.,:/%–-]*\d[\d\s.,:/%TZ+–-]*$|^\d{4}-\d\d-\d\d|@|^https?:/

/** Which of the first rows (0-based) holds the columns' names, or -1: titles above a table are skipped, a row of values names nothing. */
export function findHeader(rows: readonly (readonly string[])[]): number {
  const width = commonWidth(rows)
  const at = rows.slice(0, 20).findIndex(row => filled(row) >= Math.max(1, Math.ceil(width / 2)) && row.length >= Math.min(width, 2))
  return at >= 0 && looksLikeNames(rows[at]!, rows.slice(at + 1)) ? at : -1
}

const filled = (row: readonly string[]) => row.filter(cell => cell.trim() !== '').length

function commonWidth(rows: readonly (readonly string[])[]) {
  const counts = new Map<number, number>()
  for (const { length } of rows) counts.set(length, (counts.get(length) ?? 0) + 1)
  return [...counts].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0]?.[0] ?? 0
}

function looksLikeNames(row: readonly string[], below: readonly (readonly string[])[]) {
  const names = row.filter(cell => cell.trim() !== '')
  if (names.some(name => name.length > 80 || VALUE.test(name.trim()))) return false
  if (new Set(names).size < names.length && below.some(next => next.join() === row.join())) return false
  if (row.length === 1) return namesOneColumn(names[0] ?? '', below)
  return below.length === 0 || row.some((name, at) => name && below.every(next => next[at] !== name))
}

/** A list of words may have no heading: one is believed if it is a word or two and unlike what is below it. */
function namesOneColumn(name: string, below: readonly (readonly string[])[]) {
  const lengths = below.map(([cell = '']) => cell.length).sort((a, b) => a - b)
  return (
    name.length <= 40 &&
    name.split(/\s+/).length <= 2 &&
    !/[.!?…]$/.test(name) &&
    name.length < (lengths[lengths.length >> 1] ?? Number.POSITIVE_INFINITY)
  )
}
