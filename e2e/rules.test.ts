import { afterAll, beforeAll, expect, test } from 'vitest'
import { begin, send, words } from './steps.ts'
import { look, openAt, type Page, phone, type World, world } from './world.ts'

let here: World
let page: Page
const t = words('en')
beforeAll(async () => {
  here = await world()
  page = (await here.visit('en')).page
  await begin(page, here)
})
afterAll(async () => {
  expect(here.faults).toEqual([])
  await here.close()
})

const open = (path: string) => openAt(page, `${here.url}/1/${path}`)
const api = <T>(method: string, path: string, body?: object) => send<T>(page, 1, method, path, body)

test('a rule is built by choosing words, tried on last month, and opens a case that says why', async () => {
  await api('POST', '/feedback', { items: [{ text: 'ຂໍເງິນຄືນ' }] })
  await open('settings/rules')
  await page.getByRole('button', { name: t('rules.add') }).click()
  await page.getByLabel(t('rules.name'), { exact: true }).fill('Refunds')
  await page.getByRole('combobox', { name: t('rules.words') }).fill('ເງິນຄືນ')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: t('rules.try') }).click()
  await page.getByText(t('rules.tried', { n: 1, looked: 1, fresh: 1 })).waitFor()
  await look(page, 'rule-form')
  await page.getByRole('button', { name: t('rules.save') }).click()
  await page.getByRole('heading', { name: 'Refunds' }).waitFor()
  await look(page, 'rules')
  const { ids } = await api<{ ids: string[] }>('POST', '/feedback', { items: [{ text: 'I want my ເງິນຄືນ now' }] })
  for (let tries = 0; tries < 40; tries++) {
    const { case: one } = await api<{ case: { id: string } | null }>('GET', `/feedback/${ids[0]}`)
    if (one) return open(`inbox/${one.id}`).then(() => look(page, 'rule-case'))
    await page.waitForTimeout(100)
  }
  expect.fail('no case')
})

test('a promise says when a complaint on Friday evening would be due; calendars have holidays; absences are planned', async () => {
  await open('settings/policies')
  await page.getByRole('button', { name: t('hours.policy.add') }).click()
  await page.locator('.foreseen').waitFor()
  await look(page, 'policy-form')
  await page.getByLabel(t('hours.name'), { exact: false }).first().fill('Office')
  await page.getByRole('button', { name: t('hours.save') }).click()
  await page.getByRole('heading', { name: 'Office' }).waitFor()
  await look(page, 'policies')
  const calendar = {
    name: 'Bangkok',
    zone: 'Asia/Bangkok',
    periods: [{ days: [1, 2, 3, 4, 5], from: '09:00', to: '18:00' }],
    country: 'TH',
  }
  await api('POST', '/calendars', calendar)
  await open('settings/calendars')
  await page.getByRole('button', { name: t('hours.change') }).click()
  await page.getByText(/holidays in/).click()
  await look(page, 'calendar-form')
  await open('people/away')
  await look(page, 'away')
  await page.setViewportSize(phone)
  await page.evaluate(() => localStorage.setItem('sabai.language', 'lo'))
  for (const path of ['settings/rules', 'settings/routing', 'settings/policies', 'settings/calendars', 'people/away']) {
    await open(path)
    await look(page, `${path.replace('/', '-')}-lo`)
  }
})
