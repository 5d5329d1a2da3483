import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { extname, join, resolve, sep } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Problem } from './problem.ts'

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.webmanifest': 'application/manifest+json',
}

type Kept = { body: Buffer; type: string; packed: Map<string, Promise<Buffer>> }

/** The built browser application: hashed files for ever, the one page for every address that is not the API's. */
export function browserFiles(app: FastifyInstance, folder: string) {
  const kept = new Map<string, Kept>()
  const read = (path: string): Kept | null => {
    const known = kept.get(path)
    if (known) return known
    const file = resolve(folder, `.${path}`)
    if (!file.startsWith(resolve(folder) + sep) || !existsSync(file) || !statSync(file).isFile()) return null
    const one = { body: readFileSync(file), type: types[extname(file)] ?? 'application/octet-stream', packed: new Map() }
    kept.set(path, one)
    return one
  }
  app.get('/*', async (request, reply) => {
    const path = decodeURI(request.url.split('?')[0]!)
    if (path.startsWith('/api/')) throw new Problem('not-found', 404)
    const file = path === '/' || path.endsWith('.html') ? null : read(path)
    if (file)
      return send(
        request,
        reply.header('cache-control', path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'public, max-age=3600'),
        file,
      )
    if (extname(path) !== '' && path.startsWith('/assets/')) throw new Problem('not-found', 404)
    return page(reply, join(folder, 'index.html'))
  })
}

/** The page gets a fresh nonce for the styles that the interface library writes; scripts come from our own files only. */
function page(reply: FastifyReply, file: string) {
  if (!existsSync(file)) throw new Problem('not-built', 503)
  const nonce = randomBytes(16).toString('base64')
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    // Previews of our own public pages.
    "frame-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ]
  return reply
    .type(types['.html']!)
    .header('cache-control', 'no-cache')
    .header('content-security-policy', policy.join('; '))
    .send(readFileSync(file, 'utf8').replaceAll('%NONCE%', nonce))
}

const packers = {
  br: (body: Buffer) => promisify(brotliCompress)(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
  gzip: (body: Buffer) => promisify(gzip)(body, { level: 9 }),
}

async function send(request: FastifyRequest, reply: FastifyReply, { body, type, packed }: Kept) {
  const accepted = String(request.headers['accept-encoding'] ?? '')
  const coding =
    type.startsWith('font/') || type === 'image/png' ? null : accepted.includes('br') ? 'br' : accepted.includes('gzip') ? 'gzip' : null
  reply.type(type).header('vary', 'accept-encoding')
  if (!coding) return reply.send(body)
  if (!packed.has(coding)) packed.set(coding, packers[coding](body))
  return reply.header('content-encoding', coding).send(await packed.get(coding))
}
