import { calendar } from './calendar.ts'
import type { Day } from './records.ts'
import { scaleOf } from './scale.ts'
import type { CauseKey, LeafKey } from './topics.ts'

export type SimulationOptions = { seed: number; size: number; until: Date; zone: string }

/** What is true by construction. Whoever measures the sample must find these, and nothing else of their size. */
export type Truth =
  | RepTruth<'better-rep'>
  | RepTruth<'worse-rep'>
  | RepTruth<'false-success'>
  | { truth: 'cause-doubles'; cause: CauseKey; topic: LeafKey; fromOn: Day; factor: number; says: string }
  | {
      truth: 'cause-acted-on'
      cause: CauseKey
      topic: LeafKey
      fromOn: Day
      factor: number
      actedOn: Day
      factorSince: number
      says: string
    }
  | { truth: 'cause-unchanged'; cause: CauseKey; topic: LeafKey; actedOn: Day; says: string }
  | { truth: 'deal-breaker'; cause: CauseKey; topic: LeafKey; withinDays: number; leaveShare: number; says: string }

type RepTruth<T> = { truth: T; member: string; against: Habits; habits: Habits; says: string }

/** How a rep works: the habits from which everything measurable about them follows. */
export type Habits = {
  /** Talk time against the team's. */
  talkFactor: number
  /** Said to be solved at the first contact, for an easy topic. */
  solvedAtOnce: number
  /** Share of resolved cases about which the customer comes back. */
  comesBack: number
  /** Added to the customer's experience, which lies between 0 and 1; above 0.6 they are satisfied. */
  warmth: number
}

export const ordinary: Habits = { talkFactor: 1, solvedAtOnce: 0.74, comesBack: 0.12, warmth: 0 }
const better: Habits = { talkFactor: 1.02, solvedAtOnce: 0.84, comesBack: 0.04, warmth: 0.12 }
const worse: Habits = { talkFactor: 1.12, solvedAtOnce: 0.6, comesBack: 0.3, warmth: -0.17 }
const hasty: Habits = { talkFactor: 0.55, solvedAtOnce: 0.9, comesBack: 0.32, warmth: 0.02 }

/** Reps planted by key; the generated rep `rep-5` exists at every size. */
export const planted: { [member: string]: Habits } = { noi: better, 'rep-5': worse, somchai: hasty }

export const doubling = { cause: 'bank-cut-off' as const, topic: 'payout.late' as const, factor: 2, afterShareOfDays: 0.6 }
/** Doubled earlier on; then the product was changed, and since then it is rarer than it ever was. */
export const actedOn = {
  ...{ cause: 'qr-not-confirmed' as const, topic: 'terminal.qr' as const },
  ...{ factor: 2, afterShareOfDays: 0.25, actedAfterShareOfDays: 0.55, factorSince: 0.3 },
}
/** Something was done about it, and it comes as often as before. */
export const unchanged = { cause: 'paper-jam' as const, topic: 'terminal.printer' as const, actedAfterShareOfDays: 0.5 }
export const dealBreaker = { cause: 'held-for-review' as const, topic: 'payout.held' as const, withinDays: 60, leaveShare: 0.5 }

/** The day of the simulation that comes after a share of all of them. */
export const dayAfter = (days: number, share: number) => Math.floor(days * share)

/** The planted truths of one simulation, for tests, lessons and benchmarks to be held against. */
export function truths({ size, until, zone }: SimulationOptions): Truth[] {
  const { days } = scaleOf(size)
  const told = calendar(until, zone, days)
  const onAfter = (share: number) => told.on(dayAfter(days, share))
  const rep = <T>(truth: T, member: string, says: string): RepTruth<T> => ({
    truth,
    member,
    habits: planted[member]!,
    against: ordinary,
    says,
  })
  return [
    rep('better-rep', 'noi', 'Customers of this rep come back about 4 % of resolved cases instead of 12 %, and are more often satisfied.'),
    rep(
      'worse-rep',
      'rep-5',
      'Customers of this rep come back about 30 % of resolved cases instead of 12 %, and are less often satisfied.',
    ),
    rep('false-success', 'somchai', 'Calls take 55 % of the usual time and look solved at once, but 32 % come back instead of 12 %.'),
    {
      truth: 'cause-doubles',
      ...pick(doubling),
      fromOn: onAfter(doubling.afterShareOfDays),
      says: 'From this day payouts come too late twice as often: the bank moved its cut-off time.',
    },
    {
      truth: 'cause-acted-on',
      ...pick(actedOn),
      fromOn: onAfter(actedOn.afterShareOfDays),
      actedOn: onAfter(actedOn.actedAfterShareOfDays),
      factorSince: actedOn.factorSince,
      says: 'QR payments were not confirmed twice as often for a while; since the waiting time was raised it is 0.3 times what it was at first.',
    },
    {
      truth: 'cause-unchanged',
      cause: unchanged.cause,
      topic: unchanged.topic,
      actedOn: onAfter(unchanged.actedAfterShareOfDays),
      says: 'Shops were told which paper rolls fit; paper jams come as often as before.',
    },
    {
      truth: 'deal-breaker',
      ...dealBreaker,
      says: 'Half of the customers whose payout was held leave within 60 days, though most of them were satisfied with the help.',
    },
  ]
}

const pick = <C, T>({ cause, topic, factor }: { cause: C; topic: T; factor: number }) => ({ cause, topic, factor })
