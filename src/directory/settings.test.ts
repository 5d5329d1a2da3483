import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '#kernel/id.ts'
import { sendMail } from '#kernel/mail.ts'
import { testApp } from '#testing.ts'
import * as api from './api.ts'
import { createKey } from './keys.ts'
import { notify } from './notices.ts'
import { scheduleFrom } from './workspaces.ts'

let app: Awaited<ReturnType<typeof testApp>>
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

const admin = () => app.as('dala')

test('a key is shown once, opens what its scopes name and nothing else, and ends within five seconds', async () => {
  const made = await admin().call(api.createKey, { name: 'Dashboard', scopes: ['directory.read'] })
  expect(made.key).toMatch(/^sabai_[\w-]{43}$/)
  expect((await app.withKey(made.key).call(api.listMembers, {})).items).toHaveLength(11)
  await expect(app.withKey(made.key).call(api.listKeys, {})).rejects.toMatchObject({ status: 403 })
  const listed = await admin().call(api.listKeys, {})
  expect(listed.items).toMatchObject([
    { name: 'Dashboard', hint: made.key.slice(0, 10), by: 'Dalavanh Phommachanh', lastUsedAt: expect.any(Date) },
  ])
  expect(JSON.stringify(listed)).not.toContain(made.key)
  await admin().call(api.revokeKey, { id: made.id })
  const began = performance.now()
  const refused = () =>
    app
      .withKey(made.key)
      .call(api.listMembers, {})
      .then(
        () => false,
        problem => problem.status === 401,
      )
  while (!(await refused())) if (performance.now() - began > 5_000) throw new Error('the key still works')
})

test('a key has only permissions that exist, and everything only from the command line', async () => {
  for (const scope of ['*', 'directory.fly', ''])
    await expect(admin().call(api.createKey, { name: 'x', scopes: ['directory.read', scope] })).rejects.toMatchObject({
      fields: [{ field: 'scopes.1', code: 'scope' }],
    })
  expect((await app.write(ctx => createKey(ctx, { name: 'cli', scopes: ['*'] }))).scopes).toEqual(['*'])
  await expect(app.as('anna').call(api.createKey, { name: 'x', scopes: ['directory.read'] })).rejects.toMatchObject({ status: 403 })
})

test('working hours take several periods a day; what cannot be is refused at its place', async () => {
  const change = (periods: object[], holidays: string[] = []) =>
    admin().call(api.changeWorkspace, { workingHours: { periods, holidays } } as never)
  const days = [1, 2]
  const saved = await change(
    [
      { days, from: '08:00', to: '12:00' },
      { days, from: '13:00', to: '24:00' },
    ],
    ['2026-04-14'],
  )
  expect(saved.workingHours.periods).toHaveLength(2)
  const wrongs: [object[], string[], string, string][] = [
    [[{ days, from: '12:00', to: '08:00' }], [], 'workingHours.periods.0.to', 'ends-first'],
    [[{ days, from: '07:60', to: '24:00' }], [], 'workingHours.periods.0.from', 'time'],
    [
      [
        { days, from: '08:00', to: '12:00' },
        { days: [2], from: '11:00', to: '13:00' },
      ],
      [],
      'workingHours.periods.1.from',
      'overlap',
    ],
    [[{ days: [8], from: '08:00', to: '12:00' }], [], 'workingHours.periods.0.days.0', 'too-big'],
    [[{ days, from: '08:00', to: '12:00' }], ['14/04/2026'], 'workingHours.holidays.0', 'invalid'],
  ]
  for (const [periods, holidays, field, code] of wrongs)
    await expect(change(periods, holidays)).rejects.toMatchObject({ fields: [{ field, code }] })
  await expect(admin().call(api.changeWorkspace, { zone: 'Mars/Base' })).rejects.toMatchObject({
    fields: [{ field: 'zone', code: 'zone' }],
  })
  expect(scheduleFrom('UTC', saved.workingHours).week[0]).toEqual([
    ['08:00', '12:00'],
    ['13:00', '24:00'],
  ])
  expect(scheduleFrom('UTC', saved.workingHours).week[6]).toEqual([])
})

test('the address for links is a web address without a path', async () => {
  for (const address of ['javascript:alert(1)', 'https://x.example/path', 'x.example'])
    await expect(admin().call(api.changeWorkspace, { address })).rejects.toMatchObject({ status: 400 })
  expect(await admin().call(api.changeWorkspace, { address: 'https://sabai.example.com/' })).toMatchObject({
    address: 'https://sabai.example.com',
  })
})

const post = (subject: string) =>
  app.write(ctx =>
    sendMail(ctx, {
      purpose: 'reply',
      to: 'mali@example.com',
      subject,
      text: 'Hello',
      language: 'en',
      expiresAt: new Date(ctx.now.getTime() + 86_400_000),
    }),
  )

test('without SMTP mail waits, is listed, can be discarded, and says so when it is to be sent', async () => {
  await post('first')
  await post('second')
  await app.settle()
  app.clock.forward(120)
  await app.settle()
  const list = await admin().call(api.listMail, {})
  expect(list).toMatchObject({
    waiting: 2,
    held: 2,
    sendsMail: false,
    items: [{ subject: 'second', held: true, text: 'Hello' }, { subject: 'first' }],
  })
  await expect(admin().call(api.sendWaitingMail, {})).rejects.toMatchObject({ code: 'mail.no-smtp' })
  expect(await admin().call(api.discardWaitingMail, { ids: [list.items[0]!.id] })).toEqual({ count: 1 })
  expect(await admin().call(api.discardWaitingMail, { ids: [] })).toEqual({ count: 0 })
  expect((await admin().call(api.listMail, { state: 'discarded' })).items).toMatchObject([{ subject: 'second' }])
  await expect(app.as('anna').call(api.listMail, {})).rejects.toMatchObject({ status: 403 })
})

test('when SMTP appears, what waited before stays until an admin says send', async () => {
  const { createServer } = await import('#kernel/server.ts')
  const { slices } = await import('#slices.ts')
  const served = { now: app.clock.now as Date | null }
  const server = await createServer({
    database: app.database,
    slices,
    secret: 'a secret only for tests, 32 letters',
    publicUrl: null,
    trustProxy: [],
    version: 'test',
    logger: false,
    smtpUrl: 'smtp://127.0.0.1:1',
    mailFrom: null,
    mailReplyTo: null,
    clock: served,
    manual: true,
    firstRun: { check: () => false },
    doorkeeper: () => async () => ({
      user: null,
      workspaceId: app.workspaceId,
      who: { kind: 'system', memberId: null, userId: null, keyId: null, role: null, language: 'en', may: () => true },
    }),
  })
  const tries = async () => (await admin().call(api.listMail, {})).items.map(mail => mail.attempts)
  await server.settle()
  expect(await tries()).toEqual([0])
  const answer = await server.app.inject({ method: 'POST', url: '/api/mail/send', payload: {} })
  expect(JSON.parse(answer.body)).toEqual({ count: 1 })
  await server.settle()
  expect(await tries()).toEqual([1])
  await server.close()
})

test('a notice reaches its member once, is counted, and is read', async () => {
  const tell = (onceKey: string) =>
    app.write(ctx => notify(ctx, app.ids.noi, { type: 'case.assigned', facts: { number: 7 }, subjectId: newId(), onceKey }))
  await tell('event 1')
  await tell('event 1')
  await tell('event 2')
  const list = await app.as('noi').call(api.listNotices, {})
  expect(list).toMatchObject({ unread: 2, items: [{ type: 'case.assigned', facts: { number: 7 } }, {}] })
  expect((await app.as('marta').call(api.listNotices, {})).items).toEqual([])
  expect(await app.as('marta').call(api.readNotices, { ids: [list.items[0]!.id] })).toEqual({ count: 0 })
  expect(await app.as('noi').call(api.readNotices, { ids: [list.items[0]!.id] })).toEqual({ count: 1 })
  expect(await app.as('noi').call(api.listNotices, {})).toMatchObject({ unread: 1 })
  expect(await app.as('noi').call(api.readNotices, {})).toEqual({ count: 1 })
})

test('the audit log names who did what, page after page, and shows values only of what the directory did', async () => {
  const { items, next } = await admin().call(api.listEvents, { limit: 3 })
  expect(next).not.toBeNull()
  const rest = await admin().call(api.listEvents, { limit: 200, cursor: next! })
  expect(new Set([...items, ...rest.items].map(one => one.id)).size).toBe(items.length + rest.items.length)
  const changed = rest.items.concat(items).find(one => one.type === 'workspace.changed')
  expect(changed).toMatchObject({
    actor: { kind: 'member', name: 'Dalavanh Phommachanh' },
    facts: { fields: [expect.any(String)] },
    detail: expect.any(Object),
  })
  await expect(app.as('anna').call(api.listEvents, {})).rejects.toMatchObject({ status: 403 })
})

test('the command line makes a workspace with an invited admin, and keys', async () => {
  const { commands } = await import('./commands.ts')
  const ctx = {
    inside: app.inside,
    signIn: app.signIn,
    publicUrl: 'https://sabai.example.com',
    workspaceId: async () => app.workspaceId,
    progress: () => {},
    signal: new AbortController().signal,
    settle: app.settle,
  }
  const run = (words: string, options: Record<string, string | string[]>) =>
    commands.find(one => one.words === words)!.run(ctx, { takes: [], options }) as Promise<Record<string, string>>
  const made = await run('workspace create', { name: 'Third', admin: 'boss@third.example', zone: 'Asia/Bangkok' })
  expect(made).toEqual({
    id: expect.any(String),
    name: 'Third',
    link: expect.stringMatching(/^https:\/\/sabai\.example\.com\/invitation#/),
  })
  await expect(run('workspace create', { name: 'Third', admin: 'nobody' })).rejects.toMatchObject({
    fields: [{ field: 'admin', code: 'email' }],
  })
  const key = await run('key create', { name: 'cli', scope: ['directory.read'] })
  expect((await app.withKey(key.key!).call(api.listMembers, {})).items.length).toBeGreaterThan(0)
  await expect(run('key create', { name: 'cli', scope: ['directory.fly'] })).rejects.toMatchObject({ code: 'input' })
})
