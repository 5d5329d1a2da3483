import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as api from '#directory/api.ts'
import { addMember, foundWorkspace, usualHours } from '#directory/index.ts'
import { newId } from '#kernel/id.ts'
import { founding, system, writing } from '#kernel/inside.ts'
import { type TestApp, testApp } from '#testing.ts'
import { browser } from '#testing-browser.ts'

// Real sessions, keys and streams: how soon they end when what they stood on does. The promise is five seconds.
const SOON = 5_000
const password = 'a good password'
let app: TestApp
let address: string
beforeAll(async () => {
  app = await testApp()
  await person('admin')
  address = await app.app.listen({ host: '127.0.0.1', port: 0 })
})
afterAll(() => app.close())

let count = 0
/** Somebody of the workspace who can really sign in. */
async function person(role: 'admin' | 'head' | 'manager', workspaceId = app.workspaceId) {
  const email = `person${++count}@sabai.example`
  const { user } = await app.signIn.create({ email, name: `Person ${count}`, password, language: 'en' })
  const id = await writing(app.inside, workspaceId, system, ctx =>
    addMember(ctx, { name: user.name, email, role, managerId: null, language: 'en', userId: user.id }),
  )
  const enter = async () => {
    const here = browser(app)
    await here.call(api.enter, { email, password })
    return here
  }
  return { id, user, email, enter }
}

const cookieOf = (here: ReturnType<typeof browser>) => [...here.cookies].map(([name, value]) => `${name}=${value}`).join('; ')

/** An open stream: what it said, and whether it has ended. */
async function stream(headers: Record<string, string>) {
  const stop = new AbortController()
  const answer = await fetch(`${address}/api/live`, { headers, signal: stop.signal })
  const heard: string[] = []
  const ended = (async () => {
    for await (const chunk of answer.body!) heard.push(Buffer.from(chunk).toString())
  })().catch(() => {})
  return { status: answer.status, answer, heard, ended, stop: () => stop.abort() }
}
const late = () => new Promise<string>(resolve => setTimeout(() => resolve('still open'), SOON))
const end = (one: { ended: Promise<unknown> }) => Promise.race([one.ended.then(() => 'ended'), late()])
const status = async (here: ReturnType<typeof browser>, path = '/members') => (await here.send('GET', path)).statusCode
const keyStatus = async (key: string) => (await app.withKey(key).inject({ method: 'GET', url: '/api/members' })).statusCode
const until = async (done: () => Promise<boolean>) => {
  const begun = performance.now()
  while (!(await done())) {
    if (performance.now() - begun > SOON) return false
    await new Promise(resolve => setTimeout(resolve, 100))
  }
  return true
}
const newKey = (scopes: string[]) => app.as('dala').call(api.createKey, { name: 'a key', scopes })

describe('access ends with what it stands on, within five seconds', () => {
  test('a member who is ended: their sessions, streams, and the keys that they made', async () => {
    const leaving = await person('admin')
    const here = await leaving.enter()
    const { key } = await here.call(api.createKey, { name: 'left behind', scopes: ['directory.read'] })
    const [open, keyed] = [await stream({ cookie: cookieOf(here) }), await stream({ authorization: `Bearer ${key}` })]
    expect([await status(here), await keyStatus(key), open.status, keyed.status]).toEqual([200, 200, 200, 200])
    await app.as('dala').call(api.endMember, { id: leaving.id })
    expect(await status(here)).not.toBe(200)
    expect(await until(async () => (await keyStatus(key)) === 401)).toBe(true)
    expect(await Promise.all([end(open), end(keyed)])).toEqual(['ended', 'ended'])
    await app.as('dala').call(api.reinstateMember, { id: leaving.id })
    expect(await keyStatus(key)).toBe(401)
  }, 30_000)

  test('but not the keys that another admin has taken over; who is left is told which have ended', async () => {
    const [leaving, staying] = [await person('admin'), await person('admin')]
    const [here, there] = [await leaving.enter(), await staying.enter()]
    const kept = await here.call(api.createKey, { name: 'nightly export', scopes: ['directory.read'] })
    await here.call(api.createKey, { name: 'old script', scopes: ['directory.read'] })
    await there.call(api.takeKey, { id: kept.id })
    await app.as('dala').call(api.endMember, { id: leaving.id })
    await new Promise(resolve => setTimeout(resolve, 2_000))
    expect(await keyStatus(kept.key)).toBe(200)
    const { items } = await there.call(api.listNotices, {})
    expect(items[0]).toMatchObject({ type: 'keys.ended', facts: { name: leaving.user.name, keys: 'old script' } })
  }, 30_000)

  test('a role that is taken away: what it allowed, and the keys that it had made', async () => {
    const demoted = await person('admin')
    const here = await demoted.enter()
    const { key } = await here.call(api.createKey, { name: 'of an admin', scopes: ['directory.read'] })
    expect(await status(here, '/keys')).toBe(200)
    await app.as('dala').call(api.changeMember, { id: demoted.id, role: 'viewer' })
    expect(await status(here, '/keys')).toBe(403)
    expect(await status(here, '/members')).toBe(200)
    expect(await until(async () => (await keyStatus(key)) === 401)).toBe(true)
  }, 30_000)

  test('a password that is changed, or reset: the other sessions and their streams', async () => {
    const owner = await person('head')
    const [here, thief] = [await owner.enter(), await owner.enter()]
    const open = await stream({ cookie: cookieOf(thief) })
    await here.call(api.changePassword, { current: password, next: 'quite another password' })
    expect([await status(here), await status(thief)]).toEqual([200, 401])
    const token = await app.signIn.resetToken(owner.email)
    const kept = await stream({ cookie: cookieOf(here) })
    expect(kept.status).toBe(200)
    await browser(app).call(api.resetPassword, { token: token!, password })
    expect(await status(here)).toBe(401)
    expect(await Promise.all([end(open), end(kept)])).toEqual(['ended', 'ended'])
  }, 30_000)

  test('a key that is revoked: its requests and its stream', async () => {
    const { id, key } = await newKey(['directory.read'])
    const open = await stream({ authorization: `Bearer ${key}` })
    expect([open.status, await keyStatus(key)]).toEqual([200, 200])
    await app.as('dala').call(api.revokeKey, { id })
    expect(await until(async () => (await keyStatus(key)) === 401)).toBe(true)
    expect(await end(open)).toBe('ended')
  }, 30_000)
})

describe('what opens one thing opens no other', () => {
  test('a key gives no other key more than it has itself', async () => {
    const { key } = await newKey(['directory.keys', 'directory.read'])
    const ask = (scopes: string[]) => app.withKey(key).call(api.createKey, { name: 'child', scopes })
    expect((await ask(['directory.read'])).scopes).toEqual(['directory.read'])
    for (const scope of ['directory.settings', 'directory.roles', 'directory.audit', '*'])
      await expect(ask(['directory.read', scope]), scope).rejects.toMatchObject({
        status: 400,
        fields: [{ field: 'scopes.1', code: 'scope' }],
      })
  })

  test('a key or a session of another workspace hears nothing of this one, whichever it names', async () => {
    const other = newId()
    const number = await founding(app.inside, other, ctx =>
      foundWorkspace(ctx, { id: other, name: 'Others', language: 'en', zone: 'UTC', workingHours: usualHours }),
    )
    expect(number).toBeGreaterThan(1)
    const spy = await person('admin', other)
    const here = await spy.enter()
    const { key } = await here.call(api.createKey, { name: 'spy', scopes: ['directory.read'] })
    const cookie = cookieOf(here)
    const streams = [await stream({ cookie }), await stream({ authorization: `Bearer ${key}`, 'sabai-workspace': '1' })]
    expect((await stream({ cookie, 'sabai-workspace': '1' })).status).toBe(404)
    const own = await stream({ authorization: `Bearer ${(await newKey(['directory.read'])).key}` })
    const { id } = await app.as('dala').call(api.addMember, {
      ...{ name: 'Secret', email: 'secret@sabai.example', role: 'rep', language: 'en', invite: false },
    })
    await app.settle()
    expect(await until(async () => own.heard.join('').includes(id))).toBe(true)
    expect(streams.map(one => [one.status, one.heard.join('').includes(id)])).toEqual([
      [200, false],
      [200, false],
    ])
    for (const one of [...streams, own]) one.stop()
    expect(await status(here, '/members?workspace=1')).toBe(404)
    const page = JSON.parse((await app.withKey(key).inject({ method: 'GET', url: '/api/members' })).body)
    expect(page.items.map((one: { email: string }) => one.email)).toEqual([spy.email])
  }, 30_000)

  test('a cursor of another workspace is only a place: it shows nothing of theirs', async () => {
    const first = await app.as('dala').call(api.listMembers, { limit: 2 })
    const events = await app.as('dala').call(api.listEvents, { limit: 2 })
    const other = newId()
    await founding(app.inside, other, ctx =>
      foundWorkspace(ctx, { id: other, name: 'Third', language: 'en', zone: 'UTC', workingHours: usualHours }),
    )
    const spy = await person('admin', other)
    const here = await spy.enter()
    for (const [path, cursor] of [
      ['/members', first.next],
      ['/events', events.next],
    ]) {
      const { body, statusCode } = await here.send('GET', `${path}?cursor=${cursor}`)
      expect(statusCode).toBe(200)
      for (const id of Object.values(app.ids)) expect(body).not.toContain(id)
    }
  })
})

describe('secrets at rest', () => {
  test('no token, key or session is in the database as it is given out, even where a repeat is remembered', async () => {
    const once = { 'idempotency-key': newId() }
    const made = await app.as('dala').call(api.createKey, { name: 'kept', scopes: ['directory.read'] }, once)
    expect(await app.as('dala').call(api.createKey, { name: 'kept', scopes: ['directory.read'] }, once)).toEqual(made)
    const joining = { name: 'Joins', email: 'joins@sabai.example', role: 'rep', language: 'en' } as const
    const { link } = await app.as('dala').call(api.addMember, joining, { 'idempotency-key': newId() })
    const reset = await app.signIn.resetToken((await person('manager')).email)
    const secrets = [made.key, link!.split('#')[1]!, reset!]
    for (const secret of secrets) expect(secret.length).toBeGreaterThanOrEqual(22)
    const { rows } = await app.pool.query<{ name: string }>(
      `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('public', 'sign_in')`,
    )
    for (const { name } of rows)
      for (const secret of secrets) {
        const all = `select set_config('sabai.workspace', '${app.workspaceId}', true); select count(*)::int as n from ${name} t where t::text like '%${secret}%'`
        const [, found] = (await app.pool.query(all)) as unknown as { rows: { n: number }[] }[]
        expect(found!.rows[0]!.n, `${name} holds a secret`).toBe(0)
      }
    expect(rows.length).toBeGreaterThan(20)
  })

  test('a session is a cookie that no script reads and no other site sends', async () => {
    const { email } = await person('manager')
    const answer = await browser(app).send('POST', '/sign-in', { email, password })
    for (const line of [answer.headers['set-cookie'] ?? []].flat().filter(one => one.includes('session_token')))
      expect(line).toMatch(/HttpOnly/i)
    expect(String(answer.headers['set-cookie'])).toMatch(/SameSite=Lax/i)
    expect(answer.body).toBe('{}')
  })
})
