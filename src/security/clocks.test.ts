import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import * as api from '#directory/api.ts'
import { type TestApp, testApp } from '#testing.ts'

// The server's own clock stands anywhere; what a stranger may do is judged by the database's.
let app: TestApp
beforeEach(async () => {
  app = await testApp()
  app.inside.clock.now = null
})
afterEach(async () => {
  vi.useRealTimers()
  await app.close()
})

const DAY = 86_400_000
const jump = (days: number) => vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + days * DAY })
const tokenOf = (link: string) => link.split('#')[1]!
async function invited() {
  const { id } = await app
    .as('dala')
    .call(api.addMember, { name: 'New', email: 'new@mekong.example', role: 'rep', language: 'en', invite: false })
  const { link } = await app.as('dala').call(api.inviteMember, { id })
  return { id, token: tokenOf(link) }
}

test('an invitation is good although the server believes that it is next month', async () => {
  const { token } = await invited()
  jump(30)
  expect(await app.anyone().call(api.readInvitation, { token })).toMatchObject({ name: 'New' })
})

test('an invitation that is over stays over although the server believes that it is last month', async () => {
  const { id, token } = await invited()
  await app.write(({ tx, now }) =>
    tx
      .updateTable('invitation')
      .set({ expiresAt: new Date(now.getTime() - 1) })
      .where('memberId', '=', id)
      .execute(),
  )
  jump(-30)
  await expect(app.anyone().call(api.readInvitation, { token })).rejects.toMatchObject({ status: 404, code: 'invitation.link' })
})

test('a budget is counted by the database’s time, so that turning the server’s clock gives no new one', async () => {
  const guess = () => app.anyone().call(api.enter, { email: 'dala@sabai.example', password: 'a wrong password' })
  for (let n = 0; n < 10; n++) await expect(guess()).rejects.toMatchObject({ status: 401 })
  jump(1)
  await expect(guess()).rejects.toMatchObject({ status: 429 })
})
