import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { NPS } from '#core/scores/scale.ts'
import { searchKey } from '#core/text/normalise.ts'
import { findOrAddCustomer } from '#customers/index.ts'
import { newId } from '#kernel/id.ts'
import { testApp } from '#testing.ts'
import * as api from './api.ts'
import { announceImported, receiveFeedback, type Said, undoFeedback } from './index.ts'

let app: Awaited<ReturnType<typeof testApp>>
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

const said = (text: string, rest: Partial<Said> = {}): Said => ({
  rowKey: createHash('sha1').update(text).digest(),
  text,
  score: 1,
  scale: NPS,
  ...rest,
})
async function bring(rows: Said[], cases: 'none' | 'all' | number) {
  const importId = newId()
  await app.write(ctx => receiveFeedback(ctx, rows, { source: importId, importId }))
  await app.write(ctx => announceImported(ctx, { importId, cases, count: rows.length }))
  await app.settle()
  await app.settle()
  return importId
}
const casesOf = (importId: string) =>
  app.read(({ db }) =>
    db
      .selectFrom('feedback')
      .innerJoin('customerCase', 'customerCase.id', 'feedback.caseId')
      .select(['customerCase.id', 'customerCase.ownerId', 'customerCase.dueAt', 'feedback.text'])
      .where('feedback.importId', '=', importId)
      .execute(),
  )

test('an import opens no case, those of the last days, or all; the clocks start at receipt', async () => {
  const ago = (days: number) => new Date(app.clock.now.getTime() - days * 86_400_000)
  const rows = () => [
    said(`old ${newId()}`, { saidAt: ago(400) }),
    said(`new ${newId()}`, { saidAt: ago(2) }),
    said(`happy ${newId()}`, { score: 9 }),
    said(`undated ${newId()}`),
  ]
  expect(await casesOf(await bring(rows(), 'none'))).toEqual([])
  expect((await casesOf(await bring(rows(), 7))).map(one => one.text.split(' ')[0]).sort()).toEqual(['new', 'undated'])
  const all = await casesOf(await bring(rows(), 'all'))
  expect(all.map(one => one.text.split(' ')[0]).sort()).toEqual(['new', 'old', 'undated'])
  expect(all[0]!.dueAt).toEqual(new Date('2026-03-03T09:00:00Z'))
})

test('a thousand cases of an import are shared out among who speaks the language, each with an owner and a clock, and found by their words', async () => {
  const rows = Array.from({ length: 1_200 }, (_, at) => said(`ເຄື່ອງຮັບບັດ ${at}`))
  const importId = await bring(rows, 'all')
  const cases = await casesOf(importId)
  expect(cases).toHaveLength(1_200)
  expect(new Set(cases.map(one => one.ownerId))).toEqual(new Set([app.ids.noi]))
  const english = await casesOf(
    await bring(
      Array.from({ length: 400 }, (_, at) => said(`The card reader is broken again ${at}`)),
      'all',
    ),
  )
  const loads = [...Map.groupBy(english, one => one.ownerId).values()].map(of => of.length)
  expect(loads.reduce((sum, n) => sum + n)).toBe(400)
  expect(loads.length).toBeGreaterThanOrEqual(3)
  expect(Math.max(...loads) - Math.min(...loads)).toBeLessThanOrEqual(20)
  const clocks = await app.read(({ db }) =>
    db
      .selectFrom('clock')
      .select('subjectId')
      .where('kind', '=', 'case.late')
      .where(
        'subjectId',
        'in',
        cases.map(one => one.id),
      )
      .execute(),
  )
  expect(clocks).toHaveLength(1_200)
  const found = await app.as('anna').call(api.listCases, { q: 'ຮັບບັດ 777' })
  expect(found).toMatchObject({ indexing: false, items: [{ words: 'ເຄື່ອງຮັບບັດ 777' }] })
})

test('taking an import back takes its cases along, but not what somebody worked on', async () => {
  const importId = await bring([said(`kept ${newId()}`), said(`gone ${newId()}`)], 'all')
  const cases = await casesOf(importId)
  const kept = cases.find(one => one.text.startsWith('kept'))!
  await app.as('anna').call(api.addNote, { id: kept.id, text: 'I called them' })
  const undone = await app.write(ctx => undoFeedback(ctx, importId))
  expect(undone).toMatchObject({ removed: 1, kept: [{ caseId: kept.id }] })
  const left = await app.read(({ db }) =>
    db
      .selectFrom('customerCase')
      .select('id')
      .where(
        'id',
        'in',
        cases.map(one => one.id),
      )
      .execute(),
  )
  expect(left).toEqual([{ id: kept.id }])
})

test('two pieces of one customer’s feedback at the same moment become one case', async () => {
  const customerId = await app.write(ctx => findOrAddCustomer(ctx, { source: 'test', name: 'Mali', email: 'mali@both.example' }))
  await Promise.all(
    Array.from({ length: 6 }, (_, at) =>
      app.as('anna').call(api.addFeedback, { items: [{ text: `again ${at}`, score: 0, scale: 'nps', customerId: customerId! }] as never }),
    ),
  )
  await Promise.all([app.settle(), app.settle()])
  const cases = await app.read(({ db }) => db.selectFrom('customerCase').select('id').where('customerId', '=', customerId).execute())
  expect(cases).toHaveLength(1)
})

const corpora = { th: 'tha_Thai', lo: 'lao_Laoo', km: 'khm_Khmr', en: 'eng_Latn' } as const
test.skipIf(!existsSync('../shared/data/text/multilingual'))(
  'any part of a word is found in four languages: nothing is missed, nothing else is found',
  async () => {
    const texts = Object.values(corpora).flatMap(folder =>
      readFileSync(`../shared/data/text/multilingual/sib200/${folder}/dev.tsv`, 'utf8')
        .trim()
        .split('\n')
        .slice(1)
        .map(line => line.split('\t').at(-1)!),
    )
    await bring(
      texts.map(text => said(text, { score: 9 })),
      'none',
    )
    const parts = fc.constantFrom(...texts).chain(text => {
      const letters = [...text]
      return fc.tuple(fc.nat(letters.length - 1), fc.integer({ min: 1, max: 8 })).map(([at, length]) =>
        letters
          .slice(at, at + length)
          .join('')
          .trim(),
      )
    })
    await fc.assert(
      fc.asyncProperty(
        parts.filter(part => searchKey(part) !== ''),
        async part => {
          const expected = texts.filter(text => searchKey(text).includes(searchKey(part)))
          const got: string[] = []
          for (let cursor: string | undefined; ; ) {
            const page = await app
              .as('anna')
              .call(api.listFeedback, { q: part, limit: 200, mood: 'good', ...(cursor ? { cursor } : {}) } as never)
            got.push(...page.items.map(one => one.text))
            if (!page.next) break
            cursor = page.next
          }
          // Other tests' feedback is in the same workspace, but not of this mood and these words.
          expect(got.filter(text => texts.includes(text)).sort()).toEqual([...new Set(expected)].sort())
        },
      ),
      { numRuns: 40 },
    )
  },
)
