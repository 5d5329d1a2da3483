import { afterAll, beforeAll, expect, test } from 'vitest'
import { lookAround, send, words } from './steps.ts'
import { accessible, fits, type Page, phone, told, type World, world } from './world.ts'

let here: World
let page: Page
let number: number
const t = words('en')
beforeAll(async () => {
  here = await world({ mail: false })
  page = (await here.visit('en')).page
  number = await lookAround(page, here)
}, 60_000)
afterAll(() => here?.close())

const open = async (path: string) => {
  await page.goto(`${here.url}/${number}/${path}`)
  await page.getByRole('heading', { level: 1 }).first().waitFor()
}
const button = (key: string, facts = {}) => page.getByRole('button', { name: t(key, facts), exact: true })

test('from a case to its cause, an action over the board by keyboard, a look whether it helped, and a question in the open', async () => {
  await told('actions', [page], async () => {
    const { items } = await send<{ items: { id: string }[] }>(page, number, 'GET', '/cases?view=all&state=open&limit=1')
    await open(`inbox/${items[0]!.id}`)
    await button('actions.whys.begin').click()
    await page.getByLabel(t('actions.whys.first')).fill('The payout came a day late')
    await page.getByLabel(t('actions.whys.next')).first().fill('The batch starts after the bank’s cut-off')
    await button('actions.whys.last-is').click()
    await button('actions.save').click()
    await page.getByRole('link', { name: 'The batch starts after the bank’s cut-off' }).click()
    await page.getByRole('heading', { level: 1, name: 'The batch starts after the bank’s cut-off' }).waitFor()

    await page.getByRole('link', { name: t('actions.act') }).click()
    await page.getByLabel(t('actions.what')).fill('Start the batch at two')
    await page.getByRole('combobox', { name: t('actions.owner') }).fill('Khamla')
    await page.getByRole('option', { name: 'Khamla Vongsa' }).click()
    for (const [part, value] of [
      ['day', '20'],
      ['month', '1'],
      ['year', '2030'],
    ] as const)
      await page.getByLabel(t(`ui.day.${part}`), { exact: true }).fill(value)
    await page
      .getByRole('dialog')
      .getByRole('button', { name: t('actions.add') })
      .click()
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    const step = (key: string) => page.getByRole('button', { name: t(key, { what: 'Start the batch at two' }) })
    await step('actions.next.doing-of').press('Enter')
    await step('actions.next.done-of').press('Enter')
    await step('actions.back.doing-of').waitFor()
    await page.setViewportSize(phone)
    await fits(page, 'the board')
    await accessible(page, 'the board')
    await page.getByRole('link', { name: 'Start the batch at two' }).click()
    await button('actions.check-now').click()
    await page.getByText(t('actions.says.early')).waitFor()
    await fits(page, 'an action')

    await open('desk')
    const today = page.getByRole('list', { name: t('desk.today') })
    await today.getByRole('button').first().waitFor()
    await fits(page, 'the desk')
    await accessible(page, 'the desk')
    const before = await today.getByRole('listitem').count()
    await today.getByRole('button').first().click()
    await page
      .getByRole('dialog')
      .getByRole('button', { name: t('desk.ask.one'), exact: true })
      .click()
    await expect.poll(() => today.getByRole('listitem').count()).toBe(before - 1)
    expect(here.faults).toEqual([])
  })
}, 60_000)
