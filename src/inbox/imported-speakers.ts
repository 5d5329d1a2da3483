import { searchKey } from '#core/text/normalise.ts'
import { newId } from '#kernel/id.ts'
import type { Tx, Writing } from '#kernel/slice.ts'

/** Who said it, as far as the file knows. */
export type Speaker = { externalId: string | undefined; name: string | undefined; email: string | undefined; phone: string | undefined }
type From = { source: string; importId: string }
type Way = { kind: 'email' | 'phone'; value: string; normal: string }

const ways = ({ email, phone }: Speaker): Way[] => [
  ...(email ? [{ kind: 'email' as const, value: email, normal: email.toLowerCase() }] : []),
  ...(phone ? [{ kind: 'phone' as const, value: phone, normal: phone.replace(/\D/g, '') }] : []),
]

/** Someone who can be told from others: by an id at the source, or an address. A name alone is an author, no customer. */
const identity = (speaker: Speaker, source: string) =>
  speaker.externalId ? `id ${source} ${speaker.externalId}` : ways(speaker).map(({ kind, normal }) => `${kind} ${normal}`)[0]

/** The customer of each row: found by id at the source or by address, else added. Null where the row does not say who it was. */
export async function findOrAddSpeakers(ctx: Writing, speakers: readonly Speaker[], from: From): Promise<(string | null)[]> {
  const wanted = new Map<string, Speaker>()
  for (const speaker of speakers) {
    const key = identity(speaker, from.source)
    if (key && !wanted.has(key)) wanted.set(key, speaker)
  }
  const found = wanted.size === 0 ? new Map<string, string>() : await known(ctx.tx, [...wanted.values()], from.source)
  const strangers = [...wanted].filter(([key]) => !found.has(key))
  for (const [key, id] of await add(ctx, strangers, from)) found.set(key, id)
  return speakers.map(speaker => found.get(identity(speaker, from.source) ?? '') ?? null)
}

async function known(tx: Tx, speakers: readonly Speaker[], source: string) {
  const found = new Map<string, string>()
  const externalIds = speakers.flatMap(({ externalId }) => externalId ?? [])
  for (const ids of chunks(externalIds)) {
    const rows = await tx
      .selectFrom('customer')
      .select(['id', 'externalId', 'mergedInto'])
      .where('source', '=', source)
      .where('externalId', 'in', ids)
      .execute()
    for (const row of rows) found.set(`id ${source} ${row.externalId}`, row.mergedInto ?? row.id)
  }
  for (const kind of ['email', 'phone'] as const)
    for (const normals of chunks(
      speakers
        .filter(({ externalId }) => !externalId)
        .flatMap(ways)
        .filter(way => way.kind === kind)
        .map(way => way.normal),
    )) {
      const rows = await tx
        .selectFrom('contactWay')
        .select(['customerId', 'normal'])
        .where('kind', '=', kind)
        .where('normal', 'in', normals)
        .where('archivedAt', 'is', null)
        .orderBy('id')
        .execute()
      for (const row of rows) if (!found.has(`${kind} ${row.normal}`)) found.set(`${kind} ${row.normal}`, row.customerId)
    }
  return found
}

/** Made findable behind, as all that an import adds (`grams` null). */
async function add({ tx, now }: Writing, strangers: readonly (readonly [string, Speaker])[], { source, importId }: From) {
  const made = strangers.map(([key, speaker]) => ({
    key,
    id: newId(),
    speaker,
    name: speaker.name ?? speaker.email ?? speaker.phone ?? speaker.externalId!,
  }))
  for (const some of chunks(made)) {
    const rows = some.map(({ id, speaker, name }) => ({
      ...{ id, source, name, importId, createdAt: now },
      externalId: speaker.externalId ?? null,
      nameKey: searchKey(name),
      searchKey: searchKey([name, ...ways(speaker).map(way => way.value)].join('\n')),
    }))
    await tx.insertInto('customer').values(rows).execute()
  }
  const contact = made.flatMap(({ id, speaker }) =>
    ways(speaker).map((way, at) => ({ ...way, id: newId(), customerId: id, preferred: at === 0, importId, createdAt: now })),
  )
  for (const some of chunks(contact)) await tx.insertInto('contactWay').values(some).execute()
  return made.map(({ key, id }) => [key, id] as const)
}

/** Topics by their names, in any parent; a name that is no topic stays without one. */
export async function findTopics({ tx }: Writing, names: readonly (string | undefined)[]): Promise<(string | null)[]> {
  const keys = [
    ...new Set(
      names.flatMap(name =>
        name
          ? searchKey(
              name
                .split(/[>›»/]/)
                .at(-1)!
                .trim(),
            )
          : [],
      ),
    ),
  ]
  const found = new Map<string, string>()
  for (const some of chunks(keys)) {
    const rows = await tx
      .selectFrom('topic')
      .select(['id', 'nameKey'])
      .where('nameKey', 'in', some)
      .where('archivedAt', 'is', null)
      .where('mergedInto', 'is', null)
      .orderBy('id', 'desc')
      .execute()
    for (const row of rows) found.set(row.nameKey, row.id)
  }
  return names.map(name =>
    name
      ? (found.get(
          searchKey(
            name
              .split(/[>›»/]/)
              .at(-1)!
              .trim(),
          ),
        ) ?? null)
      : null,
  )
}

/** Customers that came with the import and of whom nothing else is known by now. */
export async function takeBackSpeakers({ tx }: Writing, importId: string) {
  const lonely = await tx
    .selectFrom('customer')
    .select('id')
    .where('importId', '=', importId)
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('feedback').select('feedback.id').whereRef('feedback.customerId', '=', 'customer.id'))),
    )
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('customerCase').select('customerCase.id').whereRef('customerCase.customerId', '=', 'customer.id'))),
    )
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('preference').select('preference.id').whereRef('preference.customerId', '=', 'customer.id'))),
    )
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('contactWay')
            .select('contactWay.id')
            .whereRef('contactWay.customerId', '=', 'customer.id')
            .where('contactWay.importId', 'is', null),
        ),
      ),
    )
    .where('mergedInto', 'is', null)
    .where('notes', 'is', null)
    .limit(100_000)
    .execute()
  for (const some of chunks(lonely.map(({ id }) => id))) {
    await tx.deleteFrom('contactWay').where('customerId', 'in', some).execute()
    await tx.deleteFrom('customer').where('id', 'in', some).execute()
  }
}

function* chunks<T>(all: readonly T[], size = 1_000) {
  for (let at = 0; at < all.length; at += size) yield all.slice(at, at + size)
}
