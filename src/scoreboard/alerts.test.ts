import { afterAll, beforeAll, expect, test } from 'vitest'
import { listNotices } from '#directory/api.ts'
import { addInteractions } from '#interactions/api.ts'
import { type TestApp, testApp } from '#testing.ts'
import { addAlert, listAlerts, removeAlert } from './alerts-api.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp({ now: '2026-03-18T03:00:00Z' })
})
afterAll(() => app.close())

/** Ten calls in each of so many weeks, whose waits stay near twenty seconds but for the last week. */
const weeks = async (before: number, last: number) => {
  const call = (week: number, n: number, waitSeconds: number) => ({
    externalId: `w${week} ${n} ${waitSeconds}`,
    kind: 'call' as const,
    enteredAt: new Date(Date.parse('2026-03-10T03:00:00Z') - week * 7 * 86_400_000 + n * 60_000),
    outcome: 'answered' as const,
    waitSeconds,
  })
  const interactions = Array.from({ length: before }, (_, week) => week + 1).flatMap(week =>
    Array.from({ length: 10 }, (_, n) => call(week, n, 18 + (week % 3) + (n % 3))),
  )
  await app.as('anna').call(addInteractions, {
    source: 'pbx',
    interactions: [...interactions, ...Array.from({ length: 10 }, (_, n) => call(0, n, last + n))],
  })
}
const told = async () => (await app.as('khamla').call(listNotices, { limit: 50 })).items.filter(({ type }) => type === 'metric.signal')

test('a signal is told once, at the time of day that was chosen, and no noise at all', async () => {
  await weeks(14, 19)
  const alert = await app.as('khamla').call(addAlert, { metric: 'hold-time', tellAt: '08:30' })
  expect(alert).toMatchObject({ metric: 'hold-time', level: 'company', subjectId: app.workspaceId })
  app.clock.set('2026-03-19T01:31:00Z')
  await app.settle()
  expect(await told()).toEqual([])

  await weeks(0, 300)
  app.clock.set('2026-03-20T01:29:00Z')
  await app.settle()
  expect(await told()).toEqual([])
  app.clock.set('2026-03-20T01:31:00Z')
  await app.settle()
  expect(await told()).toHaveLength(1)
  app.clock.set('2026-03-21T01:31:00Z')
  await app.settle()
  expect(await told()).toHaveLength(1)
  const mails = await app.read(({ db }) => db.selectFrom('mail').select('toAddress').where('purpose', '=', 'scoreboard.alert').execute())
  expect(mails).toHaveLength(1)
})

test('one asks for what one may see, and takes away only one’s own', async () => {
  await expect(app.as('noi').call(addAlert, { metric: 'handle-time', level: 'member', of: app.ids.somchai })).rejects.toMatchObject({
    code: 'scoreboard.not-yours',
  })
  const { items } = await app.as('khamla').call(listAlerts, {})
  await expect(app.as('noi').call(removeAlert, { id: items[0]!.id })).rejects.toMatchObject({ code: 'alert.not-found' })
  await app.as('khamla').call(removeAlert, { id: items[0]!.id })
  expect((await app.as('khamla').call(listAlerts, {})).items).toEqual([])
})
