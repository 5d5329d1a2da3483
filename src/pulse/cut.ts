import { LEAST } from './api.ts'

/**
 * Which teams may be shown beside the company: those of five and more, as long as all the others together are nobody or five and more.
 * Whatever is taken from whatever is shown, what is left is then nobody or at least five. Teams do not overlap. No team that is everybody.
 */
export function shownTeams(sizes: ReadonlyMap<string, number>, everybody: number, least = LEAST): string[] {
  const shown = [...sizes].filter(([, n]) => n >= least).sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
  let others = everybody - shown.reduce((sum, [, n]) => sum + n, 0)
  while (shown.length > 0 && others > 0 && others < least) others += shown.pop()![1]
  return shown.length === 1 && others === 0 ? [] : shown.map(([id]) => id)
}
