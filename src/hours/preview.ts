import { escalatesAt, type Hours, replyTimes } from '#core/time/promises.ts'
import { scheduleOf } from '#directory/index.ts'
import { notFound } from '#kernel/problem.ts'
import type { Reading } from '#kernel/slice.ts'
import { loadSchedules } from './calendars.ts'
import type { Policy } from './hours-words.ts'

type Asked = {
  hours: Policy['hours']
  calendarId?: string | undefined
  firstReplyMinutes: number
  warnMinutes?: number | undefined
  escalateMinutes?: number[] | undefined
  at?: Date | undefined
}

/** "A complaint at 17:30 on Friday would be due …": the same reckoning as the clocks', before anything is saved. */
export async function previewPolicy(ctx: Reading, asked: Asked) {
  const reckoned = await hoursFor(ctx, asked)
  const zone = reckoned?.zone ?? ctx.workspace.zone
  const at = asked.at ?? fridayEvening(ctx.now, zone)
  const promised = {
    firstReplyMinutes: asked.firstReplyMinutes,
    nextReplyMinutes: asked.firstReplyMinutes,
    resolveMinutes: null,
    warnMinutes: asked.warnMinutes ?? null,
    escalateMinutes: asked.escalateMinutes ?? [],
  }
  const times = replyTimes(at, promised, reckoned)
  const chain = promised.escalateMinutes.map((_, n) => escalatesAt(times.dueAt, n + 2, promised, reckoned)!)
  return { at, zone, ...times, escalatesAt: chain }
}

async function hoursFor(ctx: Reading, { hours, calendarId }: Asked): Promise<Hours> {
  if (hours === 'all') return null
  if (hours === 'workspace') return scheduleOf(ctx)
  const schedule = (await loadSchedules(ctx.db, ctx.now)).get(calendarId ?? '')
  if (!schedule) throw notFound('calendar')
  return schedule
}

/** Half past five on the next Friday: when promises in business hours surprise. */
function fridayEvening(now: Date, zone: string): Date {
  const today = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(zone).toPlainDate()
  const friday = today.add({ days: (12 - today.dayOfWeek) % 7 })
  return new Date(friday.toZonedDateTime({ timeZone: zone, plainTime: '17:30' }).epochMilliseconds)
}
