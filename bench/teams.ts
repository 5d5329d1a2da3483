import { places, stands } from '#core/outliers/outliers.ts'
import { ofShare } from '#core/outliers/spread.ts'
import type { Line } from './measure.ts'

/** So many that the answer is sure to a tenth of a point. */
const TEAMS = 40_000

/** Forty thousand teams of eight reps with about 120 facts each, base 82 %, between reps 4 points: how often somebody is accused, and found. */
export function teams(): Line[] {
  const any = shareOf(0, found => found.some(place => stands(place)))
  const low = shareOf(-0.25, found => stands(found[0]!))
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`
  return [
    { what: 'teams of eight without an outlier in which anybody is flagged', measured: percent(any), wanted: '≤ 5 %' },
    { what: 'a rep 25 points low is found', measured: percent(low), wanted: '≥ 65 %' },
  ]
}

type Places = NonNullable<ReturnType<typeof places>>

function shareOf(shift: number, is: (found: Places) => boolean): number {
  const random = mulberry(7)
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
  const rep = (first: boolean) => {
    const total = Math.max(20, Math.round(120 + 30 * normal()))
    const p = Math.min(0.99, 0.82 + 0.04 * normal() + (first ? shift : 0))
    return ofShare({ total, hits: Array.from({ length: total }).filter(() => random() < p).length })
  }
  let hits = 0
  for (let team = 0; team < TEAMS; team++) if (is(places(Array.from({ length: 8 }, (_, at) => rep(at === 0)))!)) hits++
  return hits / TEAMS
}

/** The same teams on every machine. */
function mulberry(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}
