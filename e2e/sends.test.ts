import { afterAll, beforeAll, expect, test } from 'vitest'
import { begin, goTo, send, words } from './steps.ts'
import { look, openAt, type Page, phone, picture, turnTo, until, type World, world } from './world.ts'

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

const open = (on: Page, path: string) => openAt(on, `${here.url}/1/${path}`)
const api = <T>(method: string, path: string, body?: object) => send<T>(page, 1, method, path, body)
const paths = ['sends', 'sends/segments', 'sends/frequency', 'sends/suppressed', 'sends/gateways']

test('before anything was sent each page says what it is for', async () => {
  for (const path of paths) {
    await open(page, path)
    await look(page, `${path.replace('/', '-')}-none`)
  }
})

test('a survey goes to a pasted list; the mail is read from the SMTP server and its button pressed', async () => {
  await api('PUT', '/workspace', { address: here.url }).catch(() => null)
  const { id: surveyId } = await api<{ id: string }>('POST', '/surveys', { template: 'nps', language: 'en' })
  await api('POST', `/surveys/${surveyId}/publish`, {})
  await api('POST', '/customers', { name: 'ມາລີ ສີສະຫວັດ', email: 'mali@kafe.example', languages: ['lo'] })
  await open(page, `sends?survey=${surveyId}`)
  await look(page, 'send-new')
  await page.getByRole('button', { name: t('sends.add.draft') }).click()
  await page.getByRole('button', { name: t('sends.start') }).waitFor()
  await page.getByLabel(t('sends.paste.text')).fill('Name,E-mail\nMali,mali@kafe.example\nSomchai,somchai@shop.example')
  await page.getByLabel(t('sends.paste.add-unknown')).check()
  await page.getByRole('button', { name: t('sends.paste.add') }).click()
  await page.getByText(t('sends.preview.asked', { n: 2 })).waitFor()
  await look(page, 'send-draft')
  await page.getByRole('button', { name: t('sends.start') }).click()
  const mail = await until(() => here.smtp.received.find(one => one.recipients[0] === 'mali@kafe.example'), 'the mail')
  const nine = /href="([^"]+\?score=9)"/.exec(String(mail.html))![1]!
  const reader = (await here.visit('lo', phone)).page
  await reader.setContent(String(mail.html))
  await picture(reader, 'send-mail')
  await reader.goto(nine)
  await picture(reader, 'send-answer')
  await reader.locator('form button[type=submit], form button').first().click()
  await until(async () => (await api<{ items: { state: string }[] }>('GET', '/sends')).items.length > 0, 'sends')
  await reader.close()
})

test('one click of the mail program ends all surveys; the page says so and offers the way back', async () => {
  const mail = here.smtp.received.find(one => one.recipients[0] === 'somchai@shop.example')!
  const link = /^List-Unsubscribe:\s+<([^>]+)>/m.exec(mail.raw)![1]!
  const reader = (await here.visit('th', phone)).page
  await reader.goto(link)
  await look(reader, 'unsubscribe')
  await reader.getByRole('button', { name: words('th')('sends.unsubscribe.act.leave') }).click()
  await reader.getByRole('button', { name: words('th')('sends.unsubscribe.act.back') }).waitFor()
  await look(reader, 'unsubscribed')
  await reader.close()
  await goTo(page, t, 'sends.sends')
  await open(page, 'sends/suppressed')
  await page.getByText('somchai@shop.example').waitFor()
  await page.getByRole('button', { name: t('sends.take-off.of', { value: 'somchai@shop.example' }) }).click()
  await page.getByText(t('sends.none.suppressed')).waitFor()
  await page.getByRole('button', { name: t('ui.button.undo') }).click()
  await page.getByText('somchai@shop.example').waitFor()
})

test('every page fits a phone in Lao', async () => {
  const { page: small, context } = await here.visit('lo', phone, { storageState: await page.context().storageState() })
  await small.addInitScript(() => localStorage.setItem('sabai.language', 'lo'))
  const { items } = await api<{ items: { id: string }[] }>('GET', '/sends')
  for (const path of [...paths, `sends/${items[0]!.id}`]) {
    const name = path.replace(/[0-9a-f-]{36}/, 'one').replace('/', '-')
    const see = (on: Page, as: string) => turnTo(on, `${here.url}/1/${path}`).then(() => look(on, as))
    await Promise.all([see(small, `${name}-lo`), see(page, name)])
  }
  await context.close()
})
