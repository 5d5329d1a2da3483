import { fileURLToPath } from 'node:url'
import axe from 'axe-core'
import { type Browser, type BrowserContext, chromium, type Frame, type Page, type Request } from 'playwright-core'
import { expect, vi } from 'vitest'
import { doorkeeper } from '#directory/doorkeeper.ts'
import { makeFirstRun } from '#directory/first-run.ts'
import { browserFiles } from '#kernel/browser-files.ts'
import { createServer } from '#kernel/server.ts'
import { smtpServer } from '#kernel/testing-mail.ts'
import { slices } from '../src/slices.ts'
import { testDatabase } from '../src/testing.ts'

export const desktop = { width: 1280, height: 900 }
export const phone = { width: 390, height: 844 }

/** The whole product for one journey: server with its loops, a real SMTP server, a real browser; on a database of its own, empty. */
export async function world({ mail = true, webhookHosts = [] as readonly string[] } = {}) {
  const { config, drop } = await testDatabase()
  const smtp = await smtpServer()
  const server = await createServer({
    database: config,
    slices,
    secret: 'a secret only for tests, 32 letters',
    publicUrl: null,
    trustProxy: [],
    smtpUrl: mail ? smtp.url : null,
    mailFrom: 'Sabai <hello@sabai.example>',
    mailReplyTo: null,
    webhookHosts,
    version: 'test',
    logger: false,
    doorkeeper,
    firstRun: makeFirstRun(),
    mount: app => browserFiles(app, fileURLToPath(new URL('../dist', import.meta.url))),
  })
  await server.app.listen({ host: '127.0.0.1', port: 0 })
  const { port } = server.app.server.address() as { port: number }
  const browser = await theBrowser()
  const contexts: BrowserContext[] = []
  const faults: string[] = []
  return {
    server,
    smtp,
    url: `http://localhost:${port}`,
    /** What a page complained about: errors, failed requests of ours, breaches of the content policy. Empty at the end of a journey. */
    faults,
    visit: async (locale = 'en', viewport = desktop, more: Parameters<typeof browser.newContext>[0] = {}) => {
      const context = await browser.newContext({ locale, viewport, reducedMotion: 'reduce', timezoneId: 'Asia/Vientiane', ...more })
      contexts.push(context)
      context.setDefaultTimeout(15_000)
      const page = await context.newPage()
      watch(page, faults)
      return { context, page }
    },
    close: async () => {
      await Promise.all(contexts.map(one => one.close()))
      await server.close()
      await smtp.close()
      await drop()
    },
  }
}

export type World = Awaited<ReturnType<typeof world>>

let opened: Promise<Browser> | undefined

/** One browser for all journeys of a run, which share this module; each visitor is a context of its own. It ends with the process. */
function theBrowser(): Promise<Browser> {
  opened ??= chromium.launch({
    executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
  return opened
}

function watch(page: Page, faults: string[]) {
  watchRequests(page)
  page.on('pageerror', error => faults.push(`error: ${error.message}`))
  page.on('console', message => {
    // A refusal is a normal answer; the browser writes it as an error of its own.
    if (message.type() === 'error' && !/Failed to load resource/.test(message.text())) faults.push(`console: ${message.text()}`)
  })
  page.on('response', response => {
    if (response.status() >= 500) faults.push(`${response.status()} ${response.url()}`)
  })
}

/** What a page is waiting for. Of the stream of news there is no end. */
const asked = new WeakMap<Page, { waiting: Set<Request>; changedAt: number }>()

function watchRequests(page: Page) {
  const state = { waiting: new Set<Request>(), changedAt: 0 }
  asked.set(page, state)
  const change = (request: Request, begins: boolean) => {
    // A new document: what the one before was waiting for is nobody's any more.
    if (begins && request.isNavigationRequest() && request.frame() === page.mainFrame()) state.waiting.clear()
    if (begins && request.resourceType() !== 'eventsource') state.waiting.add(request)
    if (!begins) state.waiting.delete(request)
    state.changedAt = performance.now()
  }
  page.on('request', request => change(request, true))
  page.on('requestfinished', request => change(request, false))
  page.on('requestfailed', request => change(request, false))
}

const STILL_MS = 100

/** Nothing has been asked for a moment, nothing says that it is busy, the letters are there, and all of it is painted. */
export async function atRest(page: Page) {
  const state = asked.get(page)!
  const still = () => state.waiting.size === 0 && performance.now() - state.changedAt >= STILL_MS
  for (const last = performance.now() + 15_000; ; ) {
    if (still() && (await page.evaluate(isPainted)) && still()) return
    if (performance.now() > last) throw new Error(`not at rest: ${[...state.waiting].map(one => one.url())}`)
    await new Promise(resolve => setTimeout(resolve, 10))
  }
}

async function isPainted() {
  await document.fonts.ready
  await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))
  return document.querySelector('[aria-busy=true]') === null
}

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
const without = (frame: Frame) => frame.evaluate(() => !('axe' in window))

/** What axe finds against WCAG 2.2 A and AA, in frames of our own too. It is put into a document once, and describes only what is wrong. */
export async function violations(page: Page, where: string) {
  for (const frame of page.frames()) if (await without(frame).catch(() => false)) await frame.evaluate(axe.source).catch(() => {})
  const found = await page.evaluate(
    rules => (window as unknown as { axe: typeof axe }).axe.run({ runOnly: { type: 'tag', values: rules }, resultTypes: ['violations'] }),
    rules,
  )
  return found.violations.map(
    one => `${where}: ${one.id} ${one.nodes.map(node => `${node.html.slice(0, 160)} ${node.any[0]?.message ?? ''}`).join(' | ')}`,
  )
}

/** axe finds nothing. */
export const accessible = async (page: Page, where: string) => expect(await violations(page, where)).toEqual([])

/** Nothing sticks out to the side. */
export async function fits(page: Page, where: string) {
  const [inner, outer] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth])
  expect(inner, `${where} scrolls sideways`).toBeLessThanOrEqual(outer!)
}

const pictureOf = (name: string) => fileURLToPath(new URL(`../test-results/${name}.png`, import.meta.url))

/** A picture beside the test's results, to look at: with PICTURES=1. */
export async function picture(page: Page, name: string) {
  if (process.env.PICTURES) await page.screenshot({ path: pictureOf(name), fullPage: true })
}

/** What stands there is at rest, fits, and axe finds nothing. */
export async function look(page: Page, name: string) {
  await atRest(page)
  await picture(page, name)
  await fits(page, name)
  await accessible(page, name)
}

/** A page of a workspace by its address; `first` is its heading. */
export async function openAt(page: Page, address: string) {
  await page.goto(address)
  await page.getByRole('heading', { level: 1 }).first().waitFor()
}

/** Pages of one kind are drawn by the same parts. */
const kindOf = ({ pathname }: URL) => `${pathname.split('/')[2]} ${pathname.split('/').length}`

/**
 * As a link goes there: the application is not loaded again. Between pages of one kind the heading may stay the same element,
 * by which one could not see that the other page has come: these are loaded whole.
 */
export async function turnTo(page: Page, address: string) {
  const [from, to] = [new URL(page.url()), new URL(address)]
  if (from.origin !== to.origin || kindOf(from) === kindOf(to)) return openAt(page, address)
  const turned = await page.evaluate(address => {
    for (const one of document.querySelectorAll('h1')) one.setAttribute('data-before', '')
    const application = document.getElementById('main')
    if (application) history.pushState({}, '', address)
    return application !== null
  }, address)
  if (!turned) return openAt(page, address)
  await page.locator('h1:not([data-before])').first().waitFor()
}

/** A journey that fails says where it was, and leaves a picture of each page. */
export async function told<T>(name: string, pages: Page[], run: () => Promise<T>): Promise<T> {
  try {
    return await run()
  } catch (error) {
    const places = await Promise.all(pages.map((page, at) => leftAt(page, `failed-${name}-${at}`)))
    if (error instanceof Error) error.message = [error.message, ...places].join('\n')
    throw error
  }
}

const leftAt = (page: Page, name: string) =>
  page.screenshot({ path: pictureOf(name), timeout: 5_000 }).then(
    () => `at ${page.url()}, picture ${pictureOf(name)}`,
    () => `at ${page.url()}, no picture`,
  )

/** Asks again until there is an answer; a journey waits for what it sees, this for what it cannot see. */
export const until = <T>(ask: () => T | Promise<T>, what: string, timeout = 15_000) =>
  vi.waitFor(
    async () => {
      const answer = await ask()
      if (!answer) throw new Error(`still waiting for ${what}`)
      return answer as Exclude<T, false | null | undefined>
    },
    { timeout, interval: 100 },
  )

export type { Page }
