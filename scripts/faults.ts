// npm run faults [-- ROUNDS]: kills the application, PostgreSQL and both at random moments, and counts what was lost.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { killRound, victims } from '#kernel/testing-kills.ts'

const rounds = Number(process.argv[2] ?? 15)
const folder = mkdtempSync(join(tmpdir(), 'sabai-faults-'))
const sums = { rounds: 0, acknowledged: 0, lost: 0 }

for (let round = 0; round < rounds; round++) {
  const victim = victims[round % victims.length]!
  const afterMs = Math.round(20 + Math.random() * 1000)
  const { acknowledged, lost } = await killRound(folder, victim, afterMs)
  console.log(`${round + 1}. SIGKILL of ${victim} after ${afterMs} ms: ${acknowledged} acknowledged, ${lost.length} lost`)
  sums.rounds++
  sums.acknowledged += acknowledged
  sums.lost += lost.length
}

rmSync(folder, { recursive: true, force: true })
console.log(`${sums.rounds} rounds, ${sums.acknowledged} acknowledged, ${sums.lost} lost`)
process.exitCode = sums.lost ? 1 : 0

// A survey to 10,000 people, its server killed five times: nobody asked twice, nobody left out.
const env = { ...process.env, SEND_PEOPLE: '10000' }
const send = spawnSync(join('node_modules', '.bin', 'vitest'), ['run', '--project', 'database', 'src/sends/killed'], {
  stdio: 'inherit',
  env,
})
if (send.status !== 0) process.exitCode = 1
