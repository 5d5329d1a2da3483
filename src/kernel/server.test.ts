import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { doorkeeper } from '#directory/doorkeeper.ts'
import { addMember } from '#directory/members.ts'
import { foundWorkspace, usualHours } from '#directory/workspaces.ts'
import { testDatabase } from '#testing.ts'
import { setClock } from './clock.ts'
import { event } from './event.ts'
import { newId } from './id.ts'
import { founding, system, writing } from './inside.ts'
import { createServer, type Server } from './server.ts'
import { after, job, type Slice } from './slice.ts'

// Two whole servers, loops and pg-boss running, on one database: what production is.
const rang = event('toy.rang', z.object({ n: z.int() }), ['/toys'])
const heard: number[] = []
const worked: number[] = []
const fired: string[] = []
const toy: Slice = {
  name: 'toy',
  permissions: {},
  events: [rang],
  routes: [],
  listeners: [after(rang, 'toy.hear', async (_ctx, { n }) => heard.push(n))],
  jobs: [job(rang, 'toy.work', async (_ctx, { n }) => worked.push(n))],
  clocks: [{ kind: 'toy', fire: async (_ctx, { subjectId }) => fired.push(subjectId) }],
}

let servers: Server[]
let drop: () => Promise<void>
const workspaceId = newId()
beforeAll(async () => {
  const database = await testDatabase()
  drop = database.drop
  const options = {
    database: database.config,
    slices: [toy],
    secret: 'a secret only for tests, 32 letters',
    publicUrl: null,
    trustProxy: [],
    smtpUrl: null,
    mailFrom: null,
    mailReplyTo: null,
    version: 'test',
    logger: false,
    doorkeeper,
    firstRun: { check: () => false },
  }
  servers = [await createServer(options), await createServer(options)]
  await founding(servers[0]!.inside, workspaceId, ctx =>
    foundWorkspace(ctx, { id: workspaceId, name: 'Two', language: 'en', zone: 'UTC', workingHours: usualHours }),
  )
})
afterAll(async () => {
  for (const server of servers) await server.close()
  await drop()
})

const until = async (done: () => boolean) => {
  for (let tries = 0; tries < 200 && !done(); tries++) await new Promise(resolve => setTimeout(resolve, 50))
  expect(done()).toBe(true)
}
const sorted = (all: number[]) => [...all].sort((a, b) => a - b)

test('what one server announces, two dispatchers deliver, and one job each is done', async () => {
  const numbers = Array.from({ length: 40 }, (_, n) => n)
  for (const n of numbers)
    await writing(servers[n % 2]!.inside, workspaceId, system, ctx => ctx.announce(rang, { n }, { subjectId: workspaceId }))
  await until(() => heard.length >= 40 && worked.length >= 40)
  expect(sorted(heard)).toEqual(numbers)
  expect(sorted(worked)).toEqual(numbers)
})

test('a due clock fires on one of them, once', async () => {
  const subjects = Array.from({ length: 20 }, newId)
  await writing(servers[0]!.inside, workspaceId, system, async ctx => {
    for (const subjectId of subjects) await setClock(ctx, { kind: 'toy', subjectId, dueAt: new Date(ctx.now.getTime() + 300) })
  })
  expect(fired).toEqual([])
  await until(() => fired.length >= 20)
  await new Promise(resolve => setTimeout(resolve, 1_500))
  expect([...fired].sort()).toEqual([...subjects].sort())
})

test('an open page on one server hears of what was written on the other, by ids only, and its stream ends with the session', async () => {
  const [one, two] = servers as [Server, Server]
  const { user, cookies } = await one.signIn.create({
    email: 'Live@Sabai.example',
    name: 'Live',
    password: 'correct horse battery',
    language: 'en',
  })
  await writing(one.inside, workspaceId, system, ctx =>
    addMember(ctx, { name: 'Live', email: user.email, role: 'admin', managerId: null, language: 'en', userId: user.id }),
  )
  const address = await one.app.listen({ host: '127.0.0.1', port: 0 })
  const cookie = cookies.map(one => one.split(';')[0]).join('; ')
  const stream = await fetch(`${address}/api/live`, { headers: { cookie } })
  expect(stream.status).toBe(200)
  const lines: string[] = []
  const reading = (async () => {
    for await (const chunk of stream.body!) lines.push(Buffer.from(chunk).toString())
  })()
  await writing(two.inside, workspaceId, system, ctx =>
    ctx.announce(rang, { n: 99 }, { subjectId: workspaceId, detail: { secret: 'words' } }),
  )
  await until(() => lines.join('').includes('"/toys"'))
  expect(lines.join('')).toContain(`data: ${JSON.stringify({ lists: ['/toys'], ids: [workspaceId] })}`)
  expect(lines.join('')).not.toContain('words')
  await one.signIn.leaveEverywhere(user.id)
  await Promise.race([reading, new Promise((_, late) => setTimeout(() => late(new Error('the stream is still open after 8 s')), 8_000))])
})
