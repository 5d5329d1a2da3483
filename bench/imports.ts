import { createReadStream, createWriteStream, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type pg from 'pg'
import { from, to } from 'pg-copy-streams'
import { runImport } from '#imports/index.ts'
import { reading, system, working } from '#kernel/inside.ts'
import { comment } from './comments.ts'
import { type Line, median, milliseconds } from './measure.ts'
import type { BenchPlace } from './place.ts'

const COLUMNS = `workspace_id, id, source, row_key, import_id, author, channel, language, text, search_key, grams, score, scale, scale_min, scale_max, mood,
  said_at, said_at_known, received_at`

/** A file brought in, beside COPY of the same final columns into a table with the same keys and indexes: without and with the search's vector. */
export async function imports(place: BenchPlace, count: number, rounds = 3): Promise<Line[]> {
  const folder = mkdtempSync(join(tmpdir(), 'sabai-bench-import-'))
  try {
    const file = join(folder, 'said.csv')
    await pipeline(Readable.from(csv(count)), createWriteStream(file))
    const times = { ours: [] as number[], copy: [] as number[], whole: [] as number[] }
    let memory = 0
    for (let round = 0; round < rounds; round++) {
      await empty(place)
      const { took, grown } = await ours(place, file)
      times.ours.push(took)
      memory = Math.max(memory, grown)
      times.copy.push(await copied(place, join(folder, 'plain')))
      await placeGrams(place)
      times.whole.push(await copied(place, join(folder, 'whole')))
    }
    return lines(times, memory, count)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function lines({ ours, copy, whole }: Record<'ours' | 'copy' | 'whole', number[]>, memory: number, count: number): Line[] {
  const share = (base: number[]) =>
    `${Math.round((100 * median(base)) / median(ours))} % (${Math.round(median(base))} / ${Math.round(median(ours))} ms)`
  const what = `import of ${count.toLocaleString('en')} rows as a share of COPY`
  return [
    { what: `${what}, search vector included`, measured: share(whole), wanted: '≥ 40 %' },
    { what: `${what}, rows alone`, measured: share(copy), wanted: '' },
    { what: 'memory during the import', measured: `+${Math.round(memory / 1e6)} MB`, wanted: '≤ +100 MB' },
  ]
}

export async function* csv(count: number) {
  yield 'id,comment,score,said at,channel,author\n'
  for (let from = 0; from < count; from += 1_000)
    yield Array.from({ length: Math.min(1_000, count - from) }, (_, n) => line(from + n)).join('')
}

function line(n: number) {
  const { text, score } = comment(n)
  const at = new Date(Date.UTC(2026, 0, 1) + n * 37_000).toISOString()
  return `r${n},"${text.replaceAll('"', '""')}",${score},${at},email,Author ${n % 5_000}\n`
}

async function ours({ server, workspaceId }: BenchPlace, file: string) {
  const ctx = await reading(server.inside, workspaceId, system, async ({ workspace, now }) =>
    working(server.inside, workspace, system, now),
  )
  globalThis.gc?.()
  const before = process.memoryUsage.rss()
  let most = before
  const looking = setInterval(() => (most = Math.max(most, process.memoryUsage.rss())), 20)
  const took = await milliseconds(() => runImport(ctx, { importer: 'feedback', file, cases: 'none', dryRun: false }))
  clearInterval(looking)
  return { took, grown: most - before }
}

/** As the owner of the tables, inside the workspace: COPY knows no row-level security, so it goes into a twin without it. */
async function inWorkspace<T>({ server, workspaceId }: BenchPlace, run: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await server.pool.connect()
  try {
    await client.query(`begin; select set_config('sabai.workspace', '${workspaceId}', true)`)
    const result = await run(client)
    await client.query('commit')
    return result
  } finally {
    client.release()
  }
}

const empty = (place: BenchPlace) => inWorkspace(place, client => client.query('delete from feedback'))

const placeGrams = (place: BenchPlace) =>
  inWorkspace(place, client =>
    client.query('update feedback set grams = sabai_grams(search_key, (select number from workspace)) where grams is null'),
  )

async function copied(place: BenchPlace, file: string) {
  await inWorkspace(place, client =>
    pipeline(client.query(to(`copy (select ${COLUMNS} from feedback) to stdout`)), createWriteStream(file)),
  )
  return inWorkspace(place, async client => {
    await client.query('drop table if exists feedback_twin; create table feedback_twin (like feedback including all)')
    const took = await milliseconds(() =>
      pipeline(createReadStream(file, { highWaterMark: 1 << 18 }), client.query(from(`copy feedback_twin (${COLUMNS}) from stdin`))),
    )
    await client.query('drop table feedback_twin')
    return took
  })
}
