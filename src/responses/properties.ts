import { store } from '#core/text/normalise.ts'
import type { Door } from './doors.ts'
import type { State } from './state.ts'

const LONGEST = 200

/**
 * What comes along with an answer: the link's own, and the hidden properties of its address. What the site's own server has not signed is kept
 * under a name that says so: anybody may write an address.
 */
export async function propertiesOf(door: Door, query: URLSearchParams): Promise<Pick<State, 'properties' | 'customerId'>> {
  const given = door.content.definition.hidden.flatMap(name => {
    const value = query.get(name)
    return value === null ? [] : [[`unverified.${name}`, store(value).slice(0, LONGEST)] as const]
  })
  return { properties: { ...Object.fromEntries(given), ...door.link.properties }, customerId: door.link.customerId }
}
