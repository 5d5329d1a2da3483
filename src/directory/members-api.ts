import { z } from 'zod'
import { endpoint } from '#kernel/endpoint.ts'
import { listOf, many, moment, paging } from '#kernel/input.ts'
import { Email, Language, name, nothing, Role } from './member-words.ts'

export const states = ['active', 'invited', 'not-invited', 'ended'] as const
const skills = z.array(name(60)).max(50)
const spoken = z.array(Language).max(4)

/** An employee. `available` is false while they are away; `awayUntil` says how long, if that is known. */
export const Member = z.object({
  id: z.uuid(),
  name: z.string(),
  email: z.string(),
  role: Role,
  managerId: z.uuid().nullable(),
  managerName: z.string().nullable(),
  reports: z.int(),
  language: Language,
  languages: z.array(Language),
  skills: z.array(z.string()),
  available: z.boolean(),
  awayUntil: z.coerce.date().nullable(),
  state: z.enum(states),
  createdAt: z.coerce.date(),
  endedAt: z.coerce.date().nullable(),
})
export type Member = z.output<typeof Member>

const Place = z.object({
  fromAt: z.coerce.date(),
  untilAt: z.coerce.date().nullable(),
  role: Role,
  managerId: z.uuid().nullable(),
  managerName: z.string().nullable(),
})
const Invitation = z.object({ createdAt: z.coerce.date(), expiresAt: z.coerce.date(), expired: z.boolean() })
/** An invitation's link is shown once, here; only its hash is kept. */
const Link = z.object({ id: z.uuid(), link: z.string() })
const byId = z.strictObject({ id: z.uuid() })

export const listMembers = endpoint('GET /members', {
  summary: 'Members by name; `q` is any part of a name or address, in any script',
  may: 'directory.read',
  input: z.strictObject({
    ...paging,
    q: z.string().max(100).optional(),
    role: many(Role).optional(),
    state: many(z.enum(states)).optional(),
    language: Language.optional(),
    managerId: z.uuid().optional(),
  }),
  output: listOf(Member),
})

export const readMember = endpoint('GET /members/:id', {
  summary: 'A member, their places in the reporting tree so far, and their open invitation',
  may: 'directory.read',
  input: byId,
  output: Member.extend({ places: z.array(Place), invitation: Invitation.nullable() }),
})

export const listTeams = endpoint('GET /teams', {
  summary: 'Everyone in the reporting tree as it is now, managers before their reports',
  may: 'directory.read',
  input: z.strictObject({}),
  output: z.object({
    items: z.array(
      z.object({ id: z.uuid(), name: z.string(), role: Role, managerId: z.uuid().nullable(), available: z.boolean(), joined: z.boolean() }),
    ),
  }),
})

export const addMember = endpoint('POST /members', {
  summary: 'Add a member, and invite them unless `invite` is false',
  may: 'directory.people',
  input: z.strictObject({
    name: name(100),
    email: Email,
    role: Role,
    managerId: z.uuid().nullable().default(null),
    language: Language,
    languages: spoken.optional(),
    skills: skills.default([]),
    invite: z.boolean().default(true),
  }),
  output: z.object({ id: z.uuid(), link: z.string().nullable() }),
})

export const changeMember = endpoint('PUT /members/:id', {
  summary: 'Change a member; another role or manager counts from now on, figures before it stay with the team before',
  may: 'directory.people',
  input: byId.extend({
    name: name(100).optional(),
    email: Email.optional(),
    language: Language.optional(),
    languages: spoken.optional(),
    skills: skills.optional(),
    role: Role.optional(),
    managerId: z.uuid().nullable().optional(),
  }),
  output: Member,
})

export const setAvailability = endpoint('POST /members/:id/availability', {
  summary: 'Away (until an instant, or until changed) or available: yourself, your team, or anyone for who manages people',
  may: 'directory.read',
  input: byId.extend({ available: z.boolean(), awayUntil: moment.nullable().default(null) }),
  output: nothing,
})

export const endMember = endpoint('POST /members/:id/end', {
  summary: 'A member leaves: their access ends now, what they did stays. Can be undone',
  may: 'directory.people',
  input: byId,
  output: nothing,
})

export const reinstateMember = endpoint('POST /members/:id/reinstate', {
  summary: 'Undo a leaving',
  may: 'directory.people',
  input: byId,
  output: nothing,
})

export const inviteMember = endpoint('POST /members/:id/invite', {
  summary: 'Invite (again): earlier links stop working',
  may: 'directory.people',
  input: byId,
  output: Link,
})

export const revokeInvitation = endpoint('POST /members/:id/revoke-invitation', {
  summary: 'The links sent to this member stop working',
  may: 'directory.people',
  input: byId,
  output: nothing,
})
