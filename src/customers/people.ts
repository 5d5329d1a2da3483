import { normal, searchKey, store } from './spelling.ts'

/** A person as a source tells of them; whatever it knows. */
export type Person = {
  source: string
  externalId?: string | null | undefined
  name?: string | null | undefined
  callAs?: string | null | undefined
  email?: string | null | undefined
  phone?: string | null | undefined
  languages?: readonly string[] | undefined
  accountId?: string | null | undefined
  ownerId?: string | null | undefined
  notes?: string | null | undefined
}

/** One person of a batch, joined from all its rows. */
export type Known = Person & {
  id: string | null
  fresh: boolean
  name: string
  nameKey: string
  /** Whether the name was told, and is not their address standing in for it. */
  told: boolean
  ways: Map<string, Way>
}
export type Way = { kind: 'email' | 'phone'; value: string; normal: string }

/**
 * Which rows of a batch are one person: the same id at the same source, else the same e-mail, else the same phone, else (where nothing but a name
 * is known) the same name at the same source. Different ids at one source are different people, whatever they share.
 * @returns for each row its person, or null where the row names nobody
 */
export function gather(people: readonly Person[]): { rows: (Known | null)[]; all: Known[] } {
  const byKey = new Map<string, Known>()
  const all: Known[] = []
  const rows = people.map(told => {
    const person = cleaned(told)
    const ways = waysOf(person)
    const keys = keysOf(person, ways)
    if (keys.length === 0) return null
    const known = keys.map(key => byKey.get(key)).find(one => one && !another(one, person))
    const one = known ? joined(known, person) : starting(person, ways)
    if (!known) all.push(one)
    for (const key of keys) if (!byKey.has(key)) byKey.set(key, one)
    for (const way of ways) one.ways.set(`${way.kind}:${way.normal}`, way)
    return one
  })
  return { rows, all }
}

/** As the database keeps text; an empty cell is nothing said. */
const cleaned = (person: Person): Person =>
  Object.fromEntries(
    Object.entries(person).map(([field, value]) => [field, typeof value === 'string' ? store(value).trim() || null : value]),
  ) as Person

/** The same source knows them under another id. */
export const another = (one: { source: string; externalId?: string | null | undefined }, person: Person) =>
  Boolean(person.externalId && one.externalId && one.source === person.source && one.externalId !== person.externalId)

const waysOf = ({ email, phone }: Person): Way[] => [
  ...(email ? [{ kind: 'email' as const, value: email, normal: normal('email', email) }] : []),
  ...(phone ? [{ kind: 'phone' as const, value: phone, normal: normal('phone', phone) }] : []),
]

function keysOf({ source, externalId, name }: Person, ways: readonly Way[]): string[] {
  const keys = [...(externalId ? [`id:${source}:${externalId}`] : []), ...ways.map(way => `${way.kind}:${way.normal}`)]
  if (keys.length > 0) return keys
  return name ? [`name:${source}:${searchKey(name)}`] : []
}

/** Who has no name is called by their address or their id: somebody must be there to be answered. */
function starting(person: Person, ways: readonly Way[]): Known {
  const name = person.name ?? ways[0]?.value ?? person.externalId ?? ''
  return { ...person, id: null, fresh: false, name, nameKey: searchKey(name), told: Boolean(person.name), ways: new Map() }
}

function joined(known: Known, person: Person): Known {
  if (!known.told && person.name) Object.assign(known, { name: person.name, nameKey: searchKey(person.name), told: true })
  for (const field of ['externalId', 'callAs', 'languages', 'accountId', 'ownerId', 'notes'] as const)
    if (known[field] === undefined || known[field] === null) known[field] = person[field] as never
  return known
}
