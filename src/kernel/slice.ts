import type { Readable } from 'node:stream'
import type { Transaction } from 'kysely'
import type { ReadonlyKysely } from 'kysely/readonly'
import type { z } from 'zod'
import type { Database } from '../database.gen.ts'
import type { Endpoint } from './endpoint.ts'
import type { About, EventType } from './event.ts'

export type Db = ReadonlyKysely<Database>
export type Tx = Transaction<Database>

export const roles = ['rep', 'manager', 'head', 'champion', 'viewer', 'admin'] as const
export type Role = (typeof roles)[number]
export const languages = ['en', 'th', 'lo', 'km'] as const
export type Language = (typeof languages)[number]

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

export type Common = { who: Who; now: Date; workspace: Workspace }
export type Reading = Common & { db: Db }
export type Announce = <F extends z.ZodType>(type: EventType<F>, facts: z.input<F>, about: About) => Promise<string>
export type Writing = Common & { tx: Tx; announce: Announce }

/** For work too long for one transaction: each call is a transaction of its own, in the same workspace, as the same person. */
export type Working = Common & {
  read: <T>(run: (ctx: Reading) => Promise<T>) => Promise<T>
  write: <T>(run: (ctx: Writing) => Promise<T>) => Promise<T>
}

export type Download = { name: string; type: string; body: Readable | string | Uint8Array }

export type Route = { endpoint: Endpoint } & (
  | { kind: 'read'; run: (ctx: Reading, input: never) => Promise<unknown> }
  | { kind: 'write'; run: (ctx: Writing, input: never) => Promise<unknown> }
  | { kind: 'upload'; run: (ctx: Working, input: never, body: Readable) => Promise<unknown> }
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
export type Listener = { name: string; type: EventType; handle: (ctx: Writing, facts: never, event: { id: string; at: Date }) => Promise<unknown> }
export const after = <F extends z.ZodType>(
  type: EventType<F>,
  name: string,
  handle: (ctx: Writing, facts: z.output<F>, event: { id: string; at: Date }) => Promise<unknown>,
): Listener => ({ name, type, handle: handle as never })

/** What happens once when a clock row (workspace, kind, subject, generation) falls due. */
export type ClockKind = { kind: string; fire: (ctx: Writing, clock: { subjectId: string; generation: number; dueAt: Date }) => Promise<unknown> }

/** Long work begun by an event, run by one process at a time, retried with backoff; its payload holds ids only. */
export type Job = { name: string; type: EventType; retries: number; run: (ctx: Working, facts: never, signal: AbortSignal) => Promise<unknown> }
export const job = <F extends z.ZodType>(
  type: EventType<F>,
  name: string,
  run: (ctx: Working, facts: z.output<F>, signal: AbortSignal) => Promise<unknown>,
  { retries = 5 } = {},
): Job => ({ name, type, run: run as never, retries })

export type Slice = {
  name: string
  /** Which roles hold each of the slice's permissions. */
  permissions: Record<string, readonly Role[]>
  routes: Route[]
  listeners?: Listener[]
  clocks?: ClockKind[]
  jobs?: Job[]
}
