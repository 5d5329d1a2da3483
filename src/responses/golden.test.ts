import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runImport } from '#imports/index.ts'
import { system, working } from '#kernel/inside.ts'
import { testApp } from '#testing.ts'
import { getResults } from './results-api.ts'

let app: Awaited<ReturnType<typeof testApp>>
beforeAll(async () => {
  app = await testApp()
})
const folder = mkdtempSync(join(tmpdir(), 'sabai-golden-'))
afterAll(async () => {
  rmSync(folder, { recursive: true })
  await app.close()
})

const data = '../shared/data/nps'

/** Through the importer of files from Delighted, told which columns are meant. */
async function brought(file: string, mapping: object) {
  const map = join(folder, `${file}.map.json`)
  writeFileSync(map, JSON.stringify({ mapping, settings: { missingDate: 'now', source: file, scale: 'nps' } }))
  const ctx = await app.read(async ({ workspace, now }) => working(app.inside, workspace, system, now))
  const outcome = await runImport(ctx, { importer: 'delighted', file: `${data}/${file}`, map, dryRun: false })
  await app.settle()
  const { surveyId } = await app.read(({ db }) =>
    db.selectFrom('response').select('surveyId').where('source', '=', file).limit(1).executeTakeFirstOrThrow(),
  )
  return { outcome, results: await app.as('anna').call(getResults, { survey: surveyId }) }
}

// ../shared/golden/nps: Miro. Of Botanic's first 250 rows four have neither score nor words; its golden 250 are scores beyond the file, in results.test.ts.
test.skipIf(!existsSync(data)).each([
  ['miro_nps.csv', { score: 'NPS_Score', comment: 'text' }, 441, 0, '60.317', '53.855', '65.965'],
  ['botanic_first250.csv', { id: 'id', score: 'nps', comment: 'explication' }, 246, 4, '55.691', '46.575', '63.466'],
])('%s, brought in as a file, has its golden figure', async (file, mapping, n, refused, value, low, high) => {
  const { outcome, results } = await brought(file, mapping)
  expect([outcome.added, outcome.refused], JSON.stringify(outcome.reasons.slice(0, 3))).toEqual([n, refused])
  const [figure] = results.questions[0]!.figures
  expect([figure!.n, figure!.value!.toFixed(3), figure!.low!.toFixed(3), figure!.high!.toFixed(3)]).toEqual([n, value, low, high])
})
