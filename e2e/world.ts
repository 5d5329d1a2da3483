import { fileURLToPath } from 'node:url'
import AxeBuilder from '@axe-core/playwright'
import { chromium, type Page } from 'playwright-core'
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
export async function world({ mail = true } = {}) {
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
    version: 'test',
    logger: false,
    doorkeeper,
    firstRun: makeFirstRun(),
    mount: app => browserFiles(app, fileURLToPath(new URL('../dist', import.meta.url))),
  })
  await server.app.listen({ host: '127.0.0.1', port: 0 })
  const { port } = server.app.server.address() as { port: number }
  const browser = await chromium.launch({
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
  const faults: string[] = []
  return {
    server,
    smtp,
    url: `http://localhost:${port}`,
    /** What a page complained about: errors, failed requests of ours, breaches of the content policy. Empty at the end of a journey. */
    faults,
    visit: async (locale = 'en', viewport = desktop, more: Parameters<typeof browser.newContext>[0] = {}) => {
      const context = await browser.newContext({ locale, viewport, reducedMotion: 'reduce', timezoneId: 'Asia/Vientiane', ...more })
      context.setDefaultTimeout(15_000)
      const page = await context.newPage()
      watch(page, faults)
      return { context, page }
    },
    close: async () => {
      await browser.close()
      await server.close()
      await smtp.close()
      await drop()
    },
  }
}

export type World = Awaited<ReturnType<typeof world>>

function watch(page: Page, faults: string[]) {
  page.on('pageerror', error => faults.push(`error: ${error.message}`))
  page.on('console', message => {
    // A refusal is a normal answer; the browser writes it as an error of its own.
    if (message.type() === 'error' && !/Failed to load resource/.test(message.text())) faults.push(`console: ${message.text()}`)
  })
  page.on('response', response => {
    if (response.status() >= 500) faults.push(`${response.status()} ${response.url()}`)
  })
}

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/** What axe finds against WCAG 2.2 A and AA; there are no frames, so no second page is opened to join their answers. */
export async function violations(page: Page, where: string) {
  const { violations } = await new AxeBuilder({ page }).withTags(rules).setLegacyMode().analyze()
  return violations.map(
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

/** A picture beside the test's results, to look at. */
export const picture = (page: Page, name: string) => page.screenshot({ path: pictureOf(name), fullPage: true })

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
