import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { sql } from 'kysely'
import * as broadcasts from '#broadcasts/api.ts'
import * as bulletins from '#bulletins/api.ts'
import { addFeedback } from '#inbox/api.ts'
import type { Tx } from '#kernel/slice.ts'
import { smtpServer } from '#kernel/testing-mail.ts'
import { addPeople } from '#sends/testing-people.ts'
import type { TestApp } from './testing.ts'
import { addressed, killPostgres, reachedBy, serverToKill, until } from './testing-killed-server.ts'

type Wanted = {
  people: number
  events: number
  kills: number
  /** Every so many posts the chat is out of order. */
  failsEvery?: number | undefined
  postgres?: number | undefined
}

const shapes = ['slack', 'signed'] as const

/**
 * Customers are told what was done and two channels what was said, while the server is killed with SIGKILL again and again. `toldTwice` counts people with
 * two different mails and events with two different posts; what was on its way at a kill comes again as the same (`again`).
 */
export async function tellThroughKills(app: TestApp, { people, events, kills, failsEvery, postgres }: Wanted) {
  const smtp = await smtpServer()
  const chat = await chatServer(failsEvery)
  await addressed(app)
  await beginTelling(app, people)
  for (const shape of shapes)
    await app.as('anna').call(broadcasts.addChannel, { name: shape, shape, url: `${chat.url}/${shape}`, language: 'en', about: ['good'] })
  for (let n = 0; n < events; n++) {
    const item = { text: `So kind, number ${n}.`, score: 10, scale: 'nps' as const, author: 'Vilay' }
    await app.as('anna').call(addFeedback, { items: [item] })
  }
  const all = events * shapes.length
  const began = performance.now()
  const server = serverToKill(app, smtp.url, ['127.0.0.1'])
  try {
    for (let kill = 1; kill <= kills; kill++) {
      // While a post is on its way: nobody knows whether it has been heard.
      await until(() => chat.holds > 0 && chat.posts.length >= (kill * all) / (kills + 1))
      if (postgres && kill === Math.ceil(kills / 2)) {
        await killPostgres(app, postgres)
        continue
      }
      await server.kill()
      await leasesAreOver(app)
      server.again()
    }
    await until(() => app.read(({ db }) => isOver(db as never)).catch(() => false))
  } finally {
    await server.end()
    await smtp.close()
    await chat.close()
  }
  const mails = reachedBy(smtp.received)
  const posts = postsOf(chat.posts)
  const told = { people, events, kills, leftOut: people - mails.reached, postsLeftOut: all - posts.reached }
  const again = smtp.received.length - mails.reached + chat.posts.length - posts.reached
  return { ...told, toldTwice: mails.twice + posts.twice, again, seconds: Math.round((performance.now() - began) / 1000) }
}

async function beginTelling(app: TestApp, people: number) {
  await app.write(ctx => addPeople(ctx, people))
  const filter = { causeIds: [], topicIds: [], accountIds: [], from: null, until: null, q: '' }
  const { id } = await app.as('anna').call(bulletins.addBulletin, { kind: 'did', title: 'On time', ownerId: app.ids.noi, filter })
  await app.write(({ tx, now }) =>
    sql`insert into bulletin_person (bulletin_id, customer_id, found_at) select ${id}, id, ${now} from customer
      where workspace_id = sabai_workspace()`.execute(tx),
  )
  const words = { en: { subject: 'You said, we did', text: 'The batch starts at two now.' } }
  await app.as('anna').call(bulletins.addUpdate, { id, state: 'fixed', words, tell: true })
}

/** As if two minutes had gone by: what was with the chat when the server died is tried again. */
const leasesAreOver = (app: TestApp) =>
  app.write(async ({ tx, now }) => {
    await tx.updateTable('channelPost').set({ tryAt: now }).where('state', '=', 'waiting').execute()
    await tx.updateTable('clock').set({ dueAt: now }).where('kind', '=', 'channel.post').where('firedAt', 'is', null).execute()
  })

const isOver = async (db: Tx) => {
  const { rows } = await sql<{
    n: number
  }>`select ((select count(*) from mail where state = 'waiting') + (select count(*) from channel_post where state = 'waiting')
    + (select count(*) from event where try_at is not null) + (select count(*) from bulletin_update where told_at is null))::int as n`.execute(
    db,
  )
  return rows[0]!.n === 0
}

type Post = { path: string; id: string; body: string }

/** A chat that takes its time; who is gone before its answer has said nothing. */
async function chatServer(failsEvery = Number.POSITIVE_INFINITY) {
  const chat = { posts: [] as Post[], holds: 0 }
  let asked = 0
  const server = createServer((request, answer) => {
    const parts: Buffer[] = []
    chat.holds++
    request.on('data', part => parts.push(part))
    request.on('end', () =>
      setTimeout(() => {
        chat.holds--
        if (answer.destroyed) return
        if (++asked % failsEvery === 0) return answer.writeHead(503).end()
        chat.posts.push({ path: request.url ?? '', id: String(request.headers['webhook-id'] ?? ''), body: Buffer.concat(parts).toString() })
        answer.end('ok')
      }, 40),
    )
  })
  await new Promise<void>(ready => server.listen(0, '127.0.0.1', ready))
  const close = async () => {
    server.closeAllConnections()
    await new Promise(closed => server.close(closed))
  }
  return Object.assign(chat, { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close })
}

/** Each event once in each channel; the same post again has the same id. */
function postsOf(posts: readonly Post[]) {
  const ids = new Map<string, Set<string>>()
  for (const { path, id, body } of posts) {
    const event = `${path} ${/number \d+/.exec(body)?.[0]}`
    ids.set(event, (ids.get(event) ?? new Set()).add(id))
  }
  return { reached: ids.size, twice: [...ids.values()].filter(one => one.size > 1).length }
}
