import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import type { SampleRecord } from './records.ts'
import { simulate } from './simulate.ts'

const options = { seed: 7, size: 10_000, until: new Date('2026-03-02T09:00:00Z'), zone: 'Asia/Vientiane' }
const all = [...simulate(options)]
const digest = (records: Iterable<SampleRecord>) => {
  const hash = createHash('sha256')
  for (const record of records) hash.update(JSON.stringify(record))
  return hash.digest('hex')
}
const of = <K extends SampleRecord['kind']>(kind: K) => all.filter(record => record.kind === kind) as Extract<SampleRecord, { kind: K }>[]

test('the same seed tells the same story, another seed another one', () => {
  expect(digest(simulate(options))).toBe(digest(all))
  expect(digest(simulate({ ...options, seed: 8 }))).not.toBe(digest(all))
})

test.each([10_000, 30_000, 100_000])('a size of %i is met within a tenth', size => {
  let count = 0
  for (const _ of simulate({ ...options, size })) count++
  expect(count / size).toBeGreaterThan(0.9)
  expect(count / size).toBeLessThan(1.1)
})

test('time never goes back, is in whole seconds and ends at until', () => {
  const backwards = all.filter((record, i) => i > 0 && record.at < all[i - 1]!.at)
  expect(backwards).toEqual([])
  expect(all.filter(record => record.at % 1000 !== 0 || record.at > options.until.getTime())).toEqual([])
  expect(options.until.getTime() - all.at(-1)!.at).toBeLessThan(36 * 3_600_000)
})

test('nobody is mentioned before they were introduced', () => {
  const known = new Set<string>()
  const unknown: string[] = []
  const need = (what: string, ...ids: (string | number | null)[]) => {
    for (const id of ids) if (id !== null && !known.has(`${what} ${id}`)) unknown.push(`${what} ${id}`)
  }
  for (const record of all) {
    if (record.kind === 'topic') known.add(`topic ${record.topic}`)
    if (record.kind === 'article') known.add(`article ${record.article}`)
    if (record.kind === 'member') known.add(`member ${record.member}`)
    if (record.kind === 'account') known.add(`account ${record.account}`)
    if (record.kind === 'customer') known.add(`customer ${record.customer}`)
    if (record.kind === 'case-opened') known.add(`case ${record.case}`)
    if ('member' in record) need('member', record.member)
    if ('account' in record) need('account', record.account)
    if ('customer' in record) need('customer', record.customer)
    if ('case' in record) need('case', record.case)
    if ('topic' in record) need('topic', record.topic)
    if ('article' in record) need('article', record.article)
  }
  expect(unknown).toEqual([])
})

test('a case is opened once, is resolved only while open and reopened only while resolved', () => {
  const state = new Map<number, string>()
  const wrong: string[] = []
  const step = (number: number, from: (string | undefined)[], to: string) => {
    if (!from.includes(state.get(number))) wrong.push(`${number}: ${state.get(number)} → ${to}`)
    state.set(number, to)
  }
  for (const record of all) {
    if (record.kind === 'case-opened') step(record.case, [undefined], 'open')
    if (record.kind === 'case-resolved') step(record.case, ['open'], 'resolved')
    if (record.kind === 'case-reopened') step(record.case, ['resolved'], 'open')
  }
  expect(wrong).toEqual([])
})

test('everybody but the top reports to somebody, teams hold four to ten and some people change teams', () => {
  const reps = of('member').filter(member => member.role === 'rep')
  const first = new Map<string, string>()
  for (const { member, manager } of of('reports-to')) if (!first.has(member)) first.set(member, manager)
  const sizes = new Map<string, number>()
  for (const { member } of reps) sizes.set(first.get(member)!, (sizes.get(first.get(member)!) ?? 0) + 1)
  expect(Math.min(...sizes.values())).toBeGreaterThanOrEqual(4)
  expect(Math.max(...sizes.values())).toBeLessThanOrEqual(10)
  expect(sizes.size).toBeGreaterThanOrEqual(3)
  expect(of('reports-to').length).toBeGreaterThan(first.size)
})

test('the phones behave like a real centre: most are answered, some wait, a few give up', () => {
  const calls = of('contact').filter(contact => contact.channel === 'call')
  const lost = calls.filter(call => call.connectedAt === null).length / calls.length
  const waited = calls.filter(call => call.waitSeconds > 20).length / calls.length
  expect(lost).toBeGreaterThan(0.02)
  expect(lost).toBeLessThan(0.15)
  expect(waited).toBeGreaterThan(0.05)
  expect(waited).toBeLessThan(0.35)
  expect(calls.filter(call => call.connectedAt !== null && call.connectedAt - call.enteredAt !== call.waitSeconds * 1000)).toEqual([])
})

test('nobody handles two calls at once', () => {
  const busyUntil = new Map<string, number>()
  const talks = of('contact').filter(contact => contact.channel !== 'email' && contact.connectedAt !== null)
  const overlaps = talks
    .sort((a, b) => a.connectedAt! - b.connectedAt!)
    .filter(({ member, connectedAt, talkSeconds, heldSeconds, wrapUpSeconds }) => {
      const clash = (busyUntil.get(member!) ?? 0) > connectedAt!
      busyUntil.set(member!, connectedAt! + (talkSeconds + heldSeconds + wrapUpSeconds) * 1000)
      return clash
    })
  expect(overlaps).toEqual([])
})

test('addresses end in .example, numbers belong to nobody, some customers have no address', () => {
  const customers = of('customer')
  expect(customers.filter(({ email }) => email !== null && !email.endsWith('.example'))).toEqual([])
  expect(customers.filter(({ phone }) => phone !== null && !/^\+\d+ 00 /.test(phone))).toEqual([])
  expect(customers.some(({ email }) => email === null)).toBe(true)
  expect(of('member').filter(({ email }) => !email.endsWith('@sabai.example'))).toEqual([])
})

test('comments come in four languages and of every mood', () => {
  const said = of('feedback').filter(feedback => feedback.text !== null)
  expect(new Set(said.map(feedback => feedback.language)).size).toBe(4)
  expect(said.length).toBeGreaterThan(100)
  expect(new Set(of('feedback').map(feedback => feedback.scale)).size).toBe(3)
})

test('when it ends some cases are open, and most were replied to within 24 hours', () => {
  const open = new Set(of('case-opened').map(opened => opened.case))
  const opened = new Map(of('case-opened').map(({ case: number, at }) => [number, at]))
  for (const record of all) if (record.kind === 'case-resolved') open.delete(record.case)
  const firstReply = new Map<number, number>()
  for (const { case: number, at } of of('case-replied')) if (!firstReply.has(number)) firstReply.set(number, at)
  const inTime = [...firstReply].filter(([number, at]) => at - opened.get(number)! <= 86_400_000).length / firstReply.size
  expect(open.size).toBeGreaterThan(15)
  expect(inTime).toBeGreaterThan(0.6)
  expect(inTime).toBeLessThan(0.97)
})
