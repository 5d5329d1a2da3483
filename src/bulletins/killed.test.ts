import { expect, test } from 'vitest'
import { testApp } from '#testing.ts'
import { tellThroughKills } from '../testing-tell-kills.ts'

// The long form, 5,000 people, 300 events and a chat that is often out of order, is `npm run faults -- telling`.
const long = process.env.TELL_PEOPLE !== undefined
const wanted = long
  ? {
      people: Number(process.env.TELL_PEOPLE),
      events: 300,
      kills: 12,
      failsEvery: 7,
      postgres: Number(process.env.POSTGRES_PID) || undefined,
    }
  : { people: 120, events: 12, kills: 1 }

test('customers and channels are told while the server is killed: each once, none left out', {
  timeout: long ? 3_600_000 : 300_000,
}, async () => {
  const app = await testApp({ now: new Date().toISOString(), webhookHosts: ['127.0.0.1'] })
  const outcome = await tellThroughKills(app, wanted)
  if (long) console.log(JSON.stringify(outcome))
  expect(outcome).toMatchObject({ leftOut: 0, postsLeftOut: 0, toldTwice: 0 })
  // At a kill a mail on each of five lines and a post to each channel may be on its way: these come again as the same.
  expect(outcome.again).toBeLessThanOrEqual(wanted.kills * 7 * (long ? 3 : 1))
  await app.close()
})
