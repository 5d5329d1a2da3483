import { afterAll, beforeAll, expect, test } from 'vitest'
import { look, openAt, type Page, phone, turnTo, type World, world } from './world.ts'

let here: World
let page: Page

beforeAll(async () => {
  here = await world()
  page = (await here.visit('en')).page
  await page.goto(here.url)
  await page.getByLabel('Name of the workspace').waitFor()
  await post('first-run', {
    workspace: { name: 'Mekong Pay', language: 'en', zone: 'Asia/Vientiane' },
    you: { name: 'Dalavanh Phommachanh', email: 'dala@mekong.example', password: 'a good long password' },
  })
})
afterAll(async () => {
  expect(here.faults).toEqual([])
  await here.close()
})

/** As the signed-in person's browser would. */
const post = (path: string, body: object) =>
  page.evaluate(
    async ([path, body]) => {
      const headers = { 'content-type': 'application/json', 'sabai-workspace': '1' }
      const answer = await fetch(`/api/${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
      const json = await answer.json()
      if (!answer.ok) throw new Error(JSON.stringify(json))
      return json as { id: string }
    },
    [path, body] as const,
  )

const open = (on: Page, path: string) => openAt(on, `${here.url}/1/${path}`)

test('before there is anyone, each list says what it is for', async () => {
  for (const path of ['customers', 'accounts', 'topics']) {
    await open(page, path)
    await look(page, `${path}-none`)
  }
})

test('a customer is added, gets an address and a preference, and all of it is in the timeline', async () => {
  await open(page, 'customers')
  await page.getByRole('button', { name: 'Add customer' }).click()
  await page.getByRole('button', { name: 'Add customer' }).last().click()
  await page.getByText('This field is required').waitFor()
  await page.getByLabel('Name', { exact: false }).first().fill('ມາລີ ສີສະຫວັດ')
  await page.getByRole('button', { name: 'ລາວ' }).click()
  await look(page, 'customer-add')
  await page.getByRole('button', { name: 'Add customer' }).last().click()
  await page.getByRole('heading', { level: 1, name: 'ມາລີ ສີສະຫວັດ' }).waitFor()

  await page.getByRole('button', { name: 'Add contact way' }).click()
  await page.getByLabel('Address or number').fill('mali')
  await page.getByRole('button', { name: 'Add contact way' }).click()
  await page.getByText('This e-mail address is not complete').waitFor()
  await page.getByLabel('Address or number').fill('mali@kafe.example')
  await page.getByRole('button', { name: 'Add contact way' }).click()
  await page.getByRole('link', { name: 'mali@kafe.example' }).waitFor()

  await page.getByRole('button', { name: 'Add preference' }).click()
  await page.getByLabel('What they like or need').fill('ໂທຫາຫຼັງ 4 ໂມງແລງເທົ່ານັ້ນ')
  await page.getByLabel('They agreed').check()
  await look(page, 'preference-add')
  await page.getByRole('button', { name: 'Add preference' }).last().click()
  await page.getByRole('listitem').filter({ hasText: 'noted a preference' }).waitFor()
  await page.getByRole('button', { name: 'Edit', exact: true }).click()
  await page.getByLabel('How to address them').fill('ນາງ ມາລີ')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByText('How to address them: – → ນາງ ມາລີ').waitFor()
  await look(page, 'customer')
})

test('what was removed, archived and merged comes back by Undo', async () => {
  await page.getByRole('button', { name: 'Remove mali@kafe.example' }).click()
  await page.getByText('No address yet').waitFor()
  await page.getByRole('button', { name: 'Undo' }).click()
  await page.getByRole('link', { name: 'mali@kafe.example' }).waitFor()
  await page.getByRole('button', { name: 'Archive', exact: true }).click()
  await page.getByRole('button', { name: 'Restore' }).waitFor()
  await page.getByRole('button', { name: 'Undo' }).last().click()
  await page.getByRole('button', { name: 'Archive', exact: true }).waitFor()

  const { id } = await post('customers', { name: 'Mali S.', email: 'Mali@kafe.example', languages: ['en'] })
  await open(page, `customers/${id}`)
  await page.getByRole('heading', { name: 'Maybe the same person' }).waitFor()
  await look(page, 'customer-same')
  await page.getByRole('button', { name: /Merge ມາລີ/ }).click()
  await page.getByText('is now part of Mali S.').waitFor()
  await page.getByRole('heading', { name: 'Merged into this one' }).waitFor()
  await look(page, 'customer-merged')
  await page.getByRole('button', { name: 'Undo' }).last().click()
  await page.getByRole('heading', { name: 'Maybe the same person' }).waitFor()
})

test('the list is searched in any script, with what was searched for marked', async () => {
  const account = await post('accounts', { name: 'ບໍລິສັດ ວຽງຈັນ ກາເຟ', plan: 'Pro', startsOn: '2025-03-01', endsOn: '2027-02-28' })
  await post('customers', { name: 'สมชาย ใจดี', email: 'somchai@shop.example', languages: ['th'], accountId: account.id })
  await post('customers', { name: 'ជា វណ្ណា', phone: '012 345 678', languages: ['km'], accountId: account.id })
  await open(page, 'customers')
  await page.getByRole('link', { name: /สมชาย/ }).waitFor()
  await look(page, 'customers')
  await page.getByRole('searchbox').fill('ใจดี')
  await page.locator('mark', { hasText: 'ใจดี' }).waitFor()
  await expect.poll(() => page.getByRole('list', { name: 'Customers' }).getByRole('listitem').count()).toBe(1)
  await page.getByRole('searchbox').fill('nobody at all')
  await page.getByText('Nothing found').waitFor()
  await open(page, `accounts/${account.id}`)
  await page.getByRole('link', { name: /វណ្ណា/ }).waitFor()
  await look(page, 'account')
  await page.getByRole('button', { name: 'Edit', exact: true }).click()
  await look(page, 'account-edit')
})

test('topics are moved with the keys alone, and put back', async () => {
  await post('topics', { name: 'Payment', names: { lo: 'ການຊຳລະເງິນ', th: 'การชำระเงิน', km: 'ការទូទាត់' } })
  await post('topics', { name: 'Refund', names: { lo: 'ຄືນເງິນ' } })
  await post('topics', { name: 'Terminal' })
  await open(page, 'topics')
  await page.getByRole('button', { name: 'Refund', exact: true }).press('Alt+ArrowRight')
  await page.locator('.tree .tree').getByRole('button', { name: 'Refund' }).waitFor()
  await look(page, 'topics')
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect.poll(() => page.locator('.tree .tree').count()).toBe(0)
  await page.getByRole('button', { name: 'Terminal', exact: true }).click()
  await page.getByRole('button', { name: 'Move Terminal up' }).click()
  await expect.poll(() => page.locator('.tree .topic').allTextContents()).toEqual(['Payment', 'Terminal', 'Refund'])
  await look(page, 'topic-panel')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Terminal', exact: true }).dragTo(page.getByRole('button', { name: 'Payment', exact: true }))
  await page.locator('.tree .tree').getByRole('button', { name: 'Terminal' }).waitFor()
})

test.concurrent.each(['lo', 'km', 'th'] as const)('every page fits a phone in %s, in the dark too', async language => {
  const { page: small, context } = await here.visit(language, phone, {
    colorScheme: language === 'km' ? 'dark' : 'light',
    storageState: await page.context().storageState(),
  })
  await small.addInitScript(language => localStorage.setItem('sabai.language', language), language)
  const customers = await page.evaluate(
    async () => (await (await fetch('/api/customers', { headers: { 'sabai-workspace': '1' } })).json()).items,
  )
  const account = customers.find((one: { account: { id: string } | null }) => one.account).account.id
  for (const path of ['customers', 'accounts', 'topics', `customers/${customers[0].id}`, `accounts/${account}`]) {
    await turnTo(small, `${here.url}/1/${path}`)
    await look(small, `${path.replace(/[0-9a-f-]{36}/, 'one').replace('/', '-')}-${language}`)
  }
  await context.close()
})
