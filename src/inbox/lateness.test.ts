import { afterAll, beforeAll, expect, test } from 'vitest'
import { fireClocks } from '#kernel/clock.ts'
import { testApp } from '#testing.ts'
import * as api from './api.ts'

let app: Awaited<ReturnType<typeof testApp>>
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

async function hear(n: number, text: string) {
  const items = Array.from({ length: n }, (_, at) => ({ text: `${text} ${at}`, score: 1, scale: 'nps' }))
  const { ids } = await app.as('anna').call(api.addFeedback, { items })
  await app.settle()
  return Promise.all(ids.map(async id => (await app.as('anna').call(api.readFeedback, { id })).case!.id))
}
const mails = () =>
  app.read(({ db }) =>
    db.selectFrom('mail').select(['toAddress', 'subject', 'text', 'language']).where('purpose', '=', 'notice.late').orderBy('id').execute(),
  )
const notices = () =>
  app.read(({ db }) => db.selectFrom('notice').select(['memberId', 'facts']).where('type', '=', 'case.late').orderBy('id').execute())
/** As two servers would, at the same moment, again and again. */
async function twoDispatchers() {
  for (let round = 0; round < 5; round++)
    await Promise.all(
      [1, 2, 3].map(() =>
        fireClocks(app.inside, problem => {
          throw problem
        }),
      ),
    )
  await app.settle()
}

test('past due the manager is told exactly once, by two dispatchers too, in their language; never early', async () => {
  const [id] = await hear(1, 'ເຄື່ອງຮັບບັດໃຊ້ບໍ່ໄດ້')
  app.clock.forward(24 * 60 - 1)
  await twoDispatchers()
  expect(await notices()).toEqual([])
  app.clock.forward(1)
  await twoDispatchers()
  app.clock.forward(1)
  await twoDispatchers()
  app.clock.forward(600)
  await twoDispatchers()
  expect(await notices()).toEqual([{ memberId: app.ids.khamla, facts: { n: 1, number: 1 } }])
  expect(await mails()).toMatchObject([{ toAddress: 'khamla@sabai.example', language: 'lo', subject: 'ກໍລະນີ #1 ເກີນກຳນົດ' }])
  expect(await app.as('anna').call(api.readCase, { id: id! })).toMatchObject({ state: 'open', lateAt: expect.any(Date) })
  const { timeline } = await app.as('anna').call(api.readCase, { id: id! })
  expect(timeline.at(-1)).toMatchObject({ what: 'late', to: 'Khamla Vongsa', by: { kind: 'system' } })
})

test('many late at once are one notice a manager', async () => {
  await hear(12, 'ຊ້າຫຼາຍ')
  app.clock.forward(24 * 60 + 2)
  await twoDispatchers()
  app.clock.forward(2)
  await twoDispatchers()
  expect((await notices()).slice(1)).toEqual([{ memberId: app.ids.khamla, facts: { n: 12, number: expect.any(Number) } }])
  expect((await mails()).at(-1)!.subject).toBe('12 ກໍລະນີເກີນກຳນົດ')
})

test('a reply stops the clock; reopening sets a new one, which rings again', async () => {
  const [id] = await hear(1, 'ບໍ່ດີ')
  const told = async () => (await notices()).length
  const before = await told()
  await app.as('noi').call(api.addAddress, { id: id!, email: 'one@x.example' })
  await app.as('noi').call(api.replyToCase, { id: id!, text: 'ສະບາຍດີ' })
  app.clock.forward(3 * 24 * 60)
  await twoDispatchers()
  expect(await told()).toBe(before)
  await app.as('noi').call(api.resolveCase, { id: id!, causeName: 'x', done: '' })
  await app.as('noi').call(api.reopenCase, { id: id!, reason: '' })
  app.clock.forward(24 * 60 + 1)
  await twoDispatchers()
  app.clock.forward(2)
  await twoDispatchers()
  expect(await told()).toBe(before + 1)
})

test('undoing the resolution of a case that was told as late does not tell again', async () => {
  const [id] = await hear(1, 'ຍັງບໍ່ດີ')
  app.clock.forward(24 * 60 + 1)
  await twoDispatchers()
  app.clock.forward(2)
  await twoDispatchers()
  const before = (await notices()).length
  await app.as('noi').call(api.resolveCase, { id: id!, causeName: 'x', done: '' })
  await app.as('noi').call(api.unresolveCase, { id: id! })
  app.clock.forward(2)
  await twoDispatchers()
  app.clock.forward(2)
  await twoDispatchers()
  expect((await notices()).length).toBe(before)
})
