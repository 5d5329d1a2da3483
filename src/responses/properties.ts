import { timingSafeEqual } from 'node:crypto'
import { store } from '#core/text/normalise.ts'
import { currentOf } from '#customers/index.ts'
import type { Db, Site } from '#kernel/slice.ts'
import { propertyKey, signProperties } from '#surveys/index.ts'
import type { Door } from './doors.ts'
import type { State } from './state.ts'

const LONGEST = 200
/** Who answers, as the site's own server knows them: the id that they have there, or their e-mail address. */
const CUSTOMER = 'customer'

/**
 * What comes along with an answer: the link's own, and the hidden properties of its address. What the site's own server has not signed is kept
 * under a name that says so, and names nobody: anybody may write an address.
 */
export async function propertiesOf(site: Site, door: Door, query: URLSearchParams): Promise<Pick<State, 'properties' | 'customerId'>> {
  const { link, content, survey, desk } = door
  const given = givenIn(query, content.definition.hidden)
  const signed = isSigned(propertyKey(site, survey.id), given, query.get('sig'))
  const { [CUSTOMER]: customer, ...rest } = given
  const named = Object.entries(rest).map(([name, value]) => [signed ? name : `unverified.${name}`, store(value)])
  const customerId = link.customerId ?? (signed && customer ? await desk.read(({ db }) => customerBy(db, customer)) : null)
  return { properties: { ...Object.fromEntries(named), ...link.properties }, customerId }
}

const givenIn = (query: URLSearchParams, hidden: readonly string[]): Record<string, string> =>
  Object.fromEntries(
    [...new Set([...hidden, CUSTOMER])].flatMap(name => {
      const value = query.get(name)
      return value === null ? [] : [[name, value.slice(0, LONGEST)]]
    }),
  )

function isSigned(key: string, given: Record<string, string>, sig: string | null): boolean {
  const had = Buffer.from(sig ?? '', 'hex')
  const wanted = signProperties(key, given)
  return had.length === wanted.length && timingSafeEqual(had, wanted)
}

/** Null for somebody whom we do not know: the answer counts, without a name. */
async function customerBy(db: Db, named: string): Promise<string | null> {
  const found = named.includes('@') ? await byMail(db, named) : await byNumber(db, named)
  return found ? ((await currentOf(db, 'customer', [found])).get(found) ?? found) : null
}

const byNumber = async (db: Db, externalId: string) =>
  (await db.selectFrom('customer').select('id').where('externalId', '=', externalId).orderBy('createdAt').limit(1).executeTakeFirst())?.id

const byMail = async (db: Db, address: string) =>
  (
    await db
      .selectFrom('contactWay')
      .select('customerId')
      .where('kind', '=', 'email')
      .where('normal', '=', address.normalize('NFKC').trim().toLowerCase())
      .where('archivedAt', 'is', null)
      .orderBy('id')
      .limit(1)
      .executeTakeFirst()
  )?.customerId
