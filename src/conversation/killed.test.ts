import { expect, test } from 'vitest'
import { AT_ONCE } from '#kernel/post.ts'
import { testApp } from '#testing.ts'
import { messagesThroughKills } from '../testing-message-kills.ts'

// The short form of `npm run faults -- mail`.
const messages = Number(process.env.MESSAGES ?? 15)
const kills = Number(process.env.MESSAGE_KILLS ?? 2)
const timeout = messages > 100 ? 3_600_000 : 300_000

test('a message that is held goes once or is taken back, never both and never lost, however its server dies; mails in are there once', {
  timeout,
}, async () => {
  const app = await testApp()
  const { again, sent, undone, seconds, ...rest } = await messagesThroughKills(app, { messages, kills })
  if (process.env.MESSAGES) console.log(JSON.stringify({ ...rest, sent, undone, again, seconds }))
  expect(rest).toMatchObject({ lost: 0, both: 0, twice: 0, inWrong: 0 })
  expect(sent + undone).toBe(messages)
  // What the SMTP server had when a server died comes again: the same mail, under its one Message-ID.
  expect(again).toBeLessThanOrEqual(kills * AT_ONCE)
  await app.close()
})
