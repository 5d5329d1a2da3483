import { z } from 'zod'
import { WorkingHours, Zone } from '#directory/api.ts'
import { day, instant } from '#kernel/input.ts'

const YEAR = 525_600
const name = (most: number) => z.string().trim().min(1).max(most)
/** A promise in minutes, up to a year. */
const minutes = z.int().min(1).max(YEAR)

export const priorities = ['urgent', 'normal', 'low'] as const
export const Priority = z.enum(priorities)
export type Priority = z.output<typeof Priority>

export const OwnDay = z.strictObject({ on: day, name: z.string().trim().max(100) })
/** A calendar as one writes it. */
export const calendarParts = {
  name: name(100),
  zone: Zone,
  periods: WorkingHours.shape.periods,
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .nullable()
    .default(null),
  region: z.string().max(20).nullable().default(null),
  ownDays: z.array(OwnDay).max(500).default([]),
}
export const Calendar = z.object({
  id: z.uuid(),
  ...calendarParts,
  /** How many policies and members go by it. */
  used: z.int(),
})
export type Calendar = z.output<typeof Calendar>
export const Holiday = z.object({ on: z.iso.date(), name: z.string(), own: z.boolean() })

export const Conditions = z.strictObject({
  topicIds: z.array(z.uuid()).max(50).optional(),
  channels: z.array(name(60)).max(20).optional(),
  plans: z.array(name(100)).max(20).optional(),
  priorities: z.array(Priority).max(3).optional(),
  revenueFrom: z.number().min(0).max(1e12).optional(),
})

const counted = {
  hours: z.enum(['all', 'workspace', 'calendar']),
  calendarId: z.uuid().nullable().default(null),
  firstReplyMinutes: minutes,
  nextReplyMinutes: minutes,
  resolveMinutes: minutes.nullable().default(null),
  warnMinutes: minutes.nullable().default(null),
  escalateMinutes: z.array(minutes).max(3).default([]),
}
export const policyParts = { name: z.string().trim().max(100), conditions: Conditions, ...counted }
export const Policy = z.object({
  id: z.uuid(),
  ...policyParts,
  calendarName: z.string().nullable(),
  /** The one that holds where no other does; always there, always last. */
  usual: z.boolean(),
})
export type Policy = z.output<typeof Policy>
export type PolicyParts = Omit<Policy, 'id' | 'usual' | 'calendarName'>

export const Absence = z.object({
  id: z.uuid(),
  member: z.object({ id: z.uuid(), name: z.string() }),
  fromAt: instant,
  untilAt: instant,
  reason: z.string(),
  /** Away now. */
  now: z.boolean(),
  may: z.boolean(),
})
