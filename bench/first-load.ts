import { loadSizes } from '../scripts/load-sizes.ts'
import type { Line } from './measure.ts'

/** What a first visit loads, and the largest page after it; `e2e/load.test.ts` holds both to their limits. */
export async function firstLoad(): Promise<Line[]> {
  const { first, pages } = loadSizes()
  const largest = pages[0]
  return [
    { what: 'first load, gzip, with the Lao words and both fonts', measured: `${first.toFixed(0)} KB`, wanted: '≤ 250 KB' },
    { what: `largest page after it (${largest?.page})`, measured: `${largest?.kilobytes.toFixed(0)} KB`, wanted: '≤ 60 KB' },
  ]
}
