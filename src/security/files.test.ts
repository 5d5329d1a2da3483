import { Readable } from 'node:stream'
import { createGzip, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as api from '#imports/api.ts'
import { type TestApp, testApp } from '#testing.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

type Answer = { statusCode: number; body: string; headers: Record<string, string> }
const send = (payload: unknown, { name = 'a.csv', type = 'application/octet-stream' as string | null } = {}) =>
  app.as('dala').inject({
    method: 'POST',
    url: `/api/imports?importer=feedback&name=${encodeURIComponent(name)}`,
    ...(type ? { headers: { 'content-type': type } } : {}),
    ...(payload === undefined ? {} : { payload }),
  }) as Promise<Answer>
const said = ({ statusCode, body }: Answer) => `${statusCode} ${body.slice(0, 300)}`

describe('a file is brought in or refused, and nothing else', () => {
  test('whatever a body says it is', async () => {
    const types = [
      'application/json',
      'text/plain',
      'text/csv',
      'multipart/form-data; boundary=x',
      'application/x-www-form-urlencoded',
      'x/y',
      null,
    ]
    for (const type of types)
      for (const payload of ['text,score\nhello,5\n', '[1,2]', '{"a":1}', '', '\u0000\u0000', undefined]) {
        const answer = await send(payload, { type })
        expect(answer.statusCode, `${type} ${JSON.stringify(payload)} ${said(answer)}`).toBeLessThan(500)
      }
  })

  test('names that lead elsewhere, hide, or end a header', async () => {
    for (const name of [
      '../../etc/passwd',
      '..\\..\\x.csv',
      '/etc/passwd',
      'a\u202etxt.exe',
      '\u200b.csv',
      'a\r\nSet-Cookie: x=1.csv',
      'a\u0000.csv',
      '"; filename="x.exe',
    ]) {
      const answer = await send('text,score\nhello,5\n', { name })
      expect(answer.statusCode, `${JSON.stringify(name)} ${said(answer)}`).toBe(200)
      const { id, fileName } = JSON.parse(answer.body)
      expect(fileName).not.toMatch(/[/\\\p{Cc}\p{Cf}]|^\.\./u)
      const file = (await app.as('dala').inject({ method: 'GET', url: `/api/imports/${id}/refused.csv` })) as Answer
      expect([file.statusCode, file.headers['set-cookie'], file.headers['x-content-type-options']]).toEqual([200, undefined, 'nosniff'])
      expect(file.headers['content-disposition']).toMatch(/^attachment; filename="[\w.-]*"; filename\*=UTF-8''[\w.!~*'()%-]*$/)
    }
  })

  test('bombs, endless lines, a million columns, NUL and UTF-16, with little memory', async () => {
    const million = ','.repeat(1_000_000)
    const endless = () =>
      Readable.from(
        (function* () {
          for (let n = 0; n < 500; n++) yield Buffer.alloc(100_000, 120)
        })(),
      )
    const bomb = Readable.from(
      (function* () {
        for (let n = 0; n < 100; n++) yield Buffer.alloc(1_000_000, 97)
      })(),
    ).pipe(createGzip())
    const before = process.memoryUsage.rss()
    let peak = before
    const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 20)
    const wide = await send(`${million}\n${million}\n`)
    expect(wide.statusCode, said(wide)).toBe(400)
    const packed = await send(bomb)
    expect(JSON.parse(packed.body).code, said(packed)).toMatch(/^import\./)
    const line = await send(endless())
    expect(JSON.parse(line.body).code, said(line)).toMatch(/^import\./)
    clearInterval(watch)
    expect((peak - before) / 1_000_000).toBeLessThan(200)
    const nul = await send('text,score\nhel\u0000lo,5\nwell,6\n')
    const wideText = await send(Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('text,score\nສະບາຍດີ,5\n', 'utf16le')]))
    const nested = await send(gzipSync(gzipSync('text,score\nhello,5\n')))
    for (const one of [nul, wideText, nested]) expect(one.statusCode, said(one)).toBeLessThan(500)
    expect(JSON.parse(wideText.body).found).toMatchObject({ headers: ['text', 'score'] })
    const proto = await send('__proto__,constructor,text\n{"a":1},x,hello\n')
    expect(proto.statusCode, said(proto)).toBe(200)
    const lines = await send('{"__proto__": {"role": "admin"}, "constructor": {"prototype": {"role": "admin"}}, "text": "hello"}\n', {
      name: 'a.jsonl',
    })
    expect(lines.statusCode, said(lines)).toBeLessThan(500)
    expect(({} as { role?: string }).role).toBeUndefined()
  }, 120_000)

  test('what is read, kept and shown of hostile rows is words, and one bad row breaks no list', async () => {
    const cells = [
      '=cmd()',
      '+1+1',
      '-5',
      '-5,3',
      '@SUM(A1)',
      '\t=1',
      '\r=1',
      '<script>alert(1)</script>',
      '=HYPERLINK("http://evil.example")',
      'a\u0000b',
      '\ud800',
      '＝1+1',
    ]
    const file = `text,score\n${cells.map(one => `"hello","${one.replaceAll('"', '""')}"`).join('\n')}\n`
    const { id } = JSON.parse((await send(Buffer.from(file, 'utf8'))).body)
    await app.as('dala').call(api.changeImport, { id, mapping: { text: ['text'], score: ['score'] } })
    await app.as('dala').call(api.checkImport, { id })
    await app.settle()
    const detail = await app.as('dala').call(api.getImport, { id })
    expect(['ready', 'failed'], JSON.stringify(detail.problem)).toContain(detail.state)
    expect(detail.refused).toBeGreaterThan(5)
    const { body } = (await app.as('dala').inject({ method: 'GET', url: `/api/imports/${id}/refused.csv` })) as Answer
    const values = body.trim().split(/\r?\n/).slice(1)
    for (const line of values) for (const cell of line.split(',')) expect(cell, line).not.toMatch(/^"?[=+@\t\r＝＋＠]/)
    expect(body).not.toMatch(/(^|,)'-5(,|$)/m)
  }, 60_000)
})
