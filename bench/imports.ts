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

const COLUMNS = `workspace_id, id, source, row_key, import_id, author, channel, language, text, search_key, score, scale, scale_min, scale_max, mood,
  said_at, said_at_known, received_at`

/** A file brought in, beside COPY of the same final columns into a table with the same keys and indexes: without and with the search's vector. */
export async function imports(place: BenchPlace, count: number, rounds = 3): Promise<Line[]> {
  const folder = mkdtempSync(join(tmpdir(), 'sabai-bench-import-'))
  try {
    const file = join(folder, 'said.csv')
    await csvFile(file, count)
    const times = { ours: [] as number[], copy: [] as number[], whole: [] as number[] }
    for (let round = 0; round < rounds; round++) {
      await empty(place)
      times.ours.push(await ours(place, file))
      times.whole.push(await copied(place, join(folder, 'whole'), `${COLUMNS}, grams`))
      times.copy.push(await copied(place, join(folder, 'plain'), COLUMNS))
    }
    return lines(times, count)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function lines({ ours, copy, whole }: Record<'ours' | 'copy' | 'whole', number[]>, count: number): Line[] {
  const share = (base: number[]) =>
    `${Math.round((100 * median(base)) / median(ours))} % (${Math.round(median(base))} / ${Math.round(median(ours))} ms)`
  const what = `import of ${count.toLocaleString('en')} rows as a share of COPY`
  return [
    { what: `${what}, searchable at once, search vector included in both`, measured: share(whole), wanted: '≥ 40 %' },
    { what: `${what}, COPY without the vector`, measured: share(copy), wanted: '' },
  ]
}

/** A file of so many different comments with their scores. */
export const csvFile = (file: string, count: number) => pipeline(Readable.from(csv(count)), createWriteStream(file))

async function* csv(count: number) {
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
  return milliseconds(() => runImport(ctx, { importer: 'feedback', file, cases: 'none', dryRun: false }))
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

const empty = (place: BenchPlace) => inWorkspace(place, client => client.query('truncate feedback cascade'))

async function copied(place: BenchPlace, file: string, columns: string) {
  await inWorkspace(place, client =>
    pipeline(client.query(to(`copy (select ${columns} from feedback) to stdout`)), createWriteStream(file)),
  )
  return inWorkspace(place, async client => {
    await client.query('drop table if exists feedback_twin; create table feedback_twin (like feedback including all)')
    const took = await milliseconds(() =>
      pipeline(createReadStream(file, { highWaterMark: 1 << 18 }), client.query(from(`copy feedback_twin (${columns}) from stdin`))),
    )
    await client.query('drop table feedback_twin')
    return took
  })
}
