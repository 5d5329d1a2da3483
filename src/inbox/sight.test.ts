import { afterAll, beforeAll, expect, test } from 'vitest'
import type { CastKey } from '#core/cast.ts'
import { newId } from '#kernel/id.ts'
import { testApp } from '#testing.ts'
import * as api from './api.ts'

let app: Awaited<ReturnType<typeof testApp>>
const owned = {} as Record<'noi' | 'marta' | 'somchai', string>
beforeAll(async () => {
  app = await testApp()
  for (const key of ['noi', 'marta', 'somchai'] as const)
    owned[key] = (await app.as('anna').call(api.openCase, { words: `of ${key}`, ownerId: app.ids[key] })).id
})
afterAll(() => app.close())

const status = (call: Promise<unknown>) =>
  call.then(
    () => 200,
    problem => problem.status as number,
  )
const reads = (key: CastKey, id: string) => status(app.as(key).call(api.readCase, { id }))
const resolves = async (key: CastKey, id: string) => {
  const done = await status(app.as(key).call(api.resolveCase, { id, causeName: 'x', done: '' }))
  if (done === 200) await app.as('anna').call(api.unresolveCase, { id })
  return done
}

test.each<[CastKey, [number, number, number], [number, number, number]]>([
  // who, reads and resolves the case of: noi (in khamla's team), marta (khamla), somchai (waraporn)
  ['keo', [403, 403, 403], [403, 403, 403]],
  ['noi', [200, 200, 403], [200, 200, 403]],
  ['somchai', [403, 403, 200], [403, 403, 200]],
  ['khamla', [200, 200, 403], [200, 200, 403]],
  ['waraporn', [403, 403, 200], [403, 403, 200]],
  ['anna', [200, 200, 200], [200, 200, 200]],
  ['bounmy', [200, 200, 200], [403, 403, 403]],
  ['dala', [403, 403, 403], [403, 403, 403]],
])('%s reads %j and resolves %j', async (key, read, resolved) => {
  const all = [owned.noi, owned.marta, owned.somchai]
  expect(await Promise.all(all.map(id => reads(key, id)))).toEqual(read)
  for (const [at, id] of all.entries()) expect(await resolves(key, id)).toBe(resolved[at])
})

test('lists, counts and searches show what one may read, and nothing else', async () => {
  const mine = async (key: CastKey, input: object = {}) => (await app.as(key).call(api.listCases, input)).items.map(one => one.words).sort()
  expect(await mine('noi', { view: 'mine' })).toEqual(['of noi'])
  expect(await mine('noi', { view: 'all' })).toEqual(['of marta', 'of noi'])
  expect(await mine('noi', { q: 'of' })).toEqual(['of marta', 'of noi'])
  expect(await mine('noi', { owner: app.ids.somchai })).toEqual([])
  expect(await mine('dala')).toEqual([])
  expect(await mine('anna', { view: 'team' })).toHaveLength(3)
  const counts = await app.as('khamla').call(api.countInbox, {})
  expect([counts.mine.open, counts.team.open, counts.all.open]).toEqual([0, 2, 2])
})

test('a case that fell to an admin because nobody else is there can be opened by them', async () => {
  const id = newId()
  await app.write(({ tx, now }) =>
    tx
      .insertInto('customerCase')
      .values({
        id,
        number: 900,
        ownerId: app.ids.dala,
        words: 'alone',
        saidAt: now,
        openedBy: 'rule',
        openedAt: now,
        dueAt: now,
        lastActivityAt: now,
      })
      .execute(),
  )
  expect(await reads('dala', id)).toBe(200)
  expect(await resolves('dala', id)).toBe(200)
  expect(await status(app.as('dala').call(api.setCaseDue, { id, dueAt: new Date('2027-01-01T00:00:00Z') }))).toBe(403)
})
