import { expect, test } from 'vitest'
import { clocksThroughKills } from '../testing-clock-kills.ts'

// The long form, 10,000 clocks and 200 kills, is `npm run faults -- clocks`.
test('clocks run out while servers and database are killed and servers’ clocks jump: each effect once, none early', {
  timeout: 240_000,
}, async () => {
  const outcome = await clocksThroughKills({ cases: 60, kills: 3, chain: false })
  expect(outcome).toMatchObject({ clocks: 120, missing: 0, twice: 0, early: 0, databaseKills: 1, serverKills: 2 })
})
