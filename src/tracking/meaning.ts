import type { NewInteraction } from '#interactions/api.ts'
import type { NewView } from '#interactions/index.ts'
import type { Json, Told } from './told.ts'

// Which of the events are facts that figures are made of: by the names that Segment's specifications and senders use. All others stay what they are.

const KINDS: Record<string, NewInteraction['kind']> = {
  call: 'call',
  chat: 'chat',
  conversation: 'chat',
  email: 'email',
  visit: 'visit',
  message: 'message',
}
const CONTACT =
  /^(call|chat|conversation|email|visit|message)[ _](requested|started|opened|ended|completed|answered|handled|abandoned|missed)$/i
const BEGUN = /requested|started|opened/i
const ARTICLE = /^(help )?(article|page)[ _](viewed|read|opened)$/i
const HELP = /^(help|help cent(er|re)|articles?|docs|documentation|support|faq)$/i

const text = (value: unknown, most = 200) =>
  (typeof value === 'string' || typeof value === 'number') && String(value).trim() !== '' ? String(value).trim().slice(0, most) : undefined

/** Seconds below a year; anything else is not told. */
const seconds = (value: unknown) => {
  const number = typeof value === 'string' ? Number(value) : value
  return typeof number === 'number' && number >= 0 && number < 31_536_000 ? number : undefined
}

const first = (properties: Json, ...names: string[]) =>
  names.map(name => properties[name]).find(value => value !== undefined && value !== null && value !== '')

/** The reading of an article that an event tells of. */
export function viewOf({ type, name, at, properties, personKey }: Told, messageId: string): NewView | null {
  const known = first(properties, 'article_id', 'articleId', 'article')
  const isView =
    type === 'track'
      ? ARTICLE.test(name ?? '') && (known !== undefined || !/page/i.test(name ?? ''))
      : type === 'page' && (known !== undefined || HELP.test(text(properties.category) ?? '') || HELP.test(name ?? ''))
  const article = text(known ?? first(properties, 'slug', 'path', 'url', 'title'), 500)
  if (!isView || !article) return null
  return {
    // Whoever tells a reading when it begins and again when its length is known gives both the same id.
    externalId: text(first(properties, 'view_id', 'viewId')) ?? messageId,
    article,
    visitor: personKey.slice(0, 200),
    viewedAt: at,
    seconds: seconds(first(properties, 'seconds', 'read_seconds', 'duration')) ?? null,
    language: text(properties.language, 20) ?? null,
  }
}

const given = <Key extends string, Value>(key: Key, value: Value | undefined) =>
  (value === undefined ? {} : { [key]: value }) as { [key in Key]?: Value }

/**
 * The contact that an event tells of: `Call Ended`, `Chat Abandoned`, with its times in `properties`. `Chat Requested` is one that has only begun; the event
 * that ends it, with the same id, says how it went. Of somebody not yet known their id there tells whether they came again, and what they had read.
 */
export function contactOf({ type, name, at, properties, personKey }: Told, messageId: string): NewInteraction | null {
  const match = type === 'track' ? CONTACT.exec(name ?? '') : null
  if (!match) return null
  const kind = KINDS[match[1]!.toLowerCase()]!
  const wait = seconds(first(properties, 'wait_seconds', 'queue_seconds', 'wait_time'))
  const talk = seconds(first(properties, 'talk_seconds', 'duration', 'duration_seconds'))
  const begun = BEGUN.test(match[2]!)
  const gone = !begun && /abandoned|missed/i.test(match[2]!)
  const enteredAt = begun ? at : new Date(at.getTime() - ((wait ?? 0) + (gone ? 0 : (talk ?? 0))) * 1000)
  return {
    externalId: text(first(properties, `${kind}_id`, 'conversation_id', 'contact_id', 'id')) ?? messageId,
    kind,
    direction: /out/i.test(text(properties.direction) ?? '') ? 'out' : 'in',
    enteredAt,
    ...given('endedAt', begun ? undefined : at),
    outcome: begun ? 'waiting' : gone ? 'abandoned' : 'answered',
    ...given('connectedAt', begun || gone || wait === undefined ? undefined : new Date(enteredAt.getTime() + wait * 1000)),
    ...given('queue', text(properties.queue)),
    ...given('waitSeconds', begun ? undefined : wait),
    ...given('talkSeconds', begun || gone ? undefined : talk),
    ...given('heldSeconds', seconds(first(properties, 'held_seconds', 'hold_seconds'))),
    ...given('wrapUpSeconds', seconds(first(properties, 'wrap_up_seconds', 'acw_seconds'))),
    ...given('handler', text(first(properties, 'agent', 'agent_email', 'agent_id', 'rep'))),
    ...given('caller', text(first(properties, 'caller', 'phone')) ?? personKey),
    ...given('tracking', text(first(properties, 'page', 'tracking_number', 'article_id'), 500)),
    ...given('resolved', typeof properties.resolved === 'boolean' ? properties.resolved : undefined),
  }
}
