import { constants, deflateRawSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp } from '#testing.ts'
import { flooded, sheetOf, workbookOf, zipOf } from './made-files.ts'

// Files made to fill the memory or to keep the server from its work, as they come: over HTTP, from somebody who may import.
let app: TestApp
let address: string
beforeAll(async () => {
  app = await testApp()
  address = await app.app.listen({ host: '127.0.0.1', port: 0 })
})
afterAll(() => app.close())

const MB = 1_000_000
const settings = { headers: { 'x-test-as': 'dala', 'content-type': 'application/octet-stream' } }
const upload = async (file: Buffer, name = 'a.xlsx') => {
  const url = `${address}/api/imports?importer=feedback&name=${name}`
  const answer = await fetch(url, { method: 'POST', ...settings, body: new Uint8Array(file) })
  return { status: answer.status, body: (await answer.json()) as { id: string; code?: string; found?: { headers: string[] } } }
}

/** How much more memory it took, and the longest that somebody else waited meanwhile. */
async function watched<T>(run: () => Promise<T>): Promise<T> {
  const before = process.memoryUsage.rss()
  let [peak, longest, going] = [before, 0, true]
  const others = (async () => {
    while (going) {
      const asked = performance.now()
      await fetch(`${address}/api/health`)
      longest = Math.max(longest, performance.now() - asked)
      peak = Math.max(peak, process.memoryUsage.rss())
      await new Promise(resolve => setTimeout(resolve, 20))
    }
  })()
  const result = await run()
  going = false
  await others
  expect((peak - before) / MB, 'MB more').toBeLessThan(150)
  expect(longest, 'ms that another waited').toBeLessThan(3_000)
  return result
}

const cell = (reference: string, text = '1') => `<c r="${reference}" t="str"><v>${text}</v></c>`
const laughs = `<!DOCTYPE lolz [<!ENTITY lol "lol">${Array.from({ length: 9 }, (_, n) => `<!ENTITY lol${n + 1} "${`&lol${n || ''};`.repeat(10)}">`).join('')}]>`
const gzip = (parts: Buffer[]) => Buffer.concat([Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255]), ...parts, Buffer.alloc(8)])

const bombs: Record<string, [() => Buffer, RegExp, string?]> = {
  'a sheet of four gigabytes': [() => workbookOf({ sheet: flooded('<row></row>', 3_900) }), /too-large/],
  'a sheet of four gigabytes that says it is small': [
    () => workbookOf({ sheet: { ...flooded('<row></row>', 3_900), size: 1_000 } }),
    /damaged/,
  ],
  'a table of texts of a gigabyte': [() => workbookOf({ shared: flooded('<si><t>a</t></si>', 1_000) }), /too-large/],
  'a tag that never ends': [() => workbookOf({ sheet: sheetOf(`<row ${'a'.repeat(20 * MB)}`) }), /damaged/],
  'a cell of twenty megabytes': [
    () => workbookOf({ sheet: sheetOf(`<row>${cell('A2', 'a'.repeat(20 * MB))}</row>`) }),
    /damaged|row-too-long/,
  ],
  'tags in tags in tags': [() => workbookOf({ sheet: sheetOf('<a>'.repeat(3 * MB)) }), /^$/],
  'a cell at the end of the alphabet': [() => workbookOf({ sheet: sheetOf(`<row>${cell('ZZZZZZZZZZ1')}</row>`) }), /too-many-columns/],
  'eleven thousand files': [() => zipOf(Object.fromEntries(Array.from({ length: 11_000 }, (_, n) => [`a${n}`, '']))), /too-large/],
  'a name that leads out': [() => zipOf({ '../../../etc/passwd': 'x', 'xl/workbook.xml': '<x/>' }), /damaged/],
  'an archive that breaks off': [() => workbookOf({}).subarray(0, 200), /damaged/],
  'a quote that never ends': [() => Buffer.from(`text,score\n"${'a,5\n'.repeat(10 * MB)}`), /row-too-long/, 'a.csv'],
  'gzip of ten gigabytes in one line': [() => gzip(flooded('aaaaaaaa', 10_000).parts), /row-too-long|too-large/, 'a.csv.gz'],
  'gzip within gzip': [
    () => gzip([deflateRawSync(gzip(flooded('\0\0\0\0', 1_000).parts), { finishFlush: constants.Z_FINISH })]),
    /not-a-table|damaged|row-too-long/,
    'a.gz',
  ],
  'JSON that only opens': [() => Buffer.from(`[${'['.repeat(5 * MB)}`), /.*/, 'a.json'],
  'one object of sixty thousand names': [
    () => Buffer.from(`{${Array.from({ length: 60_000 }, (_, n) => `"k${n}":1`).join()}}\n`),
    /too-many-columns/,
    'a.jsonl',
  ],
}

test.each(Object.keys(bombs))(
  '%s is refused with a reason, in little memory, and nobody waits',
  async name => {
    const [make, code, file] = bombs[name]!
    const bytes = make()
    const answer = await watched(() => upload(bytes, file))
    const said = JSON.stringify(answer).slice(0, 300)
    expect(answer.status, said).toBeLessThan(500)
    expect(answer.body.code ?? '', said).toMatch(code)
  },
  120_000,
)

test('entities that a file declares itself are words', async () => {
  const sheet = laughs + sheetOf(`<row>${cell('A2', '&lol9;')}${cell('B2', '5')}</row>`)
  const { status, body } = await watched(() => upload(workbookOf({ sheet })))
  expect([status, body.found?.headers]).toEqual([200, ['text', 'score']])
  const preview = await fetch(`${address}/api/imports/${body.id}/preview`, { headers: { 'x-test-as': 'dala' } })
  expect(((await preview.json()) as { rows: { cells: string[] }[] }).rows[0]?.cells).toEqual(['&lol9;', '5'])
}, 60_000)

test('rows that say they stand somewhere impossible are read, or refused with a reason', async () => {
  for (const r of ['99999999999999999999', '1e308', '-5', 'NaN', '0', '1.5', '', '2147483648', 'Infinity']) {
    const sheet = sheetOf(
      `<row r="${r}">${cell('A2', 'hello')}${cell('B2', '5')}</row><row r="3">${cell('A3', 'well')}${cell('B3', '4')}</row>`,
    )
    const { status, body } = await upload(workbookOf({ sheet }))
    expect(status, `${r} ${JSON.stringify(body)}`).toBeLessThan(500)
    if (status !== 200) continue
    const headers = { 'x-test-as': 'dala' }
    const preview = await fetch(`${address}/api/imports/${body.id}/preview`, { headers })
    expect(preview.status, `${r} ${JSON.stringify(await preview.json())}`).toBe(200)
    await fetch(`${address}/api/imports/${body.id}`, {
      method: 'PUT',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify({ mapping: { text: ['text'], score: ['score'] } }),
    })
    await fetch(`${address}/api/imports/${body.id}/check`, { method: 'POST', headers })
    await app.settle()
    const after = (await (await fetch(`${address}/api/imports/${body.id}`, { headers })).json()) as {
      state: string
      problem: { code: string } | null
    }
    expect(after.state === 'failed' ? after.problem!.code : after.state, `${r} ${JSON.stringify(after.problem)}`).toMatch(
      /^(ready|import\..*)$/,
    )
  }
}, 60_000)

test('and the server is alive after all of it', async () => {
  expect((await fetch(`${address}/api/health`)).status).toBe(200)
  expect((await upload(workbookOf({ sheet: sheetOf(`<row>${cell('A2', 'hello')}${cell('B2', '5')}</row>`) }))).status).toBe(200)
})
