import { afterEach, expect, test } from 'vitest'
import { goTo, makeWorkspace, signIn, words } from './steps.ts'
import { type Page, told, until, type World, world } from './world.ts'

let here: World | undefined
afterEach(() => here?.close())

const t = words('en')
const noi = { name: 'Noi Keomany', email: 'noi@sabai.example', password: 'noi has a long sentence' }
const changed = { ...noi, password: 'another long sentence of noi' }

test('A colleague is invited by mail, comes in, forgets the password, gets another role and leaves', async () => {
  here = await world()
  const { page: dala } = await here.visit()
  const { page: theirs } = await here.visit()
  const { page: phone } = await here.visit()
  await told('people', [dala, theirs, phone], async () => {
    await invite(here!, dala)
    await accept(here!, theirs)
    await signIn(phone, here!, t, noi)
    await signOutEverywhere(theirs, phone)
    await resetPassword(here!, theirs)
    await roleChange(dala, theirs)
    await leaves(dala, theirs)
    expect(here!.faults).toEqual([])
  })
})

/** The link in the newest mail to this address; what a person would click. */
async function mailedLink({ smtp, url }: World, to: string, page: string): Promise<string> {
  const link = new RegExp(`${url}/${page}#\\S+`)
  const found = () =>
    smtp.received
      .filter(mail => mail.recipients.includes(to))
      .map(mail => link.exec(mail.text ?? '')?.[0])
      .findLast(Boolean)
  return until(found, `a mail to ${to} with a link to ${page}`)
}

async function invite(here: World, page: Page) {
  await makeWorkspace(page, here, t)
  await page.getByRole('link', { name: t('directory.begin.later') }).click()
  await goTo(page, t, 'directory.people')
  await page.getByRole('button', { name: t('directory.member.add') }).click()
  const form = page.getByRole('dialog', { name: t('directory.member.add') })
  await form.getByLabel(t('directory.member.name')).fill(noi.name)
  await form.getByLabel(t('directory.you.email')).fill(noi.email)
  await form.getByRole('button', { name: t('directory.member.add') }).click()
  await form.getByRole('button', { name: t('directory.button.done') }).click()
  await page.getByRole('link', { name: new RegExp(noi.name) }).waitFor()
}

async function accept(here: World, page: Page) {
  await page.goto(await mailedLink(here, noi.email, 'invitation'))
  await page.getByRole('heading', { name: t('directory.invitation.join', { workspace: 'Sabai Pay' }) }).waitFor()
  await page.getByRole('textbox', { name: t('directory.you.password') }).fill(noi.password)
  await page.getByRole('button', { name: t('directory.invitation.button'), exact: true }).click()
  await page.getByRole('heading', { name: new RegExp(noi.name) }).waitFor()
}

/** Here and on the phone. */
async function signOutEverywhere(page: Page, phone: Page) {
  const number = new URL(page.url()).pathname.split('/')[1]
  await page.goto(`${new URL(page.url()).origin}/${number}/settings/account`)
  await page.getByRole('button', { name: t('directory.everywhere') }).click()
  await page
    .getByRole('dialog')
    .getByRole('button', { name: t('directory.everywhere') })
    .click()
  await page.getByRole('heading', { name: t('directory.sign-in') }).waitFor()
  await phone.reload()
  await phone.getByRole('heading', { name: t('directory.sign-in') }).waitFor()
}

async function resetPassword(here: World, page: Page) {
  await page.getByRole('link', { name: t('directory.password.forgot') }).click()
  await page.getByLabel(t('directory.you.email')).fill(noi.email)
  await page.getByRole('button', { name: t('directory.password.send') }).click()
  await page.getByRole('heading', { name: t('directory.password.sent') }).waitFor()
  await page.goto(await mailedLink(here, noi.email, 'password'))
  await page.getByRole('textbox', { name: t('directory.password.new') }).fill(changed.password)
  await page.getByRole('button', { name: t('directory.password.set') }).click()
  await page.getByRole('heading', { name: t('directory.password.changed') }).waitFor()
  await page.goto(`${here.url}/sign-in`)
  await page.getByLabel(t('directory.you.email')).fill(noi.email)
  await page.getByRole('textbox', { name: t('directory.you.password') }).fill(noi.password)
  await page.getByRole('button', { name: t('directory.button.sign-in') }).click()
  await page.getByText(t('directory.problem.sign-in.wrong')).waitFor()
  await signIn(page, here, t, changed)
}

const pagesOf = (page: Page) => page.getByRole('navigation', { name: t('ui.shell.pages') }).getByRole('link')
const importLink = (page: Page) => pagesOf(page).filter({ hasText: t('imports.title') })

/** A rep imports nothing; a manager does. */
async function roleChange(dala: Page, theirs: Page) {
  await pagesOf(theirs)
    .filter({ hasText: t('inbox.inbox') })
    .waitFor()
  expect(await importLink(theirs).count()).toBe(0)
  await dala.getByRole('link', { name: new RegExp(noi.name) }).click()
  await setRole(dala, t('directory.role.manager'))
  await theirs.reload()
  await importLink(theirs).waitFor()
  await setRole(dala, t('directory.role.viewer'))
  await theirs.reload()
  await pagesOf(theirs)
    .filter({ hasText: t('voices.voices') })
    .waitFor()
  expect(await importLink(theirs).count()).toBe(0)
  expect(
    await pagesOf(theirs)
      .filter({ hasText: t('inbox.inbox') })
      .count(),
  ).toBe(0)
}

async function setRole(page: Page, role: string) {
  await page.getByRole('button', { name: t('directory.member.edit'), exact: true }).click()
  const form = page.getByRole('dialog', { name: t('directory.member.edit') })
  await form.getByRole('combobox', { name: t('directory.member.role') }).click()
  await page.getByRole('option', { name: role, exact: true }).click()
  await form.getByRole('button', { name: t('directory.button.save') }).click()
  await form.waitFor({ state: 'hidden' })
}

/** Within 5 seconds nothing is answered any more. */
async function leaves(dala: Page, theirs: Page) {
  await dala.getByRole('button', { name: t('directory.end'), exact: true }).click()
  await dala.getByRole('button', { name: t('directory.end.button', { name: noi.name }) }).click()
  await dala.getByText(t('directory.end.done', { name: noi.name })).waitFor()
  const { origin, pathname } = new URL(theirs.url())
  const [, number] = pathname.split('/')
  const answer = async () => (await theirs.request.get(`${origin}/api/voices`, { headers: { 'sabai-workspace': String(number) } })).status()
  await until(async () => [401, 403, 404].includes(await answer()), 'the end of access', 5_000)
  await theirs.reload()
  await until(async () => (await pagesOf(theirs).count()) === 0, 'a page without a navigation')
}
