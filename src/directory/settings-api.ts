import { z } from 'zod'
import { endpoint } from '#kernel/endpoint.ts'
import { listOf, moment, paging } from '#kernel/input.ts'
import { WorkingHours, Zone } from './hours-words.ts'
import { Language, name, nothing } from './member-words.ts'

export const Settings = z.object({
  id: z.uuid(),
  number: z.int(),
  name: z.string(),
  language: Language,
  zone: z.string(),
  workingHours: WorkingHours,
  sample: z.boolean(),
  /** Where links in mails lead; null while it is not known. `fixed` when the server's PUBLIC_URL says it. */
  address: z.string().nullable(),
  addressFixed: z.boolean(),
  sendsMail: z.boolean(),
})

const Address = z
  .url({ protocol: /^https?$/ })
  .refine(text => URL.canParse(text) && new URL(text).pathname === '/' && !new URL(text).search, 'url')
  .transform(text => new URL(text).origin)

export const readWorkspace = endpoint('GET /workspace', {
  summary: 'The workspace: its name, language, zone and working hours',
  may: 'directory.read',
  input: z.strictObject({}),
  output: Settings,
})

export const changeWorkspace = endpoint('PUT /workspace', {
  summary: 'Change the workspace',
  may: 'directory.settings',
  input: z.strictObject({
    name: name(100).optional(),
    language: Language.optional(),
    zone: Zone.optional(),
    workingHours: WorkingHours.optional(),
    address: Address.optional(),
  }),
  output: Settings,
})

export const Key = z.object({
  id: z.uuid(),
  name: z.string(),
  hint: z.string(),
  scopes: z.array(z.string()),
  createdAt: z.coerce.date(),
  by: z.string().nullable(),
  /** Whether it ends with whoever asks. */
  mine: z.boolean(),
  lastUsedAt: z.coerce.date().nullable(),
  revokedAt: z.coerce.date().nullable(),
})

export const listKeys = endpoint('GET /keys', {
  summary: 'API keys, the newest first, and the scopes a key may have',
  may: 'directory.keys',
  input: z.strictObject({ ...paging }),
  output: listOf(Key).extend({ scopes: z.array(z.string()) }),
})

export const createKey = endpoint('POST /keys', {
  summary: 'Make an API key; its secret is in this answer and nowhere else',
  may: 'directory.keys',
  input: z.strictObject({ name: name(60), scopes: z.array(z.string().max(80)).min(1).max(200) }),
  output: z.object({ id: z.uuid(), name: z.string(), key: z.string(), scopes: z.array(z.string()) }),
})

export const revokeKey = endpoint('POST /keys/:id/revoke', {
  summary: 'A key stops working, for good',
  may: 'directory.keys',
  input: z.strictObject({ id: z.uuid() }),
  output: nothing,
})

export const takeKey = endpoint('POST /keys/:id/take', {
  summary: 'The key is mine now: it no longer ends when whoever made it leaves',
  may: 'directory.keys',
  input: z.strictObject({ id: z.uuid() }),
  output: nothing,
})

export const mailStates = ['waiting', 'failed', 'sent', 'expired', 'discarded'] as const

/** Text is null where it is written only as the mail goes, because it will hold a link. */
export const Mail = z.object({
  id: z.uuid(),
  at: z.coerce.date(),
  purpose: z.string(),
  state: z.enum(mailStates),
  to: z.string(),
  subject: z.string(),
  text: z.string().nullable(),
  language: Language,
  expiresAt: z.coerce.date(),
  tryAt: z.coerce.date().nullable(),
  attempts: z.int(),
  problem: z.string().nullable(),
  /** Waits since before mail could be sent: an admin decides. */
  held: z.boolean(),
})

export const listMail = endpoint('GET /mail', {
  summary: 'Mail by its state, the newest first: what waits, what failed, what went',
  may: 'directory.settings',
  input: z.strictObject({ ...paging, state: z.enum(mailStates).default('waiting') }),
  output: listOf(Mail).extend({ held: z.int(), waiting: z.int(), sendsMail: z.boolean() }),
})

const some = z.strictObject({ ids: z.array(z.uuid()).max(1_000).optional() })
const Counted = z.object({ count: z.int() })

export const sendWaitingMail = endpoint('POST /mail/send', {
  summary: 'Send what waits now: the mails named, or all',
  may: 'directory.settings',
  input: some,
  output: Counted,
})

export const discardWaitingMail = endpoint('POST /mail/discard', {
  summary: 'Never send what waits: the mails named, or all',
  may: 'directory.settings',
  input: some,
  output: Counted,
})

export const LogEntry = z.object({
  id: z.uuid(),
  at: z.coerce.date(),
  type: z.string(),
  actor: z.object({ kind: z.enum(['member', 'key', 'user', 'system', 'anyone']), id: z.uuid().nullable(), name: z.string().nullable() }),
  subjectId: z.uuid(),
  subject: z.string().nullable(),
  facts: z.record(z.string(), z.unknown()),
  /** Changed values, where the reader may see them. */
  detail: z.record(z.string(), z.unknown()).nullable(),
})

export const listEvents = endpoint('GET /events', {
  summary: 'The audit log: everything that happened, the newest first',
  may: 'directory.audit',
  input: z.strictObject({
    ...paging,
    subject: z.uuid().optional(),
    actor: z.uuid().optional(),
    type: z.string().max(80).optional(),
    from: moment.optional(),
    until: moment.optional(),
  }),
  output: listOf(LogEntry),
})

export const Notice = z.object({
  id: z.uuid(),
  at: z.coerce.date(),
  /** The message key `notice.<type>`, filled with the facts. */
  type: z.string(),
  facts: z.record(z.string(), z.union([z.string(), z.number()])),
  subjectId: z.uuid().nullable(),
  readAt: z.coerce.date().nullable(),
})

export type Notice = z.output<typeof Notice>

export const listNotices = endpoint('GET /notices', {
  summary: 'What you should know, the newest first',
  may: 'directory.read',
  input: z.strictObject({ ...paging }),
  output: listOf(Notice).extend({ unread: z.int() }),
})

export const readNotices = endpoint('POST /notices/read', {
  summary: 'Mark as read: the notices named, or all of yours',
  may: 'directory.read',
  input: some,
  output: Counted,
})
