import { type MeanParts, estimate as mean } from './mean.ts'
import { type NpsParts, estimate as nps } from './nps.ts'
import { type Share, estimate as share } from './share.ts'

/** The three scores of loyalty, each as its own parts; a missing one is null. */
export type LoyaltyParts = { csat: Share | null; nps: NpsParts | null; ces: MeanParts | null }
export type Weights = { csat: number; nps: number; ces: number }
export type LoyaltyEstimate = { value: number; error: number; parts: { csat: number | null; nps: number | null; ces: number | null } }

const EQUAL: Weights = { csat: 1, nps: 1, ces: 1 }

/**
 * CSAT %, (NPS+100)/2 and 100(CES−1)/6 side by side, combined by weights. Null below two parts: one score is that score. No standard exists, so
 * never show the value without its parts and weights. The error takes the three groups of respondents as independent.
 * @see Fornell et al. (1996), for the idea of an index from three items
 */
export function loyalty({ csat, nps: recommend, ces }: LoyaltyParts, weights: Weights = EQUAL): LoyaltyEstimate | null {
  const parts = [scored(weights.csat, csatOf(csat)), scored(weights.nps, npsOf(recommend)), scored(weights.ces, cesOf(ces))]
  const present = parts.filter(part => part !== null)
  if (present.length < 2) return null
  const whole = present.reduce((total, { weight }) => total + weight, 0)
  return {
    value: present.reduce((total, { weight, value }) => total + weight * value, 0) / whole,
    error: Math.sqrt(present.reduce((total, { weight, variance }) => total + (weight / whole) ** 2 * variance, 0)),
    parts: { csat: parts[0]?.value ?? null, nps: parts[1]?.value ?? null, ces: parts[2]?.value ?? null },
  }
}

/** The three on their common scale of 0 to 100, as many as there are. */
export const sideBySide = ({ csat, nps: recommend, ces }: LoyaltyParts): LoyaltyEstimate['parts'] => ({
  csat: csatOf(csat)?.value ?? null,
  nps: npsOf(recommend)?.value ?? null,
  ces: cesOf(ces)?.value ?? null,
})

type Scored = { value: number; variance: number }
const scored = (weight: number, part: Scored | null) => part && { ...part, weight }

function csatOf(parts: Share | null): Scored | null {
  const p = parts && share(parts)?.value
  return p === null || p === undefined ? null : { value: 100 * p, variance: (100 ** 2 * p * (1 - p)) / parts!.total }
}

function npsOf(parts: NpsParts | null): Scored | null {
  const points = parts && nps(parts)?.value
  if (points === null || points === undefined) return null
  const n = parts!.promoters + parts!.passives + parts!.detractors
  const strays = (parts!.promoters + parts!.detractors) / n - (points / 100) ** 2
  return { value: (points + 100) / 2, variance: (50 ** 2 * strays) / n }
}

function cesOf(parts: MeanParts | null): Scored | null {
  const found = parts && mean(parts)
  if (!found) return null
  const variance = parts!.n < 2 ? 0 : Math.max(0, (parts!.sumSquares - parts!.sum * found.value) / (parts!.n - 1)) / parts!.n
  return { value: (100 * (found.value - 1)) / 6, variance: (100 / 6) ** 2 * variance }
}

/** The three-item satisfaction index in ACSI's form: items on 1–10, weights that add up to 1, 0–100. @see Fornell et al. (1996), Journal of Marketing 60 */
export const satisfactionIndex = (
  items: readonly [number, number, number],
  weights: readonly [number, number, number] = [1 / 3, 1 / 3, 1 / 3],
): number =>
  (items.reduce((total, item, index) => total + (item - 1) * weights[index]!, 0) /
    (9 * weights.reduce((total, weight) => total + weight, 0))) *
  100
