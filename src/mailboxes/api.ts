import { z } from 'zod'
import { endpoint } from '#kernel/endpoint.ts'
import { event } from '#kernel/event.ts'
import { flag, instant, listOf, paging } from '#kernel/input.ts'

/** How a customer's answer finds its case: `name+tag@host`, `tag@host`, or by the mail's headers only. */
export const answerWays = ['plus', 'catch-all', 'headers'] as const
/** Why a mailbox cannot be read. */
export const mailboxProblems = [
  'unknown-host',
  'not-public',
  'refused',
  'timeout',
  'certificate',
  'no-tls',
  'login',
  'no-inbox',
  'sender',
  'other',
] as const
export type MailboxProblem = (typeof mailboxProblems)[number]

const id = z.uuid()
const host = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z\d]([a-z\d.:-]*[a-z\d])?$/)
  .max(253)
const port = z.coerce.number().int().min(1).max(65_535)
const account = {
  host,
  port: port.default(993),
  /** TLS from the first byte (993). Otherwise STARTTLS (143). */
  secure: z.boolean().default(true),
  username: z.string().trim().min(1).max(254),
}
const secretPassword = z.string().min(1).max(500)
const settings = {
  name: z.string().trim().min(1).max(100),
  address: z.email().max(254),
}
/** Replies go by a mail server of its own where `ownServer` is true; otherwise by the installation's. */
const server = { smtpHost: host.optional(), smtpUsername: account.username.optional(), smtpPassword: secretPassword.optional() }
const chosen = {
  answers: z.enum(answerWays),
  /** What else comes into it: a reply leaves from the one that was written to. */
  otherAddresses: z.array(z.email().max(254)).max(20),
  /** Where replies leave from in cases that no mail has brought. */
  usual: z.boolean(),
  /** Managers whose team writes from it. */
  teamIds: z.array(z.uuid()).max(200),
  acknowledge: z.boolean(),
  /** The name under which its mail server says who a sender really is (Authentication-Results). Null: nobody's word is believed. */
  trustedServer: z.string().trim().toLowerCase().max(253).nullable(),
  ownServer: z.boolean(),
  smtpPort: port,
  smtpSecure: z.boolean(),
}

export const Mailbox = z.object({
  id,
  name: z.string(),
  address: z.string(),
  host: z.string(),
  port: z.int(),
  secure: z.boolean(),
  username: z.string(),
  answers: z.enum(answerWays),
  otherAddresses: z.array(z.string()),
  usual: z.boolean(),
  teams: z.array(z.object({ id, name: z.string() })),
  acknowledge: z.boolean(),
  trustedServer: z.string().nullable(),
  /** Who has said something about the sender of the newest letter. */
  seenServer: z.string().nullable(),
  ownServer: z.boolean(),
  smtpHost: z.string().nullable(),
  smtpPort: z.int().nullable(),
  smtpSecure: z.boolean(),
  smtpUsername: z.string().nullable(),
  /** Whether replies leave from its address; otherwise from the installation's, because that may not send for this domain. */
  leavesFromIt: z.boolean(),
  sendProblem: z.enum(mailboxProblems).nullable(),
  sendProblemSaid: z.string().nullable(),
  pausedAt: instant.nullable(),
  archivedAt: instant.nullable(),
  /** When all that was there had been read. */
  readAt: instant.nullable(),
  problem: z.enum(mailboxProblems).nullable(),
  /** What the server said, word for word. */
  problemSaid: z.string().nullable(),
  problemAt: instant.nullable(),
})
export type Mailbox = z.output<typeof Mailbox>

export const listMailboxes = endpoint('GET /mailboxes', {
  summary: 'Mailboxes that customers write to, the newest first',
  may: 'mailboxes.read',
  input: z.strictObject({ archived: flag.optional(), ...paging }),
  output: listOf(Mailbox),
})
export const addMailbox = endpoint('POST /mailboxes', {
  summary: 'Read one more mailbox; its password is kept sealed',
  may: 'mailboxes.change',
  input: z.strictObject({
    ...settings,
    ...account,
    ...server,
    password: secretPassword,
    answers: chosen.answers.default('plus'),
    otherAddresses: chosen.otherAddresses.default([]),
    usual: chosen.usual.default(false),
    teamIds: chosen.teamIds.default([]),
    acknowledge: chosen.acknowledge.default(false),
    trustedServer: chosen.trustedServer.default(null),
    ownServer: chosen.ownServer.default(false),
    smtpPort: port.default(465),
    smtpSecure: z.boolean().default(true),
  }),
  output: Mailbox,
})
export const changeMailbox = endpoint('PUT /mailboxes/:id', {
  summary: 'Change, pause or archive a mailbox. An absent password stays; another server or user needs it anew',
  may: 'mailboxes.change',
  input: z.strictObject({
    ...z.object({ ...settings, ...chosen, host, port, secure: z.boolean(), username: account.username, password: secretPassword }).partial()
      .shape,
    ...server,
    id,
    paused: z.boolean().optional(),
    archived: z.boolean().optional(),
  }),
  output: Mailbox,
})
const Tried = z.object({ problem: z.enum(mailboxProblems).nullable(), said: z.string().nullable() })
export const tryMailbox = endpoint('POST /mailboxes/try', {
  summary: 'Sign in to a mailbox once, before it is added',
  may: 'mailboxes.change',
  input: z.strictObject({ ...account, password: secretPassword }),
  output: Tried,
})
export const trySending = endpoint('POST /mailboxes/try-sending', {
  summary: 'Sign in to a mail server for sending once, before it is kept',
  may: 'mailboxes.change',
  input: z.strictObject({ ...account, port: port.default(465), password: secretPassword }),
  output: Tried,
})
export const tryMailboxAgain = endpoint('POST /mailboxes/:id/try', {
  summary: 'Sign in to a mailbox, and to its own server for sending, with what is kept',
  may: 'mailboxes.change',
  input: z.strictObject({ id }),
  output: Tried.extend({ sending: Tried.nullable() }),
})

export const mailboxChanged = event('mailbox.changed', z.object({ mailboxId: z.uuid(), fields: z.array(z.string()) }), ['/mailboxes'])
