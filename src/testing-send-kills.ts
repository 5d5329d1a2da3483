import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import type pg from 'pg'
import { doorkeeper } from '#directory/doorkeeper.ts'
import { createServer } from '#kernel/server.ts'
import type { Db } from '#kernel/slice.ts'
import { smtpServer } from '#kernel/testing-mail.ts'
import * as sends from '#sends/api.ts'
import { addPeople } from '#sends/testing-people.ts'
import * as surveys from '#surveys/api.ts'
import { slices } from './slices.ts'
import type { TestApp } from './testing.ts'

type Work = { database: pg.PoolConfig; smtpUrl: string; publicUrl: string }
const publicUrl = 'https://ask.example'

/** Runs in a process of its own (this file with its work as argument): a server with all its loops, until it is killed. */
const serve = ({ database, smtpUrl }: Work) =>
  createServer({
    ...{
      database,
      slices,
      secret: 'a secret only for tests, 32 letters',
      publicUrl,
      trustProxy: [],
      smtpUrl,
      version: 'test',
      logger: false,
    },
    ...{ mailFrom: 'Sabai <hello@sabai.example>', mailReplyTo: null, doorkeeper, firstRun: { check: () => false } },
  })

export type Outcome = {
  people: number
  kills: number
  deliveries: number
  reached: number
  askedTwice: number
  leftOut: number
  seconds: number
}

/**
 * A send to so many people, its server killed with SIGKILL again and again in the middle, and started again. The same mail may come twice (taken by the
 * SMTP server, and the server killed before it could note that), always under its one Message-ID; `askedTwice` counts people with two different ones.
 */
export async function sendThroughKills(
  app: TestApp,
  { people, kills, postgres }: { people: number; kills: number; postgres?: number | undefined },
): Promise<Outcome> {
  const smtp = await smtpServer()
  const id = await startSend(app, people)
  const began = performance.now()
  let server = start({ database: app.database, smtpUrl: smtp.url, publicUrl })
  try {
    for (let kill = 1; kill <= kills; kill++) {
      await until(() => smtp.received.length >= (kill * people) / (kills + 1) + Math.random() * 9)
      // Once it is PostgreSQL, under a server that goes on: what was not noted then comes again when its lease is over.
      if (postgres && kill === Math.ceil(kills / 2)) {
        await killPostgres(app, postgres)
        continue
      }
      await end(server)
      // What was on its way when it died is another's after its lease; here the lease is over at once.
      await app.write(ctx => ctx.tx.updateTable('mail').set({ tryAt: ctx.now }).where('leasedUntil', 'is not', null).execute())
      server = start({ database: app.database, smtpUrl: smtp.url, publicUrl })
    }
    await until(() => app.read(ctx => isThrough(ctx.db, id)).catch(() => false))
  } finally {
    await end(server)
    await smtp.close()
  }
  return outcome(smtp.received, { people, kills, seconds: (performance.now() - began) / 1000 })
}

async function startSend(app: TestApp, people: number): Promise<string> {
  const head = app.as('khamla')
  const { id: surveyId } = await head.call(surveys.addSurvey, { template: 'nps', language: 'en' })
  await head.call(surveys.publishSurvey, { id: surveyId })
  await app.write(ctx => addPeople(ctx, people))
  const { id } = await head.call(sends.addSend, { surveyId, filter: {} })
  // The server of this test has no address of its own: the one that is killed has.
  await app.write(ctx =>
    ctx.tx
      .updateTable('workspace')
      .set({ settings: JSON.stringify({ address: publicUrl }) })
      .execute(),
  )
  await head.call(sends.startSend, { id })
  return id
}

const start = (work: Work) =>
  spawn(process.execPath, [import.meta.filename, JSON.stringify(work)], { stdio: ['ignore', 'ignore', 'inherit'] })

async function end(server: ChildProcess) {
  if (server.exitCode !== null || server.signalCode !== null) return
  const gone = once(server, 'exit')
  server.kill('SIGKILL')
  await gone
}

/** Whoever holds it starts it again. */
async function killPostgres(app: TestApp, pid: number) {
  process.kill(pid, 'SIGKILL')
  const answers = () =>
    app.pool.query('select 1').then(
      () => true,
      () => false,
    )
  await until(answers)
}

async function until(done: () => boolean | Promise<boolean>, minutes = 60) {
  for (const last = performance.now() + minutes * 60_000; performance.now() < last; ) {
    if (await done()) return
    await new Promise(resolve => setTimeout(resolve, 25))
  }
  throw new Error('the send did not go on')
}

/** Everybody asked, and no mail waiting. */
async function isThrough(db: Db, id: string): Promise<boolean> {
  const send = await db.selectFrom('send').select('state').where('id', '=', id).executeTakeFirst()
  const waiting = await db.selectFrom('mail').select('id').where('state', '=', 'waiting').limit(1).executeTakeFirst()
  return send?.state === 'sent' && !waiting
}

function outcome(
  received: { recipients: string[]; messageId?: string | undefined }[],
  rest: { people: number; kills: number; seconds: number },
): Outcome {
  const ids = new Map<string, Set<string>>()
  for (const { recipients, messageId } of received)
    for (const to of recipients) ids.set(to, (ids.get(to) ?? new Set()).add(messageId ?? ''))
  const askedTwice = [...ids.values()].filter(one => one.size > 1).length
  return { ...rest, deliveries: received.length, reached: ids.size, askedTwice, leftOut: rest.people - ids.size }
}

if (process.argv[1] === import.meta.filename) await serve(JSON.parse(process.argv[2] ?? '{}'))
