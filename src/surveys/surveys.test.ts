import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp } from '#testing.ts'
import * as api from './api.ts'
import { hashOf, makeLink, tokenOf } from './links.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

test('a survey begins from a template in four languages, is published as a version, and keeps what it asked', async () => {
  const { id } = await app.as('noi').call(api.addSurvey, { template: 'nps', language: 'lo' })
  const whole = await app.as('noi').call(api.getSurvey, { id })
  expect(whole).toMatchObject({ kind: 'nps', state: 'draft', version: 0, languages: ['lo', 'en', 'km', 'th'] })
  await app.as('khamla').call(api.publishSurvey, { id })
  const { definition, words } = whole.draft
  words.lo!['why.ask'] = 'ຍ້ອນຫຍັງ?'
  expect(await app.as('noi').call(api.saveDraft, { id, revision: 1, definition, words })).toEqual({ revision: 2 })
  const asked = await app.as('noi').call(api.getVersion, { id, version: 1 })
  expect(asked.content.words.lo!['why.ask']).toBe('ຍ້ອນຫຍັງທ່ານຈຶ່ງໃຫ້ຄະແນນນີ້?')
  expect((await app.as('noi').call(api.getSurvey, { id })).changed).toBe(true)
})

test('who saves over somebody else is told', async () => {
  const { id } = await app.as('noi').call(api.addSurvey, { template: 'csat' })
  const { draft } = await app.as('noi').call(api.getSurvey, { id })
  await app.as('noi').call(api.saveDraft, { id, revision: 1, ...draft })
  await expect(app.as('khamla').call(api.saveDraft, { id, revision: 1, ...draft })).rejects.toMatchObject({
    code: 'survey.changed-meanwhile',
  })
})

test('a survey with a word missing in its own language cannot be opened', async () => {
  const { id } = await app.as('khamla').call(api.addSurvey, { template: 'ces' })
  const { draft } = await app.as('khamla').call(api.getSurvey, { id })
  draft.words.en!['score.ask'] = ' '
  await app.as('khamla').call(api.saveDraft, { id, revision: 1, ...draft })
  await expect(app.as('khamla').call(api.publishSurvey, { id })).rejects.toMatchObject({
    code: 'survey.incomplete',
    fields: [{ field: 'words.en.score.ask', code: 'required' }],
  })
})

test('a token can be made again, and only its hash is kept', async () => {
  const { id: surveyId } = await app.as('khamla').call(api.addSurvey, { template: 'nps' })
  const kept = await app.write(async ctx => {
    const id = await makeLink(ctx, { surveyId, channel: 'link' })
    const row = await ctx.tx.selectFrom('surveyLink').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
    return { row, token: tokenOf(ctx.site, id) }
  })
  expect(kept.token).toMatch(/^[\w-]{32}$/)
  expect(kept.row.tokenHash.equals(hashOf(kept.token))).toBe(true)
  expect(JSON.stringify(kept.row)).not.toContain(kept.token)
})
