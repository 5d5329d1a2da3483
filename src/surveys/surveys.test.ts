import { afterAll, beforeAll, expect, test } from 'vitest'
import { checksOf } from '#core/surveys/checks.ts'
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

test.each(api.templateIds)('the template %s is whole in four languages, and nothing about it needs mending', async template => {
  const { id } = await app.as('khamla').call(api.addSurvey, { template, language: 'km' })
  const { draft, kind, name } = await app.as('khamla').call(api.getSurvey, { id })
  expect(checksOf(draft)).toEqual([])
  expect(Object.keys(draft.words).sort()).toEqual(['en', 'km', 'lo', 'th'])
  expect(name).not.toContain('template')
  if (template === 'pulse' || template === 'index') expect(kind).toBe(template)
  if (template.startsWith('ces')) expect(kind).toBe('ces')
  await app.as('khamla').call(api.saveDraft, { id, revision: 1, ...draft })
  expect((await app.as('khamla').call(api.getSurvey, { id })).kind).toBe(kind)
})

test('a survey is copied, exported and brought in again as it is', async () => {
  const khamla = app.as('khamla')
  const { id } = await khamla.call(api.addSurvey, { template: 'after-case' })
  const { draft } = await khamla.call(api.getSurvey, { id })
  await khamla.call(api.saveSettings, { id, settings: { origins: ['https://shop.example'], publicResults: ['score'] } })
  const copy = await khamla.call(api.getSurvey, await khamla.call(api.addSurvey, { copyOf: id }))
  expect(copy).toMatchObject({
    name: 'After a case (ສຳເນົາ)',
    state: 'draft',
    version: 0,
    draft,
    settings: { origins: ['https://shop.example'] },
  })
  const answer = await app.as('khamla').inject({ method: 'GET', url: `/api/surveys/${id}/export` })
  const { name, content } = api.SurveyFile.parse(JSON.parse(answer.body))
  const again = await khamla.call(api.getSurvey, await khamla.call(api.addSurvey, { name, content }))
  expect(again).toMatchObject({ name: 'After a case', draft })
})

test('what was open is closed and opened again by who may; a draft cannot be', async () => {
  const { id } = await app.as('noi').call(api.addSurvey, { template: 'nps' })
  const state = async () => (await app.as('noi').call(api.getSurvey, { id })).state
  await expect(app.as('khamla').call(api.setSurveyState, { id, state: 'open' })).rejects.toMatchObject({ code: 'survey.never-open' })
  await expect(app.as('noi').call(api.publishSurvey, { id })).rejects.toMatchObject({ status: 403 })
  await app.as('khamla').call(api.publishSurvey, { id })
  await expect(app.as('noi').call(api.setSurveyState, { id, state: 'closed' })).rejects.toMatchObject({ status: 403 })
  await app.as('khamla').call(api.setSurveyState, { id, state: 'closed' })
  expect(await state()).toBe('closed')
  await app.as('khamla').call(api.setSurveyState, { id, state: 'open' })
  expect(await state()).toBe('open')
})

test('a rep puts away what was never open; the list shows it only when asked', async () => {
  const listed = async (archived: boolean) => (await app.as('noi').call(api.listSurveys, { archived, limit: 200 })).items.map(one => one.id)
  const { id } = await app.as('noi').call(api.addSurvey, { template: 'stars' })
  await app.as('noi').call(api.archiveSurvey, { id, archived: true })
  expect(await listed(false)).not.toContain(id)
  expect(await listed(true)).toContain(id)
  await expect(app.as('khamla').call(api.publishSurvey, { id })).rejects.toMatchObject({ code: 'survey.archived' })
  await app.as('noi').call(api.archiveSurvey, { id, archived: false })
  await app.as('khamla').call(api.publishSurvey, { id })
  await expect(app.as('noi').call(api.archiveSurvey, { id, archived: true })).rejects.toMatchObject({ status: 403 })
})

test('versions say when, by whom and what changed, page by page', async () => {
  const khamla = app.as('khamla')
  const { id } = await khamla.call(api.addSurvey, { template: 'nps' })
  await khamla.call(api.publishSurvey, { id })
  const { draft } = await khamla.call(api.getSurvey, { id })
  draft.words.en!['why.ask'] = 'Why?'
  draft.definition.questions[1]!.required = true
  await khamla.call(api.saveDraft, { id, revision: 1, ...draft })
  await khamla.call(api.publishSurvey, { id })
  const first = await khamla.call(api.listVersions, { id, limit: 1 })
  expect(first.items).toMatchObject([{ version: 2, by: 'Khamla Vongsa', changes: { changed: ['why'], words: { en: 1 } } }])
  const second = await khamla.call(api.listVersions, { id, limit: 1, cursor: first.next! })
  expect(second).toMatchObject({ items: [{ version: 1, changes: null }], next: null })
})

test('a survey has one test link, whoever asks how often', async () => {
  const { id } = await app.as('noi').call(api.addSurvey, { template: 'nps' })
  const { url } = await app.as('noi').call(api.makeTestLink, { id })
  expect(url).toMatch(/\/s\/[\w-]{32}$/)
  expect(await app.as('khamla').call(api.makeTestLink, { id })).toEqual({ url })
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
