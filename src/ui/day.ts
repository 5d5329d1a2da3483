export type DayParts = { day: string; month: string; year: string }

/** `2026-03-02` in its parts; anything else is empty. */
export function partsOf(iso: string): DayParts {
  const [, year = '', month = '', day = ''] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(iso) ?? []
  return { day: day.replace(/^0/, ''), month: month.replace(/^0/, ''), year }
}

const zeros = [0x0e50, 0x0ed0, 0x17e0]

/** Native digits count as 0–9: ๒, ໒ and ២ are 2. */
const digits = (text: string) =>
  text.replace(/[๐-๙໐-໙០-៩]/g, one =>
    String(one.charCodeAt(0) - (zeros.find(zero => one.charCodeAt(0) - zero < 10 && one.charCodeAt(0) >= zero) ?? 0)),
  )

/** A year from 2400 to 2700 is of the Buddhist Era. */
const gregorian = (year: number) => (year >= 2400 && year <= 2700 ? year - 543 : year)

/**
 * Day, month and year as typed, as a calendar day; '' when all are empty, null when there is no such day.
 *
 * @example dayOf({ day: '๒', month: '3', year: '2569' }) // '2026-03-02'
 */
export function dayOf({ day, month, year }: DayParts): string | null {
  if (!day && !month && !year) return ''
  const [d, m, y] = [day, month, year].map(part => (/^\d{1,4}$/.test(digits(part)) ? Number(digits(part)) : Number.NaN)) as [
    number,
    number,
    number,
  ]
  const at = new Date(Date.UTC(gregorian(y), m - 1, d))
  if (Number.isNaN(at.getTime()) || y < 1000 || at.getUTCMonth() !== m - 1 || at.getUTCDate() !== d) return null
  return at.toISOString().slice(0, 10)
}
