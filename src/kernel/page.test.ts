import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import * as directory from '#directory/api.ts'
import { testApp } from '#testing.ts'
import { slices } from '../slices.ts'
import { basicKey, type Dialect, flatInput, Said, spoken } from './dialect.ts'
import { endpoint } from './endpoint.ts'
import { html, scriptValue, trusted } from './html.ts'
import { publicForm, publicPage } from './page.ts'
import { Problem } from './problem.ts'
import { open, read, type Slice, write } from './slice.ts'

const other: Dialect = {
  prefix: '/v7',
  path: path => path.replace(/\.json$/, ''),
  key: basicKey,
  input: flatInput,
  refusal: ({ status, code }) => ({ status: status === 400 ? 422 : status, body: { message: code } }),
}
const toy: Slice = {
  name: 'toy',
  permissions: { 'toy.speak': [] },
  events: [],
  pages: [
    publicPage('GET /t/:name', async ({ params, query, nonce, language }) => {
      if (params.name === 'gone') throw new Problem('not-found', 404)
      if (params.name === 'broken') throw new Error('secret inside')
      return {
        html: html`<!doctype html><p>${params.name} ${query.get('q')} ${language}</p><script nonce="${nonce}">${scriptValue(params.name)}</script>${trusted(`<!-- ${'x'.repeat(2_000)} -->`)}`,
        frameAncestors: query.getAll('site'),
      }
    }),
    publicForm('POST /t/:name', async ({ form, request }) => ({
      type: 'application/json',
      body: JSON.stringify({ fields: [...form].map(([name, value]) => [name, String(value)]), cookie: request.headers.get('cookie') }),
    })),
    publicForm('POST /go', async ({ form }) => ({ redirect: String(form.get('to')) as '/' })),
    publicPage('GET /loader.js', async () => ({ type: 'text/javascript; charset=utf-8', body: '1' }), { elsewhere: true }),
    publicPage('GET /sets-cookie', async () => ({ html: html`x`, headers: { 'Set-Cookie': 'a=b' } })),
  ],
  routes: [
    open(
      endpoint('GET /toy-anywhere', { summary: 'x', may: 'anyone', input: z.object({}), output: z.boolean() }),
      async ({ user }) => user === null,
      {
        elsewhere: true,
      },
    ),
    spoken(
      other,
      read(
        endpoint('GET /people/:id', {
          summary: 'x',
          may: 'toy.speak',
          input: z.object({ id: z.string(), n: z.coerce.number().optional() }),
          output: Said,
        }),
        async ({ who }, input) => ({
          headers: { link: '<x>; rel="next"' },
          body: { ...input, by: who.kind },
        }),
      ),
    ),
    spoken(
      other,
      write(
        endpoint('POST /people', { summary: 'x', may: 'toy.speak', input: z.object({ email: z.email() }), output: Said }),
        async (_ctx, { email }) => ({
          status: 201,
          body: { email },
        }),
      ),
    ),
  ],
}

let app: Awaited<ReturnType<typeof testApp>>
beforeAll(async () => {
  app = await testApp({ slices: [...slices, toy] })
})
afterAll(() => app.close())

type Answer = { statusCode: number; body: string; headers: Record<string, string> }
const get = (url: string, headers = {}) => app.anyone().inject({ method: 'GET', url, headers }) as unknown as Promise<Answer>
const post = (url: string, payload: string, type = 'application/x-www-form-urlencoded', headers = {}) =>
  app.anyone().inject({ method: 'POST', url, payload, headers: { 'content-type': type, ...headers } }) as unknown as Promise<Answer>

describe('a public page', () => {
  test('escapes what it shows, runs nothing without its nonce, and is framed by nobody', async () => {
    const { body, headers } = await get(`/t/${encodeURIComponent('<script>"&')}?q=${encodeURIComponent("'><img>")}`)
    expect(body).toContain('<p>&#60;script&#62;&#34;&#38; &#39;&#62;&#60;img&#62; en</p>')
    expect(body).toContain('"\\u003cscript\\u003e\\"\\u0026"')
    const nonce = /nonce="([^"]+)"/.exec(body)![1]!
    const policy = headers['content-security-policy']!
    expect(policy).toContain(`script-src 'nonce-${nonce.replaceAll('&#43;', '+')}'`)
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(headers).toMatchObject({ 'x-frame-options': 'DENY', 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' })
    expect((await get('/t/x')).body).not.toContain(nonce)
  })

  test('is framed by the origins it lists, and a list cannot say anything else', async () => {
    const sites = [
      'https://shop.example',
      "x; script-src 'unsafe-inline'",
      'https://a.example/path',
      'javascript:x',
      'http://localhost:5000',
    ]
    const { headers } = await get(`/t/x?${new URLSearchParams(sites.map(site => ['site', site]))}`)
    expect(headers['content-security-policy']).toMatch(/frame-ancestors https:\/\/shop\.example http:\/\/localhost:5000$/)
    expect(headers['content-security-policy']).not.toContain('unsafe-inline')
    expect(headers['x-frame-options']).toBeUndefined()
  })

  test('refuses as a page in the visitor’s language, and tells nothing of what is inside', async () => {
    const gone = await get('/t/gone', { 'accept-language': 'lo', accept: 'text/html' })
    expect([gone.statusCode, gone.headers['content-type']]).toEqual([404, 'text/html; charset=utf-8'])
    expect(gone.body).toMatch(/lang="lo".*[\u0e80-\u0eff]/s)
    const broken = await get('/t/broken')
    expect(broken.statusCode).toBe(500)
    expect(broken.body).not.toContain('secret inside')
    expect(JSON.parse((await get('/t/gone', { accept: 'application/json' })).body)).toMatchObject({ code: 'not-found' })
  })

  test('is packed for who can unpack it', async () => {
    expect((await get('/t/x', { 'accept-encoding': 'gzip, br' })).headers).toMatchObject({
      'content-encoding': 'br',
      vary: 'accept-encoding',
    })
    expect((await get('/t/x')).headers['content-encoding']).toBeUndefined()
  })

  test('sets no cookie, whoever asks it to', async () => {
    expect((await get('/sets-cookie')).statusCode).toBe(500)
  })
})

describe('a public form', () => {
  test('takes urlencoded and multipart, and never sees a cookie', async () => {
    const fields = [
      ['a', '1'],
      ['a', 'ສະບາຍ'],
      ['__proto__', 'x'],
    ]
    const plain = await post('/t/x', new URLSearchParams(fields).toString(), undefined, { cookie: 'sabai.session_token=x' })
    expect(JSON.parse(plain.body)).toEqual({ fields, cookie: null })
    const parts = fields.map(([name, value]) => `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`).join('')
    expect(JSON.parse((await post('/t/x', `${parts}--b--\r\n`, 'multipart/form-data; boundary=b')).body).fields).toEqual(fields)
  })

  test('refuses what is too much or no form', async () => {
    expect((await post('/t/x', `a=${'x'.repeat(70_000)}`)).statusCode).toBe(413)
    expect((await post('/t/x', '{"a":1}', 'application/json')).statusCode).toBe(400)
    expect((await post('/t/x', '--b', 'multipart/form-data; boundary=b')).statusCode).toBe(400)
  })

  test('leads on to our own paths only', async () => {
    const to = async (path: string) => {
      const { statusCode, headers } = await post('/go', new URLSearchParams({ to: path }).toString())
      return [statusCode, headers.location]
    }
    expect(await to('/t/x?y=1')).toEqual([303, '/t/x?y=1'])
    for (const path of [
      '//evil.example',
      '/\\evil.example',
      'https://evil.example',
      'javascript:x',
      '/x\r\nset-cookie: a=b',
      '/\t/evil.example',
    ])
      expect((await to(path))[0], path).toBe(500)
  })
})

describe('other sites', () => {
  test('may load and call what is open to them, without cookies, and nothing else', async () => {
    for (const url of ['/loader.js', '/api/toy-anywhere']) {
      const { statusCode, headers } = await get(url, { origin: 'https://shop.example', cookie: 'sabai.session_token=x' })
      expect([statusCode, headers['access-control-allow-origin'], headers['cross-origin-resource-policy']]).toEqual([
        200,
        '*',
        'cross-origin',
      ])
      expect(headers['access-control-allow-credentials']).toBeUndefined()
      const asked = (await app
        .anyone()
        .inject({ method: 'OPTIONS', url, headers: { origin: 'https://shop.example' } })) as unknown as Answer
      expect([asked.statusCode, asked.headers['access-control-allow-headers']]).toEqual([204, 'content-type'])
    }
    expect((await get('/t/x', { origin: 'https://shop.example' })).headers).toMatchObject({ 'cross-origin-resource-policy': 'same-origin' })
    expect((await get('/api/health', { origin: 'https://shop.example' })).headers['access-control-allow-origin']).toBeUndefined()
  })
})

describe('another product’s way of speaking', () => {
  const basic = (key: string) => ({ authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}` })
  const make = async (scope: string) => basic((await app.as('dala').call(directory.createKey, { name: 'k', scopes: [scope] })).key)

  test('asks for the key where that product has it, and for the permission as everywhere', async () => {
    expect(await get('/v7/people/7', basic('wrong'))).toMatchObject({ statusCode: 401, body: '{"message":"key"}' })
    expect(await get('/v7/people/7')).toMatchObject({ statusCode: 401, body: '{"message":"signed-out"}' })
    expect(await get('/v7/people/7', await make('directory.read'))).toMatchObject({ statusCode: 403, body: '{"message":"forbidden"}' })
    const allowed = await make('toy.speak')
    const answer = await get('/v7/people/email%3Aa@b.example.json?n=2&strange=1', allowed)
    expect([answer.statusCode, JSON.parse(answer.body)]).toEqual([200, { id: 'email:a@b.example', n: 2, by: 'key' }])
    expect(answer.headers).toMatchObject({ link: '<x>; rel="next"', 'x-content-type-options': 'nosniff' })
    expect((await get('/api/people/7', allowed)).statusCode).toBe(404)
  })

  test('reads its bodies, and refuses in its shape', async () => {
    const key = await make('toy.speak')
    for (const path of ['/v7/people', '/v7/people.json']) {
      expect(await post(path, '{"email":"a@b.example","admin":true}', 'application/json', key)).toMatchObject({
        statusCode: 201,
        body: '{"email":"a@b.example"}',
      })
      expect(await post(path, 'email=a%40b.example', undefined, key)).toMatchObject({ statusCode: 201 })
      for (const body of ['{"email":"no"}', '{', '[1]', '', '"x"'])
        expect(await post(path, body, 'application/json', key), body).toMatchObject({ statusCode: 422 })
    }
    expect(await get('/v7/nothing.json', key)).toMatchObject({ statusCode: 404, body: '{"message":"not-found"}' })
  })
})
