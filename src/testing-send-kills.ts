import type { Db } from '#kernel/slice.ts'
import { smtpServer } from '#kernel/testing-mail.ts'
import * as sends from '#sends/api.ts'
import { addPeople } from '#sends/testing-people.ts'
import * as surveys from '#surveys/api.ts'
import type { TestApp } from './testing.ts'
import { addressed, killPostgres, reachedBy, serverToKill, until } from './testing-killed-server.ts'

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
  const server = serverToKill(app, smtp.url)
  try {
    for (let kill = 1; kill <= kills; kill++) {
      await until(() => smtp.received.length >= (kill * people) / (kills + 1) + Math.random() * 9)
      // Once it is PostgreSQL, under a server that goes on: what was not noted then comes again when its lease is over.
      if (postgres && kill === Math.ceil(kills / 2)) {
        await killPostgres(app, postgres)
        continue
      }
      await server.kill()
      server.again()
    }
    await until(() => app.read(ctx => isThrough(ctx.db, id)).catch(() => false))
  } finally {
    await server.end()
    await smtp.close()
  }
  const { reached, twice } = reachedBy(smtp.received)
  const seconds = (performance.now() - began) / 1000
  return { people, kills, deliveries: smtp.received.length, reached, askedTwice: twice, leftOut: people - reached, seconds }
}

async function startSend(app: TestApp, people: number): Promise<string> {
  const head = app.as('khamla')
  const { id: surveyId } = await head.call(surveys.addSurvey, { template: 'nps', language: 'en' })
  await head.call(surveys.publishSurvey, { id: surveyId })
  await app.write(ctx => addPeople(ctx, people))
  const { id } = await head.call(sends.addSend, { surveyId, filter: {} })
  await addressed(app)
  await head.call(sends.startSend, { id })
  return id
}

/** Everybody asked, and no mail waiting. */
async function isThrough(db: Db, id: string): Promise<boolean> {
  const send = await db.selectFrom('send').select('state').where('id', '=', id).executeTakeFirst()
  const waiting = await db.selectFrom('mail').select('id').where('state', '=', 'waiting').limit(1).executeTakeFirst()
  return send?.state === 'sent' && !waiting
}
