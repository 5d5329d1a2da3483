import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { type Line, median } from './measure.ts'

const root = new URL('..', import.meta.url)
const PORT = 39_417

/** Start on existing data until the first request is answered, and the memory of server and PostgreSQL when idle. */
export async function start(folder: string, rounds = 5): Promise<Line[]> {
  const times: number[] = []
  const memory: number[] = []
  for (let round = 0; round < rounds; round++) {
    const begun = performance.now()
    const server = spawn(process.execPath, ['src/main.ts'], {
      cwd: root,
      stdio: 'ignore',
      // As `npm start` does.
      env: { ...process.env, SABAI_DATA: folder, PORT: String(PORT), NODE_COMPILE_CACHE: 'node_modules/.cache/compiled' },
    })
    await answered()
    times.push(performance.now() - begun)
    await new Promise(resolve => setTimeout(resolve, 1_500))
    memory.push(megabytes(server.pid!))
    const gone = new Promise(resolve => server.on('exit', resolve))
    server.kill('SIGTERM')
    await gone
  }
  return [
    { what: 'start on existing data to the first answer', measured: `${median(times).toFixed(0)} ms`, wanted: '≤ 1000 ms' },
    { what: 'memory when idle, server and PostgreSQL', measured: `${median(memory).toFixed(0)} MB`, wanted: '≤ 200 MB' },
  ]
}

async function answered() {
  for (;;) {
    const answer = await fetch(`http://127.0.0.1:${PORT}/api/health`).catch(() => null)
    if (answer?.ok) return
    await new Promise(resolve => setTimeout(resolve, 10))
  }
}

/** Proportional memory of a process and all below it (Linux): shared pages are counted once. */
export function megabytes(pid: number): number {
  const own = Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0) / 1024
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean)
  return children.reduce((sum, child) => sum + megabytes(Number(child)), own)
}
