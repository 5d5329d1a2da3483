import type { Readable } from 'node:stream'
import { gunzipSync } from 'node:zlib'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { AppOptions } from './app.ts'
import { attempt, networkOf } from './attempts.ts'
import { type Dialect, Said } from './dialect.ts'
import { parse, strict } from './input.ts'
import { finding, founding, gathering, momentOf, reading, siteOf, working } from './inside.ts'
import { Problem } from './problem.ts'
import { once } from './repeat.ts'
import type { Download, Language, Open, Route, User, Who, Working } from './slice.ts'
import { languages } from './words.ts'

export type Door = Pick<AppOptions, 'inside' | 'doorkeeper' | 'live' | 'publicUrl' | 'version' | 'signIn' | 'firstRun' | 'trustProxy'>

/** What stands before every endpoint: who, which workspace, may they, is the input right; then the transaction; then the answer by its schema. */
export async function answer(door: Door, route: Route, request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
  const { endpoint } = route
  const { user, workspaceId, who } = await identifyFor(door, route, request)
  if (endpoint.may === 'anyone' || endpoint.may === 'signed-in') {
    if (endpoint.may === 'signed-in' && !user) throw new Problem('signed-out', 401)
    if (route.kind !== 'open') throw new Error(`${endpoint.path} needs a permission or open()`)
    const ctx = await opened(door, request, user)
    const result = endpoint.output.parse(await route.run(ctx, takeInput(door, route, request) as never))
    if (ctx.cookies.length > 0) reply.header('set-cookie', ctx.cookies)
    return route.dialect ? say(result as Said, reply) : reply.send(result ?? null)
  }
  if (who.kind === 'anyone') throw new Problem('signed-out', 401)
  if (!workspaceId) throw new Problem('workspace.not-found', 404)
  if (!who.may(endpoint.may)) throw new Problem('forbidden', 403)
  if (route.dialect?.budget && who.keyId) await attempt(door.inside, `${route.dialect.prefix}:${who.keyId}`, route.dialect.budget)
  const result = await act(door, route, workspaceId, who, request, reply)
  return route.dialect ? say(result as Said, reply) : reply.send(result)
}

/** As another product answers: its own status and headers. */
export function say(said: Said, reply: FastifyReply) {
  const { status = 200, headers = {}, body } = Said.parse(said)
  reply.status(status).headers(headers)
  return body === undefined || body === null
    ? reply.send()
    : reply.type(headers['content-type'] ?? 'application/json; charset=utf-8').send(typeof body === 'string' ? body : JSON.stringify(body))
}

const unknown = { user: null, workspaceId: null, who: stranger() }

/** Where other sites may call no cookie is read; where another product's callers do, only its way of giving a key. */
function identifyFor(door: Door, { dialect, elsewhere }: Route, request: FastifyRequest) {
  if (elsewhere) return unknown
  if (!dialect) return identify(door, request)
  const headers = headersOf(request)
  const key = dialect.key(headers)
  headers.delete('cookie')
  headers.delete('authorization')
  if (key) headers.set('authorization', `Bearer ${key}`)
  return door.doorkeeper({ headers, workspaceNumber: null })
}

async function act(
  door: Door,
  route: Route,
  workspaceId: string,
  who: Who,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  const { inside } = door
  const { output } = route.endpoint
  const input = takeInput(door, route, request) as never
  if (route.kind === 'read') return output.parse(await reading(inside, workspaceId, who, ctx => route.run(ctx, input))) ?? null
  if (route.kind === 'write')
    return (await once(inside, workspaceId, who, request, input, async ctx => output.parse(await route.run(ctx, input)))) ?? null
  if (route.kind === 'gather') return output.parse(await route.run(gathering(inside, workspaceId, who), input)) ?? null
  const ctx = await work(door, workspaceId, who)
  if (route.kind === 'upload') return output.parse(await route.run(ctx, input, request.body as Readable)) ?? null
  if (route.kind === 'download') return handOut(await route.run(ctx, input), reply)
  throw new Error('open() has no workspace')
}

/** @throws Problem 403 when a browser was led here by another site: a cookie alone is no intention */
export async function identify(door: Door, request: FastifyRequest) {
  const headers = headersOf(request)
  const workspaceNumber = Number(headers.get('sabai-workspace') ?? (request.query as Record<string, string>)?.workspace ?? Number.NaN)
  const found = await door.doorkeeper({ headers, workspaceNumber: Number.isInteger(workspaceNumber) ? workspaceNumber : null })
  if (found.user && request.method !== 'GET' && !sameOrigin(door, request, headers)) throw new Problem('other-site', 403)
  return found
}

function sameOrigin({ publicUrl }: Door, request: FastifyRequest, headers: Headers): boolean {
  const site = headers.get('sec-fetch-site')
  if (site && site !== 'same-origin' && site !== 'none') return false
  const origin = headers.get('origin')
  return !origin || origin === `${request.protocol}://${request.host}` || (publicUrl !== null && origin === new URL(publicUrl).origin)
}

export const headersOf = (request: FastifyRequest): Headers =>
  new Headers(
    Object.entries(request.headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)] as [string, string]])),
  )

/** Path and query, or path and JSON body, as one; the workspace's number in a query only says where, it is no input. */
function takeInput(door: Door, { endpoint, kind, dialect }: Route, request: FastifyRequest): unknown {
  if (dialect) return parse(endpoint.input, { ...spokenInput(door, dialect, request), ...(request.params as object) })
  const { workspace: _, ...query } = request.query as Record<string, unknown>
  const body = endpoint.method === 'GET' || kind === 'upload' || kind === 'download' ? query : (request.body ?? {})
  if (typeof body !== 'object' || Array.isArray(body) || 'pipe' in body) throw new Problem('request', 415)
  return parse(strict(endpoint.input), { ...body, ...(request.params as object) })
}

const spokenInput = ({ publicUrl }: Door, { input }: Dialect, { url, headers, body, protocol, host }: FastifyRequest) =>
  input({
    origin: publicUrl ?? `${protocol}://${host}`,
    query: new URLSearchParams(url.split('?').slice(1).join('?')),
    type: String(headers['content-type'] ?? ''),
    body: Buffer.isBuffer(body) ? unpacked(body, headers['content-encoding']) : '',
  })

const MOST_UNPACKED = 4 * 1024 * 1024

/** Some of their clients pack what they send. @throws Problem 400 for what is not packed so, or too large once it is open */
function unpacked(body: Buffer, encoding: unknown): string {
  if (encoding !== 'gzip') return body.toString()
  try {
    return gunzipSync(body, { maxOutputLength: MOST_UNPACKED }).toString()
  } catch {
    throw new Problem('request', 400)
  }
}

const work = (door: Door, workspaceId: string, who: Who): Promise<Working> =>
  reading(door.inside, workspaceId, who, async ({ workspace, now }) => working(door.inside, workspace, who, now))

function handOut({ name, type, body, framed }: Download, reply: FastifyReply) {
  reply.type(type)
  // A frame without `allow-same-origin` is a stranger here, whatever it shows; the policy holds where somebody opens its address, too.
  if (framed)
    reply
      .header('content-security-policy', `${framed.policy}; sandbox allow-popups allow-popups-to-escape-sandbox; frame-ancestors 'self'`)
      .header('referrer-policy', 'no-referrer')
  else
    reply.header(
      'content-disposition',
      `attachment; filename="${name.replace(/[^\w.-]+/g, '_')}"; filename*=UTF-8''${encodeURIComponent(name)}`,
    )
  return body
}

const opened = async (door: Door, request: FastifyRequest, user: User | null): Promise<Open> => ({
  ...doorstep(door, request, user),
  now: await momentOf(door.inside),
})

/** What a stranger may touch; the time comes with `inside`. */
export function doorstep(door: Door, request: FastifyRequest, user: User | null): Omit<Open, 'now'> {
  const headers = headersOf(request)
  const origin = door.publicUrl ?? `${request.protocol}://${request.host}`
  return {
    user,
    site: siteOf(door.inside),
    language: user?.language ?? wanted(headers.get('accept-language')),
    request: { address: networkOf(request.ip), origin, local: isLocal(door, request), userAgent: headers.get('user-agent') ?? '', headers },
    cookies: [],
    signIn: door.signIn,
    firstRun: door.firstRun,
    attempt: (bucket, budget) => attempt(door.inside, bucket, budget),
    permissionsOf: role => [...(door.inside.house.permissions.get(role) ?? [])],
    find: run => finding(door.inside, ({ tx }) => run(tx as never)),
    found: (workspaceId, run) => founding(door.inside, workspaceId, run),
    inside: async (workspaceId, who) => work(door, workspaceId, who ?? stranger()),
  }
}

function stranger(): Who {
  return { kind: 'anyone', memberId: null, userId: null, keyId: null, role: null, language: 'en', may: () => false }
}

/** Somebody at this very machine: behind a proxy every stranger looks like loopback, so any sign of one counts against. */
function isLocal({ publicUrl, trustProxy }: Door, request: FastifyRequest): boolean {
  const forwarded = Object.keys(request.headers).some(
    name => name === 'forwarded' || name === 'via' || name.startsWith('x-forwarded-') || name === 'x-real-ip',
  )
  const host = request.headers.host?.replace(/:\d+$/, '') ?? ''
  const loopback = ['127.0.0.1', '::1', '::ffff:127.0.0.1'].includes(request.socket.remoteAddress ?? '')
  const origin = request.headers.origin
  return (
    loopback &&
    !forwarded &&
    trustProxy.length === 0 &&
    // Browsers left 1.0 behind long ago; a proxy in its usual settings speaks it, with our own loopback name as Host.
    request.raw.httpVersion !== '1.0' &&
    publicUrl === null &&
    ['localhost', '127.0.0.1', '[::1]'].includes(host) &&
    (!origin || origin === `http://${request.headers.host}`)
  )
}

/** The first of the four languages that the browser asks for; English otherwise. */
export function wanted(header: string | null): Language {
  const asked = (header ?? '').split(',').map(part => part.trim().slice(0, 2).toLowerCase())
  return asked.find((tag): tag is Language => (languages as readonly string[]).includes(tag)) ?? 'en'
}
