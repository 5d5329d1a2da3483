import { afterAll, beforeAll, expect, test } from 'vitest'
import { addSurvey, getSurvey, previewSurvey } from '#surveys/api.ts'
import { type TestApp, testApp } from '#testing.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

async function shown(more: { question?: string; end?: string; answers?: Record<string, number> }, words: Record<string, string> = {}) {
  const { id } = await app.as('noi').call(addSurvey, { template: 'after-case', language: 'en' })
  const { draft } = await app.as('noi').call(getSurvey, { id })
  Object.assign(draft.words.en!, words)
  return app.as('noi').call(previewSurvey, { ...draft, language: 'en', answers: {}, nonce: 'abc', ...more })
}

test('an unsaved draft is shown as customers would see it: its first step, the step of a question, an end page', async () => {
  const first = await shown({}, { 'score.ask': 'How was {company}?' })
  expect(first).toMatchObject({ step: 1, steps: 2 })
  expect(first.html).toContain('<style nonce="abc">')
  expect(first.html).toMatch(/How was (?!\{company\})/)
  expect((await shown({ question: 'solved', answers: { score: 4 } })).step).toBe(2)
  expect((await shown({ end: 'sorry', answers: { score: 1 } })).html).toContain('We are sorry for the trouble.')
})

test('nothing of a preview runs, whatever an author types', async () => {
  const { html } = await shown({}, { title: '<script>steal()</script><img src=x onerror=steal()>' })
  expect(html).not.toMatch(/<script|<img/)
  expect(html).toContain('steal()')
})

test('a nonce cannot leave its attribute', async () => {
  await expect(
    app.as('noi').call(previewSurvey, { ...(await draftOf()), language: 'en', answers: {}, nonce: '"><script>' }),
  ).rejects.toMatchObject({
    code: 'input',
  })
})

async function draftOf() {
  const { id } = await app.as('noi').call(addSurvey, { template: 'nps' })
  return (await app.as('noi').call(getSurvey, { id })).draft
}
