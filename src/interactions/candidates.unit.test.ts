import { describe, expect, test } from 'vitest'
import { candidatesOf } from './candidates.ts'

const member = (id: string, name: string, email: string | null = null, externalId: string | null = null) => ({
  id,
  name,
  email,
  externalId,
})
const members = [
  member('1', 'Noi Keomany', 'noi@sabai.example'),
  member('2', 'Noi Keomany', 'noi.k@sabai.example', 'a-17'),
  member('3', 'Somchai Prasert', 'somchai@sabai.example'),
  member('4', 'ສົມໃຈ ແກ້ວ', null, 'a-18'),
]
const ids = (name: string) => candidatesOf(name, members).map(({ id }) => id)

describe('whom a name of a source may mean', () => {
  test.each([
    ['Noi Keomany', ['1', '2']],
    ['noi keomany', ['1', '2']],
    ['A-17', ['2']],
    ['Noi', ['1', '2']],
    ['Keomany, N.', ['1', '2']],
    ['Noi K', ['1', '2']],
    ['somchai', ['3']],
    ['somchai@elsewhere.example', ['3']],
    ['Somchai Prasert (night)', ['3']],
    ['ສົມໃຈ', ['4']],
    ['AVI', []],
    ['', []],
  ])('%s', (name, expected) => expect(ids(name)).toEqual(expected))
})
