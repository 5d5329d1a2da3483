import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, expect, onTestFinished, test } from 'vitest'
import type { Received } from '#kernel/testing-mail.ts'
import type { Language } from '#kernel/words.ts'
import { admin, goTo, makeWorkspace, type Words, words } from './steps.ts'
import { accessible, type Page, told, until, type World, world } from './world.ts'

let here: World | undefined
afterEach(() => here?.close())

const written: Record<string, { reply: string; second: string; cause: string; done: string; workspace: string }> = {
  en: {
    workspace: 'Sabai Pay',
    reply: 'Dear customer, I am sorry: <b>templates</b> & frames are free since today.\nPlease tell me whether you find them.',
    second: 'Thank you for telling us. They are in the first menu now.',
    cause: 'Templates are hard to find',
    done: 'Moved the templates to the first menu',
  },
  lo: {
    workspace: 'ສະບາຍ ເພ',
    reply: 'ສະບາຍດີ, ຂໍອະໄພນຳເດີ້: <b>ແມ່ແບບ</b> & ກອບ ໃຊ້ໄດ້ຟຣີຕັ້ງແຕ່ມື້ນີ້.\nກະລຸນາບອກພວກເຮົາແດ່ວ່າພົບແລ້ວບໍ່.',
    second: 'ຂອບໃຈທີ່ບອກພວກເຮົາ. ດຽວນີ້ມັນຢູ່ເມນູທຳອິດແລ້ວ.',
    cause: 'ຊອກຫາແມ່ແບບຍາກ',
    done: 'ຍ້າຍແມ່ແບບໄປຢູ່ເມນູທຳອິດ',
  },
}

for (const language of ['en', 'lo'] as const)
  test(`A fresh workspace hears its most unhappy customer, answers, and everyone can read how it ended (${language})`, async () => {
    here = await world()
    const { page } = await here.visit(language)
    await told(`first-loop-${language}`, [page], () => theLoop(here!, page, language))
  })

async function theLoop(here: World, page: Page, language: Language) {
  const t = words(language)
  const said = written[language]!
  await makeWorkspace(page, here, t, said.workspace)
  await bringIn(page, t)
  const customer = await openMostUnhappy(page, t)
  await accessible(page, `case without an address (${language})`)
  await reply(page, t, said.reply)
  const [first] = await mails(here, 1)
  looksLikeAReply(first!, said)
  await replyAndResolve(page, t, said)
  const [, second] = await mails(here, 2)
  continues(second!, first!)
  await readInVoices(page, t, customer, said)
  expect(here.faults).toEqual([])
}

/** The real file where it lies beside the repository; else one with the same columns. */
function npsFile(): string {
  const real = fileURLToPath(new URL('../../shared/data/nps/miro_nps.csv', import.meta.url))
  if (existsSync(real)) return real
  const folder = mkdtempSync(join(tmpdir(), 'sabai-nps-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'miro_nps.csv')
  const rows = [
    '3074457347487777543,"Wireframe \'templates\' are impossible to find and nothing is free.\n",0',
    '3074457346925614583,It is slow,4',
  ]
  writeFileSync(file, ['user_id,text,NPS_Score', ...rows, '3074457347797810818,"Love it, it keeps us together",10', ''].join('\n'))
  return file
}

async function bringIn(page: Page, t: Words) {
  await page.getByRole('link', { name: t('directory.begin.own.button') }).click()
  const choosing = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: t('imports.choose-file') }).click()
  await (await choosing).setFiles(npsFile())
  await page.getByRole('heading', { name: t('imports.head.draft') }).waitFor()
  const all = page.getByRole('radio', { name: t('imports.cases.all') })
  await all.click()
  await until(() => all.isChecked(), 'the choice to open cases')
  await page.getByRole('button', { name: t('imports.check-all') }).click()
  await page.getByRole('heading', { name: t('imports.head.ready') }).waitFor()
  await page.getByRole('button', { name: new RegExp(t('imports.bring-in-n', { n: '[0-9]+' })) }).click()
  await page.getByRole('heading', { name: t('imports.head.done'), exact: true }).waitFor()
  await page.getByRole('link', { name: t('imports.outcome.see') }).click()
}

/** Nought of ten: nobody is unhappier. @returns what they said */
async function openMostUnhappy(page: Page, t: Words): Promise<string> {
  await page.getByRole('heading', { name: t('inbox.inbox'), exact: true }).waitFor()
  await page.getByRole('button', { name: t('inbox.filter') }).click()
  await page.getByLabel(t('inbox.filter.score-to')).fill('0')
  await page.getByRole('button', { name: t('inbox.filter.show') }).click()
  await page.waitForURL(/scoreTo=0/)
  const words = page.getByRole('list', { name: t('inbox.list.cases') }).getByRole('link', { name: /Wireframe/ })
  await words.click()
  await page.getByText(t('inbox.address.title')).waitFor()
  const score = page.getByRole('region', { name: t('inbox.conversation') }).getByText(/Wireframe/)
  return ((await score.first().textContent()) ?? '').trim()
}

async function reply(page: Page, t: Words, text: string) {
  const box = page.getByRole('textbox', { name: t('inbox.reply') })
  const send = page.getByRole('button', { name: t('inbox.send'), exact: true })
  await box.fill(text)
  expect(await send.isDisabled()).toBe(true)
  const address = page.getByRole('form', { name: t('inbox.address.add') })
  await address.getByLabel(t('inbox.address.email')).fill('jo.frame@customer.example')
  await address.getByRole('button', { name: t('inbox.address.add') }).click()
  await page.getByText(t('inbox.reply.to', { address: 'jo.frame@customer.example' })).waitFor()
  expect(await box.inputValue()).toBe(text)
  await send.click()
  await page.getByRole('button', { name: t('conversation.held.now') }).click()
  await page.getByText(t('inbox.mail.sent'), { exact: true }).first().waitFor()
}

async function replyAndResolve(page: Page, t: Words, { second, cause, done }: (typeof written)['en'] & object) {
  await page.getByRole('textbox', { name: t('inbox.reply') }).fill(second)
  await page.getByRole('button', { name: t('inbox.send-resolve') }).click()
  const dialog = page.getByRole('dialog', { name: t('inbox.resolve.title') })
  await dialog.getByRole('combobox', { name: t('inbox.resolve.cause') }).fill(cause)
  await dialog.getByLabel(t('inbox.resolve.done')).fill(done)
  await dialog.getByRole('button', { name: t('inbox.send-resolve') }).click()
  await page.getByRole('button', { name: t('conversation.held.now') }).click()
  await page.getByText(t('inbox.resolved-by', { name: admin.name })).waitFor()
}

const mails = (here: World, n: number) => until(() => here.smtp.received.length >= n && here.smtp.received, `${n} mails at the SMTP server`)

/** In the customer's language, from a person, with their words escaped in HTML and their own quoted below. */
function looksLikeAReply(mail: Received, { reply, workspace }: { reply: string; workspace: string }) {
  expect(mail.recipients).toEqual(['jo.frame@customer.example'])
  expect(mail.subject).toMatch(new RegExp(`^Your feedback to ${workspace} \\[#\\d+\\]$`))
  expect(mail.from?.value[0]).toEqual({ address: 'hello@sabai.example', name: `${admin.name} (${workspace})` })
  expect(mail.replyTo?.value[0]?.address).toBe(admin.email)
  expect(mail.headers.get('content-language')).toBe('en')
  expect(mail.raw).toMatch(/^Message-ID: <[0-9a-f-]{36}@sabai\.example>/im)
  expect(mail.raw).not.toMatch(/^(In-Reply-To|References):/im)
  expect(mail.text).toContain(reply.replace(/\r?\n/g, '\n'))
  expect(mail.text).toMatch(/> .*Wireframe/)
  expect(mail.html).toContain('<html lang="en">')
  expect(mail.html).toContain('&#60;b&#62;')
  expect(mail.html).not.toContain('<b>')
}

function continues(second: Received, first: Received) {
  expect(second.inReplyTo).toBe(first.messageId)
  expect([second.references].flat()).toEqual([first.messageId])
  expect(second.messageId).not.toBe(first.messageId)
  expect(second.subject).toBe(first.subject)
}

async function readInVoices(page: Page, t: Words, customer: string, { cause, done }: { cause: string; done: string }) {
  await goTo(page, t, 'voices.voices')
  await page.getByRole('combobox', { name: t('voices.ending') }).click()
  await page.getByRole('option', { name: t('voices.ending.resolved') }).click()
  await page.waitForURL(/ending=resolved/)
  const voice = page.getByRole('article').filter({ hasText: cause })
  await voice.waitFor()
  const text = await voice.textContent()
  expect(text).toContain(customer.slice(0, 40))
  expect(text).toContain(t('voices.resolved', { name: admin.name }))
  expect(text).toContain(t('voices.done', { text: done }))
  // Until the answer comes, the list from before the filter still stands there.
  await until(async () => (await page.getByRole('article').count()) === 1, 'only what was resolved')
}
