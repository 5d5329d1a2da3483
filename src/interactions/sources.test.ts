import { createReadStream, existsSync, mkdtempSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { appendFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addMember } from '#directory/index.ts'
import * as imports from '#imports/api.ts'
import { reading, system, working } from '#kernel/inside.ts'
import type { Working } from '#kernel/slice.ts'
import { readMetric } from '#metrics/api.ts'
import { type TestApp, testApp } from '#testing.ts'
import { addInteractions, decideHandler, listHandlers } from './api.ts'
import * as doubts from './doubt-api.ts'
import { followers } from './following/command.ts'
import { readOn } from './following/follow.ts'

let app: TestApp
let folder: string
beforeAll(async () => {
  app = await testApp({ now: '2026-03-20T09:00:00Z', zone: 'Asia/Jerusalem' })
  folder = mkdtempSync(join(tmpdir(), 'sabai-sources-'))
})
afterAll(async () => {
  await app.close()
  rmSync(folder, { recursive: true })
})

async function bring(importer: string, file: string | NodeJS.ReadableStream, changes: object = {}) {
  const answer = (await app.as('dala').inject({
    method: 'POST',
    url: `/api/imports?importer=${importer}&name=x.log`,
    headers: { 'content-type': 'application/octet-stream' },
    payload: file,
  })) as unknown as { body: string }
  const { id } = JSON.parse(answer.body)
  await app.as('dala').call(imports.changeImport, { id, ...changes } as never)
  await app.as('dala').call(imports.runImport, { id })
  await app.settle()
  return app.as('dala').call(imports.getImport, { id })
}
const undone = async (id: string) => {
  await app.as('dala').call(imports.undoImport, { id })
  await app.settle()
  return app.as('dala').call(imports.getImport, { id })
}
const company = async (id: string, from: string, to: string) => (await app.as('anna').call(readMetric, { id, from, to })).rows[0]
const calls = (source: string) =>
  app.read(({ db }) =>
    db
      .selectFrom('interaction')
      .select(['externalId', 'outcome', 'waitSeconds', 'talkSeconds', 'removedAt'])
      .where('source', '=', source)
      .orderBy('enteredAt')
      .execute(),
  )

describe('a queue log that grows', () => {
  let ctx: Working
  const path = () => join(folder, 'queue_log')
  const readNow = () => readOn(ctx, path(), 'pbx', followers['asterisk-queue-log']!)
  beforeAll(async () => {
    ctx = await reading(app.inside, app.workspaceId, system, async ({ workspace, now }) => working(app.inside, workspace, system, now))
  })

  const call = (n: number): [string, string, string] => [
    `17710000${n}0|c.${n}|help|NONE|ENTERQUEUE||020555000${n}|1\n`,
    `17710000${n}4|c.${n}|help|SIP/noi|CONNECT|4|x.${n}|2\n`,
    `17710000${n}9|c.${n}|help|SIP/noi|COMPLETEAGENT|4|5|1\n`,
  ]

  test('is read to its last whole line, on from there, through rotation and emptying, and nothing is lost or doubled', async () => {
    const [one, two, three, four] = [call(1), call(2), call(3), call(4)]
    writeFileSync(path(), `${one[0]}${one[1]}${one[2].slice(0, 20)}`)
    expect(await readNow()).toEqual({ lines: 2, added: 2, refused: 0, lost: false })
    expect(await calls('pbx')).toMatchObject([{ externalId: 'c.1', outcome: 'answered', talkSeconds: null }])
    await appendFile(path(), one[2].slice(20) + two[0])
    expect(await readNow()).toMatchObject({ lines: 2, added: 2 })
    expect(await readNow()).toMatchObject({ lines: 0 })
    // Rotated away with a line that we have not read, and its last without an end; then a new one begins.
    await appendFile(path(), two[1] + two[2].trimEnd())
    renameSync(path(), `${path()}.1`)
    writeFileSync(path(), `${three.join('')}nonsense\n`)
    expect(await readNow()).toEqual({ lines: 6, added: 5, refused: 1, lost: false })
    // Copied away and emptied.
    truncateSync(path(), 0)
    writeFileSync(path(), four.join(''), { flag: 'r+' })
    expect(await readNow()).toMatchObject({ lines: 3, added: 3 })
    const all = await calls('pbx')
    expect(all.map(({ externalId, waitSeconds, talkSeconds }) => [externalId, waitSeconds, talkSeconds])).toEqual(
      [1, 2, 3, 4].map(n => [`c.${n}`, 4, 5]),
    )
    const file = await app.read(({ db }) => db.selectFrom('followedFile').select(['lines', 'refused']).executeTakeFirstOrThrow())
    expect(file).toEqual({ lines: 13, refused: 1 })
  })

  test('the same file brought in adds nothing; brought in first and taken back, its calls are gone', async () => {
    expect(await bring('asterisk-queue-log', call(1).join(''), { settings: { source: 'pbx' } })).toMatchObject({ added: 0, unchanged: 3 })
    const other = await bring('asterisk-queue-log', `${call(1).join('')}\nno line of it\n`, { settings: { source: 'pbx 2' } })
    expect(other).toMatchObject({ added: 3, refused: 1 })
    expect((await undone(other.id)).removed).toBe(3)
    expect(await calls('pbx 2')).toEqual([])
  })
})

describe('doubtful records', () => {
  const counts = async () =>
    Object.fromEntries((await app.as('anna').call(doubts.countDoubts, {})).kinds.map(({ kind, open }) => [kind, open]))
  const contact = (externalId: string, enteredAt: string, more: object = {}) => ({
    externalId,
    kind: 'call' as const,
    outcome: 'answered' as const,
    enteredAt: new Date(enteredAt),
    waitSeconds: 1,
    ...more,
  })
  const told = (source: string, ...interactions: ReturnType<typeof contact>[]) =>
    app.as('anna').call(addInteractions, { source, interactions })
  const offered = async () => (await company('hold-time', '2026-02-20', '2026-12-01'))?.n ?? 0

  test('a call of the future, one that ends before it begins, and one that two sources tell count nowhere until somebody decides', async () => {
    const caller = { caller: '+856 20 5551 2345' }
    await told('a', contact('future', '2026-03-21T09:00:00Z'), contact('twice', '2026-03-10T09:00:10Z', caller))
    await told(
      'b',
      contact('backwards', '2026-03-10T09:00:00Z', { endedAt: new Date('2026-03-10T08:00:00Z') }),
      contact('b twice', '2026-03-10T09:00:00Z', { caller: '020 5551 2345' }),
      contact('later', '2026-03-10T09:05:00Z', caller),
    )
    expect(await counts()).toMatchObject({ future: 1, backwards: 1, 'told-twice': 1, 'overlapping-shift': 0 })
    expect(await offered()).toBe(2)
    const { leftOut } = await app.as('anna').call(readMetric, { id: 'hold-time', from: '2026-02-20', to: '2026-12-01' })
    expect(leftOut.map(({ kind, n }) => [kind, n])).toEqual([
      ['backwards', 1],
      ['future', 1],
      ['told-twice', 1],
    ])
    const { items } = await app.as('anna').call(doubts.listDoubts, { kind: 'told-twice' })
    expect(items).toMatchObject([{ about: { source: 'b', who: '020 5551 2345' }, other: { source: 'a' }, decision: null }])
    await app.as('anna').call(doubts.decideDoubt, { id: items[0]!.id, decision: 'count' })
    expect(await offered()).toBe(3)
    // Told again, from either side: it stays as it was decided.
    await told('b', contact('b twice', '2026-03-10T09:00:00Z', { caller: '020 5551 2345', waitSeconds: 2 }))
    await told('a', contact('twice', '2026-03-10T09:00:10Z', { ...caller, waitSeconds: 2 }))
    expect([await offered(), (await counts())['told-twice']]).toEqual([3, 0])
  })

  test('what its source puts right counts; what a person left out stays out', async () => {
    await told('b', contact('backwards', '2026-03-10T09:00:00Z', { endedAt: new Date('2026-03-10T09:01:00Z') }))
    expect([await offered(), (await counts()).backwards]).toEqual([4, 0])
    expect(await app.as('anna').call(doubts.decideDoubts, { kind: 'future', decision: 'leave-out' })).toEqual({ decided: 1 })
    app.clock.set('2026-03-22T09:00:00Z')
    await told('a', contact('future', '2026-03-21T09:00:00Z', { waitSeconds: 9 }))
    expect([await offered(), (await counts()).future]).toEqual([4, 0])
    await expect(app.as('noi').call(doubts.listDoubts, {})).rejects.toMatchObject({ status: 403 })
  })

  test('a shift that runs into another of the same person, whatever they are called there', async () => {
    const first = await bring(
      'time-log',
      'agent,login,logout,productive\nnoi@sabai.example,2026-03-02 08:00,2026-03-02 16:00,7:00:00\nNoi Keomany,2026-03-02 15:00,2026-03-02 20:00,\nsomebody,2026-03-02 15:00,2026-03-02 20:00,\nx,2026-03-02 15:00,2026-03-02 14:00,\n',
    )
    expect(first).toMatchObject({ added: 3, refused: 1 })
    expect((await counts())['overlapping-shift']).toBe(1)
    const { leftOut } = await app.as('anna').call(readMetric, { id: 'occupancy', from: '2026-03-01', to: '2026-03-08' })
    expect(leftOut).toEqual([{ kind: 'overlapping-shift', n: 1 }])
    expect(await undone(first.id)).toMatchObject({ removed: 3 })
    expect((await counts())['overlapping-shift']).toBe(0)
  })

  test('the same calls in the files of two systems, one of them ahead of its time: the figure counts each once, and says what it leaves out', async () => {
    const file = (rows: string) => `call id,datetime,phone,wait seconds,talk seconds,answered\n${rows}`
    await bring('interactions', file('1,2026-03-16 09:00:00,+856 20 777 1111,5,60,y\n2,2026-03-16 10:00:00,+856 20 777 2222,5,60,y\n'), {
      settings: { source: 'pbx file' },
    })
    await bring(
      'interactions',
      file(
        'a,2026-03-16 09:00:20,020 777 1111,5,60,y\nb,2026-03-16 11:00:00,020 777 1111,5,60,y\nc,2026-06-01 09:00:00,020 777 3333,5,60,y\n',
      ),
      {
        settings: { source: 'helpdesk file' },
      },
    )
    const told = await app.as('anna').call(readMetric, { id: 'hold-time', from: '2026-03-16', to: '2026-03-17' })
    expect([told.rows[0]?.n, told.leftOut]).toEqual([3, [{ kind: 'told-twice', n: 1 }]])
    const future = await app.as('anna').call(readMetric, { id: 'hold-time', from: '2026-06-01', to: '2026-06-02' })
    expect([future.rows[0]?.n ?? 0, future.leftOut]).toEqual([0, [{ kind: 'future', n: 1 }]])
    const { items } = await app.as('anna').call(doubts.listDoubts, { kind: 'told-twice' })
    await app.as('anna').call(doubts.decideDoubt, { id: items[0]!.id, decision: 'count' })
    const now = await app.as('anna').call(readMetric, { id: 'hold-time', from: '2026-03-16', to: '2026-03-17' })
    expect([now.rows[0]?.n, now.leftOut]).toEqual([4, []])
    expect(await app.as('anna').call(doubts.decideDoubts, { kind: 'future', decision: 'leave-out' })).toEqual({ decided: 1 })
  })

  test('an account that is there already under a fuller name', async () => {
    const file = await bring('accounts', 'company\nLP Coffee\n"LP Coffee Co., Ltd."\nບໍລິສັດ LP-Coffee ຈຳກັດ\nMekong\n')
    expect((await counts())['account-twice']).toBe(2)
    await undone(file.id)
    expect((await counts())['account-twice']).toBe(0)
  })
})

describe('names of those who handled it', () => {
  const names = async () => (await app.as('anna').call(listHandlers, { limit: 200 })).items
  const csv =
    'call id,datetime,agent,talk seconds,answered\n1,2026-03-03 09:00,Noi Keomany,60,y\n2,2026-03-03 10:00,Som,60,y\n3,2026-03-03 11:00,stranger,60,y\n'
  const member = async (id: string) =>
    (await app.as('anna').call(readMetric, { id, from: '2026-03-03', to: '2026-03-04', level: 'member' })).rows.map(({ name, n }) => [
      name,
      n,
    ])

  test('two of one name are left to a person, with both to choose from; what is decided is in every figure, from file to figure', async () => {
    const twin = await app.write(ctx =>
      addMember(ctx, { name: 'Noi Keomany', email: 'noi.two@sabai.example', role: 'rep', managerId: app.ids.anna, language: 'lo' }),
    )
    await bring('interactions', csv, { settings: { source: 'twins' } })
    const mine = (await names()).filter(({ source }) => source === 'twins')
    expect(mine.map(({ name, member, decided, candidates }) => [name, member, decided, candidates.map(one => one.about)])).toEqual([
      ['Noi Keomany', null, false, expect.arrayContaining(['noi@sabai.example', 'noi.two@sabai.example'])],
      ['Som', null, false, []],
      ['stranger', null, false, []],
    ])
    // Nothing is dropped meanwhile: they count for the company and stand under the name itself.
    expect(await member('handle-time')).toEqual(
      expect.arrayContaining([
        ['Noi Keomany', 1],
        ['Som', 1],
        ['stranger', 1],
      ]),
    )
    const of = (name: string) => mine.find(one => one.name === name)!.id
    await app.as('anna').call(decideHandler, { id: of('Noi Keomany'), memberId: twin })
    await app.as('anna').call(decideHandler, { id: of('Som'), memberId: twin })
    await app.as('anna').call(decideHandler, { id: of('stranger'), memberId: null })
    expect(await member('handle-time')).toEqual(
      expect.arrayContaining([
        ['Noi Keomany', 2],
        ['stranger', 1],
      ]),
    )
    expect((await names()).filter(({ source, decided }) => source === 'twins' && !decided)).toEqual([])
    expect((await app.as('anna').call(doubts.countDoubts, {})).unknownNames).toBe((await names()).filter(({ decided }) => !decided).length)
  })

  test('a file again with a row that was corrected, and a file taken back: figures are right each time', async () => {
    const corrected = csv.replace('Som,60', 'Som,90').replace('3,2026-03-03 11:00,stranger,60,y\n', '')
    const again = await bring('interactions', corrected, { settings: { source: 'twins' } })
    expect(again).toMatchObject({ added: 0, changed: 1, unchanged: 1 })
    const seconds = () =>
      app.read(({ db }) =>
        db.selectFrom('interaction').select(['externalId', 'talkSeconds']).where('source', '=', 'twins').orderBy('externalId').execute(),
      )
    expect((await seconds()).map(one => Number(one.talkSeconds))).toEqual([60, 90, 60])
    const steps =
      'case id,timestamp,activity\nA,2026-03-03 09:00,created\nA,2026-03-03 12:00,solved\nB,2026-03-03 09:00,created\nB,2026-03-03 11:00,solved\n'
    const fact = async (caseKey: string) =>
      app.read(({ db }) =>
        db
          .selectFrom('caseFact')
          .select(['lastSolvedAt', 'solves'])
          .where('source', '=', 'log')
          .where('caseKey', '=', caseKey)
          .executeTakeFirst(),
      )
    const first = await bring('cases', steps, { settings: { source: 'log' } })
    expect([(await fact('A'))?.solves, (await fact('B'))?.solves]).toEqual([1, 1])
    // The log comes again without B, and A was solved later than it said: the file before is taken back, the new one counts.
    await undone(first.id)
    expect([await fact('A'), await fact('B')]).toEqual([undefined, undefined])
    await bring('cases', 'case id,timestamp,activity\nA,2026-03-03 09:00,created\nA,2026-03-03 13:00,solved\n', {
      settings: { source: 'log' },
    })
    expect(await fact('A')).toMatchObject({ solves: 1, lastSolvedAt: new Date('2026-03-03T11:00:00Z') })
    expect(await fact('B')).toBeUndefined()
  })
})

const data = '../shared/data'
/** Beside what others computed: golden/calls and golden/articles. */
describe.skipIf(!existsSync(data))('real logs', () => {
  test('the bank’s day from its queue log', async () => {
    expect(
      await bring('asterisk-queue-log', createReadStream(`${data}/calls/one_day.queue_log`), { settings: { source: 'bank' } }),
    ).toMatchObject({
      added: 5989,
      refused: 0,
    })
    const day = (id: string) => company(id, '1999-08-02', '1999-08-03')
    const near = (value: number) => expect.closeTo(value, 6)
    expect(await day('abandonment')).toMatchObject({ n: 2239, value: near(0.32514515408664585) })
    expect(await day('hold-time')).toMatchObject({ n: 1511, value: near(134.84645929847784) })
    expect(await day('hold-time-median')).toMatchObject({ value: 96, low: 85, high: 106 })
    expect(await day('time-to-abandon')).toMatchObject({ n: 728, value: near(79.50824175824175) })
    expect(await day('handle-time')).toMatchObject({ value: near(193.78557246856386) })
    expect((await day('service-level'))?.value).toBeCloseTo(404 / 2239, 9)
    const { rows } = await app.as('anna').call(readMetric, { id: 'handle-time', from: '1999-08-02', to: '1999-08-03', level: 'member' })
    expect(rows.length).toBe(18)
    expect(rows.find(({ name }) => name === 'AVI')).toMatchObject({ n: 161, value: near(19223 / 161) })
  })

  test('the readings of a web server’s log: no programs, the last page of a visit unknown', async () => {
    const pages = ['/blog/*/', '/blog/*.html', '/articles/*', '/projects/*/', '/projects/*.html', '/misc/*/', '/misc/*.html']
    const brought = await bring('web-log', createReadStream(`${data}/articles/apache_logs.gz`), { settings: { pages } })
    expect(brought).toMatchObject({ added: 933, refused: 482 })
    const views = await app.read(({ db }) =>
      db.selectFrom('articleView').select(['article', 'visitor', 'seconds', 'again']).where('source', '=', 'web-log').execute(),
    )
    const known = views.flatMap(({ seconds }) => (seconds === null ? [] : [Number(seconds)]))
    expect([new Set(views.map(({ visitor }) => visitor)).size, new Set(views.map(({ article }) => article)).size]).toEqual([611, 140])
    // Of those of which the length is known, some are glances, and some are the same page once more.
    const read = await company('articles-read', '2015-05-01', '2015-06-01')
    expect(read?.n).toBe(views.filter(({ seconds, again }) => !again && (seconds === null || Number(seconds) >= 5)).length)
    expect(read?.n).toBeLessThan(933)
    expect([known.length, views.length - known.length, known.reduce((sum, one) => sum + one, 0)]).toEqual([250, 683, 2756])
  })

  test('Zendesk’s tables: tickets, of which deleted ones are none, and the history of their fields', async () => {
    const tables = `${data}/tickets/zendesk_tables`
    const settings = { source: 'zendesk' }
    expect(await bring('zendesk-tickets', createReadStream(`${tables}/ticket_data.csv`), { settings })).toMatchObject({
      added: 8,
      refused: 0,
    })
    expect(await bring('zendesk-events', createReadStream(`${tables}/ticket_field_history_data.csv`), { settings })).toMatchObject({
      refused: 0,
    })
    const fact = await app.read(({ db }) =>
      db
        .selectFrom('caseFact')
        .select(['createdAt', 'lastSolvedAt', 'solves', 'assignments'])
        .where('caseKey', '=', '11071')
        .executeTakeFirstOrThrow(),
    )
    expect(fact).toMatchObject({ lastSolvedAt: new Date('2020-11-14T11:01:27Z'), solves: 1, assignments: 1 })
  })
})
