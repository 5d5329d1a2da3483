import type { Locator } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { begin, send, words } from './steps.ts'
import { accessible, atRest, fits, type Page, phone, picture, told, until, type World, world } from './world.ts'

let here: World
let page: Page
const t = words('en')

beforeAll(async () => {
  here = await world({ mail: false })
  page = (await here.visit('en')).page
  await begin(page, here)
}, 120_000)
afterAll(() => here?.close())

/** As somebody without a mouse comes to a thing: Tab by Tab. */
async function tabTo(name: string | RegExp, role: 'button' | 'link' | 'textbox' | 'combobox', back = false) {
  const wanted = page.getByRole(role, { name, exact: true })
  await wanted.first().waitFor()
  for (let at = 0; at < 150; at++) {
    if ((await Promise.all((await wanted.all()).map(one => one.evaluate(it => it === document.activeElement)))).includes(true)) return
    await page.keyboard.press(back ? 'Shift+Tab' : 'Tab')
  }
  throw new Error(`Tab does not come to ${role} ${name}`)
}

const press = async (name: string | RegExp, role: 'button' | 'link' = 'button', back = false) => {
  await tabTo(name, role, back)
  await page.keyboard.press('Enter')
}

type Whole = {
  draft: { definition: { questions: { key: string; when: unknown }[] }; words: Record<string, Record<string, string>> }
  revision: number
}
const surveyId = () => /surveys\/([\w-]{36})/.exec(page.url())![1]!
const saved = () => send<Whole>(page, 1, 'GET', `/surveys/${surveyId()}`)
const isSaved = () => page.getByText(t('surveys.saving.saved'), { exact: true }).waitFor()
const shown = (text: string) => page.frameLocator('iframe[aria-hidden=false]').getByText(text).first().waitFor()

test('Without a mouse: a survey is begun, asks those with a low score more, speaks Lao, and is opened', { timeout: 240_000 }, async () => {
  await told('surveys-keyboard', [page], async () => {
    await page.goto(`${here.url}/1/surveys`)
    await page.getByRole('heading', { name: t('surveys.none') }).waitFor()
    await accessible(page, 'no surveys')
    await tabTo(`${t('surveys.template.nps')} ${t('surveys.template-why.nps')}`.trim(), 'button').catch(async () => {
      await page
        .getByRole('button', { name: t('surveys.template.nps') })
        .first()
        .focus()
    })
    await page.keyboard.press('Enter')
    await page.waitForURL(/surveys\/[\w-]{36}/)
    await shown('How likely are you to recommend Sabai Pay to a friend or colleague?')
    await page.keyboard.press('n')
    await page.getByRole('dialog', { name: t('surveys.add-question') }).waitFor()
    await press(t('surveys.preset.comment'))
    const ask = page.getByRole('textbox', { name: t('surveys.ask') })
    await until(() => ask.evaluate(one => one === document.activeElement), 'the focus in the new question')
    await page.keyboard.type('What should we change first?')
    await press(t('surveys.add-when'))
    await shown('What should we change first?')
    await isSaved()
    const { definition } = (await saved()).draft
    expect(definition.questions.map(({ key }) => key)).toEqual(['score', 'text', 'why'])
    expect(definition.questions[1]!.when).toEqual({ every: true, conditions: [{ question: 'score', is: 'at-most', value: 6 }] })
    await accessible(page, 'the editor')
  })
})

test('What was moved is moved back by undo; what was typed last comes back word by word', async () => {
  await told('surveys-undo', [page], async () => {
    const places = page.getByRole('list', { name: t('surveys.questions') }).getByRole('button')
    await places.nth(1).focus()
    await page.keyboard.press('Alt+ArrowDown')
    await page.getByText(t('surveys.moved-to', { place: 3, of: 3 })).waitFor()
    await page.keyboard.press('Control+z')
    await isSaved()
    await until(async () => (await saved()).draft.definition.questions[1]!.key === 'text', 'the old order')
  })
})

test('Two who write at once lose nothing', async () => {
  await told('surveys-conflict', [page], async () => {
    const { draft, revision } = await saved()
    await send(page, 1, 'PUT', `/surveys/${surveyId()}/draft`, { revision, ...draft, name: 'By somebody else' })
    const name = page.getByRole('textbox', { name: t('surveys.name') })
    await until(async () => (await name.inputValue()) === 'By somebody else', 'what somebody else saved')
    // Now both at the same time: the page has not heard of it yet.
    await page.route('**/api/live**', route => route.abort())
    await page.reload()
    await name.waitFor()
    const now = await saved()
    await send(page, 1, 'PUT', `/surveys/${surveyId()}/draft`, { revision: now.revision, ...now.draft, name: 'Theirs' })
    await name.fill('Mine')
    await page.getByText(t('surveys.conflict')).waitFor()
    await accessible(page, 'a conflict')
    await page.getByRole('button', { name: t('surveys.conflict.theirs') }).click()
    await until(async () => (await name.inputValue()) === 'Theirs', 'theirs')
    await page.keyboard.press('Control+z')
    await until(async () => (await name.inputValue()) === 'Mine', 'mine again')
    await isSaved()
    await page.unroute('**/api/live**')
  })
})

test('Its words are written side by side in Lao, and what is missing is counted', async () => {
  await told('surveys-words', [page], async () => {
    await press(t('surveys.tab.words'), 'link')
    await page.getByRole('button', { name: /Lao/ }).first().click()
    await page
      .getByText(t('surveys.missing', { n: 1 }))
      .first()
      .waitFor()
    await accessible(page, 'languages')
    await page.locator('[data-word="text.ask"]').focus()
    await page.keyboard.insertText('ພວກເຮົາຄວນປ່ຽນຫຍັງກ່ອນ?')
    await isSaved()
    await until(async () => (await saved()).draft.words.lo!['text.ask'] === 'ພວກເຮົາຄວນປ່ຽນຫຍັງກ່ອນ?', 'the Lao words')
  })
})

test('It is read as a screen reader would, and opened when nothing blocks', { timeout: 180_000 }, async () => {
  await told('surveys-open', [page], async () => {
    await press(new RegExp(`^${t('surveys.tab.checks')}`), 'link', true)
    // A fault on an end page only: what nobody comes to before the last answer is read too.
    const ends = /"end":/
    await page.route('**/api/surveys/preview', async route => {
      const answer = await route.fetch()
      const html = await answer.text()
      await route.fulfill({
        response: answer,
        body: ends.test(route.request().postData() ?? '') ? html.replace('<h1', '<img src=\\"data:,\\"><h1') : html,
      })
    })
    await press(t('surveys.axe-run'))
    await page.getByText(t('surveys.axe-end')).first().waitFor({ timeout: 90_000 })
    expect(await page.locator('.check-lines code', { hasText: 'image-alt' }).count()).toBeGreaterThan(0)
    await page.unroute('**/api/surveys/preview')
    await press(t('surveys.axe-again'))
    await page.getByText(t('surveys.axe-none')).waitFor({ timeout: 90_000 })
    await accessible(page, 'checks')
    await press(t('surveys.open'), 'button', true)
    await page.getByText(t('surveys.opened', { version: 1 })).waitFor()
    await page.getByText(t('surveys.state.open'), { exact: true }).waitFor()
    await page.getByRole('button', { name: t('surveys.door-new.link') }).click()
    await page.getByRole('textbox', { name: t('surveys.door-name') }).fill('Counter')
    await page.keyboard.press('Enter')
    expect(await page.getByRole('textbox', { name: 'Counter' }).inputValue()).toMatch(/^http:\/\/localhost:\d+\/s\/[\w-]{32}$/)
    await accessible(page, 'share')
    await press(t('surveys.tab.versions'), 'link', true)
    await page.getByText(t('surveys.changes.first')).waitFor()
    await accessible(page, 'versions')
  })
})

test('On a phone in Lao the list, each part of the editor and its preview fit', { timeout: 180_000 }, async () => {
  await told('surveys-phone', [page], async () => {
    const lo = words('lo')
    const id = surveyId()
    await page.evaluate(() => localStorage.setItem('sabai.language', 'lo'))
    await page.setViewportSize(phone)
    for (const path of [
      'surveys',
      `surveys/${id}`,
      `surveys/${id}?at=text`,
      ...['words', 'checks', 'share', 'versions', 'settings'].map(tab => `surveys/${id}?tab=${tab}`),
    ]) {
      await page.goto(`${here.url}/1/${path}`)
      await page.getByRole('heading', { level: 1 }).first().waitFor()
      await atRest(page)
      await fits(page, path)
      await accessible(page, path)
    }
    const before = (await saved()).draft.definition.questions.map(one => one.key)
    const [first, second, ...rest] = before
    for (const order of [[second, first, ...rest], before]) {
      await page.goto(`${here.url}/1/surveys/${id}`)
      await page.locator('.outline-list .grip').first().waitFor()
      await atRest(page)
      await byFinger(page.locator('.outline-list .grip').first(), page.locator('.outline-list li').nth(1))
      await until(
        async () => (await saved()).draft.definition.questions.map(one => one.key).join() === order.join(),
        'two to change places',
      )
    }
    await page.goto(`${here.url}/1/surveys/${id}?at=text`)
    await page.getByRole('button', { name: lo('surveys.preview') }).click()
    await shown('What should we change first?')
    await picture(page, 'surveys-preview-phone-lo')
    expect(here.faults).toEqual([])
  })
})

/** What a mouse cannot show: a finger takes one place and brings it to another. */
async function byFinger(from: Locator, to: Locator) {
  const wire = await page.context().newCDPSession(page)
  await wire.send('Emulation.setTouchEmulationEnabled', { enabled: true })
  const middle = async (one: Locator) => {
    const { x, y, width, height } = (await one.boundingBox())!
    return { x: x + width / 2, y: y + height / 2 }
  }
  const [start, end] = [await middle(from), await middle(to)]
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', touchPoints: { x: number; y: number }[]) =>
    wire.send('Input.dispatchTouchEvent', { type, touchPoints })
  await touch('touchStart', [start])
  await touch('touchMove', [{ x: end.x, y: (start.y + end.y) / 2 }])
  await touch('touchMove', [end])
  await touch('touchEnd', [])
}
