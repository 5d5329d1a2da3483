import { spawn } from 'node:child_process'
import { createReadStream, readFileSync } from 'node:fs'
import { createKey } from '#directory/index.ts'
import { system, writing } from '#kernel/inside.ts'
import { csvFile } from './imports.ts'
import type { Line } from './measure.ts'
import { type BenchPlace, benchPlace } from './place.ts'

const root = new URL('..', import.meta.url)
const PORT = 39_418
const wait = (ms: number) => new Promise(resolve => setTimeout(resolve, ms))

/** Resident memory of one process, and the most it ever was, in MB (Linux). */
function resident(pid: number) {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  const of = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0) / 1024
  return { now: of('VmRSS'), most: of('VmHWM') }
}

/** What a server grows by while a file comes in over HTTP: its own process, from idle to the most it ever was. */
export async function importMemory(count: number): Promise<Line[]> {
  const place = await benchPlace()
  try {
    const file = `${place.folder}/said.csv`
    await csvFile(file, count)
    const { key } = await writing(place.server.inside, place.workspaceId, system, ctx => createKey(ctx, { name: 'bench', scopes: ['*'] }))
    await place.leave()
    return await grown(place, key, file, count)
  } finally {
    place.remove()
  }
}

async function grown({ folder }: BenchPlace, key: string, file: string, count: number): Promise<Line[]> {
  const env = { ...process.env, SABAI_DATA: folder, PORT: String(PORT) }
  const server = spawn(process.execPath, ['src/main.ts'], { cwd: root, stdio: 'ignore', env })
  const gone = new Promise(resolve => server.on('exit', resolve))
  try {
    const ask = asking(key)
    while (!(await ask('GET', '/health').catch(() => null))) await wait(50)
    await wait(1_500)
    const idle = resident(server.pid!).now
    const begun = performance.now()
    const { id } = await ask('POST', '/imports?importer=feedback&name=said.csv', createReadStream(file))
    await ask('PUT', `/imports/${id}`, JSON.stringify({ settings: { cases: 'none' } }))
    await ask('POST', `/imports/${id}/run`)
    for (;;) {
      const { state, added } = await ask('GET', `/imports/${id}`)
      if (state === 'done' && added === count) break
      if (state !== 'running') throw new Error(`the import is ${state} after ${added} rows`)
      await wait(200)
    }
    const seconds = (performance.now() - begun) / 1000
    const more = resident(server.pid!).most - idle
    return [
      {
        what: `server's memory while ${count.toLocaleString('en')} rows come in (${seconds.toFixed(0)} s)`,
        measured: `+${more.toFixed(0)} MB (from ${idle.toFixed(0)} MB)`,
        wanted: '≤ +100 MB',
      },
    ]
  } finally {
    server.kill('SIGTERM')
    await gone
  }
}

type Answer = { id: string; state: string; added: number }

const asking = (key: string) => async (method: string, path: string, body?: unknown) => {
  const type = typeof body === 'string' ? 'application/json' : 'application/octet-stream'
  const headers = { authorization: `Bearer ${key}`, ...(body === undefined ? {} : { 'content-type': type }) }
  const answer = await fetch(`http://127.0.0.1:${PORT}/api${path}`, { method, headers, body: body as never, duplex: 'half' } as RequestInit)
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
  return (await answer.json()) as Answer
}
