import { randomBytes } from 'node:crypto'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type Door, doorstep, wanted } from './answer.ts'
import { fromElsewhere } from './elsewhere.ts'
import { type Html, html } from './html.ts'
import type { Page, PageAnswer, Visit } from './page.ts'
import { Problem } from './problem.ts'
import { refuse, regret } from './refusal.ts'
import type { Language } from './slice.ts'
import { sayProblem } from './text.ts'

/** Mounts the public pages. Who visits is never asked: no cookie is read, none is set. */
export function mountPages(app: FastifyInstance, door: Door, pages: readonly Page[]) {
  for (const page of pages)
    app.route({
      method: page.method,
      url: page.path,
      bodyLimit: page.mostBytes || 1,
      ...(page.elsewhere ? fromElsewhere(app, page.method, page.path) : {}),
      errorHandler: (error, request, reply) => sorry(error as Error, request, reply),
      handler: async (request, reply) => {
        const visit = visiting(door, request)
        return show(await page.run({ ...visit, form: await formOf(request) }), visit.nonce, request, reply)
      },
    })
}

function visiting(door: Door, request: FastifyRequest): Visit {
  const { site, language, attempt, find, inside, ...rest } = doorstep(door, request, null)
  const query = new URLSearchParams(request.url.split('?').slice(1).join('?'))
  const asked = { ...rest.request, headers: withoutCookie(rest.request.headers) }
  return {
    site,
    language,
    attempt,
    find,
    inside,
    request: asked,
    params: request.params as Record<string, string>,
    query,
    nonce: newNonce(),
  }
}

const newNonce = () => randomBytes(16).toString('base64')

function withoutCookie(headers: Headers): Headers {
  headers.delete('cookie')
  headers.delete('authorization')
  return headers
}

/** Urlencoded and multipart alike. @throws Problem 400 for a body that is neither */
async function formOf({ headers, body }: FastifyRequest): Promise<FormData> {
  if (!Buffer.isBuffer(body) || body.length === 0) return new FormData()
  const type = String(headers['content-type'] ?? '')
  return new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData().catch(() => {
    throw new Problem('request', 400)
  })
}

async function show(answer: PageAnswer, nonce: string, request: FastifyRequest, reply: FastifyReply) {
  if ('redirect' in answer) return reply.redirect(ownPath(answer.redirect), 303)
  const headers = Object.entries(answer.headers ?? {})
  if (headers.some(([name]) => name.toLowerCase() === 'set-cookie')) throw new Error('a public page sets no cookie')
  reply.status(answer.status ?? 200).headers(Object.fromEntries(headers))
  if ('html' in answer) return sendHtml(answer.html, policyOf(nonce, answer.frameAncestors ?? []), request, reply)
  return sendPacked(answer.body, answer.type, request, reply)
}

/** @throws Error for what a browser would take as another site */
export function ownPath(path: string): string {
  if (!/^\/(?![/\\])[^\\\s]*$/.test(path)) throw new Error(`not a path of ours: ${path}`)
  return path
}

function sendHtml({ text }: Html, policy: string, request: FastifyRequest, reply: FastifyReply) {
  return sendPacked(text, 'text/html; charset=utf-8', request, reply.header('content-security-policy', policy))
}

/** Only what bears the nonce runs or styles; a form goes to us; nothing is fetched from anybody else. */
const policyOf = (nonce: string, frameAncestors: readonly string[]) =>
  [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "media-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    `frame-ancestors ${framers(frameAncestors)}`,
  ].join('; ')

const ORIGIN = /^https?:\/\/([a-z\d*.-]+|\[[a-f\d:]+\])(:\d{1,5})?$/i

/** What is not an origin is left out: a list from a settings page must not become another directive. */
function framers(origins: readonly string[]): string {
  const good = origins.filter(origin => origin === '*' || ORIGIN.test(origin)).concat(origins.includes('self') ? "'self'" : [])
  return good.length > 0 ? good.join(' ') : "'none'"
}

const LEAST_TO_PACK = 1_000
const packers = {
  br: (body: Buffer) => promisify(brotliCompress)(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }),
  gzip: (body: Buffer) => promisify(gzip)(body, { level: 6 }),
}

async function sendPacked(given: string | Uint8Array, type: string, request: FastifyRequest, reply: FastifyReply) {
  const body = typeof given === 'string' ? Buffer.from(given) : Buffer.from(given.buffer, given.byteOffset, given.byteLength)
  const accepted = String(request.headers['accept-encoding'] ?? '')
  const coding = accepted.includes('br') ? 'br' : accepted.includes('gzip') ? 'gzip' : null
  reply.type(type)
  if (!/^text\/|javascript|json|svg/.test(type) || body.length < LEAST_TO_PACK) return reply.send(body)
  reply.header('vary', 'accept-encoding')
  return coding ? reply.header('content-encoding', coding).send(await packers[coding](body)) : reply.send(body)
}

/** A refusal as a page; callers by script, which accept no HTML, get the problem itself. */
function sorry(error: Error, request: FastifyRequest, reply: FastifyReply) {
  const accepts = String(request.headers.accept ?? '')
  if (accepts.includes('json') && !accepts.includes('html')) return refuse(error, request, reply)
  const problem = regret(error, request, reply)
  const language = wantedBy(request)
  const nonce = newNonce()
  reply.status(problem.status)
  return sendHtml(small(language, sayProblem(language, problem), nonce), policyOf(nonce, []), request, reply)
}

const wantedBy = (request: FastifyRequest): Language => wanted(request.headers['accept-language'] ?? null)

const small = (language: Language, words: string, nonce: string) =>
  html`<!doctype html><html lang="${language}"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="robots" content="noindex"><title>${words}</title><style nonce="${nonce}">body{font:18px/1.8 system-ui,sans-serif;max-width:32rem;margin:20vh auto;padding:0 1rem;color:#271a22;background:#f8f3f1}</style><p>${words}</p></html>`
