import { expect, test } from 'vitest'
import { casesAsked, feedbackAsked, hasFilters, InboxSearch, usualView } from './search.ts'

const search = (given: object) => InboxSearch.parse(given)

test('a list that nobody filters shows who still waits; a search and a state show what they say', () => {
  expect(casesAsked(search({}), 'mine')).toEqual({ view: 'mine', state: ['open'] })
  expect(casesAsked(search({ q: 'ບັດ' }), 'all')).toEqual({ view: 'all', q: 'ບັດ' })
  expect(casesAsked(search({ state: 'resolved' }), 'team')).toEqual({ view: 'team', state: ['resolved'] })
})

test('what belongs to one list only is not asked of the other', () => {
  expect(feedbackAsked(search({ show: 'feedback', view: 'mine', due: 'late', case: 'false', mood: 'bad' }))).toEqual({
    case: false,
    mood: ['bad'],
  })
  expect(casesAsked(search({ case: 'true', source: 'miro', due: 'late' }), 'all')).toEqual({
    view: 'all',
    due: 'late',
    state: ['open'],
  })
})

test('the search box, the tabs and the order are no filters to be cleared', () => {
  expect(hasFilters(search({ q: 'x', view: 'team', order: 'newest', show: 'feedback' }))).toBe(false)
  expect(hasFilters(search({ language: 'lo' }))).toBe(true)
})

test('reps begin with their own cases, managers with the team’s, the others with all', () => {
  expect(['rep', 'manager', 'head', 'champion'].map(usualView)).toEqual(['mine', 'team', 'all', 'all'])
})
