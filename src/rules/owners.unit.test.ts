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
const pick = (members: Candidate[], language = 'en', ownerIds: (string | null)[] = []) =>
  pickOwner(members, { ownerIds, language }).owner.id

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
      const chosen = pickOwner(members, { ownerIds: [null, members[owner % members.length]!.id, 'gone'], language }).owner
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
      expect(pickOwner([...members].reverse(), { ownerIds: [], language: 'lo' }).owner.open).toBe(
        pickOwner(members, { ownerIds: [], language: 'lo' }).owner.open,
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

test('who knows the matter comes first, then who is at work; where nobody is, everybody counts again; and it says why', () => {
  const reps = [
    member('a', 'rep', { skills: ['cards'], open: 9, atWork: false }),
    member('b', 'rep', { skills: ['cards'], open: 12, atWork: true }),
    member('c', 'rep', { open: 0, atWork: true }),
  ]
  const why = (consider: ('theirs' | 'skill' | 'at-work')[], skills: string[]) => {
    const { owner, because } = pickOwner(reps, { ownerIds: [], language: 'en', skills }, { consider, share: 'load' })
    return [owner.id, because.why, because.skill]
  }
  expect(why([], ['cards'])).toEqual(['c', 'shared', undefined])
  expect(why(['skill'], ['cards'])).toEqual(['a', 'shared', 'cards'])
  expect(why(['skill', 'at-work'], ['cards'])).toEqual(['b', 'shared', 'cards'])
  expect(why(['skill', 'at-work'], ['rockets'])).toEqual(['c', 'shared', undefined])
})

test('in turns, whoever was given something longest ago; a rule’s team stays within it, up to its manager', () => {
  const at = (hour: number) => new Date(Date.UTC(2026, 0, 1, hour))
  const reps = [
    member('a', 'rep', { lastAt: at(3), managerId: 'm' }),
    member('b', 'rep', { lastAt: at(1), managerId: 'm', open: 30 }),
    member('c', 'rep', { lastAt: at(2), managerId: 'other' }),
    member('m', 'manager'),
  ]
  const turns = { consider: [], share: 'turns' as const }
  expect(pickOwner(reps, { ownerIds: [], language: 'en' }, turns).owner.id).toBe('b')
  expect(pickOwner(reps, { ownerIds: ['a'], language: 'en', teamId: 'other' }, turns).owner.id).toBe('c')
  expect(pickOwner(reps, { ownerIds: [], language: 'km', teamId: 'm' }, turns)).toEqual({ owner: reps[3], because: { why: 'manager' } })
})
