// npm run faults [-- ROUNDS]: kills the application, PostgreSQL and both at random moments, and counts what was lost.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensureDatabase, startPostgres } from '#kernel/embedded-postgres.ts'
import { killRound, victims } from '#kernel/testing-kills.ts'

// npm run faults -- mail [MESSAGES] [KILLS]: 1,000 mails as they really come, the largest of 24 MB, while the mail server is dead for an hour: none lost, none
// crashes, all answered once. Then messages that are held, and as many mails over IMAP, through kills of the server: each once or undone.
if (process.argv[2] === 'mail') {
  const mails = spawn(
    join('node_modules', '.bin', 'vitest'),
    ['run', '--project', 'database', '--no-file-parallelism', 'src/conversation/thousand', 'src/conversation/killed'],
    {
      stdio: 'inherit',
      env: { ...process.env, MAILS: '1000', MESSAGES: process.argv[3] ?? '300', MESSAGE_KILLS: process.argv[4] ?? '30' },
    },
  )
  process.exit(Number((await once(mails, 'close'))[0]))
}

// npm run faults -- telling [PEOPLE]: customers and channels are told of news while servers and PostgreSQL are killed.
if (process.argv[2] === 'telling') process.exit(await killedWhile('src/bulletins/killed', { TELL_PEOPLE: process.argv[3] ?? '5000' }))

// npm run faults -- clocks [CLOCKS] [KILLS]: 10,000 clocks of cases through 200 kills of servers and database.
if (process.argv[2] === 'clocks') {
  const clocks = Number(process.argv[3] ?? 10_000)
  const { clocksThroughKills } = await import('../src/testing-clock-kills.ts')
  const outcome = await clocksThroughKills({ cases: Math.round(clocks / 3), kills: Number(process.argv[4] ?? 200), chain: true })
  console.log(JSON.stringify(outcome))
  process.exit(outcome.missing || outcome.twice || outcome.early ? 1 : 0)
}

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

// A survey to 10,000 people, its server killed four times and PostgreSQL once: nobody asked twice, nobody left out.
// Then responses, whose server is killed between its commit and its answer: each kept once.
const code = await killedWhile('src/sends/killed src/responses/killed', { SEND_PEOPLE: '10000', INTAKE_KILLS: '20' })
if (code !== 0) process.exitCode = 1

/** Tests in their long form, on a PostgreSQL of their own that keeps its word about what is on disk, as a customer has it; whoever kills it finds it started again. */
async function killedWhile(tests: string, long: NodeJS.ProcessEnv): Promise<number> {
  const place = mkdtempSync(join(tmpdir(), 'sabai-faults-'))
  const postgres = await startPostgres({ folder: place, flags: ['-c', 'max_connections=300'] })
  const { host, user, database } = await ensureDatabase(postgres.socket, 'sabai')
  const own = {
    TEST_DATABASE_URL: `postgres://${user}@/${database}?host=${encodeURIComponent(String(host))}`,
    POSTGRES_PID: String(postgres.pid),
  }
  const run = spawn(
    join('node_modules', '.bin', 'vitest'),
    ['run', '--project', 'database', '--no-file-parallelism', ...tests.split(' ')],
    {
      stdio: 'inherit',
      env: { ...process.env, ...own, ...long },
    },
  )
  const [code] = await once(run, 'close')
  await postgres.stop()
  rmSync(place, { recursive: true, force: true })
  return Number(code ?? 1)
}
