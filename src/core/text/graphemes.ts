const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' })
const words = new Intl.Segmenter('und', { granularity: 'word' })
const ONE_UNIT_EACH = /^[\x20-\x7e\n]*$/

/** Length as a reader counts it: กำ, ក្ដៅ's clusters and a family emoji are not the sum of their code points. */
export function length(text: string): number {
  if (ONE_UNIT_EACH.test(text)) return text.length
  let count = 0
  for (const _ of graphemes.segment(text)) count++
  return count
}

/** At most `most` graphemes, the ellipsis included; ends at a word's end where one is near. */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text
  const end = offsetOf(text, most - 1)
  if (end === null) return text
  return `${text.slice(0, wordEnd(text, end)).trimEnd()}…`
}

/** Offsets (code units) at which the text may be cut without breaking a cluster: 0 and the end among them. */
export function borders(text: string): Set<number> {
  const all = new Set([text.length])
  for (const { index } of graphemes.segment(text)) all.add(index)
  return all
}

/** Where the first `count` graphemes end, or null when no more than one follows: then nothing needs cutting. */
function offsetOf(text: string, count: number): number | null {
  let seen = 0
  let end = 0
  for (const { index } of graphemes.segment(text)) {
    if (seen === count) end = index
    if (seen++ > count) return end
  }
  return null
}

/** The last word border at or before `end`, unless it would give away more than a third. */
function wordEnd(text: string, end: number): number {
  const before = words.segment(text.slice(0, end + 40)).containing(end)?.index ?? end
  return before > end * (2 / 3) ? before : end
}
