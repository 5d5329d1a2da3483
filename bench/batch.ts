import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { from } from 'pg-copy-streams'
import { createKey } from '#directory/index.ts'
import { newId } from '#kernel/id.ts'
import { system, writing } from '#kernel/inside.ts'
import { type Line, sideBySide } from './measure.ts'
import type { BenchPlace } from './place.ts'

const EVENTS = 100
const COLUMNS = 'workspace_id, id, message_id, type, name, at, person_key, customer_id, told, received_at'
const NOW = '2026-03-02T09:00:00.000Z'

/** A batch of a hundred events through the door, each time beside COPY of the same rows, committed, into a twin with the same keys and indexes. */
export async function batch(place: BenchPlace, rounds = 200): Promise<Line[]> {
  const { server, workspaceId } = place
  const { key } = await writing(server.inside, workspaceId, system, ctx => createKey(ctx, { name: 'bench', scopes: ['tracking.send'] }))
  const authorization = `Basic ${Buffer.from(`${key}:`).toString('base64')}`
  const client = await server.pool.connect()
  try {
    await client.query('create table tracked_event_twin (like tracked_event including all)')
    let n = 0
    const ours = async () => {
      const answer = await server.app.inject({
        method: 'POST',
        url: '/v1/batch',
        headers: { authorization, 'content-type': 'application/json' },
        payload: bodyOf(n++),
      })
      if (answer.statusCode !== 200) throw new Error(answer.body)
    }
    const copy = () =>
      pipeline(Readable.from([rowsOf(workspaceId, n++)]), client.query(from(`copy tracked_event_twin (${COLUMNS}) from stdin`)))
    const { a, b } = await sideBySide(rounds, copy, ours)
    await client.query("select set_config('sabai.workspace', $1, false)", [workspaceId])
    const { rows } = await client.query('select count(*)::int as n from tracked_event')
    if (rows[0].n !== EVENTS * (rounds + 1)) throw new Error(`${rows[0].n} events were stored`)
    return [
      {
        what: `a batch of ${EVENTS} events as a share of COPY`,
        measured: `${Math.round((100 * a) / b)} % (${a.toFixed(1)} / ${b.toFixed(1)} ms)`,
        wanted: '≥ 40 %',
      },
    ]
  } finally {
    client.release()
  }
}

const properties = (n: number) => ({ order: n, total: n * 1.5, currency: 'LAK', url: `https://shop.example/orders/${n}`, page: 'checkout' })

const bodyOf = (n: number) =>
  JSON.stringify({
    batch: Array.from({ length: EVENTS }, (_, at) => ({
      type: 'track',
      event: 'Order Placed',
      userId: `user ${n * EVENTS + at}`,
      messageId: `node-next-${n}-${at}-cd9bca3a-c3bf-4cd0-8f0f-cb63bf6c3a47`,
      timestamp: NOW,
      properties: properties(at),
      integrations: {},
      context: { library: { name: '@segment/analytics-node', version: '3.1.0' } },
      _metadata: { nodeVersion: 'v26', jsRuntime: 'node' },
    })),
    writeKey: 'x',
    sentAt: new Date().toISOString(),
  })

const rowsOf = (workspaceId: string, n: number) =>
  Array.from({ length: EVENTS }, (_, at) =>
    [
      workspaceId,
      newId(),
      `node-next-${n}-${at}-cd9bca3a-c3bf-4cd0-8f0f-cb63bf6c3a47`,
      'track',
      'Order Placed',
      NOW,
      `u:user ${n * EVENTS + at}`,
      '\\N',
      JSON.stringify(properties(at)),
      NOW,
    ].join('\t'),
  ).join('\n')
