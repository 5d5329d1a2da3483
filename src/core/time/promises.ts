import { addWorkingTime, type Schedule } from './working-hours.ts'

/** What a policy looks at before it holds for a matter; what is absent or empty does not matter. */
export type Matter = {
  /** The topic and all above it. */
  topicIds: readonly string[]
  channel: string | null
  plan: string | null
  monthlyRevenue: number | null
  priority: string
}
export type Conditions = {
  topicIds?: readonly string[] | undefined
  channels?: readonly string[] | undefined
  plans?: readonly string[] | undefined
  priorities?: readonly string[] | undefined
  revenueFrom?: number | undefined
}

/** Null: every hour counts, day and night. */
export type Hours = Schedule | null
export type Promised = {
  firstReplyMinutes: number
  nextReplyMinutes: number
  resolveMinutes: number | null
  warnMinutes: number | null
  /** So long after the due time the next above is told, and the next above them. */
  escalateMinutes: readonly number[]
}

const MINUTE = 60_000

/** The first policy that holds for a matter; the caller keeps the usual one, which asks for nothing, last. */
export const policyFor = <P extends { conditions: Conditions }>(matter: Matter, policies: readonly P[]): P | undefined =>
  policies.find(({ conditions }) => holds(matter, conditions))

const holds = (matter: Matter, { topicIds, channels, plans, priorities, revenueFrom }: Conditions) =>
  among(topicIds, matter.topicIds) &&
  among(channels, [matter.channel]) &&
  among(plans, [matter.plan]) &&
  among(priorities, [matter.priority]) &&
  (revenueFrom === undefined || (matter.monthlyRevenue ?? 0) >= revenueFrom)

const among = (wanted: readonly string[] | undefined, has: readonly (string | null)[]) =>
  !wanted?.length || has.some(one => one !== null && wanted.includes(one))

/**
 * The instant by which so many minutes have passed, in hours that count. A calendar that never opens promises by the clock on the wall:
 * no customer waits for ever.
 */
export const promisedBy = (from: Date, minutes: number, hours: Hours): Date =>
  (hours && addWorkingTime(from, minutes, hours)) ?? new Date(from.getTime() + minutes * MINUTE)

/** Whether the promise was kept: on the very second is in time. */
export const keptBy = (at: Date, dueAt: Date) => at.getTime() <= dueAt.getTime()

/** Everything that will happen while a customer waits for a reply, in the order of time. */
export function replyTimes(from: Date, promised: Promised, hours: Hours, { first = true } = {}) {
  const minutes = first ? promised.firstReplyMinutes : promised.nextReplyMinutes
  const dueAt = promisedBy(from, minutes, hours)
  return { dueAt, warnAt: warnBefore(from, minutes, promised.warnMinutes, hours) }
}

/** A warning that would come before the clock began is none. */
const warnBefore = (from: Date, minutes: number, warnMinutes: number | null, hours: Hours) =>
  warnMinutes === null || warnMinutes >= minutes ? null : promisedBy(from, minutes - warnMinutes, hours)

/** When the level above is told; null above the last. Level 1, the owner's manager, is told at the due time itself. */
export function escalatesAt(dueAt: Date, level: number, { escalateMinutes }: Promised, hours: Hours): Date | null {
  const minutes = escalateMinutes[level - 2]
  return minutes === undefined ? null : promisedBy(dueAt, minutes, hours)
}
