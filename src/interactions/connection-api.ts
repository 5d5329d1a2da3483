import { z } from 'zod'
import { endpoint } from '#kernel/endpoint.ts'
import { event } from '#kernel/event.ts'
import { instant, listOf, paging } from '#kernel/input.ts'

/** What may be read from a service; its streams follow from it. */
export const connectionTakes = ['tickets', 'calls', 'ratings'] as const
/** Why it cannot be read. */
export const connectionProblems = [
  'unknown-host',
  'not-public',
  'not-theirs',
  'login',
  'not-allowed',
  'busy',
  'timeout',
  'refused',
  'certificate',
  'unreadable',
  'other',
] as const
export type ConnectionProblem = (typeof connectionProblems)[number]

const id = z.uuid()
const account = {
  /** `acme.zendesk.com`, or the address of any page there. */
  address: z.string().trim().min(1).max(253),
  email: z.email().max(254),
}
const token = z.string().trim().min(1).max(500)
const takes = z.array(z.enum(connectionTakes)).min(1)
const everyMinutes = z.coerce.number().int().min(5).max(10_080)

export const Connection = z.object({
  id,
  kind: z.enum(['zendesk']),
  /** How its records are called everywhere. */
  source: z.string(),
  address: z.string(),
  email: z.string(),
  takes: z.array(z.enum(connectionTakes)),
  everyMinutes: z.int(),
  pausedAt: instant.nullable(),
  /** Of the pull that is under way, else of the last one. */
  begunAt: instant.nullable(),
  running: z.boolean(),
  waitsUntil: instant.nullable(),
  /** When everything that was there had been read. */
  pulledAt: instant.nullable(),
  /** When it is read again by itself. */
  nextAt: instant.nullable(),
  stream: z.string().nullable(),
  read: z.int(),
  added: z.int(),
  changed: z.int(),
  refused: z.int(),
  absent: z.array(z.string()),
  problem: z.enum(connectionProblems).nullable(),
  problemSaid: z.string().nullable(),
})
export type Connection = z.output<typeof Connection>

export const listConnections = endpoint('GET /connections', {
  summary: 'Services that are read from by themselves, how far they are read and what is wrong',
  may: 'connections.read',
  input: z.strictObject(paging),
  output: listOf(Connection),
})
export const addConnection = endpoint('POST /connections', {
  summary: 'Read from a Zendesk account from now on; its token is kept sealed. The first pull begins at once',
  may: 'connections.change',
  input: z.strictObject({
    ...account,
    token,
    takes: takes.default([...connectionTakes]),
    everyMinutes: everyMinutes.default(60),
    source: z.string().trim().min(1).max(60).default('zendesk'),
  }),
  output: Connection,
})
export const changeConnection = endpoint('PUT /connections/:id', {
  summary: 'Change or pause it. An absent token stays; another account or address of the owner needs it anew',
  may: 'connections.change',
  input: z.strictObject({
    id,
    address: account.address.optional(),
    email: account.email.optional(),
    token: token.optional(),
    takes: takes.optional(),
    everyMinutes: everyMinutes.optional(),
    paused: z.boolean().optional(),
  }),
  output: Connection,
})
export const endConnection = endpoint('DELETE /connections/:id', {
  summary:
    'Read from it no more and forget the token. What it brought stays; whoever connects again under the same name goes on where it stopped',
  may: 'connections.change',
  input: z.strictObject({ id }),
  output: z.object({ id }),
})
export const pullConnection = endpoint('POST /connections/:id/pull', {
  summary: 'Fetch what is new now, instead of at the next turn',
  may: 'connections.change',
  input: z.strictObject({ id }),
  output: Connection,
})
export const stopPull = endpoint('POST /connections/:id/stop', {
  summary: 'Stop the pull that is under way. What it has stored stays, and the next one goes on from there',
  may: 'connections.change',
  input: z.strictObject({ id }),
  output: Connection,
})
const Tried = z.object({ problem: z.enum(connectionProblems).nullable(), said: z.string().nullable(), name: z.string().nullable() })
export const tryConnection = endpoint('POST /connections/try', {
  summary: 'Sign in once, before it is kept',
  may: 'connections.change',
  input: z.strictObject({ ...account, token }),
  output: Tried,
})
export const tryConnectionAgain = endpoint('POST /connections/:id/try', {
  summary: 'Sign in with what is kept',
  may: 'connections.change',
  input: z.strictObject({ id }),
  output: Tried,
})

export const compareHours = endpoint('GET /connections/:id/hours', {
  summary:
    'Working time to the last solve as the service reckons it, beside what we reckon from its own schedules, of the cases solved last',
  may: 'connections.read',
  input: z.strictObject({ id }),
  output: z.object({
    schedules: z.array(z.object({ name: z.string(), zone: z.string(), known: z.boolean(), holidays: z.int() })),
    compared: z.int(),
    agree: z.int(),
    differing: z.array(z.object({ caseKey: z.string(), title: z.string().nullable(), theirMinutes: z.number(), ourMinutes: z.number() })),
  }),
})

export const listFollowed = endpoint('GET /followed-files', {
  summary: 'Logs of this server that are followed as they grow, and how far they are read',
  may: 'connections.read',
  input: z.strictObject({}),
  output: z.object({
    items: z.array(z.object({ source: z.string(), name: z.string(), lines: z.int(), refused: z.int(), movedAt: instant })),
  }),
})

export const connectionChanged = event('connection.changed', z.object({ connectionId: id, fields: z.array(z.string()) }), ['/connections'])
/** Fetch, as this run; one whose id is not the connection's any more does nothing. */
export const pullAsked = event('connection.pull-asked', z.object({ connectionId: id, runId: z.uuid() }), ['/connections'])
export const pullMoved = event('connection.pull-moved', z.object({ connectionId: id, read: z.int() }), ['/connections'])
export const pullEnded = event('connection.pull-ended', z.object({ connectionId: id, problem: z.string().nullable() }), ['/connections'])
