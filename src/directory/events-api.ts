import { z } from 'zod'
import { event } from '#kernel/event.ts'
import { Role } from './member-words.ts'

const people = ['/members', '/teams']
const fields = z.object({ fields: z.array(z.string()) })

export const workspaceFounded = event('workspace.founded', z.object({}))
export const workspaceChanged = event('workspace.changed', fields, ['/workspace', '/me'])
export const memberAdded = event('member.added', z.object({ role: Role, managerId: z.uuid().nullable() }), people)
export const memberChanged = event('member.changed', fields, people)
/** Another role or manager, from now on. */
export const memberMoved = event(
  'member.moved',
  z.object({ role: Role, managerId: z.uuid().nullable(), roleBefore: Role, managerIdBefore: z.uuid().nullable() }),
  [...people, '/me'],
)
export const memberInvited = event('member.invited', z.object({ invitationId: z.uuid() }), people)
export const memberJoined = event('member.joined', z.object({ invitationId: z.uuid() }), people)
export const invitationRevoked = event('member.invitation-revoked', z.object({}), people)
export const memberAvailability = event(
  'member.availability-set',
  z.object({
    /** Absent in events from before anybody below listened. */
    memberId: z.uuid().optional(),
    available: z.boolean(),
    awayUntil: z.coerce
      .date()
      .nullable()
      .transform(at => at?.toISOString() ?? null),
  }),
  people,
)
export const memberEnded = event('member.ended', z.object({}), [...people, '/me'])
export const memberReinstated = event('member.reinstated', z.object({}), [...people, '/me'])
export const keyCreated = event('key.created', z.object({ scopes: z.array(z.string()) }), ['/keys'])
export const keyRevoked = event('key.revoked', z.object({}), ['/keys'])
export const keyTaken = event('key.taken', z.object({ fromMember: z.uuid().nullable() }), ['/keys'])
export const mailSent = event('mail.sent-now', z.object({ count: z.int() }), ['/mail', '/me'])
export const mailDiscarded = event('mail.discarded', z.object({ count: z.int() }), ['/mail', '/me'])
export const noticeGiven = event('notice.given', z.object({ memberId: z.uuid(), type: z.string() }), ['/notices'])

export const directoryEvents = [
  workspaceFounded,
  workspaceChanged,
  memberAdded,
  memberChanged,
  memberMoved,
  memberInvited,
  memberJoined,
  invitationRevoked,
  memberAvailability,
  memberEnded,
  memberReinstated,
  keyCreated,
  keyRevoked,
  keyTaken,
  mailSent,
  mailDiscarded,
  noticeGiven,
]
