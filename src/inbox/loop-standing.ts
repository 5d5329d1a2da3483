import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { loopStandings } from './inbox-words.ts'

type LoopStanding = (typeof loopStandings)[number]

const DAY = 86_400_000

/**
 * How feedback that a rule brought into a case stands in the 24-hour loop at a moment, as conditions on `feedback`: the figure and the list behind it
 * ask the same. Exactly on the hour meets; a reply before the feedback is none.
 */
export function standingsAt(at: Date): Record<LoopStanding, RawBuilder<SqlBool>> {
  const young = new Date(at.getTime() - DAY)
  const due = sql<SqlBool>`feedback.received_at <= ${young}`
  const inTime = sql<SqlBool>`coalesce(feedback.replied_at >= feedback.received_at and feedback.replied_at <= feedback.received_at + interval '24 hours', false)`
  return {
    due,
    met: sql`(${due} and ${inTime})`,
    missed: sql`(${due} and not ${inTime})`,
    young: sql`feedback.received_at > ${young}`,
  }
}
