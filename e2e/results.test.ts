import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '#kernel/id.ts'
import { finding, system, writing } from '#kernel/inside.ts'
import type { Writing } from '#kernel/slice.ts'
import { pulseItems } from '#pulse/api.ts'
import { frozen } from '#pulse/figures.ts'
import { open } from '#pulse/waves.ts'
import { pathIfPublic } from '#responses/public-path.ts'
import { SurveySettings } from '#surveys/api.ts'
import { begin, send, words } from './steps.ts'
import { accessible, desktop, fits, look, type Page, phone, picture, told, type World, world } from './world.ts'

let here: World
let page: Page
let survey = ''
let empty = ''
const t = words('en')

beforeAll(async () => {
  here = await world()
  page = (await here.visit('en')).page
  await begin(page, here)
  const add = async (template: string) => {
    const { id } = await send<{ id: string }>(page, 1, 'POST', '/surveys', { template })
    await send(page, 1, 'POST', `/surveys/${id}/publish`, {})
    return id
  }
  survey = await add('nps')
  empty = await add('csat')
  await answer(survey)
}, 120_000)
afterAll(() => here?.close())

const said = [
  ['en', 'The terminal froze twice today.'],
  ['lo', 'ເຄື່ອງຮັບບັດຄ້າງສອງເທື່ອມື້ນີ້'],
  ['th', 'เครื่องรูดบัตรค้างสองครั้งวันนี้'],
  ['km', 'ម៉ាស៊ីនគាំងពីរដងថ្ងៃនេះ'],
] as const

/** Twelve weeks of answers, better from week to week, some with words. */
async function answer(surveyId: string) {
  const { id } = await finding(here.server.inside, ({ tx }) => tx.selectFrom('workspace').select('id').executeTakeFirstOrThrow())
  await writing(here.server.inside, id, system, async ({ tx, now }) => {
    const customerId = newId()
    await tx
      .insertInto('customer')
      .values({ id: customerId, name: 'ນາງ ມະນີວອນ ແກ້ວມະນີ', nameKey: 'x', searchKey: 'x', languages: ['lo'], createdAt: now })
      .execute()
    const all = Array.from({ length: 240 }, (_, n) => {
      const score = [10, 9, 9, 8, 7, 6, 10, 3, 9, 10, n > 120 ? 10 : 5, n % 11][n % 12]!
      const [language, comment] = n % 6 === 0 ? said[(n / 6) % 4]! : (['en', ''] as const)
      return {
        ...{ id: newId(), surveyId, version: 1, channel: n % 3 ? 'email' : 'link', language, comment },
        answers: JSON.stringify({ score, ...(comment && { why: comment }) }),
        ...{ score, scale: 'nps', scaleMin: 0, scaleMax: 10, mood: score >= 9 ? 1 : score <= 6 ? -1 : 0 },
        customerId: n % 6 === 0 ? customerId : null,
        test: n % 60 === 59,
        respondedAt: new Date(now.getTime() - (240 - n) * 8.2 * 3_600_000),
        changedAt: now,
      }
    })
    await tx.insertInto('response').values(all).execute()
  })
}

test('a head sees the figure with its range, and opens a bar to the people behind it', () =>
  told('results', [page], async () => {
    await page.goto(`${here.url}/1/surveys/${survey}/answers`)
    await page.getByText('236 answers').waitFor()
    await page.getByText(/Not counted: 4 tests/).waitFor()
    await page
      .getByText(/likely \d+ to \d+/)
      .first()
      .waitFor()
    await look(page, 'results-en')
    await page
      .getByRole('list', { name: t('responses.spread') })
      .getByRole('button')
      .last()
      .click()
    const drawer = page.getByRole('dialog')
    await drawer.getByRole('list').getByRole('button').first().click()
    await drawer.getByText(t('responses.file.responded')).waitFor()
    await look(page, 'results-response')
    await page.keyboard.press('Escape')
    await drawer.waitFor({ state: 'detached' })
  }))

test('filters stand in the address, and are taken off again', () =>
  told('results-filter', [page], async () => {
    await page.getByRole('button', { name: t('responses.filter'), exact: true }).click()
    await page
      .getByRole('dialog')
      .getByRole('combobox', { name: t('responses.file.channel') })
      .click()
    await page.getByRole('option', { name: t('responses.channel.email') }).click()
    await page.getByRole('button', { name: t('responses.filter.show') }).click()
    await expect.poll(() => page.url()).toContain('channel=')
    await page.getByText(/\d+ answers left/).waitFor()
    await page.getByRole('button', { name: /Without the filter/ }).click()
    await page.getByText('236 answers').waitFor()
  }))

test('a survey without answers says what to do', () =>
  told('results-empty', [page], async () => {
    await page.goto(`${here.url}/1/surveys/${empty}/answers`)
    await page.getByRole('heading', { name: t('responses.none') }).waitFor()
    await look(page, 'results-empty')
  }))

test('it fits a phone, in Lao and in the dark', () =>
  told('results-phone', [page], async () => {
    await page.evaluate(() => localStorage.setItem('sabai.language', 'lo'))
    await page.emulateMedia({ colorScheme: 'dark' })
    await page.setViewportSize(phone)
    await page.goto(`${here.url}/1/surveys/${survey}/answers`)
    await page.getByRole('heading', { name: words('lo')('responses.comments') }).waitFor()
    await look(page, 'results-phone-lo')
    await page.setViewportSize(desktop)
    await look(page, 'results-dark-lo')
    expect(here.faults).toEqual([])
  }))

test('who answered, and the pulse, fit and are accessible', () =>
  told('results-who', [page], async () => {
    await page.goto(`${here.url}/1/surveys/${survey}/who`)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await look(page, 'results-who')
    await page.goto(`${here.url}/1/pulse`)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await look(page, 'pulse-lo')
    expect(here.faults).toEqual([])
  }))

test('a pulse is answered on a page without a script, on a phone', () =>
  told('pulse-page', [page], async () => {
    const { id } = await finding(here.server.inside, ({ tx }) => tx.selectFrom('workspace').select('id').executeTakeFirstOrThrow())
    await writing(here.server.inside, id, system, ctx => open(ctx, { openDays: 7 }))
    const { open: wave } = await send<{ open: { path: string } }>(page, 1, 'GET', '/pulse')
    const visitor = (await here.visit('km', phone, { javaScriptEnabled: false })).page
    await visitor.goto(here.url + wave.path)
    for (const name of ['enps', 'meaning', 'tools', 'growth', 'heard', 'load'])
      await visitor.locator(`input[name=${name}][value="4"] + span`).click()
    await picture(visitor, 'pulse-page-km')
    await fits(visitor, 'pulse-page-km')
    await visitor.getByRole('button', { name: words('km')('pulse.page.send') }).click()
    await visitor.getByText(words('km')('pulse.page.thanks')).waitFor()
    const looked = (await here.visit('lo', phone)).page
    await looked.goto(here.url + wave.path)
    await accessible(looked, 'pulse-page-used')
  }))

test('a head reads the figures of a closed wave; anybody reads the public page of chosen questions', () =>
  told('results-wave', [page], async () => {
    const { id } = await finding(here.server.inside, ({ tx }) => tx.selectFrom('workspace').select('id').executeTakeFirstOrThrow())
    const path = await writing(here.server.inside, id, system, async ctx => {
      await ctx.tx.updateTable('member').set({ role: 'head' }).execute()
      await addClosedWave(ctx)
      const settings = SurveySettings.parse({ publicResults: ['score', 'why'] })
      await ctx.tx
        .updateTable('survey')
        .set({ settings: JSON.stringify(settings) })
        .where('id', '=', survey)
        .execute()
      return pathIfPublic(ctx as never, { id: survey, settings })!
    })
    await page.setViewportSize(desktop)
    await page.goto(`${here.url}/1/pulse`)
    await page.getByRole('button', { name: /eNPS/ }).click()
    await page.getByText(words('lo')('pulse.company')).waitFor()
    await look(page, 'pulse-wave-lo')
    await page.setViewportSize(phone)
    await look(page, 'pulse-wave-phone-lo')
    const visitor = (await here.visit('km', phone, { javaScriptEnabled: false })).page
    await visitor.goto(here.url + path)
    await picture(visitor, 'public-results-km')
    await fits(visitor, 'public-results-km')
    const reader = (await here.visit('en')).page
    await reader.goto(here.url + path)
    await reader.getByRole('heading', { level: 1 }).waitFor()
    await look(reader, 'public-results')
    // Counted, never quoted: nobody agreed that their words are read by everybody.
    expect(await reader.content()).not.toContain('froze twice')
    expect(here.faults).toEqual([])
  }))

async function addClosedWave({ tx, now }: Writing) {
  const teams = [newId(), newId()]
  const answers = Array.from({ length: 14 }, (_, n) => ({
    teamId: teams[n % 2]!,
    enps: [9, 10, 7, 3, 8][n % 5]!,
    items: pulseItems.map((_, at) => 1 + ((n + at) % 5)),
  }))
  const results = frozen(answers, pulseItems, team => (team === teams[0] ? 'ນາງ ມະນີວອນ ແກ້ວມະນີ' : 'Anna'))
  const wave = { id: newId(), openedAt: now, closesAt: now, closedAt: now, items: [...pulseItems], asked: 20 }
  const comments = ['ຢາກມີເວລາຫຼາຍກວ່ານີ້', 'More tools, please.']
  await tx
    .insertInto('pulseWave')
    .values({ ...wave, results: JSON.stringify(results), comments: JSON.stringify(comments) })
    .execute()
}
