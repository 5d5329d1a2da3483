import { connect } from 'node:net'
import { parentPort, workerData } from 'node:worker_threads'
import pg from 'pg'

/** What one round of load is: many connections, each with one request at a time, for some seconds. */
export type Load = {
  connections: number
  seconds: number
  http?: { port: number; key: string; body: string }
  raw?: { database: pg.ClientConfig; workspaceId: string; surveyId: string; body: string }
}
export type Loaded = { done: number; failed: number; perSecond: number; latencies: number[] }

type Turn = () => Promise<boolean>

/** HTTP by hand on a bare socket: the one that measures must cost less than what it measures. */
async function caller({ port, key, body }: NonNullable<Load['http']>): Promise<Turn> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true })
  await new Promise(resolve => socket.once('connect', resolve))
  const request = `POST /api/responses HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer ${key}\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`
  let answered = (_ok: boolean) => {}
  socket.on('data', chunk => answered(chunk.toString('latin1', 9, 12) === '200'))
  socket.on('error', () => answered(false))
  return () =>
    new Promise(resolve => {
      answered = resolve
      socket.write(request)
    })
}

/** As pgbench does it: one prepared INSERT into the same table, each its own transaction. */
async function inserter({ database, workspaceId, surveyId, body }: NonNullable<Load['raw']>): Promise<Turn> {
  const client = new pg.Client(database)
  await client.connect()
  await client.query(`select set_config('sabai.workspace', '${workspaceId}', false)`)
  const text = `insert into response (id, survey_id, version, channel, language, answers, score, scale, scale_min, scale_max, mood, comment, responded_at, changed_at, completed_at)
    values (gen_random_uuid(), $1, 1, 'api', 'en', $2, 9, 'nps', 0, 10, 1, 'Good', now(), now(), now())`
  return () =>
    client.query({ name: 'raw', text, values: [surveyId, body] }).then(
      () => true,
      () => false,
    )
}

async function run({ connections, seconds, http, raw }: Load): Promise<Loaded> {
  const turns = await Promise.all(Array.from({ length: connections }, () => (http ? caller(http) : inserter(raw!))))
  const begun = performance.now()
  const latencies: number[] = []
  let failed = 0
  const loop = async (turn: Turn) => {
    while (performance.now() - begun < seconds * 1_000) {
      const from = performance.now()
      if (!(await turn())) failed++
      latencies.push(performance.now() - from)
    }
  }
  await Promise.all(turns.map(loop))
  return { done: latencies.length, failed, perSecond: latencies.length / ((performance.now() - begun) / 1_000), latencies }
}

if (parentPort) run(workerData as Load).then(loaded => parentPort!.postMessage(loaded))
