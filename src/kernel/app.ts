import { randomUUID } from 'node:crypto'
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { answer, type Door, say } from './answer.ts'
import type { Dialect } from './dialect.ts'
import { fromElsewhere } from './elsewhere.ts'
import type { Inside } from './inside.ts'
import type { Listening } from './live.ts'
import { keepLive } from './live-stream.ts'
import { apiPage, openApi } from './openapi.ts'
import { Problem } from './problem.ts'
import { refuse, regret } from './refusal.ts'
import { safeHeaders } from './safe-headers.ts'
import type { SignIn } from './sign-in.ts'
import { addressOf, type Route, type User, type Who } from './slice.ts'
import { mountPages } from './visit.ts'

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
  const { routes, pages } = options.inside.house
  const dialects = [...new Set(routes.flatMap(route => route.dialect ?? []))]
  const app = Fastify({
    logger: options.logger as never,
    trustProxy: options.trustProxy.length > 0 ? options.trustProxy : false,
    bodyLimit: 1_048_576,
    genReqId: () => randomUUID(),
    routerOptions: { caseSensitive: true, maxParamLength: 400 },
    forceCloseConnections: true,
    rewriteUrl: ({ url = '/' }) => asWritten(dialects, url),
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

  const own = routes.filter(route => !route.dialect)
  for (const route of own) mountRoute(app, door, route)
  app.register(async scope => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
    mountPages(scope, door, pages)
    for (const dialect of dialects) mountDialect(scope, door, dialect, routes)
  })
  // Printed for the first who asks: it takes a fifth of a second.
  let document: ReturnType<typeof openApi> | undefined
  app.get('/api/openapi.json', async () => (document ??= openApi(own, options.version)))
  app.get('/api', async (_request, reply) =>
    reply
      .type('text/html; charset=utf-8')
      .header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'")
      .send(apiPage(own, options.version)),
  )
  app.get('/api/health', async () => ({ ok: true, version: options.version }))
  keepLive(app, door)
  options.mount?.(app, door)
  return app
}

function mountRoute(app: FastifyInstance, door: Door, route: Route, more: object = {}) {
  const [method, url] = [route.endpoint.method, addressOf(route)]
  const elsewhere = route.elsewhere ? fromElsewhere(app, method, url) : {}
  app.route({ method, url, ...elsewhere, ...more, handler: (request, reply) => answer(door, route, request, reply) })
}

/** Its endpoints, and for every other path below its prefix a refusal in its own words instead of a page of ours. */
function mountDialect(app: FastifyInstance, door: Door, dialect: Dialect, routes: readonly Route[]) {
  const errorHandler = (error: unknown, request: FastifyRequest, reply: FastifyReply) =>
    say(dialect.refusal(regret(error as Error, request, reply)), reply)
  for (const route of routes.filter(one => one.dialect === dialect)) mountRoute(app, door, route, { errorHandler })
  const url = `${dialect.prefix}/*`
  const nothing = async () => {
    throw new Problem('not-found', 404)
  }
  if (!app.hasRoute({ method: 'GET', url })) app.all(url, { errorHandler }, nothing)
}

function asWritten(dialects: readonly Dialect[], url: string): string {
  const dialect = dialects.find(one => one.path && url.startsWith(`${one.prefix}/`))
  if (!dialect) return url
  const [path = '', ...query] = url.split('?')
  return [dialect.path!(path), ...query].join('?')
}

function dressed(reply: FastifyReply): FastifyReply {
  if (!reply.hasHeader('content-security-policy')) reply.header('content-security-policy', "default-src 'none'; frame-ancestors 'none'")
  const framed = !String(reply.getHeader('content-security-policy')).includes("frame-ancestors 'none'")
  // This one knows no list of sites; where the policy has one, the policy alone decides.
  for (const [name, value] of Object.entries(safeHeaders))
    if (!reply.hasHeader(name) && !(framed && name === 'x-frame-options')) reply.header(name, value)
  if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store')
  return reply
}
