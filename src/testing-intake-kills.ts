import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import pg from 'pg'
import { doorkeeper } from '#directory/doorkeeper.ts'
import { createKey } from '#directory/index.ts'
import { newId } from '#kernel/id.ts'
import { createServer } from '#kernel/server.ts'
import { slices } from './slices.ts'
import type { TestApp } from './testing.ts'

type Work = { database: pg.PoolConfig; dieAt: number }

/** Runs in a process of its own (this file with its work as argument): a server that dies as soon as its n-th batch of responses is committed, before anybody is answered. */
async function serve({ database, dieAt }: Work) {
  const query = pg.Client.prototype.query as (this: pg.Client, ...given: unknown[]) => Promise<unknown>
  let seen = 0
  pg.Client.prototype.query = function (this: pg.Client, ...given: unknown[]) {
    const answer = query.apply(this, given)
    const counts = String(given[0]).includes('insert into response') && ++seen === dieAt
    return counts ? answer.then(() => process.kill(process.pid, 'SIGKILL')) : answer
  } as never
  const server = await createServer({
    ...{ database, slices, secret: 'a secret only for tests, 32 letters', publicUrl: null, trustProxy: [], smtpUrl: null, version: 'test' },
    ...{ logger: false, mailFrom: null, mailReplyTo: null, doorkeeper, firstRun: { check: () => false } },
  })
  await server.app.listen({ host: '127.0.0.1', port: 0 })
  console.log((server.app.server.address() as { port: number }).port)
}

type Running = { url: string; child: ChildProcess }

async function start(work: Work): Promise<Running> {
  const child = spawn(process.execPath, [import.meta.filename, JSON.stringify(work)], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [port] = (await once(createInterface(child.stdout!), 'line')) as [string]
  return { url: `http://127.0.0.1:${port}/api/responses`, child }
}

/** Callers answer and repeat what was not acknowledged, with the id that they gave it, while the server dies again and again behind its commits. */
export async function answerThroughKills(app: TestApp, { surveyId, kills }: { surveyId: string; kills: number }) {
  const { key } = await app.write(ctx => createKey(ctx, { name: 'kills', scopes: ['*'] }))
  const ids: string[] = []
  let unanswered = 0
  let running: Running | null = null
  let last = false
  const caller = async () => {
    while (!last) {
      const id = newId()
      ids.push(id)
      while (!(await answered(running, key, { id, surveyId, answers: { score: 2 } }))) {
        unanswered++
        await new Promise(resolve => setTimeout(resolve, 20))
      }
    }
  }
  const callers = Array.from({ length: 8 }, caller)
  for (let kill = 0; kill < kills; kill++) {
    running = await start({ database: app.database, dieAt: 2 + (kill % 5) })
    await once(running.child, 'exit')
    running = null
  }
  running = await start({ database: app.database, dieAt: 0 })
  last = true
  await Promise.all(callers)
  running.child.kill('SIGKILL')
  await once(running.child, 'exit')
  return { ids, unanswered }
}

const answered = (running: Running | null, key: string, body: object): Promise<boolean> =>
  running === null
    ? Promise.resolve(false)
    : fetch(running.url, {
        method: 'POST',
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }).then(
        async answer => {
          await answer.arrayBuffer()
          return answer.ok
        },
        () => false,
      )

if (process.argv[1] === import.meta.filename) await serve(JSON.parse(process.argv[2] ?? '{}'))
