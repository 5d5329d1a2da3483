import { z } from 'zod'
import { endpoint } from '#kernel/endpoint.ts'
import { WorkingHours, Zone } from './hours-words.ts'
import { Email, Language, name, nothing, Password, Role, Token } from './member-words.ts'

export const Me = z.object({
  /** Whether mail goes out of this server at all. */
  sendsMail: z.boolean(),
  user: z.object({ id: z.uuid(), name: z.string(), email: z.string(), language: Language }),
  workspaces: z.array(
    z.object({
      id: z.uuid(),
      number: z.int(),
      name: z.string(),
      sample: z.boolean(),
      role: Role,
      memberId: z.uuid(),
      language: Language,
      zone: z.string(),
      permissions: z.array(z.string()),
      /** What stands above every page for this person: `no-smtp`, `mail-waiting`. */
      banners: z.array(z.string()),
    }),
  ),
})
export type Me = z.output<typeof Me>

export const me = endpoint('GET /me', {
  summary: 'Who is signed in, and in which workspaces they may do what',
  may: 'signed-in',
  input: z.strictObject({}),
  output: Me,
})

export const changeMe = endpoint('PUT /me', {
  summary: 'Change your own name and the language you read in, in all your workspaces',
  may: 'signed-in',
  input: z.strictObject({ name: name(100).optional(), language: Language.optional() }),
  output: nothing,
})

export const enter = endpoint('POST /sign-in', {
  summary: 'Sign in; the session is a cookie',
  may: 'anyone',
  input: z.strictObject({ email: z.string().trim().min(1).max(254), password: z.string().min(1).max(200) }),
  output: nothing,
})

export const leave = endpoint('POST /sign-out', {
  summary: 'Sign out here',
  may: 'anyone',
  input: z.strictObject({}),
  output: nothing,
})

export const leaveEverywhere = endpoint('POST /sign-out-everywhere', {
  summary: 'End all your sessions, on every device',
  may: 'signed-in',
  input: z.strictObject({}),
  output: nothing,
})

export const forgotPassword = endpoint('POST /password/forgot', {
  summary: 'Ask for a mail with a link that sets a new password; answers the same for any address',
  may: 'anyone',
  input: z.strictObject({ email: Email }),
  output: nothing,
})

export const resetPassword = endpoint('POST /password/reset', {
  summary: 'Set a new password by the link; ends all sessions',
  may: 'anyone',
  input: z.strictObject({ token: Token, password: Password }),
  output: nothing,
})

export const changePassword = endpoint('POST /password/change', {
  summary: 'Change your password; ends all other sessions',
  may: 'signed-in',
  input: z.strictObject({ current: z.string().min(1).max(200), next: Password }),
  output: nothing,
})

const NewWorkspace = { name: name(100), language: Language, zone: Zone, workingHours: WorkingHours.optional() }
const Founded = z.object({ id: z.uuid(), number: z.int() })

export const firstRun = endpoint('GET /first-run', {
  summary: 'Whether this server waits for its first workspace, and whether it may be made from here without the printed link',
  may: 'anyone',
  input: z.strictObject({}),
  output: z.object({ local: z.boolean() }),
})

export const beginFirstRun = endpoint('POST /first-run', {
  summary: 'Make the first workspace with its first admin, and sign them in',
  may: 'anyone',
  input: z.strictObject({
    workspace: z.strictObject(NewWorkspace),
    you: z.strictObject({ name: name(100), email: Email, password: Password }),
    token: Token.optional(),
  }),
  output: Founded,
})

export const addWorkspace = endpoint('POST /workspaces', {
  summary: 'Make a further workspace; its first admin is you. Only for people who are an admin already',
  may: 'signed-in',
  input: z.strictObject(NewWorkspace),
  output: Founded,
})

export const readInvitation = endpoint('POST /invitations/read', {
  summary: 'What an invitation link invites to',
  may: 'anyone',
  input: z.strictObject({ token: Token }),
  output: z.object({ workspace: z.string(), name: z.string(), email: z.string(), language: Language, hasPassword: z.boolean() }),
})

export const acceptInvitation = endpoint('POST /invitations/accept', {
  summary: 'Join by an invitation link, with a new password or, where the address is known here, the one you have',
  may: 'anyone',
  input: z.strictObject({
    token: Token,
    name: name(100).optional(),
    language: Language.optional(),
    password: z.string().max(200).default(''),
  }),
  output: z.object({ number: z.int() }),
})
