import { afterAll, beforeAll, expect, test } from 'vitest'
import { admin, lookAround, send, words } from './steps.ts'
import { desktop, fits, look, openAt, type Page, phone, picture, told, type World, world } from './world.ts'

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

const open = (path: string) => openAt(page, `${here.url}/${number}/${path}`)
const button = (key: string, facts = {}) => page.getByRole('button', { name: t(key, facts), exact: true })
const within = (key: string) => page.getByRole('dialog').getByRole('button', { name: t(key), exact: true })
const link = (key: string) => page.getByRole('link', { name: t(key), exact: true })

test('a voice is heard: somebody is sorry, says so with a colleague named, keeps it, asks to be told of more, and a screen in the hall shows it', async () => {
  await told('heard', [page], async () => {
    await open('voices?mood=bad')
    const voice = page.getByRole('article').first()
    const sorry = voice.getByRole('button', { name: t('voices.react.sad', { n: 0 }) })
    await sorry.click()
    await voice.getByRole('button', { name: t('voices.react.sad', { n: 1 }), pressed: true }).waitFor()
    await voice.getByRole('button', { name: t('voices.keep') }).click()
    await voice.getByRole('button', { name: t('voices.keep'), pressed: true }).waitFor()
    await voice.getByRole('button', { name: t('voices.comments', { n: 0 }) }).click()
    await voice.getByRole('textbox', { name: t('voices.comment') }).fill('This is the third today. @Khamla Vongsa')
    await voice
      .getByRole('form', { name: t('voices.comment') })
      .getByRole('button', { name: t('voices.comment.send'), exact: true })
      .click()
    await voice
      .getByRole('list', { name: t('voices.comments.list') })
      .getByText('This is the third today.')
      .waitFor()
    await look(page, 'heard')
    await button('voices.tell-me').click()
    await page.getByLabel(t('voices.tell-me.name')).fill('Trouble of any kind')
    await within('voices.tell-me').click()
    await page.getByText(t('voices.subscribed')).waitFor()
    await open('voices/told-of')
    await page.getByText('Trouble of any kind').waitFor()
    const { items } = await send<{ items: { author: string | null; customer: { name: string } | null }[] }>(
      page,
      number,
      'GET',
      '/voices?limit=20',
    )
    const names = items.flatMap(one => [one.author, one.customer?.name ?? null]).filter(name => name !== null)

    await open('voices/screens')
    await button('broadcasts.wall.add').click()
    await page.getByRole('dialog').getByLabel(t('broadcasts.name')).fill('Hall')
    await within('broadcasts.wall.add').click()
    const address = await page.getByRole('link', { name: 'Hall' }).getAttribute('href')
    // Whoever has the link: nobody is signed in there.
    const { page: wall } = await here.visit('en', { width: 1920, height: 1080 })
    await wall.goto(`${here.url}${address}`)
    const shown = ((await wall.locator('body').textContent()) ?? '').toLowerCase()
    expect(shown).toContain(t('broadcasts.wall.heard', { good: 0 }).split(',')[0]!.toLowerCase())
    expect(names.length).toBeGreaterThan(5)
    expect(names.filter(name => shown.includes(name.toLowerCase()))).toEqual([])
    // It turns its page by itself, which axe would forbid a page that somebody operates.
    await picture(wall, 'wall')
    await fits(wall, 'wall')
    expect(here.faults).toEqual([])
  })
}, 60_000)

test('the champion asks in the open, the colleague answers by the day, and it is counted on the desk', async () => {
  await told('asked', [page], async () => {
    await open('questions')
    await button('desk.ask').click()
    await page.getByRole('combobox', { name: t('desk.whom') }).fill(admin.name)
    await page.getByRole('option', { name: admin.name }).click()
    await within('desk.ask.one').click()
    await page.getByRole('dialog').locator('.field-error').waitFor()
    await page.getByLabel(t('desk.question')).fill('Who calls the bank about the cut-off?')
    await within('desk.ask.one').click()
    const asked = page.getByRole('article').filter({ hasText: 'Who calls the bank' })
    await asked.getByRole('button', { name: t('desk.answer'), exact: true }).click()
    await asked.getByRole('textbox', { name: t('desk.answer.words') }).fill('I do, today at three.')
    await asked.getByRole('button', { name: t('desk.answer'), exact: true }).click()
    await asked.getByText(t('desk.answered')).waitFor()
    await look(page, 'asked')
    await open('desk')
    await page.getByText(t('desk.asked', { asked: 1, answered: 1, onTime: 1, days: 30 })).waitFor()
    expect(here.faults).toEqual([])
  })
}, 60_000)

test('an incident: who is affected is found, what stands is said, and strangers read it without a name', async () => {
  await told('incident', [page], async () => {
    await page.setViewportSize(phone)
    const { items } = await send<{ items: { id: string; name: string }[] }>(page, number, 'GET', '/topics')
    const { items: owners } = await send<{ items: { id: string }[] }>(page, number, 'GET', '/members?limit=1')
    const [owner] = owners
    const payout = items.find(one => one.name === 'Payout late')!
    const { id } = await send<{ id: string }>(page, number, 'POST', '/bulletins', {
      kind: 'incident',
      title: 'Payouts of yesterday are late',
      ownerId: owner!.id,
      filter: { topicIds: [payout.id] },
    })
    await open(`actions/news/${id}`)
    const people = page.getByRole('list', { name: t('bulletins.affected') })
    await people.getByRole('link').first().waitFor()
    const affected = await people.getByRole('link').allInnerTexts()
    await button('bulletins.update').click()
    await page.getByRole('dialog').getByLabel(t('bulletins.subject')).first().fill('Your payout comes tonight')
    await page.getByRole('dialog').getByLabel(t('bulletins.text')).first().fill('The bank had closed earlier. Nothing is lost.')
    await look(page, 'incident-update')
    await within('bulletins.update.send').click()
    await page.getByRole('heading', { name: 'Your payout comes tonight' }).waitFor()
    await page.getByRole('switch', { name: t('bulletins.public.on') }).click()
    const address = await link('bulletins.public.open').getAttribute('href')
    const { page: stranger } = await here.visit('en', desktop)
    await stranger.goto(`${here.url}${address}`)
    await stranger.getByText('The bank had closed earlier. Nothing is lost.').waitFor()
    const text = (await stranger.locator('body').textContent()) ?? ''
    expect(affected.length).toBeGreaterThan(0)
    expect(affected.filter(name => text.includes(name))).toEqual([])
    await look(stranger, 'incident-public')
    expect(here.faults).toEqual([])
  })
}, 60_000)
