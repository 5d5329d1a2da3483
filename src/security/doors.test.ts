import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as api from '#directory/api.ts'
import { makeFirstRun } from '#directory/index.ts'
import { browserFiles } from '#kernel/browser-files.ts'
import { newId } from '#kernel/id.ts'
import { smtpServer } from '#kernel/testing-mail.ts'
import { type TestApp, testApp } from '#testing.ts'
import { browser } from '#testing-browser.ts'

let app: TestApp
let smtp: Awaited<ReturnType<typeof smtpServer>>
const dist = mkdtempSync(join(tmpdir(), 'sabai-dist-'))
beforeAll(async () => {
  writeFileSync(join(dist, 'index.html'), '<!doctype html><meta name="nonce" content="%NONCE%">')
  smtp = await smtpServer()
  app = await testApp({
    smtpUrl: smtp.url,
    ...({ mount: (one: Parameters<typeof browserFiles>[0]) => browserFiles(one, dist) } as object),
  })
  await app.app.listen({ host: '127.0.0.1', port: 0 })
})
afterAll(async () => {
  await app.close()
  await smtp.close()
  rmSync(dist, { recursive: true })
})

let at = 0
/** Every disguise that a stranger has: another address claimed in every header that says one. */
const disguise = () => {
  const claimed = `10.${++at % 250}.7.${at % 199}`
  return {
    'x-forwarded-for': claimed,
    'x-real-ip': claimed,
    forwarded: `for=${claimed}`,
    'true-client-ip': claimed,
    'x-client-ip': claimed,
  }
}
const ask = async (path: string, payload: object, more: object = {}) =>
  (await app.app.inject({ method: 'POST', url: `/api${path}`, payload, headers: { host: 'localhost:3000', ...disguise() }, ...more }))
    .statusCode
/** The statuses of so many tries, one after the other. */
async function tries(n: number, run: (n: number) => Promise<number>) {
  const all: number[] = []
  for (let i = 0; i < n; i++) all.push(await run(i))
  return all
}

describe('one budget, however one is dressed', () => {
  test('a forgotten password: ten a mailbox', async () => {
    const spelled = ['Guess@mekong.example', ' guess@mekong.example', 'guess+a@mekong.example', 'GUESS+B@MEKONG.EXAMPLE']
    const codes = await Promise.all(Array.from({ length: 12 }, (_, n) => ask('/password/forgot', { email: spelled[n % 4] })))
    expect(codes.sort()).toEqual([...Array(10).fill(200), 429, 429])
  })

  test('an invitation: sixty an address', async () => {
    expect((await tries(61, () => ask('/invitations/read', { token: newId() }))).slice(59)).toEqual([404, 429])
    expect(await ask('/invitations/accept', { token: '' })).toBe(429)
  })

  test('an invitation, from all the addresses of one network', async () => {
    const from = (n: number) => ({ remoteAddress: `2001:db8:0:7:${n.toString(16)}::${(n * 7).toString(16)}` })
    expect((await tries(61, n => ask('/invitations/read', { token: newId() }, from(n)))).slice(59)).toEqual([404, 429])
  })

  test('a reset: a hundred an address', async () => {
    const codes = await tries(101, () => ask('/password/reset', { token: newId(), password: 'a good password' }))
    expect(codes.slice(99)).toEqual([400, 429])
  })

  test('a password guessed beside an invitation is a password guessed', async () => {
    const email = 'known@mekong.example'
    await app.signIn.create({ email, name: 'Known', password: 'the real password', language: 'en' })
    const { link } = await app.as('dala').call(api.addMember, { name: 'Known', email, role: 'rep', language: 'en' })
    const token = link!.split('#')[1]!
    const guess = (n: number) => ask('/invitations/accept', { token, password: `guess number ${n}` }, { remoteAddress: `192.0.2.${n}` })
    expect(await tries(11, guess)).toEqual([...Array(10).fill(401), 429])
    expect(await ask('/sign-in', { email: 'Known+x@mekong.example', password: 'the real password' }, { remoteAddress: '192.0.2.99' })).toBe(
      429,
    )
  })

  test('an address of ours has one spelling: no other case, no slash behind', async () => {
    for (const path of ['/Sign-In', '/SIGN-IN', '/sign-in/', '//sign-in', '/sign-in/.', '/sign-in;x', '/sign-in%20', '/./sign-in/'])
      expect(await ask(path, { email: 'x@y.example', password: 'whatever it is' }), path).toBe(404)
  })

  test('a refusal for too many says when to come back', async () => {
    const answer = await app.app.inject({ method: 'POST', url: '/api/invitations/read', payload: { token: 'x' } })
    expect([answer.statusCode, Number(answer.headers['retry-after'])]).toEqual([429, 900])
  })
})

describe('the first run', () => {
  const workspace = { name: 'Mekong Pay', language: 'lo', zone: 'Asia/Vientiane' }
  const you = { name: 'Dala', email: 'dala@mekong.example', password: 'a good password' }

  test('behind a proxy that says nothing of itself, a stranger is no local', async () => {
    const fresh = await testApp({ empty: true, firstRun: makeFirstRun() })
    const address = await fresh.app.listen({ host: '127.0.0.1', port: 0 })
    const { port, host } = new URL(address)
    const raw = (version: string) =>
      new Promise<string>(resolve => {
        const socket = connect(Number(port), '127.0.0.1', () =>
          socket.write(`GET /api/first-run HTTP/${version}\r\nHost: ${host}\r\nConnection: close\r\n\r\n`),
        )
        let all = ''
        socket.on('data', part => (all += part)).on('close', () => resolve(all))
      })
    expect(await raw('1.1')).toContain('{"local":true}')
    // The usual settings of nginx: HTTP/1.0, and our own address as Host.
    expect(await raw('1.0')).toContain('{"local":false}')
    await fresh.close()
    const trusting = await testApp({ empty: true, firstRun: makeFirstRun(), ...({ trustProxy: ['127.0.0.1'] } as object) })
    expect(await browser(trusting).call(api.firstRun, {})).toEqual({ local: false })
    await trusting.close()
  })

  test('with PUBLIC_URL set nobody is local, and the budget of its link is twenty', async () => {
    const fresh = await testApp({ empty: true, firstRun: makeFirstRun(), publicUrl: 'https://sabai.example' })
    expect(await browser(fresh).call(api.firstRun, {})).toEqual({ local: false })
    const guess = async () =>
      (
        await fresh.app.inject({
          method: 'POST',
          url: '/api/first-run',
          payload: { workspace, you, token: newId() },
          headers: { host: 'localhost:3000', ...disguise() },
        })
      ).statusCode
    expect((await tries(21, guess)).slice(19)).toEqual([403, 429])
    expect(await fresh.signIn.find(you.email)).toBe(null)
    await fresh.close()
  })

  test('of eight at once one is first, and the others are told that it is over', async () => {
    const fresh = await testApp({ empty: true, firstRun: makeFirstRun() })
    const begin = (n: number) =>
      browser(fresh).send('POST', '/first-run', { workspace, you: { ...you, email: `first${n}@mekong.example` } })
    const codes = (await Promise.all(Array.from({ length: 8 }, (_, n) => begin(n)))).map(one => one.statusCode)
    expect(codes.sort()).toEqual([200, ...Array(7).fill(404)])
    const found = await fresh.pool.query('begin; set local role sabai_finder; select count(*)::int as n from workspace; commit')
    expect((found as unknown as { rows: { n: number }[] }[])[2]!.rows[0]!.n).toBe(1)
    await fresh.close()
  })
})

describe('links', () => {
  test('a token of one kind opens no other door, and every bad one is refused with the same words', async () => {
    const { key } = await app.as('dala').call(api.createKey, { name: 'a key', scopes: ['directory.read'] })
    await app.signIn.create({ email: 'reset@mekong.example', name: 'Reset', password: 'the old password', language: 'en' })
    const reset = (await app.signIn.resetToken('reset@mekong.example'))!
    const { link } = await app.as('dala').call(api.addMember, { name: 'L', email: 'l@mekong.example', role: 'rep', language: 'en' })
    const invitation = link!.split('#')[1]!
    const here = { remoteAddress: '198.51.100.1', headers: {} }
    const say = async (path: string, payload: object) => {
      const { body } = await app.app.inject({ method: 'POST', url: `/api${path}`, payload, ...here })
      return JSON.stringify({ ...JSON.parse(body), requestId: '' })
    }
    const bad = ['', ' ', 'wrong', key, '\u0000', '%', '../..', 'x'.repeat(400)]
    const resets = await Promise.all([...bad, invitation].map(token => say('/password/reset', { token, password: 'a new password' })))
    const reads = await Promise.all([...bad, reset].map(token => say('/invitations/read', { token })))
    const accepts = await Promise.all([...bad, reset].map(token => say('/invitations/accept', { token, password: 'a new password' })))
    for (const all of [resets, reads, accepts]) expect(new Set(all).size, all.join('\n')).toBe(1)
    expect(JSON.parse(resets[0]!)).toMatchObject({ code: 'sign-in.link', status: 400 })
    expect(JSON.parse(reads[0]!)).toMatchObject({ code: 'invitation.link', status: 404 })
    expect(JSON.parse(await say('/invitations/read', { token: invitation }))).toMatchObject({ email: 'l@mekong.example' })
  })

  test('the Host of a request is in no mail and no link', async () => {
    const forged = {
      host: 'evil.example',
      'x-forwarded-host': 'evil.example',
      forwarded: 'host=evil.example',
      origin: 'http://evil.example',
    }
    const mailed = { name: 'Mailed', email: 'mailed@mekong.example', role: 'rep', language: 'en' } as const
    const { link } = await app.as('dala').call(api.addMember, mailed, forged)
    await app.as('dala').call(api.changeWorkspace, { address: 'https://sabai.example' })
    const again = await app
      .as('dala')
      .call(api.inviteMember, { id: (await app.as('dala').call(api.listMembers, { q: 'mailed@' })).items[0]!.id }, forged)
    await app.settle()
    expect(link! + again.link).not.toContain('evil')
    expect(smtp.received.length).toBeGreaterThan(0)
    for (const { raw } of smtp.received) expect(raw).not.toContain('evil')
  })
})

describe('every answer', () => {
  test('is never framed, never guessed at, and runs nothing', async () => {
    const by = { authorization: `Bearer ${(await app.as('dala').call(api.createKey, { name: 'h', scopes: ['directory.read'] })).key}` }
    const asked: [string, string, object?][] = [
      ...(['/', '/1/inbox', '/assets/no.js', '/x.php', '/%zz', '/%C0%80', '/..%2f..%2fetc/passwd'].map(path => ['GET', path]) as [
        string,
        string,
      ][]),
      ...(['/api', '/api/health', '/api/openapi.json', '/api/members', '/api/nothing', '/api/%zz', '/api/live'].map(path => [
        'GET',
        path,
      ]) as [string, string][]),
      ['POST', '/api/sign-in', { payload: 'x=1', headers: { 'content-type': 'application/x-www-form-urlencoded' } }],
      ['POST', '/api/sign-in', { payload: '{', headers: { 'content-type': 'application/json' } }],
      ['POST', '/api/sign-in', { payload: { email: 'x'.repeat(2_000_000) } }],
      ['OPTIONS', '/api/members'],
      ['HEAD', '/'],
      ['DELETE', '/'],
      ['TRACE', '/api/members'],
    ]
    for (const [method, url, more = {}] of asked) {
      const { headers, statusCode } = await app.app.inject({ method: method as 'GET', url, ...more })
      const said = `${method} ${url} ${statusCode}`
      expect(statusCode, said).toBeLessThan(500)
      expect(String(headers['content-security-policy']), said).toMatch(/default-src 'none'.*frame-ancestors 'none'/)
      expect(String(headers['content-security-policy']), said).not.toMatch(/script-src[^;]*unsafe|\*/)
      expect(headers, said).toMatchObject({
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'cross-origin-resource-policy': 'same-origin',
      })
      expect(headers['access-control-allow-origin'], said).toBeUndefined()
      expect(headers['set-cookie'], said).toBeUndefined()
    }
    const { port } = app.app.server.address() as { port: number }
    const live = await fetch(`http://127.0.0.1:${port}/api/live`, { headers: by })
    expect(live.status).toBe(200)
    expect(live.headers.get('content-security-policy')).toMatch(/frame-ancestors 'none'/)
    expect(live.headers.get('x-frame-options')).toBe('DENY')
    await live.body!.cancel()
  })

  test('the page has a nonce of its own each time', async () => {
    const nonces = await Promise.all(
      [1, 2].map(async () => /'nonce-([^']+)'/.exec(String((await app.app.inject({ url: '/' })).headers['content-security-policy']))![1]!),
    )
    expect(new Set(nonces).size).toBe(2)
    expect(nonces[0]!.length).toBeGreaterThanOrEqual(22)
  })

  test('a page of another site moves nothing with a session that the browser sends along', async () => {
    await app.signIn.create({ email: 'site@mekong.example', name: 'Site', password: 'a good password', language: 'en' })
    const here = browser(app, { 'x-forwarded-for': '203.0.113.9' })
    await here.call(api.enter, { email: 'site@mekong.example', password: 'a good password' })
    const foreign = [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { origin: 'http://localhost:3000.evil.example' },
    ]
    for (const headers of foreign)
      expect((await here.send('PUT', '/me', { name: 'Moved' }, headers as never)).statusCode, JSON.stringify(headers)).toBe(403)
    expect((await here.call(api.me, {})).user.name).toBe('Site')
  })
})
