import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { begin, words } from './steps.ts'
import { accessible, fits, type Page, phone, picture, told, type World, world } from './world.ts'

let theirs: Server
let host: string
let here: World
let page: Page
const t = words('en')

const set = { solved_at: '2026-03-02T11:00:00Z', reopens: 0, full_resolution_time_in_minutes: { calendar: 120, business: 60 } }
const ticket = {
  id: 1,
  created_at: '2026-03-02T09:00:00Z',
  status: 'solved',
  subject: 'Card',
  assignee_id: 7,
  metric_set: { ticket_id: 1, ...set },
}
const answers: Record<string, object> = {
  '/api/v2/users/me.json': { user: { id: 7, name: 'Noi Keomany', role: 'admin' } },
  '/api/v2/incremental/tickets/cursor.json': { tickets: [ticket], users: [], after_cursor: 'a', end_of_stream: true },
  '/api/v2/business_hours/schedules.json': {
    schedules: [{ id: 3, name: 'Support', time_zone: 'London', intervals: [{ start_time: 1980, end_time: 2460 }] }],
  },
  '/api/v2/business_hours/schedules/3/holidays.json': { holidays: [] },
  '/api/v2/incremental/ticket_metric_events.json': { ticket_metric_events: [], count: 0 },
}

beforeAll(async () => {
  theirs = createServer((request, answer) => {
    const known = answers[new URL(request.url!, 'http://x').pathname]
    const right = request.headers.authorization === `Basic ${btoa('noi@sabai.example/token:right')}`
    answer.writeHead(right ? (known ? 200 : 404) : 401, { 'content-type': 'application/json' }).end(JSON.stringify(known ?? {}))
  })
  await new Promise<void>(done => theirs.listen(0, '127.0.0.1', done))
  host = `127.0.0.1:${(theirs.address() as AddressInfo).port}`
  here = await world({ mail: false, webhookHosts: [host] })
  page = (await here.visit('en')).page
}, 90_000)
afterAll(async () => {
  theirs?.close()
  await here?.close()
})

test('Zendesk is connected: a wrong token is said beside the button, the right one fetches, and it is disconnected again', async () => {
  await told('sources', [page], async () => {
    await begin(page, here)
    await page.goto(`${here.url}/1/import/sources`)
    await page.getByRole('heading', { name: t('interactions.connections.none') }).waitFor()
    await picture(page, 'sources-empty')
    await page
      .getByRole('button', { name: t('interactions.connections.add') })
      .first()
      .click()
    const form = page.getByRole('dialog', { name: t('interactions.connections.add') })
    await form.getByLabel(t('interactions.connections.address')).fill(host)
    await form.getByLabel(t('interactions.connections.email')).fill('noi@sabai.example')
    await form.getByLabel(t('interactions.connections.token')).fill('wrong')
    await form.getByRole('button', { name: t('interactions.connections.try') }).click()
    await form.getByText(t('interactions.connections.wrong.login')).waitFor()
    await accessible(page, 'connecting')
    await picture(page, 'sources-form')
    await form.getByLabel(t('interactions.connections.token')).fill('right')
    await form.getByRole('button', { name: t('interactions.connections.add') }).click()
    await page.getByText(t('interactions.connections.pulled')).waitFor()
    await page.getByText(t('interactions.connections.last', { read: 1, added: 1, changed: 0, refused: 0 })).waitFor()
    await accessible(page, 'sources')
    await picture(page, 'sources')
    await page.getByRole('button', { name: `${t('interactions.hours')}: zendesk` }).click()
    const hours = page.getByRole('dialog', { name: t('interactions.hours') })
    await hours.getByText(t('interactions.hours.agree', { agree: 0, compared: 1 })).waitFor()
    await accessible(page, 'opening hours')
    await picture(page, 'sources-hours')
    await page.keyboard.press('Escape')
    await page.evaluate(() => localStorage.setItem('sabai.language', 'lo'))
    await page.setViewportSize(phone)
    await page.reload()
    const lo = words('lo')
    await page.getByText(lo('interactions.connections.pulled')).waitFor()
    await fits(page, 'sources in Lao')
    await picture(page, 'sources-lo')
    await page.getByRole('button', { name: `${lo('interactions.connections.end')}: zendesk` }).click()
    await page
      .getByRole('dialog')
      .getByRole('button', { name: lo('interactions.connections.end') })
      .click()
    await page.getByRole('heading', { name: lo('interactions.connections.none') }).waitFor()
    expect(here.faults).toEqual([])
  })
}, 60_000)
