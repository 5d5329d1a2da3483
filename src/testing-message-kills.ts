import { sql } from 'kysely'
import * as conversation from '#conversation/api.ts'
import { written } from '#conversation/testing-letters.ts'
import * as customers from '#customers/api.ts'
import * as inbox from '#inbox/api.ts'
import { hasDovecot, imapServer } from '#kernel/testing-imap.ts'
import { type Received, smtpServer } from '#kernel/testing-mail.ts'
import * as mailboxes from '#mailboxes/api.ts'
import type { TestApp } from './testing.ts'
import { serverToKill, until } from './testing-killed-server.ts'

export type Outcome = {
  messages: number
  kills: number
  sent: number
  undone: number
  /** Neither sent nor undone. */
  lost: number
  /** Undone, and yet an entry, a mail or a delivery; or undone as far as its writer was told, and yet sent. */
  both: number
  /** More than one entry, or more than one Message-ID, for one message. */
  twice: number
  /** The same mail again, because the server died between the SMTP server's yes and its own note of it. */
  again: number
  mailsIn: number
  /** Mails that came in and are not there, or more than once. */
  inWrong: number
  seconds: number
}

/**
 * Messages wait out their moment of undo, some are taken back, mails come in by IMAP, and the server is killed with SIGKILL again and again: while they
 * are held, while they are sent, and once the SMTP server has a mail but has not said yes.
 */
export async function messagesThroughKills(app: TestApp, { messages, kills }: { messages: number; kills: number }): Promise<Outcome> {
  let inTheAct: (() => Promise<unknown>) | null = null
  const smtp = await smtpServer(undefined, 0, { beforeYes: async () => inTheAct?.() })
  const imap = hasDovecot() ? await imapServer() : null
  const spreadSeconds = 1 + kills * 1.5
  const held = await hold(app, messages, spreadSeconds)
  const mailsIn = imap ? await addMailbox(app, imap.url, messages) : 0
  const began = performance.now()
  const server = serverToKill(app, smtp.url, ['127.0.0.1'], 200)
  const deliver = (n: number) => imap?.deliver(letter(n))
  const undone = takeSomeBack(app, held, spreadSeconds)
  try {
    for (let kill = 1; kill <= kills; kill++) {
      for (let n = Math.floor(((kill - 1) * mailsIn) / kills); n < Math.floor((kill * mailsIn) / kills); n++) deliver(n)
      // Every other time as it sends: the mail is there, and nobody has noted it.
      if (kill % 2 === 0)
        await new Promise<void>(resolve => {
          inTheAct = async () => {
            inTheAct = null
            await server.end()
            resolve()
          }
          void until(() => app.read(ctx => isThrough(ctx.db))).then(resolve)
        })
      else await new Promise(resolve => setTimeout(resolve, 700 + Math.random() * 1_500))
      inTheAct = null
      await server.kill()
      server.again()
    }
    const told = await undone
    await until(() => app.read(ctx => isThrough(ctx.db)))
    await until(async () => (await lettersIn(app)).length >= mailsIn)
    const letters = await lettersIn(app)
    const inWrong = mailsIn - new Set(letters).size + (letters.length - new Set(letters).size)
    const rest = { messages, kills, mailsIn, inWrong, seconds: Math.round((performance.now() - began) / 1000) }
    return { ...(await outcome(app, held, told, smtp.received)), ...rest }
  } finally {
    await server.end()
    await smtp.close()
    await imap?.close()
  }
}

type Held = { id: string; email: string }

/** Written at the test's own time, and due within the next seconds of the database's. */
async function hold(app: TestApp, count: number, spreadSeconds: number): Promise<Held[]> {
  const noi = app.as('noi')
  const held: Held[] = []
  for (let n = 0; n < count; n++) {
    const email = `held${n}@people.example`
    const { id: customerId } = await noi.call(customers.addCustomer, { name: `Held ${n}`, email } as never)
    const { id } = await noi.call(inbox.openCase, { words: 'It broke', customerId, ownerId: app.ids.noi })
    held.push({ id: (await noi.call(conversation.sendMessage, { id, text: `Words ${n}` })).id, email })
  }
  await app.write(({ tx }) =>
    sql`update clock set due_at = clock_timestamp() + random() * ${spreadSeconds}::float * interval '1 second' where kind = 'message.send'`.execute(
      tx,
    ),
  )
  return held
}

async function addMailbox(app: TestApp, url: string, count: number): Promise<number> {
  const box = { host: '127.0.0.1', port: Number(new URL(url).port), secure: false, username: 'box', password: 'secret' }
  await app.as('dala').call(mailboxes.addMailbox, { name: 'Help', address: 'help@sabai.example', ...box })
  return count
}

const letter = (n: number) =>
  written({ from: `in${n}@people.example`, to: 'help@sabai.example', subject: `In ${n}`, text: `Words ${n}`, id: `in${n}@people.example` })

/** Every other is taken back at some moment, also when it has gone already. @returns of which its writer was told that it is */
async function takeSomeBack(app: TestApp, held: readonly Held[], spreadSeconds: number): Promise<Set<string>> {
  const told = new Set<string>()
  const some = held.filter((_, n) => n % 2 === 0)
  await Promise.all(
    some.map(async ({ id }) => {
      await new Promise(resolve => setTimeout(resolve, Math.random() * spreadSeconds * 1_500))
      await app
        .as('noi')
        .call(conversation.undoMessage, { id })
        .then(
          () => told.add(id),
          () => {},
        )
    }),
  )
  return told
}

async function isThrough(db: Parameters<Parameters<TestApp['read']>[0]>[0]['db']): Promise<boolean> {
  const held = await db.selectFrom('heldMessage').select('id').where('state', '=', 'held').limit(1).executeTakeFirst()
  const waiting = await db.selectFrom('mail').select('id').where('state', '=', 'waiting').limit(1).executeTakeFirst()
  return !held && !waiting
}

const lettersIn = (app: TestApp): Promise<string[]> =>
  app.read(async ({ db }) => {
    const rows = await db
      .selectFrom('letter')
      .innerJoin('feedback', 'feedback.id', 'letter.feedbackId')
      .select('letter.fromAddress')
      .execute()
    return rows.map(row => row.fromAddress)
  })

async function outcome(app: TestApp, held: readonly Held[], told: ReadonlySet<string>, received: readonly Received[]) {
  const { states, entries } = await app.read(async ({ db }) => ({
    states: new Map((await db.selectFrom('heldMessage').select(['id', 'state']).execute()).map(row => [row.id, row.state])),
    entries: await db.selectFrom('caseEntry').select(['id', 'messageId']).where('direction', '=', 'out').execute(),
  }))
  const sum = { sent: 0, undone: 0, lost: 0, both: 0, twice: 0, again: 0 }
  for (const { id, email } of held) {
    const state = states.get(id)
    const mails = received.filter(mail => mail.recipients.includes(email))
    const written = entries.filter(entry => entry.id === id).length
    if (state === 'sent') sum.sent++
    if (state === 'undone') sum.undone++
    if ((state !== 'undone' && mails.length === 0) || !['sent', 'undone'].includes(state ?? '')) sum.lost++
    if ((state === 'undone' || told.has(id)) && (mails.length > 0 || written > 0 || state !== 'undone')) sum.both++
    if (written > 1 || new Set(mails.map(mail => mail.messageId)).size > 1) sum.twice++
    sum.again += Math.max(0, mails.length - 1)
  }
  return sum
}
