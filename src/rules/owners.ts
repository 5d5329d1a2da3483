import type { Routing } from './rule-words.ts'

/** A member as someone who may own a case. `open` counts what they have not resolved. */
export type Candidate = {
  id: string
  role: string
  managerId: string | null
  available: boolean
  languages: readonly string[]
  open: number
  skills?: readonly string[]
  /** Within their working hours now. */
  atWork?: boolean
  lastAt?: Date | null
}
export type Wanted = {
  /** The customer's own, then their account's. */
  ownerIds: readonly (string | null)[]
  language: string
  /** Of the topic and all above it. */
  skills?: readonly string[]
  /** A rule says: somebody of this manager's team. */
  teamId?: string | undefined
}
/** Why this one: a key, and what it speaks of. */
export type Because = {
  why: 'theirs' | 'rule' | 'hand' | 'shared' | 'turn' | 'manager' | 'last' | 'away' | 'back' | 'queue'
  language?: string
  skill?: string
  open?: number
  /** Of one who is away: whose it was, since when it is another's. */
  fromId?: string
  at?: string
}
export type Picked = { owner: Candidate; because: Because }
type Taste = Pick<Routing, 'consider' | 'share'>

const replying = ['rep', 'manager', 'head']
const usual: Taste = { consider: ['theirs', 'skill'], share: 'load' }

/**
 * Who answers this customer: their or their account's owner if available, else an available rep who speaks the language (and has the skill, is at
 * work) with the fewest open cases or whose turn it is, else the manager, else the head, else whoever is there. Never nobody.
 * @throws Error for a workspace without members, which cannot be
 */
export function pickOwner(members: readonly Candidate[], wanted: Wanted, taste: Taste = usual): Picked {
  const { ownerIds, language, teamId } = wanted
  const owners = taste.consider.includes('theirs') || teamId ? ownerIds.flatMap(id => members.find(member => member.id === id) ?? []) : []
  const able = members.filter(member => member.available && replying.includes(member.role))
  const theirs = teamId ? undefined : owners.find(owner => able.includes(owner))
  if (theirs) return { owner: theirs, because: { why: 'theirs' } }
  const reps = able.filter(member => member.role === 'rep' && speaks(member, language) && (!teamId || member.managerId === teamId))
  const shared = share(reps, wanted, taste)
  if (shared) return shared
  const owner =
    able.find(member => member.id === teamId) ?? above(able, owners, language) ?? fewest(able.filter(member => member.role === 'head'))
  if (owner) return { owner, because: { why: 'manager' } }
  const last = lastResort(members)
  if (!last) throw new Error('a workspace has members')
  return { owner: last, because: { why: 'last' } }
}

const above = (able: readonly Candidate[], owners: readonly Candidate[], language: string) =>
  owners.flatMap(owner => able.find(member => member.id === owner.managerId) ?? [])[0] ??
  fewest(able.filter(member => member.role === 'manager' && speaks(member, language))) ??
  fewest(able.filter(member => member.role === 'manager'))

/** Among those who could: first who knows the matter, then who is at work; where nobody is, everybody counts again. */
function share(reps: readonly Candidate[], { skills = [], language }: Wanted, { consider, share }: Taste): Picked | null {
  if (reps.length === 0) return null
  const knowing =
    consider.includes('skill') && skills.length > 0 ? reps.filter(one => one.skills?.some(skill => skills.includes(skill))) : []
  const known = knowing.length > 0 ? knowing : reps
  const working = consider.includes('at-work') ? known.filter(one => one.atWork) : []
  const pool = working.length > 0 ? working : known
  const owner = share === 'turns' ? longestAgo(pool) : fewest(pool)!
  const skill = knowing.length > 0 ? owner.skills?.find(one => skills.includes(one)) : undefined
  const because: Because = {
    why: share === 'turns' ? 'turn' : 'shared',
    open: owner.open,
    ...(language === 'und' ? {} : { language }),
    ...(skill ? { skill } : {}),
  }
  return { owner, because }
}

// Where a language could not be found, everyone speaks it.
const speaks = (member: Candidate, language: string) => language === 'und' || member.languages.includes(language)

const fewest = (members: readonly Candidate[]): Candidate | null =>
  members.reduce<Candidate | null>(
    (best, one) => (best === null || one.open < best.open || (one.open === best.open && one.id < best.id) ? one : best),
    null,
  )

const longestAgo = (members: readonly Candidate[]): Candidate =>
  members.reduce((best, one) => {
    const [a, b] = [one.lastAt?.getTime() ?? 0, best.lastAt?.getTime() ?? 0]
    return a < b || (a === b && one.id < best.id) ? one : best
  })

/** Everyone is away: those who will be back and can reply, before those who can not. */
function lastResort(members: readonly Candidate[]): Candidate | null {
  const order = ['manager', 'head', 'rep', 'admin', 'champion', 'viewer']
  const admins = members.filter(member => member.role === 'admin' && member.available)
  return fewest(admins) ?? order.map(role => fewest(members.filter(member => member.role === role))).find(one => one !== null) ?? null
}
