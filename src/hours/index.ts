import { workspaceChanged } from '#directory/api.ts'
import { after, read, type Slice, write } from '#kernel/slice.ts'
import * as absences from './absences.ts'
import * as api from './api.ts'
import * as calendars from './calendars.ts'
import { countries, holidaysOf, lacksMoon } from './holidays.ts'
import * as policies from './policies.ts'
import { previewPolicy } from './preview.ts'

export { atWorkNow, awayNow } from './absences.ts'
export { loadPromises, type Promises, USUAL_POLICY } from './policies.ts'

/** When we work, what we promise to whom, and who is away. */
export const hours: Slice = {
  name: 'hours',
  permissions: {
    'hours.read': ['rep', 'manager', 'head', 'champion', 'admin'],
    'hours.change': ['manager', 'head', 'admin'],
  },
  events: [api.policiesChanged, api.absencePlanned, api.absenceCancelled, api.absenceBegan, api.memberHoursChanged],
  routes: [
    read(api.listCalendars, calendars.listCalendars),
    write(api.addCalendar, calendars.addCalendar),
    write(api.changeCalendar, calendars.changeCalendar),
    write(api.removeCalendar, (ctx, { id }) => calendars.removeCalendar(ctx, id)),
    write(api.restoreCalendar, (ctx, { id }) => calendars.restoreCalendar(ctx, id)),
    read(api.listCountries, async () => ({ items: countries() })),
    read(api.listHolidays, async (_, { year, ...place }) => ({
      items: holidaysOf(place, year).map(day => ({ ...day, own: false })),
      moon: lacksMoon(place.country),
    })),
    read(api.listPolicies, policies.listPolicies),
    read(api.previewPolicy, previewPolicy),
    write(api.addPolicy, policies.addPolicy),
    write(api.orderPolicies, policies.orderPolicies),
    write(api.changePolicy, policies.changePolicy),
    write(api.removePolicy, (ctx, { id }) => policies.removePolicy(ctx, id)),
    write(api.restorePolicy, (ctx, { id }) => policies.restorePolicy(ctx, id)),
    read(api.listAbsences, absences.listAbsences),
    write(api.planAbsence, absences.planAbsence),
    write(api.cancelAbsence, (ctx, { id }) => absences.cancelAbsence(ctx, id)),
    write(api.restoreAbsence, (ctx, { id }) => absences.restoreAbsence(ctx, id)),
    read(api.listShifts, absences.listShifts),
    write(api.setShift, absences.setShift),
  ],
  listeners: [
    // The house's own hours are a calendar too: what goes by them is reckoned anew.
    after(workspaceChanged, 'hours.house-hours', async (ctx, { fields }) => {
      if (!fields.includes('workingHours') && !fields.includes('zone')) return
      await ctx.announce(api.policiesChanged, { what: 'hours', id: null, change: 'changed' }, { subjectId: ctx.workspace.id })
    }),
  ],
  clocks: absences.absenceClocks,
}
