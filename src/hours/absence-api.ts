import { z } from 'zod'
import { endpoint } from '#kernel/endpoint.ts'
import { event } from '#kernel/event.ts'
import { instant, listOf, moment, paging } from '#kernel/input.ts'
import { Absence } from './hours-words.ts'

const facts = z.object({ memberId: z.uuid(), untilAt: instant })
const lists = ['/absences', '/members', '/teams'] as const
export const absencePlanned = event('absence.planned', facts.extend({ fromAt: instant }), lists)
export const absenceCancelled = event('absence.cancelled', facts, lists)
/** From now on somebody else has to answer. */
export const absenceBegan = event('absence.began', facts, lists)
export const memberHoursChanged = event('member.hours-changed', z.object({ memberId: z.uuid(), calendarId: z.uuid().nullable() }), lists)

export const listAbsences = endpoint('GET /absences', {
  summary: 'Who is away now or will be, the first to be back first',
  may: 'hours.read',
  input: z.strictObject({ ...paging, memberId: z.uuid().optional() }),
  output: listOf(Absence),
})
export const planAbsence = endpoint('POST /absences', {
  summary: 'Say that somebody will be away: yourself, your team, or anyone for who manages people',
  may: 'hours.read',
  input: z.strictObject({ memberId: z.uuid(), fromAt: moment, untilAt: moment, reason: z.string().trim().max(200).default('') }),
  output: Absence,
})
export const cancelAbsence = endpoint('DELETE /absences/:id', {
  summary: 'Somebody will not be away after all, or is back earlier; can be undone',
  may: 'hours.read',
  input: z.strictObject({ id: z.uuid() }),
  output: z.object({}),
})
export const restoreAbsence = endpoint('POST /absences/:id/restore', {
  summary: 'Undo cancelling',
  may: 'hours.read',
  input: z.strictObject({ id: z.uuid() }),
  output: Absence,
})
export const listShifts = endpoint('GET /shifts', {
  summary: 'By which calendar everybody works; null is the workspace’s hours',
  may: 'hours.read',
  input: z.strictObject({}),
  output: z.object({
    items: z.array(z.object({ id: z.uuid(), name: z.string(), calendarId: z.uuid().nullable(), working: z.boolean(), may: z.boolean() })),
  }),
})
export const setShift = endpoint('PUT /shifts/:id', {
  summary: 'By which calendar a member works',
  may: 'hours.change',
  input: z.strictObject({ id: z.uuid(), calendarId: z.uuid().nullable() }),
  output: z.object({}),
})
