import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SurveyContent } from '#core/surveys/definition.ts'
import { foundWorkspace, usualHours } from '#directory/index.ts'
import { newId } from '#kernel/id.ts'
import { founding, reading, system, writing } from '#kernel/inside.ts'
import { makeLink, type NewLink, tokenOf } from '#surveys/index.ts'
import { add, publish } from '../src/surveys/surveys.ts'
import { accessible, atRest, fits, type Page, phone, picture, told, until, type World, world } from './world.ts'

let place: World
const workspaceId = newId()
beforeAll(async () => {
  place = await world({ mail: false })
  await founding(place.server.inside, workspaceId, ctx =>
    foundWorkspace(ctx, { id: workspaceId, name: 'Riverside Pay', language: 'en', zone: 'Asia/Vientiane', workingHours: usualHours }),
  )
})
afterAll(() => place?.close())

const inside = <T>(run: Parameters<typeof writing<T>>[3]) => writing(place.server.inside, workspaceId, system, run)

/** A survey that is open, with an address to answer it at. */
async function open(content: SurveyContent | 'nps' | 'csat', link: Partial<NewLink> = {}) {
  return inside(async ctx => {
    const { id } = await add(ctx, typeof content === 'string' ? { template: content } : { content })
    await publish(ctx, { id })
    const linkId = await makeLink(ctx, { surveyId: id, channel: 'link', ...link })
    return { surveyId: id, url: `${place.url}/s/${tokenOf(ctx.site, linkId)}` }
  })
}

const responses = (surveyId: string) =>
  reading(place.server.inside, workspaceId, system, ({ db }) =>
    db.selectFrom('response').selectAll().where('surveyId', '=', surveyId).execute(),
  )

const answered = (surveyId: string, comment: string) =>
  until(async () => (await responses(surveyId)).find(one => one.comment === comment), `the comment ${comment}`)

const press = (page: Page, point: number) => page.locator(`input[name="a.score"][value="${point}"]`).check({ force: true })

test('in Khmer on a phone the score is saved with the touch, the comment behind it, and both pages are for everybody', async () => {
  const { surveyId, url } = await open('nps')
  const { page } = await place.visit('km', phone)
  await told('answer-km', [page], async () => {
    await page.goto(url)
    expect(await page.title()).toBe('មតិរបស់លោកអ្នក')
    await accessible(page, 'the score in Khmer')
    await fits(page, 'the score in Khmer')
    await picture(page, 'answer-km-1')
    await press(page, 9)
    await until(async () => (await responses(surveyId)).find(({ score }) => score === 9), 'the score')
    await page.locator('textarea').fill('បុគ្គលិកជួយបានលឿនណាស់')
    await press(page, 8)
    await until(async () => (await responses(surveyId)).find(({ score }) => score === 8), 'the other score')
    expect(await page.locator('textarea').inputValue()).toBe('បុគ្គលិកជួយបានលឿនណាស់')
    await accessible(page, 'the comment in Khmer')
    await fits(page, 'the comment in Khmer')
    await picture(page, 'answer-km-2')
    await page.locator('.go button:not(.w)').click()
    await page.locator('[data-done]').waitFor()
    await picture(page, 'answer-km-3')
    expect(await answered(surveyId, 'បុគ្គលិកជួយបានលឿនណាស់')).toMatchObject({ score: 8, language: 'km', completedAt: expect.any(Date) })
    expect(await responses(surveyId)).toHaveLength(1)
  })
})

test('without JavaScript, in English, each step is a page of its own', async () => {
  const { surveyId, url } = await open('nps')
  const { page } = await place.visit('en', phone, { javaScriptEnabled: false })
  await told('answer-plain', [page], async () => {
    await page.goto(url)
    await press(page, 3)
    await page.getByRole('button', { name: 'Next' }).click()
    expect(await responses(surveyId)).toMatchObject([{ score: 3 }])
    await page.getByLabel('Why did you give this score?').fill('I waited an hour')
    await page.getByRole('button', { name: 'Back' }).click()
    await page.locator('input[value="3"][name="a.score"]:checked').waitFor({ state: 'attached' })
    await page.getByRole('button', { name: 'Next' }).click()
    expect(await page.getByLabel('Why did you give this score?').inputValue()).toBe('I waited an hour')
    await page.getByRole('button', { name: 'Send' }).click()
    await page.getByRole('heading', { name: 'Thank you for your answer.' }).waitFor()
    expect(await responses(surveyId)).toMatchObject([{ score: 3, comment: 'I waited an hour' }])
  })
})

test('the line drops: what was typed stays, also when the page is loaded again, and goes when the line is back', async () => {
  const { surveyId, url } = await open('nps')
  const { page, context } = await place.visit('en', phone)
  await told('answer-line', [page], async () => {
    await page.goto(url)
    await press(page, 6)
    await page.locator('textarea').fill('The river took the line')
    await context.setOffline(true)
    await page.getByRole('button', { name: 'Send' }).click()
    await page.getByText('There is no connection.').waitFor()
    await picture(page, 'answer-offline')
    await accessible(page, 'without a line')
    await context.setOffline(false)
    await page.locator('[data-done]').waitFor()
    expect(await answered(surveyId, 'The river took the line')).toMatchObject({ score: 6 })
  })
  const second = await place.visit('en', phone)
  await second.page.goto(url)
  await press(second.page, 2)
  await second.page.locator('textarea').fill('Half a sente')
  await second.page.reload()
  await until(
    async () =>
      (await second.page
        .locator('textarea')
        .inputValue()
        .catch(() => '')) === 'Half a sente',
    'what was typed',
  )
  await second.page.locator('textarea').fill('Half a sentence')
  await second.page.getByRole('button', { name: 'Send' }).click()
  await second.page.locator('[data-done]').waitFor()
  expect(await answered(surveyId, 'Half a sentence')).toMatchObject({ score: 2 })
  expect(await responses(surveyId)).toHaveLength(2)
})

test('with the keyboard alone, and a button of an e-mail records nothing before it is confirmed', async () => {
  const { surveyId, url } = await open('csat')
  const { page } = await place.visit('en')
  await told('answer-keys', [page], async () => {
    await page.goto(`${url}?score=4`)
    await atRest(page)
    expect(await responses(surveyId)).toEqual([])
    await picture(page, 'answer-chosen')
    await page.locator('input[value="4"]').focus()
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('Enter')
    await page.locator('textarea').waitFor()
    expect(await responses(surveyId)).toMatchObject([{ score: 5 }])
    await page.locator('textarea').focus()
    await page.keyboard.type('Kind')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.locator('[data-done]').waitFor()
    expect(await responses(surveyId)).toMatchObject([{ score: 5, comment: 'Kind' }])
  })
})

const score = (
  key: string,
  symbols: 'numbers' | 'stars' | 'thumbs' | 'faces' | 'own',
  id: 'stars' | 'csat' | 'thumbs' | 'custom',
  min: 0 | 1,
  max: number,
) => ({
  key,
  kind: 'score' as const,
  required: false,
  when: null,
  scale: { id, min, max, direction: 'up' as const },
  symbols,
})
const base = { required: false, when: null }

/** One of each kind. */
const everything: SurveyContent = {
  definition: {
    language: 'en',
    questions: [
      { ...base, key: 'hello', kind: 'statement' },
      { ...score('stars', 'stars', 'stars', 1, 5), required: true },
      score('faces', 'faces', 'csat', 1, 5),
      score('thumbs', 'thumbs', 'thumbs', 0, 1),
      score('hearts', 'own', 'custom', 1, 3),
      {
        ...base,
        key: 'bad',
        kind: 'text',
        long: false,
        comment: true,
        longest: 200,
        when: { every: true, conditions: [{ question: 'stars', is: 'at-most', value: 2 }] },
      },
      { ...base, key: 'which', kind: 'choice', choices: ['shop', 'phone'], other: true, shuffle: false },
      { ...base, key: 'what', kind: 'choices', choices: ['price', 'speed', 'care'], other: false, shuffle: true, most: 2 },
      { ...base, key: 'parts', kind: 'matrix', rows: ['clean', 'quiet'], columns: ['yes', 'no'] },
      { ...base, key: 'order', kind: 'ranking', choices: ['one', 'two', 'three'] },
      { ...base, key: 'day', kind: 'date' },
      { ...base, key: 'photo', kind: 'file', mostBytes: 5_000_000 },
      { ...base, key: 'ok', kind: 'consent', required: true },
    ],
    ends: [
      { key: 'sorry', when: { every: true, conditions: [{ question: 'stars', is: 'at-most', value: 2 }] }, link: null },
      { key: 'thanks', when: null, link: 'https://riverside.example/more' },
    ],
    hidden: [],
    quotas: [],
    look: { accent: '#b8860b', highFirst: false, progress: true },
  },
  words: {
    en: {
      title: 'Your visit',
      intro: 'A few questions.',
      'hello.ask': 'Hello',
      'hello.help': 'We ask about last Tuesday.',
      'stars.ask': 'How many stars?',
      'stars.low': 'Poor',
      'stars.high': 'Great',
      'faces.ask': 'How did it feel?',
      'faces.low': 'Bad',
      'faces.high': 'Good',
      'thumbs.ask': 'Again?',
      'thumbs.low': 'No',
      'thumbs.high': 'Yes',
      'hearts.ask': 'How much do you like us?',
      'hearts.low': 'Little',
      'hearts.high': 'Much',
      'hearts.symbol.1': '💔',
      'hearts.symbol.2': '💛',
      'hearts.symbol.3': '❤️',
      'bad.ask': 'What went wrong?',
      'which.ask': 'Where were you?',
      'which.choice.shop': 'In the shop',
      'which.choice.phone': 'On the phone',
      'what.ask': 'What matters?',
      'what.help': 'Two at most',
      'what.choice.price': 'Price',
      'what.choice.speed': 'Speed',
      'what.choice.care': 'Care',
      'parts.ask': 'How was it?',
      'parts.row.clean': 'Clean',
      'parts.row.quiet': 'Quiet',
      'parts.column.yes': 'Yes',
      'parts.column.no': 'No',
      'order.ask': 'In which order?',
      'order.choice.one': 'First thing',
      'order.choice.two': 'Second thing',
      'order.choice.three': 'Third thing',
      'day.ask': 'When?',
      'photo.ask': 'A picture?',
      'ok.ask': 'May we write to you?',
      'end.sorry.title': 'We are sorry',
      'end.thanks.title': 'Thanks a lot',
      'end.thanks.button': 'Read more',
    },
  },
}

test.each([true, false])(
  'every kind of question, follow-ups by score and the end of the unhappy (JavaScript: %s)',
  async javaScriptEnabled => {
    const { surveyId, url } = await open(everything)
    const { page } = await place.visit('en', phone, { javaScriptEnabled, colorScheme: javaScriptEnabled ? 'dark' : 'light' })
    const next = () => page.locator('.go button:not(.w)').click()
    const shown = `answer-all-${javaScriptEnabled ? 'script' : 'plain'}`
    await told(shown, [page], async () => {
      await page.goto(url)
      if (javaScriptEnabled) await accessible(page, 'stars')
      await picture(page, `${shown}-1`)
      await page.locator('input[name="a.stars"][value="2"]').check({ force: true })
      if (!javaScriptEnabled) await next()
      await page.getByLabel('What went wrong?').fill('Noise')
      await page.locator('input[name="a.faces"][value="2"]').check({ force: true })
      await page.locator('input[name="a.thumbs"][value="0"]').check({ force: true })
      await page.locator('input[name="a.hearts"][value="1"]').check({ force: true })
      await page.getByLabel('Something else').check()
      await page.getByLabel('In your own words').fill('At home')
      await fits(page, 'many kinds')
      if (javaScriptEnabled) await accessible(page, 'many kinds')
      await picture(page, `${shown}-2`)
      await next()
      await page.getByLabel('Price').check()
      await page.getByLabel('Care').check()
      await page.locator('input[name="a.parts.clean"][value="yes"]').check()
      await page.locator('input[name="a.parts.quiet"][value="no"]').check()
      for (const [at, choice] of ['two', 'three', 'one'].entries())
        await page.locator(`select[name="a.order.${choice}"]`).selectOption(String(at + 1))
      await page.getByLabel('When?').fill('2026-02-28')
      await page.getByLabel('A picture?').setInputFiles({
        name: 'me.png',
        mimeType: 'text/html',
        buffer: Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=', 'base64'),
      })
      await fits(page, 'other kinds')
      if (javaScriptEnabled) await accessible(page, 'other kinds')
      await picture(page, `${shown}-3`)
      await next()
      await page.getByLabel('I agree').check()
      await next()
      await page.getByRole('heading', { name: 'We are sorry' }).waitFor()
      const [row] = await responses(surveyId)
      expect(row).toMatchObject({ score: 2, scale: 'stars', comment: 'Noise', completedAt: expect.any(Date) })
      expect(row!.answers).toMatchObject({
        which: 'other:At home',
        what: expect.arrayContaining(['price', 'care']),
        parts: { clean: 'yes', quiet: 'no' },
        order: ['two', 'three', 'one'],
        day: '2026-02-28',
        photo: expect.stringMatching(/^[\da-f-]{36}$/),
        ok: true,
      })
    })
  },
)

test('nothing on these pages complained', () => {
  expect(place.faults).toEqual([])
})
