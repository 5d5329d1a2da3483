import { say } from '#kernel/text.ts'
import type { Language } from '#kernel/words.ts'
import type { Page, World } from './world.ts'

export type Words = (key: string, facts?: Record<string, string | number>) => string

/** What stands on the page in a language: `words('lo')('inbox.reply')`. */
export const words =
  (language: Language): Words =>
  (key, facts) =>
    say(language, key, facts)

export const admin = { name: 'Vilay Sengdara', email: 'vilay@mekong.example', password: 'a long sentence for tests' }

/** The first-run page, up to where one chooses how to begin. */
export async function makeWorkspace(page: Page, { url }: Pick<World, 'url'>, t: Words, name = 'Sabai Pay') {
  await page.goto(url)
  await page.getByLabel(t('directory.workspace.name')).fill(name)
  await page.getByRole('button', { name: t('directory.button.next'), exact: true }).click()
  await page.getByLabel(t('directory.you.name')).fill(admin.name)
  await page.getByLabel(t('directory.you.email')).fill(admin.email)
  await page.getByRole('textbox', { name: t('directory.you.password') }).fill(admin.password)
  await page.getByRole('button', { name: t('directory.first-run.make') }).click()
  await page.getByRole('heading', { name: t('directory.first-run.2'), exact: true }).waitFor()
}

/** The sign-in page of a person who is known. */
export async function signIn(page: Page, { url }: Pick<World, 'url'>, t: Words, { email, password }: { email: string; password: string }) {
  await page.goto(`${url}/sign-in`)
  await page.getByLabel(t('directory.you.email')).fill(email)
  await page.getByRole('textbox', { name: t('directory.you.password') }).fill(password)
  await page.getByRole('button', { name: t('directory.button.sign-in') }).click()
  await page.waitForURL(/\/\d+\/\w+/)
}

/** Over the navigation, as a person goes. */
export const goTo = (page: Page, t: Words, label: string) =>
  page
    .getByRole('navigation', { name: t('ui.shell.pages') })
    .getByRole('link', { name: t(label) })
    .click()

/** What the page itself would ask, where how it asks is not the matter. */
export const send = <T>(page: Page, workspace: number, method: string, path: string, body?: object): Promise<T> =>
  page.evaluate(
    async ([workspace, method, path, body]) => {
      const headers = { 'content-type': 'application/json', 'sabai-workspace': String(workspace) }
      const answer = await fetch(`/api${path}`, { method, headers, ...(body && { body: JSON.stringify(body) }) })
      const json = await answer.json()
      if (!answer.ok) throw new Error(JSON.stringify(json))
      return json
    },
    [workspace, method, path, body] as const,
  )

/** A fresh server's first person and workspace, number 1, where how they came is not the matter. */
export async function begin(page: Page, { url }: Pick<World, 'url'>) {
  await page.goto(`${url}/first-run`)
  await send(page, 0, 'POST', '/first-run', { workspace: { name: 'Sabai Pay', language: 'en', zone: 'Asia/Vientiane' }, you: admin })
}

/** A fresh server's first person, in a sample company. @returns its number */
export async function lookAround(page: Page, here: Pick<World, 'url'>): Promise<number> {
  await begin(page, here)
  const { number } = await send<{ number: number }>(page, 1, 'POST', '/sample', {})
  return number
}
