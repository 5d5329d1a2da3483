import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { lookAround, type Words, words } from './steps.ts'
import { accessible, fits, type Page, phone, picture, told, type World, world } from './world.ts'

const log = fileURLToPath(new URL('../../shared/data/calls/one_day.queue_log', import.meta.url))
const day = 'from=1999-08-02&to=1999-08-04&period=days'

/** The day of a real bank, as its telephone system wrote it: golden/calls. */
describe.skipIf(!existsSync(log))('a bank’s day', () => {
  let here: World
  let page: Page
  let number: number
  beforeAll(async () => {
    here = await world({ mail: false })
    page = (await here.visit('en')).page
    number = await lookAround(page, here)
  }, 90_000)
  afterAll(() => here?.close())

  const heading = (name: string) => page.getByRole('heading', { level: 1, name }).waitFor()

  async function bringIn(t: Words) {
    await page.goto(`${here.url}/${number}/import`)
    await page.getByRole('combobox', { name: t('imports.what') }).click()
    await page.getByRole('option', { name: t('imports.importer.asterisk-queue-log') }).click()
    const choosing = page.waitForEvent('filechooser')
    await page.getByRole('button', { name: t('imports.choose-file') }).click()
    await (await choosing).setFiles(log)
    await page.getByRole('heading', { name: t('imports.head.draft') }).waitFor()
    await page.getByRole('button', { name: t('imports.check-all') }).click()
    await page.getByRole('heading', { name: t('imports.head.ready') }).waitFor()
    await page.getByRole('button', { name: new RegExp(t('imports.bring-in-n', { n: '[0-9,]+' })) }).click()
    await page.getByRole('heading', { name: t('imports.head.done'), exact: true }).waitFor({ timeout: 30_000 })
  }

  test('from the log to the service level by four rules, into the calls of the worst half hour, and to a rep', async () => {
    await told('queue-day', [page], async () => {
      const t = words('en')
      await bringIn(t)
      await fourRules(t)
      await openWorst(t)
      await page.goto(`${here.url}/${number}/settings/doubts`)
      await page.getByText('AVI', { exact: true }).waitFor()
      await accessible(page, 'doubts')
      await picture(page, 'doubts')
      await page.getByRole('combobox', { name: t('interactions.member.of', { name: 'AVI' }) }).click()
      await page.getByRole('option', { name: 'Noi Keomany' }).click()
      await page.goto(`${here.url}/${number}/scoreboard?${day}&level=member`)
      await page
        .getByRole('button', { name: /^Noi Keomany, / })
        .first()
        .waitFor()
    })
  }, 60_000)

  async function fourRules(t: Words) {
    await page.goto(`${here.url}/${number}/metrics/service-level?${day}&step=half-hour`)
    await heading(t('metrics.service-level.name'))
    await page.getByText('18', { exact: false }).first().waitFor()
    for (const rule of ['of-answered', 'without-short-abandons', 'short-abandons-met'])
      await page
        .getByRole('link', { name: t(`metrics.service-level-${rule}.name`) })
        .first()
        .waitFor()
  }

  async function openWorst(t: Words) {
    const trend = page.getByRole('region', { name: t('scoreboard.trend') })
    await trend.getByText(t('scoreboard.as-table')).click()
    const rows = trend.getByRole('row').filter({ has: page.getByRole('button') })
    await rows.first().waitFor()
    const told = (await rows.getByRole('button').allTextContents()).map(Number.parseFloat)
    const values = told.map(value => (Number.isNaN(value) ? 1_000 : value))
    const worst = values.indexOf(Math.min(...values))
    await rows.nth(worst).getByRole('button').click()
    const behind = page.getByRole('dialog', { name: t('scoreboard.behind') })
    await behind.getByRole('listitem').first().waitFor()
    expect(await behind.getByRole('listitem').count()).toBeGreaterThan(5)
  }

  test('the same in Thai, on a phone', async () => {
    await told('queue-day-th', [page], async () => {
      const t = words('th')
      await page.evaluate(() => localStorage.setItem('sabai.language', 'th'))
      await page.setViewportSize(phone)
      await fourRules(t)
      await openWorst(t)
      await page.goto(`${here.url}/${number}/scoreboard?${day}&level=member`)
      await page
        .getByRole('button', { name: /^Noi Keomany, / })
        .first()
        .waitFor()
      await page.goto(`${here.url}/${number}/settings/doubts`)
      await heading(t('interactions.doubts'))
      await page.getByText('ANAT', { exact: true }).waitFor()
      await fits(page, 'doubts in Thai')
      await accessible(page, 'doubts in Thai')
      await picture(page, 'doubts-th')
      expect(here.faults).toEqual([])
    })
  }, 60_000)
})
