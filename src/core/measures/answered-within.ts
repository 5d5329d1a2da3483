import { estimate, type Share } from './share.ts'

/** Additive. `pending` are too young to be judged and stand beside the figure, not in it. */
export type AnsweredParts = { met: number; due: number; pending: number }
export type Said = { saidAt: Date; repliedAt: Date | null }

export const HOURS_TO_ANSWER = 24
const HOUR = 3_600_000

/**
 * One piece of feedback. Due when it was said at least `hours` before `now`, replied to or not (else young, quick replies would flatter);
 * met when the reply came within `hours`, exactly on the hour included; a reply before the feedback is none.
 */
export function partsOf({ saidAt, repliedAt }: Said, now: Date, hours = HOURS_TO_ANSWER): AnsweredParts {
  if (now.getTime() - saidAt.getTime() < hours * HOUR) return { met: 0, due: 0, pending: 1 }
  const waited = repliedAt ? repliedAt.getTime() - saidAt.getTime() : -1
  return { met: waited >= 0 && waited <= hours * HOUR ? 1 : 0, due: 1, pending: 0 }
}

export const add = (a: AnsweredParts, b: AnsweredParts): AnsweredParts => ({
  met: a.met + b.met,
  due: a.due + b.due,
  pending: a.pending + b.pending,
})

/** The parts as a share, for `share.estimate` and its kin. */
export const shareOf = ({ met, due }: AnsweredParts): Share => ({ hits: met, total: due })

/**
 * Closed loop: the share (0..1) of due feedback that was replied to in time, with Wilson's interval. Null when none is due.
 * @see Bain, "close the loop" (a rule of the trade); 24 hours is the product's own promise
 */
export const answeredWithin = {
  kind: 'answered-within' as const,
  unit: 'share' as const,
  partsOf,
  add,
  shareOf,
  estimate: (parts: AnsweredParts) => estimate(shareOf(parts)),
}
