import { importer } from '#kernel/importer.ts'
import { topicPath, topicsByName, topicsFoundOrAdded } from '../find-topics.ts'
import { DEEPEST } from '../topic-api.ts'

/** Topics as a tree: `Billing > Refund`, or a topic and its parent in two columns. Parents that are missing are made. */
export default importer<{ path: string[] }>({
  id: 'topics',
  may: 'topics.change',
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
  ],
  become: ({ name, parent }) => {
    const path = topicPath([parent, name].filter(part => part !== undefined).join(' > '))
    const value = String(name).slice(0, 200)
    if (path.length === 0) return { refused: [{ field: 'name', value, reason: 'required' }] }
    if (path.length > DEEPEST) return { refused: [{ field: 'name', value, reason: 'too-deep' }] }
    return path.some(part => part.length > 120) ? { refused: [{ field: 'name', value, reason: 'name-too-long' }] } : { row: { path } }
  },
  save: async (ctx, rows, { importId, settings: { source } }) => {
    const before = await topicsByName(ctx)
    const ensure = await topicsFoundOrAdded(ctx, { source, importId })
    const added = new Set<string>()
    for (const { row } of rows) {
      const words = row.path.join(' > ')
      const id = await ensure(words)
      if (id && !before(words)) added.add(id)
    }
    return { added: added.size, changed: 0, unchanged: rows.length - added.size, refused: [] }
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
