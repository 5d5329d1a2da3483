import { z } from 'zod'
import { endpoint } from '#kernel/endpoint.ts'
import { Calendar, calendarParts, Holiday } from './hours-words.ts'

const byId = z.strictObject({ id: z.uuid() })

export const listCalendars = endpoint('GET /calendars', {
  summary: 'Working hours of teams, with their days off',
  may: 'hours.read',
  input: z.strictObject({}),
  output: z.object({ items: z.array(Calendar) }),
})
export const addCalendar = endpoint('POST /calendars', {
  summary: 'Add a calendar of working hours',
  may: 'hours.change',
  input: z.strictObject(calendarParts),
  output: Calendar,
})
export const changeCalendar = endpoint('PUT /calendars/:id', {
  summary: 'Change a calendar; clocks that go by it are reckoned anew',
  may: 'hours.change',
  input: byId.extend(calendarParts),
  output: Calendar,
})
export const removeCalendar = endpoint('DELETE /calendars/:id', {
  summary: 'Take out a calendar that nothing goes by; can be undone',
  may: 'hours.change',
  input: byId,
  output: z.object({}),
})
export const restoreCalendar = endpoint('POST /calendars/:id/restore', {
  summary: 'Bring a calendar back',
  may: 'hours.change',
  input: byId,
  output: Calendar,
})
export const listCountries = endpoint('GET /holidays/countries', {
  summary: 'Countries whose public holidays are known, and their regions',
  may: 'hours.read',
  input: z.strictObject({}),
  output: z.object({
    items: z.array(z.object({ id: z.string(), regions: z.array(z.object({ id: z.string(), name: z.string() })) })),
  }),
})
export const listHolidays = endpoint('GET /holidays', {
  summary: 'The public holidays of a country in a year. `moon`: those that follow the moon are not in the table',
  may: 'hours.read',
  input: z.strictObject({
    country: z.string().regex(/^[A-Z]{2}$/),
    region: z.string().max(20).optional(),
    year: z.coerce.number().int().min(1970).max(2100),
  }),
  output: z.object({ items: z.array(Holiday), moon: z.boolean() }),
})
