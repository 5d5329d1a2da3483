/** What one of Segment's messages tells, checked and with the sender's clock put right. */
export const types = ['track', 'page', 'screen', 'identify', 'group', 'alias'] as const
export type Type = (typeof types)[number]
export type Json = Record<string, unknown>

export type Told = {
  messageId: string | null
  type: Type
  name: string | null
  at: Date
  personKey: string
  /** Somebody's anonymous id beside their known one: from now on both are one. */
  alsoKey: string | null
  groupId: string | null
  properties: Json
}
export type Refusal = 'not-an-object' | 'unknown-type' | 'nobody' | 'no-name' | 'no-group' | 'time' | 'future' | 'too-large'
export type Read = { told: Told } | { refused: Refusal }

export const LARGEST_EVENT = 32 * 1024
const AHEAD_MS = 5 * 60_000
/** The year 9999: beyond it a moment is written in another way. What is older than 1970 nobody tracked. */
const LAST = Date.UTC(9999, 0)

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)

/** Ids are texts; a number is taken for one, as some senders write them. */
function id(value: unknown): string | null {
  const text = typeof value === 'number' ? String(value) : value
  return typeof text === 'string' && text.trim() !== '' && text.length <= 200 && !text.includes('\0') ? text : null
}

/** How far the sender's clock is from ours: what they call now, against when it came. */
export function skewOf(sentAt: unknown, now: Date): number {
  const sent = typeof sentAt === 'string' ? Date.parse(sentAt) : Number.NaN
  return Number.isNaN(sent) ? 0 : now.getTime() - sent
}

function instant(event: Json, skew: number, now: Date): Date | null {
  const given = event.timestamp ?? event.originalTimestamp
  if (given === undefined || given === null) return now
  const at = typeof given === 'string' || typeof given === 'number' ? new Date(given) : null
  const right = at ? at.getTime() + skew : Number.NaN
  return right >= 0 && right <= LAST ? new Date(right) : null
}

const personOf = (event: Json): { personKey: string; alsoKey: string | null } | null => {
  const [user, anonymous] = [id(event.userId), id(event.anonymousId)]
  if (event.type === 'alias') {
    const previous = id(event.previousId)
    return user && previous ? { personKey: `u:${user}`, alsoKey: `u:${previous}` } : null
  }
  if (user) return { personKey: `u:${user}`, alsoKey: anonymous && `a:${anonymous}` }
  return anonymous ? { personKey: `a:${anonymous}`, alsoKey: null } : null
}

/** One event of a batch. `usual` is its type where the address says it. */
export function readEvent(given: unknown, { usual = null, skew, now }: { usual?: Type | null; skew: number; now: Date }): Read {
  if (!isObject(given)) return { refused: 'not-an-object' }
  const type = (usual ?? given.type) as Type
  if (!types.includes(type)) return { refused: 'unknown-type' }
  const person = personOf({ ...given, type })
  if (!person) return { refused: 'nobody' }
  const name = type === 'track' ? id(given.event) : type === 'page' || type === 'screen' ? id(given.name) : null
  if (type === 'track' && !name) return { refused: 'no-name' }
  const groupId = type === 'group' ? id(given.groupId) : null
  if (type === 'group' && !groupId) return { refused: 'no-group' }
  const at = instant(given, skew, now)
  if (!at) return { refused: 'time' }
  if (at.getTime() > now.getTime() + AHEAD_MS) return { refused: 'future' }
  const about = given.properties ?? given.traits
  return { told: { messageId: id(given.messageId), type, name, at, ...person, groupId, properties: isObject(about) ? about : {} } }
}
