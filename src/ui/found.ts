import { highlight } from '#core/text/rank.ts'

/** Where a text holds what was searched for, as the search itself finds it. */
export function piecesOf(text: string, query: string): { from: number; to: number }[] {
  let at = 0
  return highlight(text, query).flatMap(({ text: part, hit }) => {
    const from = at
    at += part.length
    return hit ? [{ from, to: at }] : []
  })
}
