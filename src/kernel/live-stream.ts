import type { FastifyInstance } from 'fastify'
import { type Door, identify } from './answer.ts'
import { Problem } from './problem.ts'
import { safeHeaders } from './safe-headers.ts'

// With the seconds that a key is remembered, less than the five within which a stream must end.
const BEAT = 3_000

/**
 * `GET /api/live`: names of lists and ids of what changed, nothing else; the page refetches what it may see.
 * Each beat asks again who it is, so that a stream ends within 5 s of its session, key or membership.
 */
export function keepLive(app: FastifyInstance, door: Door) {
  app.get('/api/live', async (request, reply) => {
    const { workspaceId, who } = await identify(door, request)
    if (who.kind === 'anyone') throw new Problem('signed-out', 401)
    if (!workspaceId) throw new Problem('workspace.not-found', 404)
    reply.hijack()
    const out = reply.raw
    out.writeHead(200, {
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
      ...safeHeaders,
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    })
    out.write('retry: 2000\n\n')
    const leave = door.live.subscribe(workspaceId, ({ lists, ids }) => {
      // A reader that does not read would fill our memory: it is let go and comes back.
      if (out.writableLength > 65_536) out.destroy()
      else out.write(`data: ${JSON.stringify({ lists, ids })}\n\n`)
    })
    const beat = setInterval(async () => {
      const still = await identify(door, request).catch(() => null)
      if (still?.workspaceId === workspaceId) out.write(': \n\n')
      else out.end()
    }, BEAT)
    out.on('close', () => {
      clearInterval(beat)
      leave()
    })
  })
}
