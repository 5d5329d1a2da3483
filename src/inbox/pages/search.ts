import { z } from 'zod'
import type { View } from '../api.ts'
import { CaseFilters, FeedbackFilters } from '../filters-api.ts'

/** What the inbox shows, as it stands in the address: both lists' filters, and which list. */
export const InboxSearch = z.object({ show: z.enum(['feedback']).optional(), ...FeedbackFilters.shape, ...CaseFilters.shape })
export type InboxSearch = z.output<typeof InboxSearch>

/** Of the causes' page. */
export const CauseSearch = z.object({
  q: z.string().max(200).optional().catch(undefined),
  archived: z.coerce.boolean().optional().catch(undefined),
})
export type CauseSearch = z.output<typeof CauseSearch>

type Given = Partial<InboxSearch>

/** Only what is set: an absent filter is no filter. */
function only<K extends keyof InboxSearch>(search: Given, keys: readonly K[]): Pick<Given, K> {
  const set = keys.filter(key => search[key] !== undefined).map(key => [key, search[key]])
  return Object.fromEntries(set) as Pick<Given, K>
}

const caseKeys = Object.keys(CaseFilters.shape) as (keyof CaseFilters)[]
const feedbackKeys = Object.keys(FeedbackFilters.shape) as (keyof FeedbackFilters)[]

/** Who works cases begins with their own, who leads with the team's, who watches with all. */
export const usualView = (role: string | undefined): View => (role === 'rep' ? 'mine' : role === 'manager' ? 'team' : 'all')

/** What is asked of the server. A list that nobody filters by state shows who still waits; a search finds everything. */
export function casesAsked(search: InboxSearch, view: View): Partial<CaseFilters> {
  const asked = only(search, caseKeys)
  const narrowed = search.state ?? search.q ?? search.customer ?? search.cause
  return { ...asked, view, ...(!narrowed && { state: ['open'] as const }) } as Partial<CaseFilters>
}

export const feedbackAsked = (search: InboxSearch): Partial<FeedbackFilters> => only(search, feedbackKeys) as Partial<FeedbackFilters>

/** Filters that stand behind the filter button; the search box, the tabs and the order are seen anyway. */
export const filterKeys = [
  'state',
  'due',
  'mood',
  'scoreFrom',
  'scoreTo',
  'topic',
  'language',
  'channel',
  'case',
  'from',
  'until',
  'loop',
] as const satisfies readonly (keyof InboxSearch)[]

/** What goes with `loop`, and is taken away with it. */
const loopKeys = ['loopOf', 'asOf', 'receivedFrom'] as const satisfies readonly (keyof InboxSearch)[]

/** Without this one, and without what means nothing alone. */
export const without = (key: (typeof filterKeys)[number]): Given =>
  Object.fromEntries([key, ...(key === 'loop' ? loopKeys : [])].map(one => [one, undefined]))

export const noFilters: Given = Object.fromEntries(
  [...filterKeys, 'customer', 'account', 'owner', 'cause', 'source', 'import', 'scale', ...loopKeys].map(key => [key, undefined]),
)
export const hasFilters = (search: InboxSearch): boolean =>
  Object.keys(noFilters).some(key => search[key as keyof InboxSearch] !== undefined)
