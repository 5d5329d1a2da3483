import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'
import type { z } from 'zod'
import { type CastKey, cast } from '#core/cast.ts'
import { doorkeeper, memberWho } from '#directory/doorkeeper.ts'
import { addMember } from '#directory/members.ts'
import { foundWorkspace, usualHours } from '#directory/workspaces.ts'
import type { Endpoint } from '#kernel/endpoint.ts'
import { newId } from '#kernel/id.ts'
import { founding, reading, writing } from '#kernel/inside.ts'
import { Problem } from '#kernel/problem.ts'
import { createServer, type ServerOptions } from '#kernel/server.ts'
import type { Reading, Slice, Who, Writing } from '#kernel/slice.ts'
import { slices } from './slices.ts'

export type TestOptions = Partial<
  Pick<
    ServerOptions,
    | 'smtpUrl'
    | 'webhookHosts'
    | 'imapUrl'
    | 'mailBounces'
    | 'mailDomains'
    | 'mailFrom'
    | 'mailReplyTo'
    | 'publicUrl'
    | 'firstRun'
    | 'mailboxesEveryMs'
  >
> & {
  now?: string
  slices?: readonly Slice[]
  empty?: boolean
  zone?: string
}

/** The whole server on a database of its own with the cast in it, its clock in the test's hand. Nothing of ours is replaced but who is signed in. */
export async function testApp({
  now = '2026-03-02T09:00:00Z',
  empty = false,
  zone = 'Asia/Vientiane',
  slices: chosen = slices,
  ...options
}: TestOptions = {}) {
  const { config, drop } = await testDatabase()
  const clock = { now: new Date(now) as Date | null }
  const impersonated = new Map<string, Who>()
  const elsewhere = new Map<string, string>()
  const server = await createServer({
    database: config,
    slices: chosen,
    secret: 'a secret only for tests, 32 letters',
    publicUrl: null,
    trustProxy: [],
    smtpUrl: null,
    mailFrom: 'Sabai <hello@sabai.example>',
    mailReplyTo: null,
    version: 'test',
    logger: false,
    clock,
    manual: true,
    firstRun: { check: () => false },
    ...options,
    doorkeeper: (inside, signIn) => {
      const real = doorkeeper(inside, signIn)
      return async request => {
        const who = impersonated.get(request.headers.get('x-test-as') ?? '')
        return who ? { user: null, workspaceId: request.headers.get('x-test-workspace') ?? workspaceId, who } : real(request)
      }
    },
  })
  const workspaceId = newId()
  const ids = {} as Record<CastKey, string>
  if (!empty) {
    await founding(server.inside, workspaceId, ctx =>
      foundWorkspace(ctx, { id: workspaceId, name: 'Sabai Pay', language: 'en', zone, workingHours: usualHours }),
    )
    await writing(server.inside, workspaceId, { ...systemWho }, async ctx => {
      for (const one of cast)
        ids[one.key] = await addMember(ctx, { ...one, language: one.languages[0]!, managerId: one.managerKey ? ids[one.managerKey] : null })
    })
    for (const one of cast)
      impersonated.set(one.key, memberWho(server.inside, { id: ids[one.key], userId: null, role: one.role, language: one.languages[0]! }))
    await server.settle()
  }
  return {
    ...server,
    workspaceId,
    /** Member ids by the cast's keys. */
    ids,
    clock: {
      set: (at: string) => {
        clock.now = new Date(at)
      },
      forward: (minutes: number) => {
        clock.now = new Date(clock.now!.getTime() + minutes * 60_000)
      },
      get now() {
        return clock.now!
      },
    },
    as: (key: CastKey) => caller(server.app, { 'x-test-as': key }),
    withKey: (key: string) => caller(server.app, { authorization: `Bearer ${key}` }),
    anyone: () => caller(server.app, {}),
    /** Somebody of another workspace, as `who`: `app.by(name)` after `app.pretend(name, who, workspaceId)`. */
    pretend: (name: string, who: Who, workspace: string) => {
      impersonated.set(name, who)
      elsewhere.set(name, workspace)
    },
    by: (name: string) => caller(server.app, { 'x-test-as': name, 'x-test-workspace': elsewhere.get(name)! }),
    /** Straight into the workspace, as the system. */
    read: <T>(run: (ctx: Reading) => Promise<T>) => reading(server.inside, workspaceId, systemWho, run),
    write: <T>(run: (ctx: Writing) => Promise<T>) => writing(server.inside, workspaceId, systemWho, run),
    database: config,
    close: async () => {
      await server.close()
      await drop()
    },
  }
}

export type TestApp = Awaited<ReturnType<typeof testApp>>

const systemWho: Who = { kind: 'system', memberId: null, userId: null, keyId: null, role: null, language: 'en', may: () => true }

/** A copy of the template, to be dropped after. */
export async function testDatabase() {
  const { admin, template } = inject('database')
  // The minute is in the name, so that a later run knows what an earlier one left behind.
  const name = `sabai_test_${Math.floor(Date.now() / 60_000)}_${randomBytes(5).toString('hex')}`
  await once(admin, `create database ${name} template ${template}`)
  return { config: { ...admin, database: name } as pg.PoolConfig, drop: () => drop(admin, name) }
}

/** PostgreSQL's own vacuum may be in it, which nobody may end: then once more, and what is left the next run sweeps. */
async function drop(admin: pg.ClientConfig, name: string, tries = 5): Promise<void> {
  const dropped = await once(admin, `drop database if exists ${name} with (force)`).then(
    () => true,
    () => false,
  )
  if (dropped || tries === 0) return
  await new Promise(resolve => setTimeout(resolve, 300))
  await drop(admin, name, tries - 1)
}

async function once(admin: pg.ClientConfig, sql: string) {
  const client = new pg.Client(admin)
  await client.connect()
  await client.query(sql).finally(() => client.end())
}

type Called<E> = E extends Endpoint<infer I, infer O> ? { input: z.input<I>; output: z.output<O> } : never

function caller(
  app: { inject: (options: never) => Promise<{ statusCode: number; body: string; headers: object }> },
  headers: Record<string, string>,
) {
  return {
    /** @throws Problem as the client would see it */
    call: async <E extends Endpoint>(
      endpoint: E,
      input: Called<E>['input'],
      extra: Record<string, string> = {},
    ): Promise<Called<E>['output']> => {
      const answer = await app.inject({
        method: endpoint.method,
        ...address(endpoint, input as Record<string, unknown>),
        headers: { ...headers, ...extra },
      } as never)
      const body = answer.body === '' ? null : JSON.parse(answer.body)
      if (answer.statusCode >= 400) throw new Problem(body.code, answer.statusCode, body.facts, body.fields)
      return endpoint.output.parse(body) as Called<E>['output']
    },
    inject: (options: object) => app.inject({ ...options, headers: { ...headers, ...(options as { headers?: object }).headers } } as never),
  }
}

function address({ method, path }: Endpoint, input: Record<string, unknown>) {
  const rest = { ...input }
  const url = `/api${path.replace(/:(\w+)/g, (_, name: string) => {
    const value = encodeURIComponent(String(rest[name]))
    delete rest[name]
    return value
  })}`
  if (method !== 'GET') return { url, payload: rest }
  const query = new URLSearchParams(
    Object.entries(rest)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, value instanceof Date ? value.toISOString() : String(value)]),
  )
  return { url: `${url}?${query}` }
}
