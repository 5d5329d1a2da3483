import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestApp, testApp } from '#testing.ts'
import { slices } from '../slices.ts'
import { fireClocks, setClock } from './clock.ts'
import { clockGuard } from './clock-guard.ts'
import { newId } from './id.ts'
import type { Slice } from './slice.ts'

const rang: string[] = []
const toy: Slice = {
  name: 'toy',
  permissions: {},
  events: [],
  routes: [],
  clocks: [{ kind: 'toy', fire: async (_ctx, { subjectId }) => rang.push(subjectId) }],
}
let app: TestApp
beforeAll(async () => {
  app = await testApp({ slices: [...slices, toy] })
})
afterAll(() => app.close())

/** A guard whose own clock goes as the test says. */
function guarded() {
  const own = { minutes: 0 }
  const guard = clockGuard(() => own.minutes * 60_000)
  const at = (database: number) => guard(new Date(Date.UTC(2026, 0, 1) + database * 60_000))
  return { own, at, guard }
}

describe('the database’s clock against one that only goes forward', () => {
  test('is steady while both go on, however long, and while it is corrected slowly', () => {
    const { own, at } = guarded()
    for (let n = 0; n < 500; n++) {
      own.minutes = n
      expect(at(n + n * 0.02)).toEqual({ state: 'steady' })
    }
  })

  test.each([6, -6, 120, -120])('after a jump by %i minutes waits until it is back', jump => {
    const { own, at } = guarded()
    expect(at(0)).toEqual({ state: 'steady' })
    own.minutes = 1
    expect(at(1 + jump)).toEqual({ state: 'jumped', minutes: jump })
    own.minutes = 2
    expect(at(2 + jump)).toEqual({ state: 'waiting' })
    own.minutes = 3
    expect(at(3)).toEqual({ state: 'steady' })
  })

  test('believes the new time after a quarter of an hour: a machine that slept looks the same', () => {
    const { own, at } = guarded()
    at(0)
    expect(at(480)).toMatchObject({ state: 'jumped' })
    own.minutes = 14.9
    expect(at(494.9)).toEqual({ state: 'waiting' })
    own.minutes = 15
    expect(at(495)).toEqual({ state: 'steady' })
    own.minutes = 16
    expect(at(496)).toEqual({ state: 'steady' })
  })
})

test('nothing fires while the clock is wrong, the administrators are told once, and what is due fires when it is right', async () => {
  const { own, guard } = guarded()
  const problems: string[] = []
  const fire = () => fireClocks(app.inside, problem => problems.push(problem.message), guard)
  const [due, early] = [newId(), newId()]
  const at = (minutes: number) => new Date(app.clock.now.getTime() + minutes * 60_000)
  await app.write(async ctx => {
    await setClock(ctx, { kind: 'toy', subjectId: due, dueAt: at(1) })
    await setClock(ctx, { kind: 'toy', subjectId: early, dueAt: at(60) })
  })
  await fire()
  const right = app.clock.now.toISOString()
  app.clock.forward(120)
  await fire()
  await fire()
  expect(rang).toEqual([])
  expect(problems).toEqual([expect.stringMatching(/jumped by 120 minutes/)])
  app.clock.set(right)
  app.clock.forward(2)
  own.minutes = 2
  await fire()
  expect(rang).toEqual([due])
  app.clock.forward(180)
  await app.settle()
  const told = await app.read(({ db }) =>
    db.selectFrom('notice').select(['memberId', 'facts']).where('type', '=', 'house.clock-jumped').execute(),
  )
  expect(told).toEqual([{ memberId: app.ids.dala, facts: { n: 120 } }])
})

test('two who begin the clock of one thing at once are both answered, and one clock runs', async () => {
  const subjectId = newId()
  const dueAt = new Date(app.clock.now.getTime() + 3_600_000)
  await Promise.all(Array.from({ length: 8 }, () => app.write(ctx => setClock(ctx, { kind: 'toy', subjectId, dueAt }))))
  const clocks = await app.read(({ db }) =>
    db.selectFrom('clock').select(['generation', 'stoppedAt']).where('subjectId', '=', subjectId).orderBy('generation').execute(),
  )
  expect(clocks.map(one => one.generation)).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
  expect(clocks.filter(one => one.stoppedAt === null)).toHaveLength(1)
})
