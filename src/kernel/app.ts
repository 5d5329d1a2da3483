import { randomUUID } from 'node:crypto'
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { answer, type Door } from './answer.ts'
import type { Inside } from './inside.ts'
import type { Listening } from './live.ts'
import { keepLive } from './live-stream.ts'
import { apiPage, openApi } from './openapi.ts'
import { Problem } from './problem.ts'
import { safeHeaders } from './safe-headers.ts'
import type { SignIn } from './sign-in.ts'
import type { User, Who } from './slice.ts'

/** Who a request comes from, by cookie or key. Throws Problem 401 for a key or session that is not good. */
export type Doorkeeper = (request: {
  headers: Headers
  workspaceNumber: number | null
}) => Promise<{ user: User | null; workspaceId: string | null; who: Who }>

export type AppOptions = {
  inside: Inside
  doorkeeper: Doorkeeper
  live: Listening
  signIn: SignIn
  firstRun: { check: (token: string | null) => boolean }
  version: string
  trustProxy: string[]
  /** Where the world sees us; without it, the request's own host, which is then never put into a mail. */
  publicUrl: string | null
  /** Fastify's logger settings; tests pass false. */
  logger: boolean | object
  /** Mounts what is not an endpoint: sign-in, the browser's files. */
  mount?: (app: FastifyInstance, door: Door) => void
}

/** The HTTP server: nothing but this mounts a route, so permission, validation, tenant and transaction cannot be forgotten. */
export function createApp(options: AppOptions): FastifyInstance {
  const app = Fastify({
    logger: options.logger as never,
    trustProxy: options.trustProxy.length > 0 ? options.trustProxy : false,
    bodyLimit: 1_048_576,
    genReqId: () => randomUUID(),
    routerOptions: { caseSensitive: true, maxParamLength: 400 },
    forceCloseConnections: true,
    // An address that is none is refused before any hook has run.
    frameworkErrors: (error, request, reply) => void refuse(error, request, dressed(reply)),
  })
  const door: Door = { ...options }
  // Any other body stays a stream: only uploads take it.
  app.addContentTypeParser('*', (_request, payload, done) => done(null, payload))
  app.addHook('onSend', async (_request, reply, payload) => {
    dressed(reply)
    return payload
  })
  app.setErrorHandler((error, request, reply) => refuse(error as Error, request, reply))
  app.setNotFoundHandler((request, reply) => refuse(new Problem('not-found', 404), request, reply))

  for (const route of options.inside.house.routes)
    app.route({
      method: route.endpoint.method,
      url: `/api${route.endpoint.path}`,
      handler: (request, reply) => answer(door, route, request, reply),
    })
  const document = openApi(options.inside.house.routes, options.version)
  app.get('/api/openapi.json', async () => document)
  app.get('/api', async (_request, reply) =>
    reply
      .type('text/html; charset=utf-8')
      .header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'")
      .send(apiPage(options.inside.house.routes, options.version)),
  )
  app.get('/api/health', async () => ({ ok: true, version: options.version }))
  keepLive(app, door)
  options.mount?.(app, door)
  return app
}

function dressed(reply: FastifyReply): FastifyReply {
  reply.headers(safeHeaders)
  if (!reply.hasHeader('content-security-policy')) reply.header('content-security-policy', "default-src 'none'; frame-ancestors 'none'")
  if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store')
  return reply
}

/** Refusals are problem+json; the unexpected is logged with the request's id and says nothing of its inside. */
export function refuse(error: Error & { statusCode?: number; code?: string }, request: FastifyRequest, reply: FastifyReply) {
  const problem = asProblem(error)
  if (problem.status >= 500) request.log.error({ err: error }, 'unexpected')
  else if (problem.status === 400 && !(error instanceof Problem)) request.log.warn({ err: error }, 'refused below its schema')
  if (problem.status === 429 || problem.status === 503) reply.header('retry-after', String(Number(problem.facts.minutes ?? 0) * 60 || 2))
  return reply
    .status(problem.status)
    .type('application/problem+json')
    .send({
      type: `/api#${problem.code}`,
      title: problem.code,
      status: problem.status,
      code: problem.code,
      facts: problem.facts,
      fields: problem.fields,
      requestId: request.id,
    })
}

const AWAY = ['ECONNREFUSED', 'ENOENT', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT']
// The client library has no codes for these.
const LOST = /^(Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect)/

function asProblem(error: Error & { statusCode?: number; code?: string }): Problem {
  if (error instanceof Problem) return error
  if (error.statusCode === 413) return new Problem('too-large', 413)
  if (error.statusCode && error.statusCode < 500) return new Problem('request', error.statusCode)
  const { code = '', message } = error
  // PostgreSQL away, out of connections, or two transactions in each other's way: the caller may try again, nothing was done.
  if (/^(08|40|53|57)...$/.test(code) || AWAY.includes(code) || LOST.test(message)) return new Problem('busy', 503)
  // What was given cannot be a value of that kind: a NUL in a text, a forged place in a list, a year beyond the calendar.
  if (/^22...$/.test(code)) return new Problem('request', 400)
  return new Problem('unexpected', 500)
}
