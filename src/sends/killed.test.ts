import { expect, test } from 'vitest'
import { AT_ONCE } from '#kernel/post.ts'
import { testApp } from '#testing.ts'
import { sendThroughKills } from '../testing-send-kills.ts'

// The long form, with 10,000 people, is in `npm run faults`.
const people = Number(process.env.SEND_PEOPLE ?? 120)
const kills = people > 1000 ? 5 : 2
const timeout = people > 1000 ? 3_600_000 : 300_000

test('a send whose server is killed in the middle goes on: nobody is asked twice and nobody is left out', { timeout }, async () => {
  const app = await testApp()
  const { deliveries, ...outcome } = await sendThroughKills(app, { people, kills, postgres: Number(process.env.POSTGRES_PID) || undefined })
  if (process.env.SEND_PEOPLE) console.log(JSON.stringify({ deliveries, ...outcome }))
  expect(outcome).toMatchObject({ reached: people, askedTwice: 0, leftOut: 0 })
  // What was with the SMTP server at the moment of a kill comes again: the same mail, under the same Message-ID.
  expect(deliveries).toBeLessThanOrEqual(people + kills * AT_ONCE)
  await app.close()
})
