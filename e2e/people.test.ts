import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { look, type Page, phone, picture, turnTo, type World, world } from './world.ts'

let here: World
let page: Page
beforeAll(async () => {
  here = await world()
  page = (await here.visit('en')).page
})
afterAll(() => here.close())

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await picture(page, 'people-failed')
})

const settle = (on: Page) => on.getByRole('heading', { level: 1 }).waitFor()

test('the first run makes a workspace and its admin, and says what is wrong beside the field', async () => {
  await page.goto(here.url)
  await page.getByLabel('Name of the workspace').waitFor()
  await look(page, 'first-run-1')
  await page.getByRole('button', { name: 'Next' }).click()
  await page.getByText('This field is required').waitFor()
  await page.getByLabel('Name of the workspace').fill('Mekong Pay')
  await page.getByRole('button', { name: 'Add hours' }).click()
  await page.getByRole('group', { name: 'Hours 3' }).getByLabel('From').fill('13:00')
  await page.getByRole('button', { name: 'Next' }).click()
  await page.getByText('Ends before it begins').waitFor()
  await page.getByRole('group', { name: 'Hours 3' }).getByLabel('From').fill('09:00')
  await page.getByRole('button', { name: 'Next' }).click()
  await page.getByLabel('Your name').fill('Dalavanh Phommachanh')
  await page.getByLabel('E-mail address').fill('dala@mekong.example')
  await page.getByRole('textbox', { name: 'Password' }).fill('short')
  await page.getByRole('button', { name: 'Make the workspace' }).click()
  await page.getByText('Shorter than 10 characters').waitFor()
  await page.getByRole('textbox', { name: 'Password' }).fill('a good long password')
  await look(page, 'first-run-2')
  await page.getByRole('button', { name: 'Make the workspace' }).click()
  await page.getByText('Your workspace is ready').waitFor()
  await look(page, 'first-run-3')
})

test('a colleague is invited, joins by the mail’s link, and is seen in the list and the tree', async () => {
  await page.goto(`${here.url}/1/people`)
  await page.getByRole('button', { name: 'Add a colleague' }).click()
  await page.getByLabel('Name', { exact: false }).first().fill('ສົມໃຈ ວົງສາ')
  await page.getByLabel('E-mail address').fill('somchay@mekong.example')
  await look(page, 'people-add')
  await page.getByRole('button', { name: 'Add a colleague' }).last().click()
  await page.getByText('/invitation#').waitFor()
  await look(page, 'people-invited')
  await page.getByRole('button', { name: 'Done' }).click()
  await expect.poll(() => here.smtp.received.length, { timeout: 10_000 }).toBeGreaterThan(0)
  const link = /http\S+\/invitation#\S+/.exec(here.smtp.received[0]!.text ?? '')![0]
  const other = (await here.visit('lo', phone)).page
  await other.goto(link)
  await settle(other)
  await look(other, 'invitation-lo')
  await other.locator('input[name=password]').fill('ລະຫັດຜ່ານທີ່ດີຫຼາຍ')
  await other.getByRole('button', { name: 'ເຂົ້າຮ່ວມ' }).click()
  await other.waitForURL(/\/1/)
  await page.goto(`${here.url}/1/people`)
  await page.getByRole('link', { name: /ສົມໃຈ/ }).click()
  await settle(page)
  await look(page, 'member')
  await page.getByRole('button', { name: 'Edit' }).click()
  await look(page, 'member-edit')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByText('Saved').waitFor()
  await page.getByRole('button', { name: 'Member leaves' }).click()
  await page.getByRole('button', { name: /ສົມໃຈ ວົງສາ leaves/ }).click()
  await page.getByRole('button', { name: 'Undo' }).click()
  await page.getByRole('button', { name: 'Set as away' }).waitFor()
})

const pages = ['people', 'people/teams', 'settings', 'settings/account', 'settings/keys', 'settings/mail', 'settings/log']

test('each page fits, is accessible, and works in Lao on a phone', async () => {
  const { page: small, context } = await here.visit('lo', phone, { storageState: await page.context().storageState() })
  await small.addInitScript(() => localStorage.setItem('sabai.language', 'lo'))
  const see = async (on: Page, path: string, name: string) => {
    await turnTo(on, `${here.url}/1/${path}`)
    await look(on, `${path.replace('/', '-')}-${name}`)
  }
  for (const path of pages) await Promise.all([see(page, path, 'en'), see(small, path, 'lo-phone')])
  await context.close()
}, 90_000)

test('signing out, a forgotten password and signing in, without a mouse', async () => {
  const guest = (await here.visit('en', phone)).page
  await guest.goto(`${here.url}/1/people`)
  await guest.waitForURL(/sign-in/)
  await settle(guest)
  await look(guest, 'sign-in')
  await guest.keyboard.type('dala@mekong.example')
  await guest.keyboard.press('Tab')
  await guest.keyboard.type('not the password')
  await guest.keyboard.press('Enter')
  await guest.getByText('The address or the password is not right.').waitFor()
  await guest.goto(`${here.url}/password`)
  await guest.getByLabel('E-mail address').fill('dala@mekong.example')
  await guest.keyboard.press('Enter')
  await guest.getByText('Look into your mail').waitFor()
  await expect.poll(() => here.smtp.received.length, { timeout: 10_000 }).toBeGreaterThan(1)
  const link = /http\S+\/password#\S+/.exec(here.smtp.received[1]!.text ?? '')![0]
  await guest.goto(link)
  await settle(guest)
  await look(guest, 'password')
  await guest.getByRole('textbox', { name: 'New password' }).fill('another long password')
  await guest.keyboard.press('Enter')
  await guest.getByText('Your password is changed').waitFor()
  await guest.goto(`${here.url}/sign-in?back=%2F1%2Fpeople`)
  await guest.getByLabel('E-mail address').fill('dala@mekong.example')
  await guest.getByRole('textbox', { name: 'Password' }).fill('another long password')
  await guest.keyboard.press('Enter')
  await guest.waitForURL(/\/1\/people/)
  expect(here.faults).toEqual([])
})
