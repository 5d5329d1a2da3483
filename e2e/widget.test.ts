import { createServer, type Server } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { foundWorkspace, usualHours } from '#directory/index.ts'
import { newId } from '#kernel/id.ts'
import { founding, reading, system, writing } from '#kernel/inside.ts'
import { makeLink, propertyKey, signProperties, tokenOf, type WidgetSettings } from '#surveys/index.ts'
import { add, publish } from '../src/surveys/surveys.ts'
import { desktop, type Page, picture, told, until, type World, world } from './world.ts'

let place: World
let shop: Server
let shopUrl: string
let page = ''
const workspaceId = newId()
const inside = <T>(run: Parameters<typeof writing<T>>[3]) => writing(place.server.inside, workspaceId, system, run)

/** A shop on another origin, whose page is what a test says. */
beforeAll(async () => {
  place = await world({ mail: false })
  await founding(place.server.inside, workspaceId, ctx =>
    foundWorkspace(ctx, { id: workspaceId, name: 'Riverside Pay', language: 'en', zone: 'Asia/Vientiane', workingHours: usualHours }),
  )
  shop = createServer((_request, response) => response.setHeader('content-type', 'text/html').end(page)).listen(0, '127.0.0.1')
  await new Promise(resolve => shop.once('listening', resolve))
  shopUrl = `http://127.0.0.1:${(shop.address() as { port: number }).port}`
})
afterAll(async () => {
  shop?.close()
  await place?.close()
})

async function widget(settings: Partial<WidgetSettings> = {}, origins = [shopUrl]) {
  const made = await inside(async ctx => {
    const { id } = await add(ctx, { template: 'nps' })
    await publish(ctx, { id })
    await ctx.tx
      .updateTable('survey')
      .set({ settings: JSON.stringify({ origins }) })
      .where('id', '=', id)
      .execute()
    const linkId = await makeLink(ctx, { surveyId: id, channel: 'widget' })
    await ctx.tx
      .updateTable('surveyLink')
      .set({ settings: JSON.stringify(settings) })
      .where('id', '=', linkId)
      .execute()
    return { surveyId: id, token: tokenOf(ctx.site, linkId), key: propertyKey(ctx.site, id) }
  })
  page = `<!doctype html><html lang="lo"><title>Shop</title><body style="height:4000px"><h1>Shop</h1><script src="${place.url}/w/${made.token}.js" async></script>`
  return made
}

const responses = (surveyId: string) =>
  reading(place.server.inside, workspaceId, system, ({ db }) =>
    db.selectFrom('response').selectAll().where('surveyId', '=', surveyId).execute(),
  )

const frameOf = (shopPage: Page) => shopPage.frameLocator('[role=dialog] iframe')
const quiet = desktop

test('in a page of another origin it opens, is answered in the page’s language, and never opens twice', async () => {
  const { surveyId } = await widget()
  const { page: visitor } = await place.visit('en', desktop)
  await told('widget', [visitor], async () => {
    await visitor.goto(shopUrl)
    await frameOf(visitor).locator('html[lang=lo]').waitFor()
    await frameOf(visitor).locator('input[value="9"]').check({ force: true })
    await frameOf(visitor).locator('textarea').fill('ດີ')
    await picture(visitor, 'widget')
    await frameOf(visitor).locator('.go button').click()
    await frameOf(visitor).locator('[data-done]').waitFor()
    expect(await responses(surveyId)).toMatchObject([{ score: 9, comment: 'ດີ', channel: 'widget', customerId: null }])
    await visitor.locator('[role=dialog]').waitFor({ state: 'detached' })
    await visitor.reload()
    await visitor.waitForTimeout(500)
    expect(await visitor.locator('[role=dialog]').count()).toBe(0)
  })
})

test('it waits for path, scroll, leaving and the site’s own call', async () => {
  const { page: visitor } = await place.visit('en', quiet)
  await told('widget-triggers', [visitor], async () => {
    const dialog = () => visitor.locator('[role=dialog]').count()
    const at = async (path: string) => {
      await visitor.goto(`${shopUrl}${path}`)
      await visitor.waitForFunction('window.sabai?.show')
      await visitor.waitForTimeout(150)
    }
    await widget({ paths: ['/orders/'] })
    await at('/')
    expect(await dialog()).toBe(0)
    await at('/orders/7')
    expect(await dialog()).toBe(1)
    await widget({ scrollPercent: 50 })
    await at('/')
    expect(await dialog()).toBe(0)
    await visitor.mouse.wheel(0, 3_000)
    await visitor.locator('[role=dialog]').waitFor()
    await visitor.keyboard.press('Escape')
    expect(await dialog()).toBe(0)
    await widget({ exit: true })
    await at('/')
    expect(await dialog()).toBe(0)
    await visitor.evaluate(() => document.dispatchEvent(new MouseEvent('mouseout', { clientY: 0, relatedTarget: null })))
    await visitor.locator('[role=dialog]').waitFor()
    await widget({ code: true })
    await at('/')
    expect(await dialog()).toBe(0)
    await visitor.evaluate('sabai.show()')
    await visitor.locator('[role=dialog]').waitFor()
    await widget({ afterSeconds: 1 })
    await at('/')
    expect(await dialog()).toBe(0)
    await visitor.locator('[role=dialog]').waitFor()
  })
})

test('a site that is not on the list sees nothing of it', async () => {
  await widget({}, ['https://another.example'])
  const { page: visitor } = await place.visit('en', quiet)
  const refused: string[] = []
  visitor.on('console', message => refused.push(message.text()))
  await visitor.goto(shopUrl)
  await until(() => refused.some(text => /frame-ancestors|frame/i.test(text)), 'the refusal')
  expect(await frameOf(visitor).locator('form').count()).toBe(0)
  place.faults.splice(0)
})

test('only a signature of the site’s server names a customer, and who is named is asked once in any browser', async () => {
  const { surveyId, key } = await widget({ code: true })
  const customerId = newId()
  await inside(({ tx, now }) =>
    tx
      .insertInto('customer')
      .values({ id: customerId, name: 'Keo', nameKey: 'keo', searchKey: 'keo', externalId: 'c7', createdAt: now })
      .execute(),
  )
  const sig = signProperties(key, { customer: 'c7' }).toString('hex')
  const answerAs = async (who: Record<string, string>) => {
    const { page: visitor } = await place.visit('en', quiet)
    await visitor.goto(shopUrl)
    await visitor.waitForFunction('window.sabai?.show')
    await visitor.evaluate(`sabai.identify(${JSON.stringify(who)}); sabai.show()`)
    return visitor
  }
  const forged = await answerAs({ customer: 'c7', sig: sig.replace(/^./, digit => (digit === '0' ? '1' : '0')) })
  await frameOf(forged).locator('input[value="1"]').check({ force: true })
  await until(async () => (await responses(surveyId)).length === 1, 'the first answer')
  expect(await responses(surveyId)).toMatchObject([{ score: 1, customerId: null }])
  const known = await answerAs({ customer: 'c7', sig })
  await frameOf(known).locator('input[value="10"]').check({ force: true })
  await until(async () => (await responses(surveyId)).length === 2, 'the second answer')
  expect((await responses(surveyId)).find(one => one.score === 10)).toMatchObject({ customerId })
  const again = await answerAs({ customer: 'c7', sig })
  await again.waitForTimeout(600)
  expect(await again.locator('[role=dialog]').count()).toBe(0)
})

test('nothing complained', () => expect(place.faults).toEqual([]))
