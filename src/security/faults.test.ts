import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import * as api from '#directory/api.ts'
import { foundWorkspace, usualHours } from '#directory/index.ts'
import { setClock } from '#kernel/clock.ts'
import { event } from '#kernel/event.ts'
import { newId } from '#kernel/id.ts'
import { founding } from '#kernel/inside.ts'
import { sendMail } from '#kernel/mail.ts'
import { after, type Slice } from '#kernel/slice.ts'
import { smtpServer } from '#kernel/testing-mail.ts'
import { type TestApp, testApp } from '#testing.ts'
import { slices } from '../slices.ts'

// What fails must not keep the rest from its time: no head of the line is for ever.
const rang: string[] = []
let stumbling = true
const noted = event('toy.noted', z.object({ n: z.int() }), [])
const heard: number[] = []
const toy: Slice = {
  name: 'toy',
  permissions: {},
  events: [noted],
  routes: [],
  listeners: [
    // Refused at the commit, when every listener is through: the whole batch is rolled back.
    after(noted, 'toy.refused', async ({ tx }, { n }) => {
      await sql`insert into toy_pair values (${n === 7 && stumbling ? 1 : n + 100})`.execute(tx)
      heard.push(n)
    }),
  ],
  clocks: [
    { kind: 'toy.well', fire: async (_ctx, { subjectId }) => rang.push(subjectId) },
    {
      kind: 'toy.broken',
      fire: async (_ctx, { subjectId }) => {
        if (stumbling) throw new Error('always')
        rang.push(subjectId)
      },
    },
  ],
  composers: {
    'toy.broken': async () => {
      if (stumbling) throw new Error('cannot be written')
      return { text: 'at last' }
    },
  },
}
let app: TestApp
let smtp: Awaited<ReturnType<typeof smtpServer>>
beforeAll(async () => {
  smtp = await smtpServer()
  app = await testApp({ slices: [...slices, toy], smtpUrl: smtp.url })
  await app.pool.query(
    'create table toy_pair (n int unique deferrable initially deferred); insert into toy_pair values (1); grant all on toy_pair to sabai_app',
  )
})
afterAll(async () => {
  await app.close()
  await smtp.close()
})
const later = (minutes: number) => new Date(app.clock.now.getTime() + minutes * 60_000)
const mail = (to: string, purpose: string, text: string | null) =>
  app.write(ctx => sendMail(ctx, { purpose, to, subject: 'x', text, language: 'en', expiresAt: later(600) }))

describe('one that fails keeps no other waiting', () => {
  test('hundreds of clocks that fail, or that nobody knows, and one that is well', async () => {
    const well = newId()
    const broken = newId()
    await app.write(async ctx => {
      await setClock(ctx, { kind: 'toy.broken', subjectId: broken, dueAt: later(-9) })
      for (let n = 0; n < 250; n++)
        await setClock(ctx, { kind: n % 2 ? 'toy.broken' : 'toy.forgotten', subjectId: newId(), dueAt: later(-5) })
      await setClock(ctx, { kind: 'toy.well', subjectId: well, dueAt: later(-1) })
    })
    await app.settle()
    await app.settle()
    expect(rang).toEqual([well])
    stumbling = false
    app.clock.forward(31)
    await app.settle()
    expect(rang.filter(one => one === broken)).toEqual([broken])
    expect(rang).toHaveLength(1 + 126)
  }, 60_000)

  test('sixty mails that cannot be written, and one that can', async () => {
    stumbling = true
    for (let n = 0; n < 60; n++) await mail(`broken${n}@mekong.example`, 'toy.broken', null)
    await mail('well@mekong.example', 'reply', 'hello')
    await app.settle()
    expect(smtp.received.map(one => one.recipients[0])).toEqual(['well@mekong.example'])
    stumbling = false
    app.clock.forward(2)
    await app.settle()
    expect(smtp.received).toHaveLength(61)
  }, 60_000)

  test('one event that is refused at the commit of its batch', async () => {
    stumbling = true
    for (let n = 0; n < 12; n++) await app.write(ctx => ctx.announce(noted, { n }, { subjectId: newId() }))
    const left = () =>
      app.read(({ db }) =>
        db
          .selectFrom('event')
          .select(['facts', 'attempts', 'tryAt'])
          .where('type', '=', 'toy.noted')
          .where('tryAt', 'is not', null)
          .execute(),
      )
    await app.settle()
    expect(await left()).toEqual([{ facts: { n: 7 }, attempts: 1, tryAt: later(2 / 60) }])
    expect((await app.pool.query('select n from toy_pair where n >= 100')).rowCount).toBe(11)
    heard.length = 0
    await app.settle()
    expect(heard).toEqual([])
    stumbling = false
    app.clock.forward(1)
    await app.settle()
    expect([heard, await left()]).toEqual([[7], []])
  })
})

describe('a mail that is just on its way', () => {
  test('is neither sent again nor discarded, whoever says so', async () => {
    let arrived = () => {}
    let answer = () => {}
    const here = new Promise<void>(resolve => {
      arrived = resolve
    })
    const slow = await smtpServer(async () => {
      arrived()
      await new Promise<void>(resolve => {
        answer = resolve
      })
      return null
    })
    const own = await testApp({ smtpUrl: slow.url })
    await own.write(ctx =>
      sendMail(ctx, { purpose: 'reply', to: 'one@mekong.example', subject: 'x', text: 'x', language: 'en', expiresAt: later(600) }),
    )
    const going = own.settle()
    await here
    expect(await own.as('dala').call(api.sendWaitingMail, {})).toEqual({ count: 0 })
    expect(await own.as('dala').call(api.discardWaitingMail, {})).toEqual({ count: 0 })
    answer()
    await going
    await own.settle()
    expect(slow.received).toHaveLength(1)
    expect((await own.as('dala').call(api.listMail, { state: 'sent' })).items).toHaveLength(1)
    await own.close()
    await slow.close()
  }, 30_000)

  test('and goes again at once when who carried it said that it failed', async () => {
    let full = true
    const server = await smtpServer(() => (full ? { code: 452, text: 'full' } : null))
    const own = await testApp({ smtpUrl: server.url })
    await own.write(ctx =>
      sendMail(ctx, { purpose: 'reply', to: 'one@mekong.example', subject: 'x', text: 'x', language: 'en', expiresAt: later(600) }),
    )
    await own.settle()
    full = false
    expect(await own.as('dala').call(api.sendWaitingMail, {})).toEqual({ count: 1 })
    await own.settle()
    expect(server.received).toHaveLength(1)
    await own.close()
    await server.close()
  }, 30_000)
})

describe('a repeat', () => {
  const person = { name: 'Once', email: 'once@mekong.example', role: 'rep', language: 'en', invite: false } as const

  test('after the answer was lost on its way adds nothing', async () => {
    const key = { 'idempotency-key': newId() }
    const first = await app.as('dala').call(api.addMember, person, key)
    expect(await app.as('dala').call(api.addMember, person, key)).toEqual(first)
    expect((await app.as('dala').call(api.listMembers, { q: 'once@' })).items).toHaveLength(1)
  })

  test('after the server was killed between the commit and the answer answers what the first would have, and adds nothing', async () => {
    const { key } = await app.as('dala').call(api.createKey, { name: 'script', scopes: ['directory.people', 'directory.read'] })
    const one = { ...person, email: 'killed@mekong.example' }
    const headers = { 'idempotency-key': newId() }
    const doomed = spawn(process.execPath, [`${import.meta.dirname}/testing-death.ts`, JSON.stringify(app.database)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const ended = once(doomed, 'close')
    const [address] = (await once(createInterface(doomed.stdout), 'line')) as [string]
    const asked = fetch(`${address}/api/members`, {
      method: 'POST',
      headers: { ...headers, authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify(one),
    })
    await expect(asked).rejects.toThrow('fetch failed')
    expect((await ended)[1]).toBe('SIGKILL')
    const committed = await app.as('dala').call(api.listMembers, { q: 'killed@' })
    expect(committed.items).toHaveLength(1)
    const again = await app.withKey(key).call(api.addMember, one, headers)
    expect(again.id).toBe(committed.items[0]!.id)
    expect(await app.withKey(key).call(api.addMember, one, headers)).toEqual(again)
    expect((await app.as('dala').call(api.listMembers, { q: 'killed@' })).items).toHaveLength(1)
  }, 60_000)

  test('after PostgreSQL was taken away in the middle is a first, and the fault is told as one to try again', async () => {
    const key = { 'idempotency-key': newId() }
    const one = { ...person, email: 'cut@mekong.example' }
    const lock = await app.pool.connect()
    await lock.query('begin; lock table member in access exclusive mode')
    const asked = app.as('dala').inject({ method: 'POST', url: '/api/members', payload: one, headers: key })
    await new Promise(resolve => setTimeout(resolve, 300))
    await lock.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    )
    const answer = (await asked) as { statusCode: number; headers: Record<string, string> }
    await lock.query('rollback')
    lock.release()
    expect([answer.statusCode, answer.headers['retry-after']]).toEqual([503, '2'])
    await app.as('dala').call(api.addMember, one, key)
    await app.as('dala').call(api.addMember, one, key)
    expect((await app.as('dala').call(api.listMembers, { q: 'cut@' })).items).toHaveLength(1)
  })
})

test('more requests at once than there are connections are all answered', async () => {
  const answers = await Promise.all(
    Array.from({ length: 120 }, (_, n) =>
      app
        .as('dala')
        .inject(
          n % 3
            ? { method: 'GET', url: '/api/members' }
            : { method: 'PUT', url: `/api/members/${app.ids.noi}`, payload: { skills: [`s${n}`] } },
        ),
    ),
  )
  expect(new Set(answers.map(one => (one as { statusCode: number }).statusCode))).toEqual(new Set([200]))
}, 60_000)

test('a sample company sends nothing, whatever is asked of it', async () => {
  const sample = newId()
  await founding(app.inside, sample, async ctx => {
    await foundWorkspace(ctx, { id: sample, name: 'Sample', language: 'en', zone: 'UTC', workingHours: usualHours, sample: true })
    await sendMail(ctx, { purpose: 'reply', to: 'real@customer.example', subject: 'x', text: 'x', language: 'en', expiresAt: later(600) })
  })
  const before = smtp.received.length
  await app.settle()
  expect(smtp.received.length).toBe(before)
})

describe('what is looked for every second is found by an index', () => {
  test('among tens of thousands of events, clocks and mails', async () => {
    const many = `generate_series(1, 30000) n`
    const client = await app.pool.connect()
    try {
      await client.query(`begin; select set_config('sabai.workspace', '${app.workspaceId}', true)`)
      await client.query(
        `insert into event (id, at, type, actor_kind, subject_id, facts) select gen_random_uuid(), now() - n * interval '1 minute', 'x', 'system', gen_random_uuid(), '{}' from ${many}`,
      )
      await client.query(
        `insert into clock (kind, subject_id, generation, due_at) select 'toy.well', gen_random_uuid(), 1, now() + n * interval '1 minute' from ${many}`,
      )
      await client.query(
        `insert into mail (id, at, purpose, state, to_address, subject, language, message_id, expires_at) select gen_random_uuid(), now(), 'x', 'sent', 'a', 'b', 'en', 'c', now() from ${many}`,
      )
      await client.query('analyze event; analyze clock; analyze mail; set local role sabai_finder')
      for (const query of [
        'select workspace_id, id, at from event where try_at <= now() order by try_at limit 200',
        `select workspace_id, kind, subject_id, generation, due_at from clock where fired_at is null and stopped_at is null and coalesce(try_at, due_at) <= now() and kind in ('toy.well') order by coalesce(try_at, due_at) limit 200`,
        `select workspace_id, id, expires_at from mail where state = 'waiting' and try_at <= now() order by try_at limit 50`,
        `select member.workspace_id from member join workspace on workspace.id = member.workspace_id where member.user_id = gen_random_uuid() and member.ended_at is null`,
        `select workspace_id from api_key where hash = '\\x00' and revoked_at is null`,
        `select workspace_id from invitation where token_hash = '\\x00'`,
      ]) {
        const plan = (await client.query(`explain (analyze, buffers, format json) ${query}`)).rows[0]['QUERY PLAN'][0]
        expect(plan['Execution Time'], `${query}\n${JSON.stringify(plan.Plan)}`).toBeLessThan(20)
        const blocks = plan.Plan['Shared Hit Blocks'] + plan.Plan['Shared Read Blocks']
        expect(blocks, `${query}\n${JSON.stringify(plan.Plan)}`).toBeLessThan(200)
      }
    } finally {
      await client.query('rollback')
      client.release()
    }
  }, 60_000)
})
