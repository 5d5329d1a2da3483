import type { AddressInfo } from 'node:net'
import make, { type Client } from 'delighted'
import type { FastifyInstance } from 'fastify'
import { createKey } from '#directory/index.ts'
import type { Writing } from '#kernel/slice.ts'

type Served = { app: FastifyInstance; write: <T>(run: (ctx: Writing) => Promise<T>) => Promise<T> }
export type Calling = Client & { key: string; origin: string }

/** The client of npm, 2.2.0, with one host name changed. */
export async function clientOf(app: Served, scopes = ['delighted.call']): Promise<Calling> {
  const { key } = await app.write(ctx => createKey(ctx, { name: 'Their script', scopes }))
  if (!app.app.server.listening) await app.app.listen({ host: '127.0.0.1', port: 0 })
  const { port } = app.app.server.address() as AddressInfo
  return Object.assign(make(key, { scheme: 'http', host: '127.0.0.1', port }), { key, origin: `http://127.0.0.1:${port}` })
}
