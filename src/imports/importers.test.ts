import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { reading, system, working } from '#kernel/inside.ts'
import { type TestApp, testApp } from '#testing.ts'
import * as api from './api.ts'
import { importers } from './registry.ts'
import { runImport } from './run-import.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

const call: ReturnType<TestApp['as']>['call'] = (endpoint, input) => app.as('dala').call(endpoint, input)

async function bring(importer: string, file: string) {
  const answer = (await app.as('dala').inject({
    method: 'POST',
    url: `/api/imports?importer=${importer}&name=x.csv`,
    headers: { 'content-type': 'application/octet-stream' },
    payload: file,
  })) as unknown as { body: string }
  const { id } = JSON.parse(answer.body)
  await call(api.runImport, { id })
  await app.settle()
  const { items } = await call(api.listRefused, { id })
  return { ...(await call(api.getImport, { id })), reasons: items.map(({ row, field, reason }) => [row, field, reason]) }
}
const undone = async (id: string) => {
  await call(api.undoImport, { id })
  await app.settle()
  return call(api.getImport, { id })
}

test('these kinds of file can be brought in, each field with a label', async () => {
  const ours = ['accounts', 'benchmarks', 'cases', 'customers', 'feedback', 'interactions', 'members', 'time-log', 'topics']
  const logs = ['asterisk-queue-log', 'web-log', 'zendesk-tickets', 'zendesk-events', 'zendesk-calls', 'intercom-statistics']
  const services = ['alchemer', 'delighted', 'formbricks', 'hubspot', 'intercom', 'surveymonkey', 'typeform', 'zendesk', 'zendesk-csat']
  expect([...(await importers()).keys()].sort()).toEqual([...ours, ...logs, ...services].sort())
})

test('what competitors reach comes in with its source, once, corrected when the file tells otherwise, and is taken back', async () => {
  const head = 'Name,Metric,Value,Year,Scale,Method,Source,N,Industry\n'
  const file = `${head}Mekong Pay,csat,0.82,2026,csat,top-two,https://mekong.example/r,400,Payments\nOther,csat,82,2026,csat,top-two,https://x.example,,\nThird,nothing,1,2026,count,mean,https://x.example,,\nFourth,nps,30,2026,nps,promoters,somewhere,,\n`
  const first = await bring('benchmarks', file)
  expect(first).toMatchObject({ mapping: { sourceUrl: ['Source'] }, added: 1, refused: 3 })
  expect(first.reasons).toEqual([
    [3, 'value', 'benchmark.value'],
    [4, 'metric', 'benchmark.metric'],
    [5, 'sourceUrl', 'benchmark.source'],
  ])
  const again = await bring('benchmarks', file.replace('0.82', '0.83'))
  expect(again).toMatchObject({ added: 0, changed: 1 })
  const rows = await app.read(({ db }) => db.selectFrom('benchmark').select(['name', 'value', 'n', 'kind', 'shown']).execute())
  expect(rows).toEqual([{ name: 'Mekong Pay', value: 0.83, n: 400, kind: 'competitor', shown: false }])
  await undone(first.id)
  expect(await app.read(({ db }) => db.selectFrom('benchmark').select('id').execute())).toEqual([])
})

test('accounts come in once, change when the file tells otherwise, and are taken back', async () => {
  const file =
    'ชื่อบริษัท,mrr,currency,start date,owner\nLP Coffee,"1,200.50",lak,14/03/2564,noi@sabai.example\nMekong,,,31/02/2566,\nPakse,1,euro,,\nVangvieng,,,,nobody@x.example\n'
  const first = await bring('accounts', file)
  expect(first).toMatchObject({
    mapping: { name: ['ชื่อบริษัท'], monthlyRevenue: ['mrr'], startsOn: ['start date'], owner: ['owner'] },
    added: 1,
    refused: 3,
  })
  expect(first.reasons).toEqual([
    [3, 'startsOn', 'date.impossible'],
    [4, 'currency', 'currency'],
    [5, 'owner', 'not-a-member'],
  ])
  const [account] = await app.read(({ db }) => db.selectFrom('account').selectAll().execute())
  expect(account).toMatchObject({
    name: 'LP Coffee',
    monthlyRevenue: 1200.5,
    currency: 'LAK',
    startsOn: '2021-03-14',
    ownerId: app.ids.noi,
  })
  expect(await bring('accounts', file)).toMatchObject({ added: 0, unchanged: 1 })
  expect(await bring('accounts', 'company,plan\nlp coffee,gold\n')).toMatchObject({ added: 0, changed: 1 })
  expect(await undone(first.id)).toMatchObject({ state: 'undone', removed: 1, kept: 0 })
})

test('customers are known by id or address; what the file leaves out stays', async () => {
  const file =
    'ຊື່ລູກຄ້າ,ເບີໂທ,email,ພາສາ,company\nບຸນມີ ສີສະຫວັດ,020 5512 4480,bounmy@lp.example,ລາວ,LP Coffee\nMarta,,MARTA@x.example,English,\n,,,,\n,12,,,\n'
  const first = await bring('customers', file)
  expect(first).toMatchObject({
    mapping: { name: ['ຊື່ລູກຄ້າ'], phone: ['ເບີໂທ'], email: ['email'], language: ['ພາສາ'], account: ['company'] },
    added: 2,
  })
  expect(first.reasons.at(-1)).toEqual([5, 'phone', 'phone'])
  expect(await bring('customers', file)).toMatchObject({ added: 0, changed: 0, unchanged: 2 })
  expect(await bring('customers', 'name,email\nMarta Lindqvist,marta@x.example\n')).toMatchObject({ added: 0, changed: 1 })
  const names = await app.read(({ db }) => db.selectFrom('customer').select(['name', 'languages']).orderBy('name').execute())
  expect(names).toContainEqual({ name: 'Marta Lindqvist', languages: ['en'] })
  expect(await undone(first.id)).toMatchObject({ state: 'undone', kept: 0 })
  expect(await app.read(({ db }) => db.selectFrom('customer').select('id').execute())).toEqual([])
})

test('the command line tells how many cases opened, and leaves nothing when it is stopped', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sabai-import-'))
  const file = join(folder, 'said.csv')
  writeFileSync(file, `comment,nps\n${Array.from({ length: 12_000 }, (_, n) => `Broken ${n},${n < 7 ? 1 : 9}`).join('\n')}\n`)
  const ask = { importer: 'feedback', file, cases: 'all', dryRun: false }
  const ctx = await reading(app.inside, app.workspaceId, system, async ({ workspace, now }) => working(app.inside, workspace, system, now))
  const feedback = () =>
    app.read(({ db }) =>
      db
        .selectFrom('feedback')
        .select(({ fn }) => fn.countAll<number>().as('rows'))
        .executeTakeFirstOrThrow(),
    )
  const stopping = new AbortController()
  const lines: string[] = []
  const progress = (line: string) => {
    lines.push(line)
    if (line.startsWith('10000 rows')) stopping.abort()
  }
  try {
    await expect(runImport(ctx, ask, { progress, signal: stopping.signal })).rejects.toMatchObject({ code: 'import.cancelled' })
    expect(lines.at(-1)).toContain('taken back')
    expect(await feedback()).toEqual({ rows: 0 })
    const outcome = await runImport(ctx, ask, { settle: app.settle })
    expect(outcome).toMatchObject({ added: 12_000, opened: 7, refused: 0 })
    const before = await app.read(({ db }) => db.selectFrom('import').select('id').execute())
    const aborted = AbortSignal.abort()
    await expect(runImport(ctx, { ...ask, dryRun: true }, { signal: aborted })).rejects.toMatchObject({ code: 'import.cancelled' })
    expect(await app.read(({ db }) => db.selectFrom('import').select('id').execute())).toEqual(before)
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test('what a file changed of customers and accounts that were there is as before after an undo, unless somebody changed it since', async () => {
  await bring('accounts', 'company,plan,mrr,start date\nSiam Tea,silver,100,2024-01-31\nHuay,bronze,,\n')
  await bring('customers', 'name,email,language,company\nPrem,prem@siam.example,Thai,Siam Tea\nKanya,kanya@siam.example,Thai,Siam Tea\n')
  const rows = () =>
    app.read(async ({ db }) => ({
      accounts: await db.selectFrom('account').selectAll().orderBy('name').execute(),
      customers: await db.selectFrom('customer').selectAll().orderBy('name').execute(),
      ways: await db.selectFrom('contactWay').select(['customerId', 'value']).orderBy('value').execute(),
    }))
  const before = await rows()
  const accounts = await bring('accounts', 'company,plan,mrr\nSiam Tea,gold,250\nHuay,gold,7\n')
  const people = await bring(
    'customers',
    'name,email,phone,notes,company\nPrem S.,prem@siam.example,+66 2 555 0101,Tea,Huay\nKanya W.,kanya@siam.example,,,Huay\n',
  )
  expect([accounts.changed, people.changed]).toEqual([2, 2])
  const huay = before.accounts.find(one => one.name === 'Huay')!
  await app.write(({ tx }) => tx.updateTable('account').set({ plan: 'platinum' }).where('id', '=', huay.id).execute())
  expect(await undone(people.id)).toMatchObject({ state: 'undone', removed: 2, kept: 0 })
  expect(await undone(accounts.id)).toMatchObject({ removed: 1, kept: 1, keptList: [{ id: huay.id, what: 'account', label: 'Huay' }] })
  const changed = { ...huay, plan: 'platinum', monthlyRevenue: 7 }
  expect(await rows()).toEqual({ ...before, accounts: before.accounts.map(one => (one.id === huay.id ? changed : one)) })
})

test('members come with their managers, whoever stands first; heads and admins are made by hand', async () => {
  const file =
    'name,email,role,reports to\nKeo,keo2@x.example,rep,boss@x.example\nBoss,boss@x.example,manager,anna@sabai.example\nQueen,queen@x.example,admin,\nLost,lost@x.example,rep,nobody@x.example\n'
  const first = await bring('members', file)
  expect(first).toMatchObject({ added: 3, refused: 2 })
  expect(first.reasons).toEqual([
    [4, 'role', 'choice'],
    [5, 'manager', 'not-a-member'],
  ])
  const keo = await app.read(({ db }) =>
    db
      .selectFrom('member')
      .innerJoin('member as boss', 'boss.id', 'member.managerId')
      .select(['member.role', 'boss.name as boss'])
      .where('member.email', '=', 'keo2@x.example')
      .executeTakeFirst(),
  )
  expect(keo).toEqual({ role: 'rep', boss: 'Boss' })
  expect(await bring('members', file)).toMatchObject({ added: 0, unchanged: 3 })
  expect(await bring('members', 'name,email\nKeo,DALA@sabai.example\n')).toMatchObject({ changed: 1 })
  expect(await undone(first.id)).toMatchObject({ removed: 3, kept: 0 })
})
