import { expect, test } from 'vitest'
import { testApp } from '#testing.ts'
import { sendThroughKills } from '../testing-send-kills.ts'

// The long form, with 10,000 people, is in `npm run faults`.
test('a send whose server is killed in the middle, twice, goes on: nobody is asked twice and nobody is left out', {
  timeout: 300_000,
}, async () => {
  const app = await testApp()
  const { deliveries, ...outcome } = await sendThroughKills(app, { people: 120, kills: 2 })
  expect(outcome).toMatchObject({ reached: 120, askedTwice: 0, leftOut: 0 })
  // What was with the SMTP server at the moment of a kill comes again: the same mail, under the same Message-ID.
  expect(deliveries).toBeLessThanOrEqual(120 + 2)
  await app.close()
})
