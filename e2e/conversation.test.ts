import { afterEach, expect, test } from 'vitest'
import { payloads } from './payloads.ts'
import { admin, makeWorkspace, send, words } from './steps.ts'
import { accessible, type Page, told, until, type World, world } from './world.ts'

let here: World | undefined
afterEach(() => here?.close())
const t = words('en')

test('A mail comes in with what mails have in them, is answered with a template and a file, taken back once, and goes', async () => {
  here = await world()
  const { page } = await here.visit()
  await told('conversation', [page], () => theConversation(here!, page))
})

async function theConversation(here: World, page: Page) {
  await makeWorkspace(page, here, t)
  const caseId = await mailIn(here, page)
  await page.goto(`${here.url}/1/inbox/${caseId}`)
  await page.getByText('My card does not work').last().waitFor()
  await page.getByText(t('conversation.quoted')).waitFor()
  await page.getByRole('button', { name: 'receipt.pdf' }).waitFor()
  await page.getByRole('button', { name: t('conversation.as-sent'), exact: true }).click()
  await page.locator('.as-sent').getByText('Urgent').waitFor()
  expect(await page.locator('xss-mark').count()).toBe(0)
  expect(await page.evaluate(() => (window as never as { __xss?: number }).__xss)).toBeUndefined()
  await picturesFromElsewhere(page)
  await write(page)
  await accessible(page, 'a case with a mail')
  await page.getByRole('button', { name: t('inbox.send'), exact: true }).click()
  await page.getByRole('button', { name: t('conversation.held.undo') }).click()
  const box = page.getByRole('textbox', { name: t('inbox.reply') })
  await until(async () => (await box.inputValue()).includes('Dear Noy'), 'the words to be back')
  expect(here.smtp.received).toHaveLength(0)
  await page.getByRole('button', { name: t('inbox.send'), exact: true }).click()
  await page.getByRole('button', { name: t('conversation.held.now') }).click()
  const [mail] = await until(() => here.smtp.received.length > 0 && here.smtp.received, 'the mail')
  expect(mail!.recipients).toEqual(['noy@shop.example', 'boss@shop.example'])
  expect(mail!.attachments.map(file => file.filename)).toEqual(['answer.txt'])
  expect(mail!.replyTo!.value[0]!.address).toMatch(/^help\+1-1-[a-z2-7]{26}@sabai\.example$/)
  await page.getByRole('button', { name: 'answer.txt' }).waitFor()
  expect(here.faults).toEqual([])
}

/** Nothing is loaded until somebody asks, and then only within the frame, which has nothing of ours to tell. */
async function picturesFromElsewhere(page: Page) {
  const asked: Record<string, string>[] = []
  await page.context().route('https://tracker.example/**', async route => {
    asked.push(await route.request().allHeaders())
    await route.fulfill({ contentType: 'image/png', body: Buffer.from(picture, 'base64') })
  })
  expect(asked).toEqual([])
  await page.getByRole('button', { name: t('conversation.pictures.load') }).click()
  const frame = page.frameLocator('iframe.letter-frame')
  await frame.getByText('Urgent').waitFor()
  await until(() => asked.length > 0, 'the picture')
  expect(Object.keys(asked[0]!).filter(name => ['cookie', 'referer', 'authorization'].includes(name))).toEqual([])
  await until(
    () => frame.locator('img[src^="data:image/png"]').evaluate(one => (one as HTMLImageElement).naturalWidth > 0),
    'its own picture',
  )
  expect(await frame.locator('xss-mark, script').count()).toBe(0)
}

async function mailIn(here: World, page: Page): Promise<string> {
  const api = <T>(method: string, path: string, body?: object) => send<T>(page, 1, method, path, body)
  const account = { host: 'imap.sabai.invalid', port: 993, secure: true, username: 'help', password: 'x' }
  const { id } = await api<{ id: string }>('POST', '/mailboxes', { name: 'Help', address: 'help@sabai.example', ...account })
  const texts = { en: 'Dear {{customer}},\n\nThank you for writing. {{me}}' }
  await api('PUT', '/templates/0197a0b0-0000-7000-8000-000000000001', { name: 'Thanks', texts })
  const allowance = { role: 'rep', kind: 'amount', name: 'Refund', mostOnce: 50, mostMonthly: 200, currency: 'USD' }
  await api('PUT', '/allowances/0197a0b0-0000-7000-8000-000000000002', allowance)
  const { rows } = await here.server.pool
    .query<{ id: string }>(`begin; set local role sabai_finder; select id from workspace; commit`)
    .then(all => (all as never as { rows: { id: string }[] }[])[2]!)
  await here.server.receive(Buffer.from(letter), { workspaceId: rows[0]!.id, id })
  const { items } = await until(async () => {
    const found = await api<{ items: { id: string }[] }>('GET', '/cases?view=all')
    return found.items.length > 0 && found
  }, 'the case')
  return items[0]!.id
}

async function write(page: Page) {
  await page.getByRole('combobox', { name: t('conversation.template.take') }).click()
  await page.getByRole('option', { name: 'Thanks' }).click()
  await until(async () => (await page.getByRole('textbox', { name: t('inbox.reply') }).inputValue()).startsWith('Dear Noy'), 'the template')
  await page.getByRole('button', { name: t('conversation.addresses') }).click()
  await page.getByRole('textbox', { name: t('conversation.cc'), exact: true }).fill('boss@shop.example')
  const file = { name: 'answer.txt', mimeType: 'text/plain', buffer: Buffer.from(`for ${admin.name}`) }
  await page.locator('input[type=file]').setInputFiles(file)
  await page.getByText('answer.txt').waitFor()
}

const picture = 'iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAFUlEQVR4nGP4z8CAFeEQhQtAAAAZJwf5HF5XKgAAAABJRU5ErkJggg=='
const html = `<html><head><style>body{display:none}</style></head><body><h1>Urgent</h1><p>My card does <b>not</b> work</p><img src="cid:shot"><img src="https://tracker.example/open.gif">
<a href="https://shop.example/x">the shop</a>${payloads.join('')}</body></html>`
const letter = [
  'From: Noy <noy@shop.example>',
  'To: help@sabai.example',
  'Subject: Card blocked',
  'Message-ID: <a@shop.example>',
  'MIME-Version: 1.0',
  'Content-Type: multipart/mixed; boundary=m',
  '',
  '--m',
  'Content-Type: multipart/related; boundary=r',
  '',
  '--r',
  'Content-Type: multipart/alternative; boundary=a',
  '',
  '--a',
  'Content-Type: text/plain; charset=utf-8',
  '',
  'My card does not work.',
  '',
  '-- ',
  'Noy, Shop',
  '',
  'On Mon, 2 Mar 2026 at 10:00, Help <help@sabai.example> wrote:',
  '> Welcome to the shop',
  '',
  '--a',
  'Content-Type: text/html; charset=utf-8',
  'Content-Transfer-Encoding: base64',
  '',
  Buffer.from(html).toString('base64'),
  '--a--',
  '--r',
  'Content-Type: image/png',
  'Content-Transfer-Encoding: base64',
  'Content-ID: <shot>',
  'Content-Disposition: inline; filename="shot.png"',
  '',
  picture,
  '--r--',
  '--m',
  'Content-Type: application/pdf; name="receipt.pdf"',
  'Content-Disposition: attachment; filename="receipt.pdf"',
  'Content-Transfer-Encoding: base64',
  '',
  Buffer.from('%PDF-1.7 receipt').toString('base64'),
  '--m--',
  '',
].join('\r\n')
