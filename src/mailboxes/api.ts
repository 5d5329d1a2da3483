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
const account = {
  host,
  port: z.coerce.number().int().min(1).max(65_535).default(993),
  /** TLS from the first byte (993). Otherwise STARTTLS (143). */
  secure: z.boolean().default(true),
  username: z.string().trim().min(1).max(254),
}
const secretPassword = z.string().min(1).max(500)
const settings = {
  name: z.string().trim().min(1).max(100),
  address: z.email().max(254),
  answers: z.enum(answerWays).default('plus'),
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
  input: z.strictObject({ ...settings, ...account, password: secretPassword }),
  output: Mailbox,
})
export const changeMailbox = endpoint('PUT /mailboxes/:id', {
  summary: 'Change, pause or archive a mailbox. An absent password stays; another server or user needs it anew',
  may: 'mailboxes.change',
  input: z.strictObject({
    id,
    name: settings.name.optional(),
    address: settings.address.optional(),
    answers: z.enum(answerWays).optional(),
    host: host.optional(),
    port: z.coerce.number().int().min(1).max(65_535).optional(),
    secure: z.boolean().optional(),
    username: account.username.optional(),
    password: secretPassword.optional(),
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
export const tryMailboxAgain = endpoint('POST /mailboxes/:id/try', {
  summary: 'Sign in to a mailbox with what is kept',
  may: 'mailboxes.change',
  input: z.strictObject({ id }),
  output: Tried,
})

export const mailboxChanged = event('mailbox.changed', z.object({ mailboxId: z.uuid(), fields: z.array(z.string()) }), ['/mailboxes'])
