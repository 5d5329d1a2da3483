import { texts } from '../src/sample/simulator/texts.ts'

const languages = ['en', 'th', 'lo', 'km'] as const
type Comments = { good: readonly string[]; neutral: readonly string[]; bad: readonly string[] }

/** Every comment of the sample in one language, whatever it is about. */
const all = (language: (typeof languages)[number]): string[] => flat(texts[language].comments).filter(text => text.length > 12)
const flat = (value: unknown): string[] =>
  typeof value === 'string'
    ? [value]
    : Array.isArray(value)
      ? value.flatMap(flat)
      : value && typeof value === 'object'
        ? Object.values(value as Comments).flatMap(flat)
        : []

const pools = languages.map(language => ({ language, comments: all(language) }))

/** The n-th of as many different comments as are wanted: two of one language, and a number as a shop would write it. */
export function comment(n: number): { language: string; text: string; score: number } {
  const { language, comments } = pools[n % 4]!
  const m = Math.floor(n / 4)
  const [first, second] = [comments[m % comments.length]!, comments[Math.floor(m / comments.length) % comments.length]!]
  return { language, text: `${first} ${second} (${m})`, score: (m * 7) % 11 }
}

/** Words that people look for: pieces of comments, three to eight code points long, in each language. */
export const queries = (count: number): string[] =>
  Array.from({ length: count }, (_, n) => {
    const points = [...comment(n * 997).text]
    const at = (n * 5) % Math.max(1, points.length - 9)
    return points.slice(at, at + 3 + (n % 6)).join('')
  })
