import { searchKey } from '#core/text/normalise.ts'
import { newId } from '#kernel/id.ts'
import { importer } from '#kernel/importer.ts'
import type { Writing } from '#kernel/slice.ts'

type Topic = { path: string[]; externalId: string | null; names: Record<string, string> }

const languages = ['en', 'th', 'lo', 'km'] as const
const SEPARATOR = /\s*[>›»/]\s*/

/** Topics as a tree: `Billing > Refund`, or a topic and its parent in two columns. Parents that are missing are made. */
export default importer<Topic>({
  id: 'topics',
  may: 'imports.run',
  asks: ['source', 'emptyMarkers'],
  fields: [
    {
      key: 'name',
      label: 'imports.topics.name',
      kind: 'text',
      required: true,
      guesses: ['name', 'topic', 'category', 'subject', 'หัวข้อ', 'ຫົວຂໍ້', 'ប្រធានបទ', 'sujet', 'thème', 'nom'],
    },
    {
      key: 'parent',
      label: 'imports.topics.parent',
      kind: 'text',
      guesses: ['parent', 'parent topic', 'parent category', 'group', 'หัวข้อหลัก', 'ຫົວຂໍ້ຫຼັກ', 'ប្រធានបទមេ', 'parent sujet'],
    },
    {
      key: 'externalId',
      label: 'imports.topics.external-id',
      kind: 'text',
      unique: true,
      guesses: ['id', 'external id', 'topic id', 'category id', 'รหัส', 'ລະຫັດ', 'លេខសម្គាល់', 'identifiant'],
    },
    ...languages.map(language => ({
      key: language,
      label: `imports.topics.name-${language}`,
      kind: 'text' as const,
      guesses: [`name ${language}`, language],
    })),
  ],
  become: ({ name, parent, externalId, ...rest }) => {
    const path = [...(typeof parent === 'string' ? parent.split(SEPARATOR) : []), ...String(name).split(SEPARATOR)].filter(
      part => part !== '',
    )
    if (path.length === 0) return { refused: [{ field: 'name', value: String(name), reason: 'required' }] }
    if (path.some(part => part.length > 120))
      return { refused: [{ field: 'name', value: String(name).slice(0, 200), reason: 'name-too-long' }] }
    const names = Object.fromEntries(
      languages.flatMap(language => (typeof rest[language] === 'string' ? [[language, rest[language]]] : [])),
    )
    return { row: { path, externalId: typeof externalId === 'string' ? externalId : null, names } }
  },
  save: async (ctx, rows, { importId, settings }) => {
    const known: Known = new Map()
    let added = 0
    for (const { row } of rows) if (await ensureTopic(ctx, row, { source: settings.source, importId, known })) added++
    return { added, changed: 0, unchanged: rows.length - added, refused: [] }
  },
  undo: async ({ tx }, importId) => {
    const removed = await tx
      .deleteFrom('topic')
      .where('importId', '=', importId)
      .where(({ not, exists, selectFrom }) =>
        not(exists(selectFrom('topic as child').select('child.id').whereRef('child.parentId', '=', 'topic.id'))),
      )
      .where('mergedInto', 'is', null)
      .returning('id')
      .execute()
    const kept = await tx.selectFrom('topic').select(['id', 'name']).where('importId', '=', importId).limit(1000).execute()
    return { removed: removed.length, kept: kept.map(({ id, name }) => ({ id, what: 'topic', label: name })) }
  },
})

/** Topics found or made in this batch, by parent and name: ten thousand rows often name a few dozen. */
type Known = Map<string, string>
type Into = { source: string; importId: string; known: Known }

/** Walks along the path, making what is missing. True when its last part was new. */
async function ensureTopic(ctx: Writing, { path, externalId, names }: Topic, into: Into) {
  let parentId: string | null = null
  let isNew = false
  for (const [depth, name] of path.entries()) {
    const key: string = `${parentId} ${searchKey(name)}`
    const found: string | undefined = into.known.get(key) ?? (await findTopic(ctx, parentId, name))
    const own = depth === path.length - 1 ? { externalId, names: JSON.stringify(names) } : {}
    isNew = found === undefined
    const id: string = found ?? (await addTopic(ctx, { parentId, name, source: into.source, importId: into.importId, ...own }))
    into.known.set(key, id)
    parentId = id
  }
  return isNew
}

const findTopic = async ({ tx }: Writing, parentId: string | null, name: string) =>
  (
    await tx
      .selectFrom('topic')
      .select('id')
      .where('parentId', parentId === null ? 'is' : '=', parentId)
      .where('nameKey', '=', searchKey(name))
      .where('archivedAt', 'is', null)
      .where('mergedInto', 'is', null)
      .executeTakeFirst()
  )?.id

type New = { parentId: string | null; name: string; source: string; importId: string; externalId?: string | null; names?: string }

async function addTopic({ tx, now }: Writing, topic: New) {
  const id = newId()
  await tx
    .insertInto('topic')
    .values({ id, nameKey: searchKey(topic.name), createdAt: now, ...topic })
    .execute()
  return id
}
