import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Language } from '#kernel/words.ts'
import { everyPath } from './pages.ts'
import { lookAround, send, words } from './steps.ts'
import { atRest, desktop, fits, look, openAt, type Page, phone, told, turnTo, until, violations, type World, world } from './world.ts'

let here: World
let page: Page
let number: number
const t = words('en')

beforeAll(async () => {
  here = await world({ mail: false })
  page = (await here.visit('en')).page
  number = await lookAround(page, here)
}, 90_000)
afterAll(() => here?.close())

const main = [
  'today',
  'inbox',
  'inbox/causes',
  'voices',
  'customers',
  'accounts',
  'topics',
  'import',
  'people',
  'people/teams',
  'scoreboard',
  'actions',
  'settings',
  'settings/account',
  'settings/rules',
]
const others = everyPath.filter(path => !main.includes(path))

/** The whole page, when nothing on it is waiting any more. */
async function open(path: string) {
  await openAt(page, `${here.url}/${number}/${path}`)
  await atRest(page)
}

async function firstCase(): Promise<string> {
  const { items } = await send<{ items: { id: string }[] }>(page, number, 'GET', '/cases?view=all&limit=1')
  return `inbox/${items[0]!.id}`
}

type Look = { size: typeof desktop; scheme: 'light' | 'dark'; fitsOnly?: true }
/** The main pages: each language with each scheme and each width, without all their products. */
const looks: Record<Language, Look[]> = {
  en: [
    { size: desktop, scheme: 'light' },
    { size: phone, scheme: 'dark' },
  ],
  lo: [
    { size: desktop, scheme: 'dark' },
    { size: phone, scheme: 'light' },
  ],
  th: [{ size: phone, scheme: 'light' }],
  km: [{ size: phone, scheme: 'dark' }],
}
const few = ['today', 'inbox', 'voices']

/** Every other page once by axe, where there is least room; dark and light in turn. */
const onceBy: Partial<Record<Language, (at: number) => Look[]>> = {
  en: () => [{ size: desktop, scheme: 'light', fitsOnly: true }],
  lo: at => [{ size: phone, scheme: at % 2 ? 'dark' : 'light' }],
}

// Side by side, each in a browser's context of its own: while one page thinks, another is drawn.
test.concurrent.for(['en', 'lo', 'th', 'km'] as const)(
  'Every page is accessible, fits, and says everything in its language (%s)',
  { timeout: 240_000 },
  async (language, { expect }) => {
    const { page: mine, context } = await here.visit('en', desktop, { storageState: await page.context().storageState() })
    await mine.addInitScript(language => localStorage.setItem('sabai.language', language), language)
    await told(`looks-${language}`, [mine], async () => {
      const once = onceBy[language]
      const wrong: string[] = []
      for (const path of once ? [...main, await firstCase()] : few) wrong.push(...(await lookAt(mine, path, language, looks[language])))
      if (once) for (const [at, path] of others.entries()) wrong.push(...(await lookAt(mine, path, language, once(at))))
      expect(wrong).toEqual([])
      expect(here.faults).toEqual([])
    })
    await context.close()
  },
)

async function lookAt(page: Page, path: string, language: Language, looks: Look[]): Promise<string[]> {
  const opened = turnTo(page, `${here.url}/${number}/${path}`).then(() => atRest(page))
  const failure = await opened.then(() => null, String)
  const wrong = failure ? [`${path} does not open: ${failure}`] : []
  wrong.push(...unspoken(language, await spoken(page)).map(text => `${path}: ${text}`))
  for (const one of looks) wrong.push(...(await lookIn(page, path, one)))
  return wrong
}

async function lookIn(page: Page, path: string, { size, scheme, fitsOnly }: Look) {
  await page.setViewportSize(size)
  await page.emulateMedia({ colorScheme: scheme })
  await atRest(page)
  const where = `${path} ${size.width} ${scheme}`
  return [...(fitsOnly ? [] : await violations(page, where)), ...(await fits(page, where).then(() => [], String))]
}

/** What the interface says by itself: names of what can be operated and headings, not customers' words. */
const spoken = (page: Page) =>
  page.evaluate(() => {
    const own = [...document.querySelectorAll('button, label, legend, h1, h2, h3, th, nav a, dt, [role=tab]')].map(one => one.textContent)
    const named = [...document.querySelectorAll('[aria-label], [placeholder]')].flatMap(one => [
      one.getAttribute('aria-label'),
      one.getAttribute('placeholder'),
    ])
    const all = document.body.textContent?.split(/[\s,;]+/) ?? []
    return [...own, ...named, ...all].flatMap(text => (text?.trim() ? [text.trim()] : []))
  })

const source = fileURLToPath(new URL('../src/', import.meta.url))
const catalog = (language: Language) =>
  new Map(
    globSync(`*/messages/${language}.json`, { cwd: source }).flatMap(file =>
      Object.entries(JSON.parse(readFileSync(source + file, 'utf8')) as Record<string, string>).map(
        ([key, text]) => [`${file.split('/')[0]}.${key}`, text] as const,
      ),
    ),
  )
const english = catalog('en')
const keys = new Set([...english.keys()].flatMap(key => [key, key.slice(key.indexOf('.') + 1)]).filter(key => key.includes('.')))

/** Keys and placeholders that stand where words should, and English where another language has words. */
function unspoken(language: Language, texts: string[]): string[] {
  const raw = texts.filter(text => keys.has(text) || /^\{\w+(, \w+,.*)?\}$/.test(text))
  const own = catalog(language)
  const foreign = new Set([...english].filter(([key, text]) => text.length > 3 && own.get(key) !== text).map(([, text]) => text))
  const left = language === 'en' ? [] : texts.filter(text => /\s/.test(text) && foreign.has(text))
  return [...new Set([...raw.map(text => `raw ${text}`), ...left.map(text => `English ${text}`)])]
}

test('Without a mouse: a case is found, answered, resolved; ? says how; the palette leads on', async () => {
  await told('keyboard', [page], async () => {
    await open('inbox?view=all')
    const keyboard = page.keyboard
    await keyboard.press('?')
    await page
      .getByRole('dialog', { name: t('ui.keys.title') })
      .getByText(t('ui.keys.palette'))
      .waitFor()
    await keyboard.press('Escape')
    await page
      .getByRole('list', { name: t('inbox.list.cases') })
      .getByRole('link')
      .first()
      .waitFor()
    await keyboard.press('j')
    await keyboard.press('Enter')
    await page.getByRole('region', { name: t('inbox.conversation') }).waitFor()
    await keyboard.press('r')
    const box = page.getByRole('textbox', { name: t('inbox.reply'), exact: true })
    await until(() => box.evaluate(one => one === document.activeElement), 'the focus in the reply')
    await keyboard.type('We are sorry, and it works again.')
    await keyboard.press('Control+Enter')
    await page.getByText(t('inbox.sent')).waitFor()
    await keyboard.press('Tab')
    await keyboard.press('e')
    await page.getByRole('dialog', { name: t('inbox.resolve.title') }).waitFor()
    await keyboard.type('A cause found without a mouse')
    await keyboard.press('Tab')
    await keyboard.type('Nothing was clicked')
    await keyboard.press('Control+Enter')
    await page
      .getByText(/^Resolved by/)
      .first()
      .waitFor()
    await keyboard.press('Control+k')
    await page.getByRole('combobox', { name: t('ui.palette.search') }).waitFor()
    await keyboard.type('voic')
    await keyboard.press('Enter')
    await page.getByRole('heading', { name: t('voices.voices'), level: 1 }).waitFor()
    expect(here.faults).toEqual([])
  })
})

/** Two open cases of one customer. */
async function twoCases() {
  const api = <T>(method: string, path: string, body: object) => send<T>(page, number, method, path, body)
  const { id: customerId } = await api<{ id: string }>('POST', '/customers', { name: 'ນາງ ບົວຄຳ', email: 'buakham@shop.example' })
  const open = (words: string) => api<{ id: string }>('POST', '/cases', { words, customerId })
  return { first: (await open('No receipt comes out')).id, second: (await open('The card reader is broken')).id }
}

test('Another time is agreed and taken back; two cases of one customer become one, and two again', async () => {
  await told('merging', [page], async () => {
    const { first, second } = await twoCases()
    await open(`inbox/${first}`)
    await page.getByRole('button', { name: t('inbox.due.other') }).click()
    const due = page.getByRole('dialog', { name: t('inbox.due.title') })
    await due.locator('input[name=time]').fill('')
    await due.getByRole('button', { name: t('inbox.due.save') }).click()
    await due.locator('.field-error').waitFor()
    await looked('dialog-due')
    await due.locator('input[name=time]').fill('15:30')
    await due.getByRole('button', { name: t('inbox.due.save') }).click()
    await due.waitFor({ state: 'detached' })
    const answerBy = page.locator('.chead').getByText(/15:30/)
    await answerBy.waitFor()
    await page.getByRole('button', { name: t('ui.button.undo') }).click()
    await answerBy.waitFor({ state: 'detached' })

    await page.getByRole('button', { name: t('inbox.merge.with') }).click()
    const merge = page.getByRole('dialog', { name: t('inbox.merge.title') })
    await merge.getByRole('radio', { name: /The card reader/ }).check()
    await looked('dialog-merge')
    await merge.getByRole('button', { name: t('inbox.merge'), exact: true }).click()
    await page.waitForURL(new RegExp(second))
    await open(`inbox/${first}`)
    await page.getByRole('button', { name: t('inbox.split'), exact: true }).click()
    await page.getByRole('button', { name: t('inbox.merge.with') }).waitFor()
    expect(here.faults).toEqual([])
  })
})

/** Seen on a desk and on a phone, in both schemes. */
async function looked(name: string) {
  for (const size of [phone, desktop])
    for (const scheme of ['dark', 'light'] as const) {
      await page.setViewportSize(size)
      await page.emulateMedia({ colorScheme: scheme })
      await look(page, `${name}-${size.width}-${scheme}`)
    }
}

test('A case that opens meanwhile appears in an open inbox by itself', async () => {
  await told('live', [page], async () => {
    await open('inbox?view=all&order=newest')
    const cases = page.getByRole('list', { name: t('inbox.list.cases') })
    await cases.getByRole('link').first().waitFor()
    await page.evaluate(() => Object.assign(window, { untouched: true }))
    const said = { source: 'e2e', externalId: 'live', text: 'Nobody has called me back in a week', score: 0, scale: 'nps' }
    await send(page, number, 'POST', '/feedback', { items: [said] })
    await cases.getByRole('link', { name: /Nobody has called me back/ }).waitFor()
    expect(await page.evaluate(() => 'untouched' in window)).toBe(true)
  })
})

test('On paper stands the page, without what one would click', async () => {
  await told('print', [page], async () => {
    await open('voices')
    await page.getByRole('article').first().waitFor()
    await page.emulateMedia({ media: 'print' })
    expect(await page.getByRole('article').first().isVisible()).toBe(true)
    expect(await page.locator('nav.rail').isVisible()).toBe(false)
    const tall = await page.evaluate(() => document.documentElement.scrollHeight)
    expect(tall).toBeGreaterThan(1_000)
    expect((await page.pdf()).length).toBeGreaterThan(20_000)
    await page.emulateMedia({ media: 'screen' })
  })
})
