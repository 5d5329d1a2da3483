import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import pg from 'pg'
import { ensureDatabase, startPostgres } from './embedded-postgres.ts'

export const victims = ['node', 'postgres', 'both'] as const
export type Victim = (typeof victims)[number]

/** Runs in a process of its own (this file with the folder as argument): writes one row at a time and prints each number once it is committed. */
async function writeUntilKilled(folder: string) {
  const postgres = await startPostgres({ folder })
  const client = new pg.Client(await ensureDatabase(postgres.socket))
  client.on('error', () => process.exit(1))
  await client.connect()
  await client.query('create table if not exists kept (number int generated always as identity primary key)')
  console.log(`postgres ${postgres.pid}`)
  for (;;) console.log((await client.query('insert into kept default values returning number')).rows[0].number)
}

/** One round: writes for a while, kills with SIGKILL, starts again; answers which acknowledged rows are gone (none) and how many there were. */
export async function killRound(folder: string, victim: Victim, afterMs: number) {
  const writer = spawn(process.execPath, [import.meta.filename, folder], { stdio: ['ignore', 'pipe', 'inherit'] })
  const acknowledged: number[] = []
  const postgresPid = await new Promise<number>(found => {
    createInterface(writer.stdout).on('line', line => {
      if (line.startsWith('postgres')) found(Number(line.split(' ')[1]))
      else acknowledged.push(Number(line))
    })
  })
  setTimeout(() => kill(victim, writer, postgresPid), afterMs)
  await once(writer, 'close')
  const kept = await keptRows(folder)
  return { acknowledged: acknowledged.length, lost: acknowledged.filter(number => !kept.has(number)) }
}

function kill(victim: Victim, writer: ChildProcess, postgresPid: number) {
  if (victim !== 'node') process.kill(postgresPid, 'SIGKILL')
  if (victim !== 'postgres') writer.kill('SIGKILL')
}

async function keptRows(folder: string) {
  const postgres = await startPostgres({ folder })
  const client = new pg.Client(await ensureDatabase(postgres.socket))
  await client.connect()
  const { rows } = await client.query<{ number: number }>('select number from kept')
  await client.end()
  await postgres.stop()
  return new Set(rows.map(row => row.number))
}

if (process.argv[1] === import.meta.filename) await writeUntilKilled(process.argv[2] ?? '').catch(() => process.exit(1))
