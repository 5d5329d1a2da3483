import { guessScale, type Mixed } from '#core/scores/guess-scale.ts'
import { accepts, CES, CSAT, HUNDRED, NPS, type Scale, STARS, scaleOf, TEN } from '#core/scores/scale.ts'
import type { Importer, ImportSettings } from '#kernel/importer.ts'
import type { Column } from './columns.ts'
import type { Mapping } from './guess.ts'

const EMPTY_MARKERS = ['NA', 'N/A', '#N/A', 'NULL', 'None', '-', '—']

type Table = { headers: readonly string[]; columns: readonly Column[] }

/** What a file's settings most likely are; the person sees and changes them. */
export function usualSettings(importer: Importer, { headers, columns }: Table, mapping: Mapping, zone: string): ImportSettings {
  const columnOf = (kind: string) => {
    const field = importer.fields.find(one => one.kind === kind && mapping[one.key]?.[0] !== undefined)
    const header = field && mapping[field.key]![0]!
    return header === undefined ? undefined : { header, column: columns[headers.indexOf(header)] }
  }
  const told = (key: string) => columns[headers.indexOf(mapping[key]?.[0] ?? '')]?.examples ?? []
  const score = columnOf('score')
  const day = columnOf('instant')?.column
  return {
    source: importer.id,
    zone,
    dateOrder: day && day.monthFirst > day.dayFirst ? 'mdy' : 'dmy',
    missingDate: 'now',
    emptyMarkers: EMPTY_MARKERS,
    scale: score?.column ? scaleIn(importer, told('scale'), score.header, score.column) : null,
    cases: 7,
  }
}

/** What the file says of each row counts; where its rows say different things, none is asked of all. Else what is usual, else the likeliest. */
function scaleIn(importer: Importer, told: readonly string[], header: string, { numbers }: Column): string | null {
  if (told.length > 0) return told.length === 1 ? (scaleOf(told[0]!)?.id ?? null) : null
  return usualOf(importer, numbers) ?? scaleFor(header, numbers)
}

/** The scale that the importer's scores are usually on, where nearly all of these are on it. */
function usualOf({ usualScale }: Importer, numbers: Column['numbers']): string | null {
  const scale = usualScale === undefined ? null : scaleOf(usualScale)
  return scale && shareOn(scale, numbers) >= NEARLY_ALL ? scale.id : null
}

const NAMED: readonly [RegExp, Scale][] = [
  [/nps|recommend/i, NPS],
  [/csat|satisf/i, CSAT],
  [/\bces\b|effort/i, CES],
  [/star|rating|étoile|ดาว/i, STARS],
]

/** Of so many of its numbers a column may say its scale by its name: the few others are refused. */
const NEARLY_ALL = 0.7

/** The scale that the column's name says, if nearly all of its numbers are on it; else the likeliest. Of two mixed ones, the smallest that holds all. */
export function scaleFor(header: string, numbers: readonly [number, number][]): string | null {
  const named = NAMED.find(([name, scale]) => name.test(header) && shareOn(scale, numbers) >= NEARLY_ALL)?.[1]
  if (named && (shareOn(named, numbers) === 1 || named === NPS)) return named.id
  const { candidates } = guessScale(new Map(numbers))
  return (candidates[0] ?? [CSAT, TEN, NPS, HUNDRED].find(scale => shareOn(scale, numbers) === 1) ?? named)?.id ?? null
}

function shareOn(scale: Scale, numbers: readonly [number, number][]) {
  const total = numbers.reduce((sum, [, count]) => sum + count, 0)
  return total === 0 ? 1 : numbers.reduce((sum, [number, count]) => sum + (accepts(number, scale) ? count : 0), 0) / total
}

/** Two scales in one column, to be shown to a person. */
export const mixedScales = (numbers: readonly [number, number][]): Mixed | null => guessScale(new Map(numbers)).mixed
