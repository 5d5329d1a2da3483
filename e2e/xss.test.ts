import { afterAll, beforeAll, expect, test } from 'vitest'
import { payloads } from './payloads.ts'
import { admin, begin, send } from './steps.ts'
import { atRest, desktop, type Page, told, turnTo, until, type World, world } from './world.ts'

// Words of strangers in every field that a stranger or a colleague can fill, then every page with them on it: they stay words.
let here: World
let boss: Page
let head: Page
let headToo: Page
let number: number
const cut = (text: string, most: number) => text.replaceAll('\0', '').slice(0, most)
type Made = { id: string }
const made = {
  accounts: [] as string[],
  customers: [] as string[],
  cases: [] as string[],
  imports: [] as string[],
  members: [] as string[],
}

beforeAll(async () => {
  here = await world()
  boss = await armed()
  await begin(boss, here)
  number = 1
  head = await armed()
  await join(head)
  headToo = await armed(await head.context().storageState())
  await inLanes([...payloads.entries()], ([n, payload]) => putIn(payload, n))
  await bringIn()
  await act()
}, 240_000)
afterAll(() => here?.close())

/** Three at a time: the server answers one while the next is on its way. */
const inLanes = <T>(all: T[], run: (one: T) => Promise<unknown>) =>
  Promise.all(
    [0, 1, 2].map(async lane => {
      for (let at = lane; at < all.length; at += 3) await run(all[at]!)
    }),
  )

const asBoss = <T>(method: string, path: string, body?: object) => send<T>(boss, number, method, path, body)
const asHead = <T>(method: string, path: string, body?: object) => send<T>(head, number, method, path, body)

/** A page that says when anything ran, and what its policy had to stop. */
async function armed(storageState?: Awaited<ReturnType<ReturnType<Page['context']>['storageState']>>): Promise<Page> {
  const { page, context } = await here.visit('en', desktop, storageState && { storageState })
  await context.addInitScript(() =>
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
      console.error(`stopped by the policy: ${violatedDirective} ${blockedURI}`),
    ),
  )
  page.on('dialog', dialog => {
    here.faults.push(`dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
  return page
}

async function join(page: Page) {
  const person = { name: cut(payloads[1]!, 100), email: 'head@mekong.example', role: 'head', language: 'en', invite: true }
  const { link } = await asBoss<{ link: string }>('POST', '/members', person)
  await page.goto(`${here.url}/sign-in`)
  const token = link.split('#')[1]
  await send(page, number, 'POST', '/invitations/accept', { token, password: admin.password, language: 'en' })
}

async function putIn(payload: string, n: number) {
  const [name, short] = [cut(payload, 200), cut(payload, 100)]
  const account = await asHead<Made>('POST', '/accounts', { name, plan: short, monthlyRevenue: 5, currency: 'USD' })
  const person = { name, callAs: name, notes: payload.replaceAll('\0', ''), accountId: account.id, email: `someone${n}@lpcoffee.example` }
  const customer = await asHead<Made>('POST', '/customers', person)
  await asHead('POST', `/customers/${customer.id}/contact-ways`, { kind: 'line', value: name })
  await asHead('POST', `/customers/${customer.id}/preferences`, { text: name, source: 'customer', consent: 'given' })
  const topic = await asHead<Made>('POST', '/topics', { name: cut(payload, 120), names: { lo: cut(payload, 120) } })
  const member = {
    name: short,
    email: `member${n}@mekong.example`,
    role: 'rep',
    language: 'en',
    skills: [cut(payload, 60)],
    invite: n % 5 === 0,
  }
  made.members[n] = (await asBoss<Made>('POST', '/members', member)).id
  await asBoss('POST', '/keys', { name: cut(payload, 60), scopes: ['directory.read'] })
  const said = {
    text: payload.replaceAll('\0', ''),
    author: name,
    channel: cut(payload, 60),
    source: name,
    externalId: name,
    topicId: topic.id,
  }
  await asHead('POST', '/feedback', { items: [{ ...said, customerId: customer.id, score: n % 3 ? 0 : 10, scale: 'nps' }] })
  made.accounts[n] = account.id
  made.customers[n] = customer.id
}

/** A file whose name, headings and cells are all hostile; one of its rows is refused, so that the page of refusals shows it too. */
async function bringIn() {
  const cell = (text: string) => `"${text.replaceAll('\0', '').replaceAll('"', '""')}"`
  const headings = payloads.slice(0, 6).map(cell)
  const rows = payloads.map(one => [...headings.map(() => cell(one)), cell(one), 'x'].join(','))
  const file = `${[...headings, 'words', 'score'].join(',')}\n${rows.join('\n')}\n`
  await inLanes(['feedback', 'customers', 'accounts'], async importer => {
    const one = await head.evaluate(
      async ([file, name, importer, number]) => {
        const headers = { 'content-type': 'application/octet-stream', 'sabai-workspace': String(number) }
        const url = `/api/imports?importer=${importer}&name=${encodeURIComponent(name)}`
        return (await (await fetch(url, { method: 'POST', headers, body: file })).json()) as { id: string }
      },
      [file, `${cut(payloads[1]!, 80)}.csv`, importer, number] as const,
    )
    const mapping = importer === 'feedback' ? { text: ['words'], score: ['score'] } : { name: ['words'] }
    await asHead('PUT', `/imports/${one.id}`, { mapping })
    await asHead('POST', `/imports/${one.id}/check`, {})
    await until(async () => ['ready', 'failed'].includes((await asHead<{ state: string }>('GET', `/imports/${one.id}`)).state), 'the check')
    made.imports.push(one.id)
  })
}

/** Notes, replies, causes, another name of the workspace; each as a person would. */
async function act() {
  const list = () => asHead<{ items: Made[] }>('GET', '/cases?view=all&limit=50')
  const { items } = await until(async () => ((await list()).items.length > 9 ? list() : null), 'the cases')
  made.cases.push(...items.map(one => one.id))
  await inLanes([...made.cases.entries()], async ([n, id]) => {
    const text = payloads[n % payloads.length]!.replaceAll('\0', '')
    await asHead('POST', `/cases/${id}/notes`, { text })
    if (n % 2) await asHead('POST', `/cases/${id}/reply`, { text })
    if (n % 3 === 0) await asHead('POST', `/cases/${id}/resolve`, { causeName: cut(text, 200), done: text })
  })
  await asBoss('PUT', '/workspace', { name: cut(payloads[0]!, 100) })
}

/** Nothing ran, nothing had to be stopped, and no word has become an element or an address. */
async function unharmed(page: Page, where: string): Promise<string[]> {
  const found = await page.evaluate(() => {
    const strange = 'xss-mark, iframe, object, embed, base, meta[http-equiv], script:not([src]), [onerror], [onload], [onfocus]'
    const leads = [...document.querySelectorAll('[href], [src], [action], [formaction]')].filter(one =>
      ['href', 'src', 'action', 'formaction'].some(name => /^\s*(java\s*script|data:text|vbscript)/i.test(one.getAttribute(name) ?? '')),
    )
    const elements = [...document.querySelectorAll(strange), ...leads].map(one => one.outerHTML.slice(0, 120))
    return [...elements, ...('__xss' in window ? ['it ran'] : [])]
  })
  return [...found, ...here.faults.splice(0)].map(one => `${where}: ${one}`)
}

async function open(page: Page, path: string): Promise<string[]> {
  await turnTo(page, `${here.url}${path}`)
  await atRest(page)
  return unharmed(page, path)
}

/** Loaded whole, as from a link elsewhere. */
async function load(page: Page, path: string): Promise<string[]> {
  await page.goto(`${here.url}${path}`)
  await atRest(page)
  return unharmed(page, path)
}

async function openAll(page: Page, paths: string[]): Promise<string[]> {
  const wrong: string[] = []
  for (const path of paths) wrong.push(...(await open(page, path)))
  return wrong
}

const every = <T>(nth: number, from: number, all: T[]) => all.filter((_, at) => at % nth === from)
const places = (...paths: string[]) => paths.map(path => `/${number}/${path}`)

test('every list and every page of settings', async () => {
  await told('xss-lists', [head, boss], async () => {
    const all = [
      'today',
      'inbox',
      'inbox?view=all',
      'inbox/causes',
      'settings/rules',
      'surveys',
      'pulse',
      'voices',
      'customers',
      'accounts',
      'topics',
      'import',
    ]
    const wrong = await Promise.all([
      openAll(head, places(...all, 'people', 'people/teams', 'settings/account')),
      openAll(boss, places('people', 'people/teams', 'settings', 'settings/keys', 'settings/mail', 'settings/log')),
    ])
    expect(wrong.flat()).toEqual([])
  })
}, 180_000)

test('every case, customer, account, member and import', async () => {
  await told('xss-things', [head], async () => {
    // Each payload is in one of the things that are opened, and in all lists.
    const [cases, customers, accounts, members] = [
      every(3, 0, made.cases),
      every(3, 1, made.customers),
      every(3, 2, made.accounts),
      every(5, 0, made.members),
    ]
    expect(made.cases.length).toBeGreaterThan(9)
    const wrong = (
      await Promise.all([
        openAll(head, places(...cases.map(id => `inbox/${id}`), ...made.imports.map(id => `import/${id}`))),
        openAll(headToo, places(...customers.map(id => `customers/${id}`), ...accounts.map(id => `accounts/${id}`))),
        openAll(boss, places(...members.map(id => `people/${id}`))),
      ])
    ).flat()
    await head.emulateMedia({ media: 'print' })
    wrong.push(...(await openAll(head, places(`inbox/${cases[0]}`, 'voices'))))
    await head.emulateMedia({ media: 'screen' })
    expect(wrong).toEqual([])
  })
}, 240_000)

test('what stands in an address: searches, ids, where to go next', async () => {
  await told('xss-addresses', [head], async () => {
    const addresses = payloads.slice(0, 5).map(payload => {
      const q = encodeURIComponent(payload.replaceAll('\0', ''))
      const within = places(`customers?q=${q}`, `inbox?q=${q}&view=${q}`, `voices?q=${q}`, `inbox/${q}`, `customers/${q}`)
      return [...within, `/${q}`, `/sign-in?next=${q}`, `/invitation#${q}`, `/api/${q}`]
    })
    const loadAll = async (page: Page, paths: string[]) => {
      const wrong: string[] = []
      for (const path of paths) wrong.push(...(await load(page, path)))
      return wrong
    }
    const [first, second] = [addresses.slice(0, 3).flat(), addresses.slice(3).flat()]
    expect((await Promise.all([loadAll(head, first), loadAll(headToo, second)])).flat()).toEqual([])
  })
}, 240_000)

test('the palette, the bell, fields that suggest, and the page where somebody joins', async () => {
  await told('xss-parts', [head, boss], async () => {
    const wrong = await open(head, `/${number}/inbox/${made.cases[0]}`)
    await head.keyboard.press('Control+k')
    await head.getByRole('dialog').getByRole('combobox').fill('<xss-mark>')
    wrong.push(...(await unharmed(head, 'palette')))
    await head.keyboard.press('Escape')
    wrong.push(...(await open(boss, `/${number}/today`)))
    await boss.locator('.bell').first().click()
    wrong.push(...(await unharmed(boss, 'bell')))
    const { link } = await asBoss<{ link: string }>('POST', `/members/${made.members[1]}/invite`, {})
    const stranger = await armed()
    wrong.push(...(await open(stranger, `/invitation#${link.split('#')[1]}`)))
    expect(wrong).toEqual([])
  })
}, 120_000)

test('mails, as a mail program shows them that has no policy', async () => {
  await until(() => here.smtp.received.filter(one => one.html).length > 3, 'mails')
  const page = await armed()
  const wrong: string[] = []
  for (const { html, subject } of here.smtp.received) {
    await page.goto('about:blank')
    await page.setContent(String(html || '<p>'))
    const harm = (await unharmed(page, subject ?? 'mail')).filter(one => !one.includes('<meta charset'))
    wrong.push(...harm)
  }
  expect(wrong).toEqual([])
}, 60_000)
