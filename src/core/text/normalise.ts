/** Stored for each workspace; when it grows, all that is found by words is made findable anew, at the next start and in the background. */
export const SEARCH_VERSION = 1

// biome-ignore lint/suspicious/noControlCharactersInRegex: everything in ASCII but NUL is plain
const NOT_PLAIN = /[^\x01-\x7f]/
const INVISIBLE = /[\u200b-\u200d\u2060\ufeff\u17b4\u17b5\0]/g
const LONE_SURROGATE = /\p{Surrogate}/gu
const COMBINING = /[\u0300-\u036f]/
const FOLDABLE = /[\u0e40\u0e4d\u0e50-\u0e59\u0ebc\u0ecd\u0ed0-\u0ed9\u178f\u17b2\u17e0-\u17e9ς]/
const SPACES = /\s+/g
const RUN = /([\p{L}\p{M}])\1{2,}/gu

const MOST_MARKS = 30
/** Halfwidth voicing marks are letters that NFKC turns into marks. */
const MARKS = /[\p{M}\uff9e\uff9f]{31,}/gu

/**
 * At most thirty marks on one letter, as Unicode's stream-safe form has it; no language has more. Normalising sorts the marks of a letter
 * in a time that grows with the square of their number: 20,000 of them took two seconds.
 */
export const fewMarks = (text: string): string => text.replace(MARKS, run => [...run].slice(0, MOST_MARKS).join(''))

/** What the database keeps: as typed, in NFC, without what PostgreSQL refuses (NUL) or what is no character at all. */
export function store(text: string): string {
  if (!NOT_PLAIN.test(text)) return text
  const whole = text.isWellFormed() ? text : text.replace(LONE_SURROGATE, '')
  return fewMarks(whole.replaceAll('\0', '')).normalize('NFC')
}

/**
 * The form in which an index and a query meet: two spellings that a reader takes for one have one key, tone marks stay.
 * Folds NFKC, case, invisible characters, SARA AM, Lao ໜ ໝ ຫຼ, Thai เเ, Khmer look-alikes, native digits, runs over two, spaces.
 * Idempotent; linear in the text's length.
 */
export function searchKey(text: string): string {
  if (NOT_PLAIN.test(text)) return spaced(calmed(folded(composed(text))))
  return spaced(calmed(text.toLowerCase()))
}

/** The part of the key that never looks beyond one grapheme. Lower case comes apart again (H̱ → h + ̱), hence the second NFC. */
export function composed(text: string): string {
  const whole = text.isWellFormed() ? text : text.replace(LONE_SURROGATE, '')
  const key = fewMarks(whole.replace(INVISIBLE, '')).normalize('NFKC').toLowerCase()
  return COMBINING.test(key) ? key.normalize('NFC') : key
}

type Fold = readonly [RegExp, (match: string, part?: string) => string]
const digit = (match: string) => String((match.charCodeAt(0) - 0xe50) & 0xf)
/** Spelling folds, in order. U+0E50, U+0ED0 and U+17E0 begin the native digits: their last four bits are the value. */
export const FOLDS: readonly Fold[] = [
  [/[๐-๙໐-໙០-៩]/g, digit],
  [/\u0ebc/g, () => 'ລ'],
  [/\u0e4d\u0e32|(?<!\p{M})\u0e4d([\u0e48-\u0e4b])\u0e32/gu, (_, tone = '') => `${tone}\u0e33`],
  [/\u0ecd\u0eb2|(?<!\p{M})\u0ecd([\u0ec8-\u0ecb])\u0eb2/gu, (_, tone = '') => `${tone}\u0eb3`],
  [/\u17d2\u178f/g, () => '\u17d2\u178a'],
  [/\u17b2/g, () => '\u17b1'],
  [/ς/g, () => 'σ'],
]
/** Folds over a run come after runs are calmed, so that เเเเ and เเ end as one แ. */
export const CALM: readonly Fold[] = [
  [RUN, (_, letter = '') => letter + letter],
  [/เเ/g, () => 'แ'],
]
export const SPACE: Fold = [SPACES, () => ' ']

function folded(key: string): string {
  if (!FOLDABLE.test(key)) return key
  return FOLDS.reduce((all, [pattern, to]) => all.replace(pattern, to), key)
}

function calmed(key: string): string {
  const calm = hasRun(key) ? key.replace(RUN, '$1$1') : key
  return calm.includes('เเ') ? calmed(calm.replaceAll('เเ', 'แ')) : calm
}

/** A cheap look for three equal units before the costly pattern; surrogate pairs repeat every second unit. */
function hasRun(key: string): boolean {
  let once = -1
  let twice = -2
  for (let at = 0; at < key.length; at++) {
    const unit = key.charCodeAt(at)
    if ((unit === once && unit === twice) || (unit & 0xf800) === 0xd800) return true
    twice = once
    once = unit
  }
  return false
}

const spaced = (key: string) => (/^\s|\s\s|[^\S ]|\s$/.test(key) ? key.replace(SPACES, ' ').trim() : key)
