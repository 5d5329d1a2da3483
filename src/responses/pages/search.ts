import { z } from 'zod'
import { PeopleFilters, periods, ResultFilters } from '../filters-api.ts'

/** What the page shows, as it stands in the address: filters, the open bar, the open response, the comments' search. */
export const AnswersSearch = z.object({
  ...ResultFilters.shape,
  ...PeopleFilters,
  every: z.enum(periods).optional(),
  response: z.uuid().optional(),
})
type AnswersSearch = z.output<typeof AnswersSearch>

export const filterKeys = [
  'from',
  'until',
  'channel',
  'language',
  'version',
  'account',
  'topic',
  'member',
] as const satisfies readonly (keyof ResultFilters)[]

/** Only what is set: an absent filter is no filter. */
export const filtersOf = (search: Partial<AnswersSearch>): Partial<ResultFilters> =>
  Object.fromEntries(filterKeys.filter(key => search[key] !== undefined).map(key => [key, search[key]])) as Partial<ResultFilters>

export const noFilters = Object.fromEntries(filterKeys.map(key => [key, undefined])) as Partial<AnswersSearch>
export const nobody = { question: undefined, answer: undefined, row: undefined, response: undefined }
