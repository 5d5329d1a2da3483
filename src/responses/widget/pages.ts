import type { PageAnswer, Visit } from '#kernel/page.ts'
import { Problem } from '#kernel/problem.ts'
import { type Door, doorOf } from '../doors.ts'
import { shorten } from '../page/shorten.ts'
import { languageFor, speaker } from '../page/words.ts'
import { propertiesOf } from '../properties.ts'
import { askedBefore } from '../survey-page.ts'
import { type LoaderSettings, loader } from './loader.ts'

const text = shorten(loader)

/** `GET /w/:token.js`: what stands in the pages of other sites. */
export async function showLoader(visit: Visit): Promise<PageAnswer> {
  const token = /^([\w-]{32})\.js$/.exec(visit.params.file ?? '')?.[1]
  const door = await widgetDoor(visit, token)
  const settings = JSON.stringify(settingsFor(visit, door, token!)).replaceAll('<', '\\u003c')
  // A browser may keep it for minutes; what it opens is always as it stands.
  return { type: 'text/javascript; charset=utf-8', body: `(${text})(${settings})`, headers: { 'cache-control': 'public, max-age=300' } }
}

function settingsFor(visit: Visit, { content, link, company }: Door, token: string): LoaderSettings {
  const say = speaker(content, languageFor(content, [link.language, visit.language]), company)
  return { token, ...link.widget, title: say.word('title') ?? company, close: say.own('close') }
}

/** `GET /w/:token/asked`: whether the person whom the site has signed for has answered; of nobody else it says anything. */
export async function showAsked(visit: Visit): Promise<PageAnswer> {
  const door = await widgetDoor(visit, visit.params.token)
  const { customerId } = await propertiesOf(visit.site, door, visit.query)
  return { type: 'application/json', body: JSON.stringify({ asked: await askedBefore(door, customerId) }) }
}

async function widgetDoor(visit: Visit, token = ''): Promise<Door> {
  const door = await doorOf(visit, token)
  if (!door.survey.open || door.link.channel !== 'widget') throw new Problem('link.not-found', 404)
  return door
}
