import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import type pg from 'pg'
import { doorkeeper } from '#directory/doorkeeper.ts'
import { createServer } from '#kernel/server.ts'
import { slices } from './slices.ts'
import type { TestApp } from './testing.ts'

type Work = { database: pg.PoolConfig; smtpUrl: string; webhookHosts?: string[]; mailboxesEveryMs?: number }
const publicUrl = 'https://ask.example'

/** Runs in a process of its own (this file with its work as argument): a server with all its loops, until it is killed. */
const serve = (work: Work) =>
  createServer({
    ...{ slices, secret: 'a secret only for tests, 32 letters', publicUrl, trustProxy: [], version: 'test', logger: false, ...work },
    ...{ mailFrom: 'Sabai <hello@sabai.example>', mailReplyTo: null, doorkeeper, firstRun: { check: () => false } },
  })

/** A server beside the test's, with the same database; it is killed with SIGKILL and started again. */
export function serverToKill(app: TestApp, smtpUrl: string, webhookHosts: string[] = [], mailboxesEveryMs = 5_000) {
  const work: Work = { database: app.database, smtpUrl, webhookHosts, mailboxesEveryMs }
  const start = () => spawn(process.execPath, [import.meta.filename, JSON.stringify(work)], { stdio: ['ignore', 'ignore', 'inherit'] })
  let server = start()
  return {
    kill: async () => {
      await end(server)
      // What was on its way when it died, and the mailboxes it read, are another's after their leases; here the leases are over at once.
      await app.write(async ({ tx, now }) => {
        await tx.updateTable('mail').set({ tryAt: now }).where('state', '=', 'waiting').where('leasedUntil', 'is not', null).execute()
        await tx.updateTable('mailbox').set({ leasedUntil: null }).execute()
      })
    },
    again: () => {
      server = start()
    },
    end: () => end(server),
  }
}

/** The server of a test has no address of its own: the one that is killed has. */
export const addressed = (app: TestApp) =>
  app.write(ctx =>
    ctx.tx
      .updateTable('workspace')
      .set({ settings: JSON.stringify({ address: publicUrl }) })
      .execute(),
  )

async function end(server: ChildProcess) {
  if (server.exitCode !== null || server.signalCode !== null) return
  const gone = once(server, 'exit')
  server.kill('SIGKILL')
  await gone
}

/** Whoever holds it starts it again. */
export async function killPostgres(app: TestApp, pid: number) {
  process.kill(pid, 'SIGKILL')
  const answers = () =>
    app.pool.query('select 1').then(
      () => true,
      () => false,
    )
  await until(answers)
}

export async function until(done: () => boolean | Promise<boolean>, minutes = 60) {
  for (const last = performance.now() + minutes * 60_000; performance.now() < last; ) {
    if (await done()) return
    await new Promise(resolve => setTimeout(resolve, 25))
  }
  throw new Error('it did not go on')
}

/** Whom mails reached, and who got two that are not the same: a mail that comes again after a kill keeps its Message-ID. */
export function reachedBy(received: readonly { recipients: string[]; messageId?: string | undefined }[]) {
  const ids = new Map<string, Set<string>>()
  for (const { recipients, messageId } of received)
    for (const to of recipients) ids.set(to, (ids.get(to) ?? new Set()).add(messageId ?? ''))
  return { reached: ids.size, twice: [...ids.values()].filter(one => one.size > 1).length }
}

if (process.argv[1] === import.meta.filename) await serve(JSON.parse(process.argv[2] ?? '{}'))
