import { chanceOf, type Difference } from '#core/measures/difference.ts'
import { adjusted } from '#core/outliers/adjust.ts'

/** A figure's change from the time before; null where either time has too little to say. */
export type Change = { metric: string; better: 'up' | 'down' | null; change: Difference | null }

const worse = ({ better, change }: Change) => change?.seen === true && change.value > 0 === (better === 'down')

/**
 * Which figures of coming back say that speed was bought with customers: none unless the time taken is shorter beyond chance. Several are asked, so the share
 * of false alarms among them is held as well; an interval that covers nought is never a finding.
 */
export function falseSuccess(speed: Change, repeats: readonly Change[]): string[] {
  if (!speed.change?.seen || speed.change.value >= 0) return []
  const q = adjusted(repeats.map(({ change }) => (change ? chanceOf(change) : 1)))
  return repeats.filter((one, at) => worse(one) && q[at]! < 0.05).map(({ metric }) => metric)
}
