import type { Readable } from 'node:stream'
import type { Transaction } from 'kysely'
import type { ReadonlyKysely } from 'kysely/readonly'
import type { z } from 'zod'
import type { Database } from '../database.gen.ts'
import type { Command } from './command.ts'
import type { Dialect } from './dialect.ts'
import type { Endpoint } from './endpoint.ts'
import type { About, EventType } from './event.ts'
import type { TakeLetter } from './imap.ts'
import type { Inside } from './inside.ts'
import type { Sql } from './literal.ts'
import type { Compose, Posted } from './mail.ts'
import type { SenderOf } from './mail-ways.ts'
import type { ClaimMailboxes } from './mailboxes.ts'
import type { Page } from './page.ts'
import type { Searched } from './search-again.ts'
import type { SignIn } from './sign-in.ts'
import type { Language, Role } from './words.ts'

export type { Language, Role } from './words.ts'

export type Db = ReadonlyKysely<Database>
export type Tx = Transaction<Database>

/** Who acts. A system actor (listener, clock, job, command line) may do everything inside its workspace. */
export type Who = {
  kind: 'member' | 'key' | 'user' | 'system' | 'anyone'
  memberId: string | null
  userId: string | null
  keyId: string | null
  role: Role | null
  language: Language
  may: (permission: string) => boolean
}

export type Workspace = { id: string; number: number; name: string; language: Language; zone: string; sample: boolean }

/** What a slice may need to know of the server it runs in. */
export type Site = {
  /** Where the world sees us; never the Host of a request. */
  publicUrl: string | null
  sendsMail: boolean
  /** Hosts that may be called though they are not public: the administrator's list. */
  webhookHosts: readonly string[]
  /** Where mail that cannot be delivered comes back to, as far as somebody reads it. */
  mailBounces: string | null
  /** Domains whose addresses may be senders of mail that goes by the installation's mail server. */
  mailDomains: readonly string[]
  /** Every permission that the house knows: the scopes a key may have. */
  permissions: readonly string[]
  /** 256 bits that only this installation can make of a purpose and a text: for tokens that must be made again, and addresses that prove themselves. */
  sign: (purpose: string, text: string) => Buffer
  /** For what must be kept but never read in a stolen database: credentials of mailboxes, webhook secrets. */
  seal: (text: string) => string
  /** @throws Error when it was not sealed here */
  unseal: (sealed: string) => string
}

export type Common = { who: Who; now: Date; workspace: Workspace; site: Site }
export type Reading = Common & { db: Db }
export type Announce = <F extends z.ZodType>(type: EventType<F>, facts: z.input<F>, about: About) => Promise<string>
/** The same of many subjects, in one statement; without details. */
export type AnnounceMany = <F extends z.ZodType>(type: EventType<F>, each: readonly Told<z.input<F>>[]) => Promise<void>
export type Told<Facts = unknown> = { facts: Facts; subjectId: string; customerId?: string | null }
export type Writing = Common & { tx: Tx; announce: Announce; announceMany: AnnounceMany }

/** For work too long for one transaction: each call is a transaction of its own, in the same workspace, as the same person. */
export type Working = Common & {
  read: <T>(run: (ctx: Reading) => Promise<T>) => Promise<T>
  write: <T>(run: (ctx: Writing) => Promise<T>) => Promise<T>
  store: Store
}

/** Rows that come in by one statement (`insert into … on conflict do nothing`, its values written out) and what is announced of each that is new. */
export type Incoming<F extends z.ZodType = z.ZodType> = {
  insert: (now: Sql) => Sql
  type: EventType<F>
  told: readonly Told<z.input<F>>[]
}
/** A transaction in one message to the database. @returns the ids of those that were new */
export type Store = <F extends z.ZodType>(incoming: Incoming<F>) => Promise<Set<string>>

/** For requests that share a transaction: none is held when it begins. */
export type Gathering = Omit<Working, 'now' | 'workspace'> & { workspaceId: string }

/** `framed`: shown in a frame of our own page instead of being saved, under this policy. */
export type Download = { name: string; type: string; body: Readable | string | Uint8Array; framed?: { policy: string } }

export type Route = {
  endpoint: Endpoint
  /** Spoken as another product does; see ./dialect.ts. */
  dialect?: Dialect
  /** Other sites may call it by script, without cookies. */
  elsewhere?: boolean
} & (
  | { kind: 'read'; run: (ctx: Reading, input: never) => Promise<unknown> }
  | { kind: 'write'; run: (ctx: Writing, input: never) => Promise<unknown> }
  | { kind: 'upload'; run: (ctx: Working, input: never, body: Readable) => Promise<unknown> }
  | { kind: 'gather'; run: (ctx: Gathering, input: never) => Promise<unknown> }
  | { kind: 'open'; run: (ctx: Open, input: never) => Promise<unknown> }
  | { kind: 'download'; run: (ctx: Working, input: never) => Promise<Download> }
)

type In<E> = E extends Endpoint<infer I, z.ZodType> ? z.output<I> : never
type Out<E> = E extends Endpoint<z.ZodType, infer O> ? z.input<O> : never

/** A read gets a database that cannot write, by type and by `BEGIN READ ONLY`. */
export const read = <E extends Endpoint>(endpoint: E, run: (ctx: Reading, input: In<E>) => Promise<Out<E>>): Route => ({
  kind: 'read',
  endpoint,
  run: run as never,
})

/** A write gets one transaction; what it announces is stored in that same transaction and delivered after it. */
export const write = <E extends Endpoint>(endpoint: E, run: (ctx: Writing, input: In<E>) => Promise<Out<E>>): Route => ({
  kind: 'write',
  endpoint,
  run: run as never,
})

/** A JSON body like a write's, but no transaction: `ctx.write` opens one, which many requests may share. Without Idempotency-Key: its id is in the input. */
export const gather = <E extends Endpoint>(endpoint: E, run: (ctx: Gathering, input: In<E>) => Promise<Out<E>>): Route => ({
  kind: 'gather',
  endpoint,
  run: run as never,
})

/** A raw body (a file), with the input in path and query. No transaction is held while it flows. */
export const upload = <E extends Endpoint>(endpoint: E, run: (ctx: Working, input: In<E>, body: Readable) => Promise<Out<E>>): Route => ({
  kind: 'upload',
  endpoint,
  run: run as never,
})

/** Answers a file, always as a download with `nosniff`. */
export const download = <E extends Endpoint>(endpoint: E, run: (ctx: Working, input: In<E>) => Promise<Download>): Route => ({
  kind: 'download',
  endpoint,
  run: run as never,
})

/** Runs after commit, at least once, in a transaction of its own inside the event's workspace: make it idempotent by a key of its own table. */
export type Listener = {
  name: string
  type: EventType
  handle: (ctx: Writing, facts: never, event: { id: string; at: Date }) => Promise<unknown>
}
export const after = <F extends z.ZodType>(
  type: EventType<F>,
  name: string,
  handle: (ctx: Writing, facts: z.output<F>, event: { id: string; at: Date }) => Promise<unknown>,
): Listener => ({ name, type, handle: handle as never })

/** What happens once when a clock row (workspace, kind, subject, generation) falls due. */
export type ClockKind = {
  kind: string
  fire: (ctx: Writing, clock: { subjectId: string; generation: number; dueAt: Date }) => Promise<unknown>
}

/** Long work begun by an event, run by one process at a time, retried with backoff; its payload holds ids only. */
export type Job = {
  name: string
  type: EventType
  retries: number
  run: (ctx: Working, facts: never, signal: AbortSignal) => Promise<unknown>
}
export const job = <F extends z.ZodType>(
  type: EventType<F>,
  name: string,
  run: (ctx: Working, facts: z.output<F>, signal: AbortSignal) => Promise<unknown>,
  { retries = 5 } = {},
): Job => ({ name, type, run: run as never, retries })

/** @returns how much was done: while there is something it goes on at once, else it waits */
export type Chore = { name: string; everyMs: number; run: (inside: Inside) => Promise<number> }

export type Slice = {
  name: string
  /** Which roles hold each of the slice's permissions. */
  permissions: Record<string, readonly Role[]>
  /** Everything the slice announces. */
  events: readonly EventType[]
  routes: Route[]
  /** HTML for strangers, outside `/api`; see ./page.ts. */
  pages?: readonly Page[]
  listeners?: Listener[]
  clocks?: ClockKind[]
  jobs?: Job[]
  /** Tables that are found by words, so that they can be made findable anew. */
  searched?: readonly Searched[]
  /** What a server does again and again beside its requests; several servers may at once. */
  chores?: readonly Chore[]
  /** Of the administrator's command line. */
  commands?: readonly Command[]
  /** Mails that are written as they go, by purpose, because they hold a token made then. */
  composers?: Record<string, Compose>
  /** Told how mails of a purpose went. */
  posted?: Record<string, Posted>
  /** Asked in turn whether a letter in the mailbox (IMAP_URL) is theirs. */
  letters?: readonly TakeLetter[]
  /** The workspaces' own mailboxes. */
  mailboxes?: ClaimMailboxes
  /** Senders with mail servers of their own. */
  senders?: SenderOf
}

/** A signed-in person as the sign-in knows them; members of workspaces are found by it. */
export type User = { id: string; name: string; email: string; language: Language }

/** What a stranger or a person without a workspace may touch: finding across workspaces, and acting inside one once it is known which. */
export type Open = {
  user: User | null
  now: Date
  site: Site
  language: Language
  /** Of the request, as far as they may be believed. */
  request: {
    /** The network that budgets are counted by. */ address: string
    origin: string
    local: boolean
    userAgent: string
    headers: Headers
  }
  signIn: SignIn
  /** Counts an attempt and refuses beyond the budget: for whatever a stranger may try. */
  attempt: (bucket: string, budget: { most: number; minutes: number }) => Promise<void>
  /** Added to the answer. */
  cookies: string[]
  find: <T>(run: (db: Db) => Promise<T>) => Promise<T>
  /** Makes a workspace and runs inside it: the one write that has no workspace yet. */
  found: <T>(workspaceId: string, run: (ctx: Writing) => Promise<T>) => Promise<T>
  permissionsOf: (role: Role) => readonly string[]
  /** The one-use link of the first run, printed at start where the browser is not at this machine. */
  firstRun: { check: (token: string | null) => boolean }
  inside: (workspaceId: string, who?: Who) => Promise<Working>
}

/** For `anyone` and `signed-in`: sign-in, first run, invitations, one's own workspaces. With `elsewhere` any site may call it by script, and no cookie is read. */
export const open = <E extends Endpoint>(
  endpoint: E,
  run: (ctx: Open, input: In<E>) => Promise<Out<E>>,
  { elsewhere = false }: { elsewhere?: boolean } = {},
): Route => ({ kind: 'open', endpoint, run: run as never, elsewhere })

/** Where the server has it. */
export const addressOf = ({ endpoint, dialect }: Pick<Route, 'endpoint' | 'dialect'>) => `${dialect?.prefix ?? '/api'}${endpoint.path}`
