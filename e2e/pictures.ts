import { fileURLToPath } from 'node:url'
import { test } from 'vitest'
import { everyPath } from './pages.ts'
import { lookAround, send } from './steps.ts'
import { desktop, type Page, phone, picture, world } from './world.ts'

/** PICTURES=1: all; PICTURES=settings: those whose address begins so. */
const only = process.env.PICTURES === '1' ? '' : (process.env.PICTURES ?? '')
const paths = [...everyPath, 'inbox?show=feedback']
const looks = [
  { language: 'en', size: desktop, colorScheme: 'light' },
  { language: 'lo', size: desktop, colorScheme: 'dark' },
  { language: 'en', size: phone, colorScheme: 'dark' },
  { language: 'lo', size: phone, colorScheme: 'light' },
] as const
const readme = fileURLToPath(new URL('../docs/today.png', import.meta.url))

test('Pictures of every page of a sample company, and the one in the README', { timeout: 600_000 }, async () => {
  const here = await world({ mail: false })
  const { page } = await here.visit('en')
  const number = await lookAround(page, here)
  const open = async (path: string) => {
    await page.goto(`${here.url}/${number}/${path}`)
    await page.getByRole('heading', { level: 1 }).first().waitFor()
    await page.waitForLoadState('networkidle')
  }
  const all = [...paths, ...(await opened(page, number))].filter(path => path.startsWith(only))
  for (const { language, size, colorScheme } of looks) {
    await page.evaluate(language => localStorage.setItem('sabai.language', language), language)
    await page.setViewportSize(size)
    await page.emulateMedia({ colorScheme })
    for (const path of all) {
      await open(path)
      await picture(page, `page-${path.replace(/[^a-z]+\w*-.*|[/?=]/g, '-')}-${language}-${size.width}-${colorScheme}`)
    }
  }
  await page.evaluate(() => localStorage.setItem('sabai.language', 'en'))
  await page.setViewportSize({ width: 1280, height: 800 })
  await page.emulateMedia({ colorScheme: 'light' })
  await open('today')
  await page.screenshot({ path: readme })
  await here.close()
})

/** One case, customer, account and member. */
async function opened(page: Page, number: number): Promise<string[]> {
  const first = async (path: string, under: string) => {
    const { items } = await send<{ items: { id: string }[] }>(page, number, 'GET', path)
    return items[0] ? [`${under}/${items[0].id}`] : []
  }
  const found = [
    first('/cases?view=all&limit=1', 'inbox'),
    first('/customers?limit=1', 'customers'),
    first('/accounts?limit=1', 'accounts'),
    first('/members?limit=1', 'people'),
  ]
  return (await Promise.all(found)).flat()
}
