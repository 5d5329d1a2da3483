import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testApp } from '#testing.ts'
import { addTopic, archiveTopic, changeTopic, listTopics, mergeTopics, moveTopic, restoreTopic, type Topic, unmergeTopic } from './api.ts'

let app: Awaited<ReturnType<typeof testApp>>
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

const khamla = () => app.as('khamla')
const add = (name: string, parentId: string | null = null) => khamla().call(addTopic, { name, parentId })
const tree = async (under: string | null, archived = false) =>
  (await khamla().call(listTopics, { archived })).items.filter(one => one.parentId === under).map(one => one.name)
const depths = (all: readonly Topic[]) => {
  const depth = (id: string | null, seen: string[]): number =>
    id === null ? 0 : seen.includes(id) ? Number.POSITIVE_INFINITY : 1 + depth(all.find(one => one.id === id)!.parentId, [...seen, id])
  return all.map(one => depth(one.id, []))
}

test('sisters keep their order when one moves between them, and names are each only once', async () => {
  const { id } = await add('Order')
  const [a, b, c] = [await add('a', id), await add('b', id), await add('c', id)]
  await khamla().call(moveTopic, { id: c.id, parentId: id, afterId: null })
  expect(await tree(id)).toEqual(['c', 'a', 'b'])
  await khamla().call(moveTopic, { id: a.id, parentId: id, afterId: b.id })
  expect(await tree(id)).toEqual(['c', 'b', 'a'])
  await expect(add('A', id)).rejects.toMatchObject({ fields: [{ field: 'name', code: 'already-exists' }] })
  await expect(khamla().call(changeTopic, { id: b.id, name: 'C' })).rejects.toMatchObject({
    fields: [{ field: 'name', code: 'already-exists' }],
  })
})

test('whatever is moved and merged, no topic is under itself and none deeper than eight', async () => {
  const step = fc.record({ what: fc.constantFrom('add', 'move', 'merge', 'archive'), one: fc.nat(20), two: fc.nat(20) })
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 16 }), async steps => {
      for (const [n, { what, one, two }] of steps.entries()) {
        const all = (await khamla().call(listTopics, {})).items
        const [a, b] = [all[one % all.length], all[two % all.length]]
        const done =
          what === 'add' || !a || !b
            ? add(`${n} ${Math.random()}`, a?.id ?? null)
            : what === 'move'
              ? khamla().call(moveTopic, { id: a.id, parentId: b.id, afterId: null })
              : what === 'merge'
                ? khamla().call(mergeTopics, { id: a.id, loserId: b.id })
                : khamla().call(archiveTopic, { id: a.id })
        await done.catch(problem => expect([400, 404, 409]).toContain(problem.status))
      }
      for (const depth of depths((await khamla().call(listTopics, { archived: true })).items)) expect(depth).toBeLessThanOrEqual(8)
    }),
    { numRuns: 5 },
  )
})

test('a topic under itself, and a ninth level, are refused in words', async () => {
  const top = await add('Deep')
  let last = top
  for (let level = 2; level <= 8; level++) last = await add(`level ${level}`, last.id)
  await expect(add('level 9', last.id)).rejects.toMatchObject({ code: 'topic.too-deep', facts: { n: 8 } })
  await expect(khamla().call(moveTopic, { id: top.id, parentId: last.id, afterId: null })).rejects.toMatchObject({
    code: 'topic.inside-itself',
  })
  await expect(khamla().call(mergeTopics, { id: last.id, loserId: top.id })).rejects.toMatchObject({ code: 'topic.inside-itself' })
})

test('merged topics give their children, and take them back when split', async () => {
  const [pay, billing] = [await add('Pay'), await add('Billing')]
  await add('Refund', billing.id)
  await khamla().call(mergeTopics, { id: pay.id, loserId: billing.id })
  expect(await tree(pay.id)).toEqual(['Refund'])
  expect(await tree(null)).not.toContain('Billing')
  await khamla().call(unmergeTopic, { id: billing.id })
  expect([await tree(pay.id), await tree(billing.id)]).toEqual([[], ['Refund']])
  await add('Refund', pay.id)
  await expect(khamla().call(mergeTopics, { id: pay.id, loserId: billing.id })).rejects.toMatchObject({
    code: 'topic.twins',
    facts: { name: 'Refund' },
  })
})

test('an archived topic goes with what is under it, and all of that comes back', async () => {
  const top = await add('Whole')
  const under = await add('Half', top.id)
  await add('Gone before', top.id).then(one => khamla().call(archiveTopic, { id: one.id }))
  app.clock.forward(1)
  await khamla().call(archiveTopic, { id: top.id })
  await expect(khamla().call(restoreTopic, { id: under.id })).rejects.toMatchObject({ code: 'topic.parent-archived' })
  await khamla().call(restoreTopic, { id: top.id })
  expect(await tree(top.id)).toEqual(['Half'])
  expect((await tree(top.id, true)).sort()).toEqual(['Gone before', 'Half'])
})

test('everyone reads topics, not everyone changes them', async () => {
  expect((await app.as('keo').call(listTopics, {})).items.length).toBeGreaterThan(0)
  await expect(app.as('noi').call(addTopic, { name: 'Mine' })).rejects.toMatchObject({ status: 403 })
})
