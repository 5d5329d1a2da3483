import { Worker } from 'node:worker_threads'
import { createKey } from '#directory/index.ts'
import { system, writing } from '#kernel/inside.ts'
import { addSurvey, publishSurvey } from '#surveys/index.ts'
import type { Load, Loaded } from './load.ts'
import { type Line, median, percentile } from './measure.ts'
import type { BenchPlace } from './place.ts'

const load = (data: Load) =>
  new Promise<Loaded>((resolve, reject) => {
    new Worker(new URL('./load.ts', import.meta.url), { workerData: data }).once('message', resolve).once('error', reject)
  })

/** One response accepted by the API, beside raw single-row INSERT on the same server, turn by turn; then from one connection to many. */
export async function responses(place: BenchPlace, rounds = 5): Promise<Line[]> {
  const { http, raw } = await prepare(place)
  const ours: Loaded[] = []
  const theirs: Loaded[] = []
  const cpu: number[] = []
  await load({ connections: 16, seconds: 1, http })
  for (let round = 0; round < rounds; round++) {
    theirs.push(await load({ connections: 16, seconds: 2, raw }))
    const { loaded, milliseconds } = await costing(() => load({ connections: 16, seconds: 2, http }))
    ours.push(loaded)
    cpu.push(milliseconds / loaded.done)
  }
  const [mine, base] = [ours, theirs].map(all => median(all.map(({ perSecond }) => perSecond)))
  const slow = percentile(
    ours.flatMap(({ latencies }) => latencies),
    0.99,
  )
  return [
    {
      what: 'one response accepted, 16 connections, as a share of raw INSERT',
      measured: `${Math.round((100 * mine!) / base!)} % (${Math.round(mine!)} / ${Math.round(base!)} a second)`,
      wanted: '≥ 50 %',
    },
    { what: 'its 99th percentile', measured: `${slow.toFixed(1)} ms`, wanted: '≤ 20 ms' },
    { what: 'its processor time, with the measuring thread', measured: `${median(cpu).toFixed(2)} ms`, wanted: '≤ 0.5 ms' },
    ...(await growing(http)),
  ]
}

async function growing(http: NonNullable<Load['http']>): Promise<Line[]> {
  const found = new Map<number, Loaded>()
  for (const connections of [1, 4, 5, 16, 64, 256]) found.set(connections, await load({ connections, seconds: 2, http }))
  const failed = [...found.values()].reduce((sum, one) => sum + one.failed, 0)
  const rates = [...found].map(([connections, { perSecond }]) => `${connections}: ${Math.round(perSecond)}`).join(', ')
  const share = Math.round((100 * found.get(64)!.perSecond) / found.get(16)!.perSecond)
  return [
    { what: 'refused or failed at 1, 4, 5, 16, 64, 256 connections', measured: `${failed} (${rates})`, wanted: '0' },
    { what: 'at 64 connections as a share of 16', measured: `${share} %`, wanted: '≥ 80 %' },
  ]
}

async function costing(run: () => Promise<Loaded>) {
  const before = process.cpuUsage()
  const loaded = await run()
  const { user, system } = process.cpuUsage(before)
  return { loaded, milliseconds: (user + system) / 1_000 }
}

async function prepare({ server, workspaceId, database }: BenchPlace) {
  const made = await writing(server.inside, workspaceId, system, async ctx => {
    const { id: surveyId } = await addSurvey(ctx, { template: 'nps' })
    await publishSurvey(ctx, { id: surveyId })
    return { surveyId, ...(await createKey(ctx, { name: 'bench', scopes: ['*'] })) }
  })
  await server.app.listen({ host: '127.0.0.1', port: 0 })
  const { port } = server.app.server.address() as { port: number }
  const answers = { score: 9, why: 'Good' }
  const body = JSON.stringify({ surveyId: made.surveyId, answers })
  return {
    http: { port, key: made.key, body },
    raw: { database: database as never, workspaceId, surveyId: made.surveyId, body: JSON.stringify(answers) },
  }
}
