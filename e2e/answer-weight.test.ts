import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { foundWorkspace, usualHours } from '#directory/index.ts'
import { newId } from '#kernel/id.ts'
import { founding, system, writing } from '#kernel/inside.ts'
import { addSurvey, makeLink, publishSurvey, tokenOf } from '#surveys/index.ts'
import { phone, type World, world } from './world.ts'

let place: World
let url: string
const workspaceId = newId()
beforeAll(async () => {
  place = await world({ mail: false })
  await founding(place.server.inside, workspaceId, ctx =>
    foundWorkspace(ctx, { id: workspaceId, name: 'Riverside Pay', language: 'en', zone: 'Asia/Vientiane', workingHours: usualHours }),
  )
  url = await writing(place.server.inside, workspaceId, system, async ctx => {
    const { id } = await addSurvey(ctx, { template: 'nps' })
    await publishSurvey(ctx, { id })
    return `${place.url}/s/${tokenOf(ctx.site, await makeLink(ctx, { surveyId: id, channel: 'link' }))}`
  })
})
afterAll(() => place?.close())

test('the survey is one request of at most 14 KB, and seen within a second on a slow phone', async () => {
  const bytes = Buffer.byteLength(await (await fetch(`${url}?lang=km`, { headers: { 'accept-encoding': 'identity' } })).text())
  const lcp: number[] = []
  let requests = 0
  for (let round = 0; round < 5; round++) {
    const { page, context } = await place.visit('km', phone)
    const wire = await context.newCDPSession(page)
    await wire.send('Network.enable')
    await wire.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: 150,
      downloadThroughput: 200_000,
      uploadThroughput: 93_750,
    })
    await wire.send('Emulation.setCPUThrottlingRate', { rate: 4 })
    requests = 0
    page.on('request', () => requests++)
    await page.goto(url)
    lcp.push(
      await page.evaluate(
        () =>
          new Promise<number>(done =>
            new PerformanceObserver(list => done(list.getEntries().at(-1)!.startTime)).observe({
              type: 'largest-contentful-paint',
              buffered: true,
            }),
          ),
      ),
    )
    await context.close()
  }
  const middle = lcp.sort((a, b) => a - b)[2]!
  const html = await (await fetch(`${url}?lang=km`)).text()
  console.log(`survey page: ${bytes} bytes, ${gzipSync(html).length} gzip, ${requests} request, LCP ${lcp.map(Math.round).join(' ')} ms`)
  expect(bytes).toBeLessThanOrEqual(14 * 1024)
  expect(requests).toBe(1)
  expect(middle).toBeLessThanOrEqual(1_000)
})
