import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Language } from '#kernel/words.ts'
import { goTo, lookAround, words } from './steps.ts'
import { accessible, fits, type Page, phone, told, type World, world } from './world.ts'

let here: World
let page: Page
let number: number

beforeAll(async () => {
  here = await world({ mail: false })
  page = (await here.visit('en')).page
  number = await lookAround(page, here)
}, 90_000)
afterAll(() => here?.close())

const speak = (language: Language) => page.evaluate(language => localStorage.setItem('sabai.language', language), language)
const calm = () => page.locator('[aria-busy=true]').first().waitFor({ state: 'detached' })

test('From the pair to steer by to a metric, to one bar, to the cases behind it, and into one of them', async () => {
  await told('scoreboard', [page], async () => {
    const t = words('en')
    await page.goto(`${here.url}/${number}/today`)
    await goTo(page, t, 'scoreboard.scoreboard')
    await page.getByRole('heading', { level: 1, name: t('scoreboard.scoreboard') }).waitFor()
    const pair = page.getByRole('region', { name: t('scoreboard.pair') })
    await pair.getByText(t('scoreboard.half.satisfaction')).waitFor()
    await calm()
    await accessible(page, 'scoreboard')

    await pair.getByRole('link', { name: t('metrics.time-to-resolve.name') }).click()
    await page.getByRole('heading', { level: 1, name: t('metrics.time-to-resolve.name') }).waitFor()
    const chart = page.getByRole('region', { name: t('scoreboard.spread') })
    await chart.locator('svg').first().waitFor()
    await accessible(page, 'metric')

    // The bar's own row in the table opens what lies in it, as the bar does.
    await chart.getByText(t('scoreboard.as-table')).click()
    const rows = chart.getByRole('row').filter({ has: page.getByRole('button') })
    const full = rows.filter({ hasNot: page.getByRole('button', { name: '0', exact: true }) }).first()
    const count = await full.getByRole('button').textContent()
    await full.getByRole('button').click()
    const behind = page.getByRole('dialog', { name: t('scoreboard.behind') })
    const list = behind.getByRole('list', { name: t('scoreboard.behind') })
    await list.getByRole('listitem').first().waitFor()
    expect(await list.getByRole('listitem').count()).toBe(Math.min(50, Number((count ?? '').replace(/\D/g, ''))))
    await list.getByRole('link').first().click()
    await page.waitForURL(/\/(inbox|customers)\//)
  })
}, 60_000)

test('In Thai, on a phone, the board says everything in Thai and a rep’s figure opens to what is behind it', async () => {
  await told('scoreboard-th', [page], async () => {
    const t = words('th')
    await speak('th')
    await page.setViewportSize(phone)
    await page.goto(`${here.url}/${number}/scoreboard?more=true`)
    await page.getByRole('heading', { level: 1, name: t('scoreboard.scoreboard') }).waitFor()
    await page.getByRole('heading', { name: t('scoreboard.others') }).waitFor()
    await page.getByRole('link', { name: t('metrics.hold-time.name'), exact: true }).waitFor()
    await calm()
    await fits(page, 'scoreboard in Thai')
    await accessible(page, 'scoreboard in Thai')
    await page.goto(`${here.url}/${number}/scoreboard?level=member`)
    await page
      .getByRole('button', { name: /^Noi Keomany, / })
      .first()
      .click()
    await page
      .getByRole('dialog', { name: t('scoreboard.behind') })
      .getByRole('list')
      .first()
      .waitFor()
    expect(here.faults).toEqual([])
  })
}, 60_000)
