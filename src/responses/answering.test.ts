import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestApp, testApp } from '#testing.ts'
import { linkTo, openSurvey, visitor } from '#testing-surveys.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

const responses = (surveyId: string) =>
  app.read(({ db }) => db.selectFrom('response').selectAll().where('surveyId', '=', surveyId).execute())

describe('a customer without JavaScript', () => {
  test('answers in two steps: the score is stored before the comment is asked', async () => {
    const { surveyId, token } = await openSurvey(app, 'nps')
    const person = await visitor(app, token)
    expect(person.page).toMatchObject({ status: 200, fields: ['a.score'] })
    expect(await responses(surveyId)).toEqual([])
    await person.send({ 'a.score': '9' })
    expect(person.page.fields).toEqual(['a.why'])
    expect(await responses(surveyId)).toMatchObject([{ score: 9, mood: 1, comment: '', completedAt: null, answers: { score: 9 } }])
    await person.send({ 'a.why': 'ເຈົ້າໜ້າທີ່ໃຈດີ' })
    expect(person.page.title).toBe('Thank you for your answer.')
    expect(await responses(surveyId)).toMatchObject([{ score: 9, comment: 'ເຈົ້າໜ້າທີ່ໃຈດີ', completedAt: app.clock.now }])
  })

  test('is not recorded by opening the page, also when the e-mail’s button carries a score', async () => {
    const { surveyId, token } = await openSurvey(app, 'nps')
    const { page, send } = await visitor(app, token, '?score=3')
    expect(page.body).toMatch(/value="3" required checked/)
    expect(page.body).toContain('Press the button to give this answer.')
    expect(await responses(surveyId)).toEqual([])
    await send({ 'a.score': '3' })
    expect(await responses(surveyId)).toMatchObject([{ score: 3 }])
  })

  test('reads the page in the language of the address, the link, the browser, else of the survey', async () => {
    const { surveyId, token } = await openSurvey(app, 'nps')
    const khmer = await linkTo(app, surveyId, { language: 'km' })
    const language = async (of: string, query = '', accept = '') =>
      /<html lang="(\w+)"/.exec((await visitor(app, of, query, { 'accept-language': accept })).page.body)![1]
    expect(await language(token, '?lang=th')).toBe('th')
    expect(await language(khmer, '', 'lo')).toBe('km')
    expect(await language(token, '', 'fr-FR, lo-LA;q=0.8, en;q=0.3')).toBe('lo')
    expect(await language(token, '?lang=xx', 'fr')).toBe('en')
  })

  test('is told in words what is missing, and what was good is stored', async () => {
    const { surveyId, token } = await openSurvey(app, 'nps')
    const person = await visitor(app, token)
    await person.send({})
    expect(person.page.status).toBe(422)
    expect(person.page.body).toContain('This field is required')
    await person.send({ 'a.score': '11' })
    expect(person.page.status).toBe(422)
    expect(await responses(surveyId)).toEqual([])
  })

  test('sends twice and is one', async () => {
    const { surveyId, token } = await openSurvey(app, 'nps')
    const person = await visitor(app, token)
    const again = { ...person.page.hidden, 'a.score': '7' }
    await person.send({ 'a.score': '7' })
    const payload = new URLSearchParams(again).toString()
    await app
      .anyone()
      .inject({ method: 'POST', url: `/s/${token}`, payload, headers: { 'content-type': 'application/x-www-form-urlencoded' } })
    expect(await responses(surveyId)).toMatchObject([{ score: 7 }])
  })
})

test('a state of one link is worth nothing at another, nor one that was changed', async () => {
  const { surveyId, token } = await openSurvey(app, 'nps')
  const other = await linkTo(app, surveyId)
  const { page } = await visitor(app, token)
  for (const state of [page.hidden.state!, `${page.hidden.state!.slice(0, -2)}xx`, '', 'x.y']) {
    const at = state === page.hidden.state ? other : token
    const payload = new URLSearchParams({ state, shown: 'score', 'a.score': '9' }).toString()
    const answer = (await app.anyone().inject({
      method: 'POST',
      url: `/s/${at}`,
      payload,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    })) as unknown as { statusCode: number }
    expect(answer.statusCode).toBe(303)
  }
  expect(await responses(surveyId)).toEqual([])
})
