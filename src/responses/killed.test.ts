import { expect, test, vi } from 'vitest'
import type { Reading } from '#kernel/slice.ts'
import { testApp } from '#testing.ts'
import { openSurvey } from '#testing-surveys.ts'
import { answerThroughKills } from '../testing-intake-kills.ts'

// The long form, with many kills, is in `npm run faults`.
const kills = Number(process.env.INTAKE_KILLS ?? 1)

test('a server that is killed between its commit and its answer: who repeats adds nothing, and each response is there once', {
  timeout: 600_000,
}, async () => {
  const app = await testApp()
  const { surveyId } = await openSurvey(app, 'nps')
  const { ids, unanswered } = await answerThroughKills(app, { surveyId, kills })
  // The server that was killed went by the real time.
  app.clock.set('2100-01-01T00:00:00Z')
  // PostgreSQL may still be letting go of what the dead one held.
  const said = ({ db }: Reading) => db.selectFrom('feedback').select('id').where('source', '=', 'survey').execute()
  await vi.waitFor(
    async () => {
      await app.settle()
      expect(await app.read(said)).toHaveLength(ids.length)
    },
    { timeout: 20_000, interval: 200 },
  )
  const kept = await app.read(async ({ db }) => ({
    responses: (await db.selectFrom('response').select('id').where('surveyId', '=', surveyId).execute()).map(row => row.id),
    told: (await db.selectFrom('event').select('subjectId').where('type', '=', 'response.received').execute()).map(row => row.subjectId),
  }))
  if (process.env.INTAKE_KILLS) console.log(`${ids.length} responses, ${kills} kills, ${unanswered} times no answer`)
  expect(unanswered).toBeGreaterThanOrEqual(kills)
  expect(kept.responses.sort()).toEqual([...ids].sort())
  expect(kept.told.sort()).toEqual([...ids].sort())
  await app.close()
})
