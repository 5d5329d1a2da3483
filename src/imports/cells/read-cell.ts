import { accepts, type Scale, scaleOf } from '#core/scores/scale.ts'
import { searchKey, store } from '#core/text/normalise.ts'
import { readInstant } from '#core/time/read-instant.ts'
import type { ImportField, ImportSettings } from '#kernel/importer.ts'
import { languageNamed } from './language-names.ts'

/** What a cell says, or why it says nothing: `reason` is the code of a message `field.<code>`. */
export type CellRead = { value: string | number | Date } | { reason: string }
export type CellReader = (cell: string) => CellRead

const refuse = (reason: string): CellRead => ({ reason })
const MOST_CHARACTERS = 50_000

/** Reads cells of one field, always the same way; made once for a column, since a million cells follow. */
export function cellReader(field: ImportField, settings: ImportSettings): CellReader {
  const scale = settings.scale === null ? null : scaleOf(settings.scale)
  switch (field.kind) {
    case 'instant':
      return cell => readWhen(cell, settings)
    case 'score':
      return cell => readScore(cell, scale)
    case 'number':
      return readNumber
    case 'email':
      return readEmail
    case 'phone':
      return readPhone
    case 'language':
      return readLanguage
    case 'choice':
      return choiceReader(field)
    default:
      return readPlain
  }
}

function readPlain(cell: string): CellRead {
  if (cell.includes('\0')) return refuse('control-character')
  return cell.length > MOST_CHARACTERS ? refuse('text-too-long') : { value: store(cell) }
}

function readWhen(cell: string, { zone, dateOrder }: ImportSettings): CellRead {
  const read = readInstant(cell, dateOrder ? { zone, order: dateOrder } : { zone })
  return 'at' in read ? { value: read.at } : refuse(read.problem)
}

const FOREIGN_DIGITS = /[๐-๙໐-໙០-៩]/g
const figures = (cell: string) => cell.replaceAll(FOREIGN_DIGITS, digit => String(digit.charCodeAt(0) & 0xf))

/** `4`, `4.0`, `4,0`, `4/5`: a whole number on the scale. */
function readScore(cell: string, scale: Scale | null): CellRead {
  const text = figures(cell).trim()
  const match = /^(-?\d{1,4})(?:[.,](\d+))?(?:\s*\/\s*\d{1,3})?$/.exec(text)
  if (!match) return refuse('not-a-number')
  const score = Number(`${match[1]}.${match[2] ?? 0}`)
  return scale && !accepts(score, scale) ? refuse('outside-scale') : { value: score }
}

/** The last of two different marks is the decimal one; a single mark before three figures is a thousands mark. */
function readNumber(cell: string): CellRead {
  const text = figures(cell).replaceAll(/[\s\u00a0']/g, '')
  if (!/^[-+]?[\d.,]*\d[\d.,]*%?$/.test(text)) return refuse('not-a-number')
  const bare = text.replace('%', '')
  const decimal = decimalMark(bare)
  const value = Number(
    [...bare]
      .filter(letter => letter === decimal || !/[.,]/.test(letter))
      .join('')
      .replace(',', '.'),
  )
  return Number.isFinite(value) ? { value } : refuse('not-a-number')
}

function decimalMark(text: string) {
  const [comma, point] = [text.lastIndexOf(','), text.lastIndexOf('.')]
  if (comma >= 0 && point >= 0) return comma > point ? ',' : '.'
  const mark = comma >= 0 ? ',' : '.'
  const thousands = text.split(mark).length > 2 || (mark === ',' && /^[-+]?\d{1,3},\d{3}$/.test(text))
  return thousands ? '' : mark
}

function readEmail(cell: string): CellRead {
  const address = cell.trim().replace(/^mailto:/i, '')
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
  return address.length <= 254 && /^[^\s@,;<>"\u0000-\u001f]+@[^\s@,;<>"]+\.[^\s@.,;<>"]{2,}$/.test(address)
    ? { value: address }
    : refuse('email')
}

function readPhone(cell: string): CellRead {
  const text = figures(cell).trim()
  const digits = text.replaceAll(/\D/g, '')
  if (!/^[+(\d][\d\s().+/-]*$/.test(text) || digits.length < 6 || digits.length > 15) return refuse('phone')
  return { value: text.startsWith('+') ? `+${digits}` : digits }
}

function readLanguage(cell: string): CellRead {
  const language = languageNamed(cell)
  return language ? { value: language } : refuse('language')
}

function choiceReader({ choices = {} }: ImportField): CellReader {
  const words = new Map(Object.entries(choices).flatMap(([key, names]) => [key, ...names].map(name => [searchKey(name), key] as const)))
  return cell => {
    const key = words.get(searchKey(cell.trim()))
    return key === undefined ? refuse('choice') : { value: key }
  }
}
