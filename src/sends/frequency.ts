import type { FrequencyRules, Limit } from './frequency-api.ts'

const DAY = 86_400_000

export const usualRules: FrequencyRules = {
  overall: null,
  each: { most: 4, days: 90, gapDays: 7 },
  kinds: { nps: { most: 4, days: 365, gapDays: 60 } },
  remindersCount: false,
}

/** One time that a person was asked. */
export type Asked = { kind: string; at: Date; reminder: boolean }
export type Forbidden = { rule: 'too-soon' | 'too-often'; freeAt: Date }

/**
 * Whether a person who was asked so may be asked now. Pure: everything else of a send locks the person, reads what was asked, and calls this.
 * @returns null when nothing forbids it, else the rule and from when on it allows (if nobody asks them meanwhile)
 */
export function forbidden(rules: FrequencyRules, kind: string, asked: readonly Asked[], now: Date): Forbidden | null {
  const counted = asked.filter(one => one.at <= now && (rules.remindersCount || !one.reminder))
  const same = counted.filter(one => one.kind === kind)
  const own = rules.kinds[kind as 'nps'] ?? rules.each
  const found = [...against(own, same, now), ...(rules.overall ? against(rules.overall, counted, now) : [])]
  return found.reduce<Forbidden | null>((last, one) => (last && last.freeAt >= one.freeAt ? last : one), null)
}

function against({ most, days, gapDays }: Limit, asked: readonly Asked[], now: Date): Forbidden[] {
  const newest = asked.map(one => one.at.getTime()).sort((a, b) => b - a)
  // With `most` of them inside the period, the oldest of these has to leave it.
  const free = [
    { rule: 'too-soon' as const, at: gapDays === null || newest.length === 0 ? 0 : newest[0]! + gapDays * DAY },
    { rule: 'too-often' as const, at: most === null || newest.length < most ? 0 : newest[most - 1]! + days * DAY },
  ]
  return free.filter(one => one.at > now.getTime()).map(({ rule, at }) => ({ rule, freeAt: new Date(at) }))
}
