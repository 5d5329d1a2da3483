import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Candidate, pickOwner } from './owners.ts'

const member = (id: string, role: string, rest: Partial<Candidate> = {}): Candidate => ({
  id,
  role,
  managerId: null,
  available: true,
  languages: ['en'],
  open: 0,
  ...rest,
})
const pick = (members: Candidate[], language = 'en', ownerIds: (string | null)[] = []) => pickOwner(members, { ownerIds, language }).id

const anyone = fc.record({
  id: fc.uuid(),
  role: fc.constantFrom('rep', 'manager', 'head', 'champion', 'viewer', 'admin'),
  managerId: fc.option(fc.uuid()),
  available: fc.boolean(),
  languages: fc.array(fc.constantFrom('en', 'th', 'lo', 'km'), { maxLength: 3 }),
  open: fc.nat(50),
})

test('never nobody: whoever is there, somebody owns it, and nobody who is away while another could reply', () => {
  const workspaces = fc.record({
    members: fc.uniqueArray(anyone, { minLength: 1, maxLength: 12, selector: one => one.id }),
    language: fc.constantFrom('en', 'th', 'lo', 'km', 'und'),
    owner: fc.nat(11),
  })
  fc.assert(
    fc.property(workspaces, ({ members, language, owner }) => {
      const chosen = pickOwner(members, { ownerIds: [null, members[owner % members.length]!.id, 'gone'], language })
      expect(members).toContain(chosen)
      const able = members.filter(one => one.available && ['rep', 'manager', 'head'].includes(one.role))
      if (able.length > 0 && !able.every(one => one.role === 'rep' && language !== 'und' && !one.languages.includes(language)))
        expect(able).toContain(chosen)
    }),
  )
})

test('the order of who is asked does not matter', () => {
  fc.assert(
    fc.property(fc.uniqueArray(anyone, { minLength: 1, maxLength: 8, selector: one => one.id }), members => {
      expect(pickOwner([...members].reverse(), { ownerIds: [], language: 'lo' }).open).toBe(
        pickOwner(members, { ownerIds: [], language: 'lo' }).open,
      )
    }),
  )
})

test('first the owner, then who speaks the language and has least to do, then the manager, then the head, then the admin', () => {
  const reps = [member('a', 'rep', { languages: ['lo'], open: 3 }), member('b', 'rep', { languages: ['lo'], open: 1 }), member('c', 'rep')]
  const manager = member('m', 'manager', { languages: ['th'] })
  const head = member('h', 'head')
  expect(pick([...reps, manager], 'lo', ['c'])).toBe('c')
  expect(pick([...reps, manager], 'lo')).toBe('b')
  expect(pick([...reps, manager, head], 'km')).toBe('m')
  expect(pick([head, member('x', 'admin')], 'km')).toBe('h')
  expect(pick([member('x', 'admin'), member('v', 'viewer')])).toBe('x')
  expect(pick([member('x', 'rep', { available: false }), member('v', 'viewer')])).toBe('x')
})

test('an owner who is away is stood in for by who speaks the language, else by their own manager', () => {
  const owner = member('o', 'rep', { available: false, managerId: 'm2', languages: ['km'] })
  const managers = [member('m1', 'manager', { languages: ['km'] }), member('m2', 'manager')]
  expect(pick([owner, ...managers], 'km', ['o'])).toBe('m2')
  expect(pick([owner, ...managers, member('r', 'rep', { languages: ['km'] })], 'km', ['o'])).toBe('r')
})
