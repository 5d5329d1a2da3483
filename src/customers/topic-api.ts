import { z } from 'zod'
import { endpoint } from '#kernel/endpoint.ts'
import { event } from '#kernel/event.ts'
import { flag } from '#kernel/input.ts'
import { languages } from '#kernel/words.ts'
import { endings, line } from './customer-words.ts'

/** A reader still finds the way in a tree of eight levels. */
export const DEEPEST = 8

export const Topic = z.object({
  id: z.uuid(),
  parentId: z.uuid().nullable(),
  name: z.string(),
  /** The name in other languages; where one is missing, `name` is shown. */
  names: z.partialRecord(z.enum(languages), z.string()),
  sort: z.int(),
  archivedAt: z.coerce.date().nullable(),
  mergedInto: z.uuid().nullable(),
})
export type Topic = z.output<typeof Topic>

export const listTopics = endpoint('GET /topics', {
  summary: 'All topics, sisters in their order; archived and merged ones only when asked for',
  may: 'topics.read',
  input: z.strictObject({ archived: flag.optional() }),
  output: z.object({ items: z.array(Topic), next: z.null() }),
})

const names = z.partialRecord(z.enum(languages), line(120))

export const addTopic = endpoint('POST /topics', {
  summary: 'Add a topic as the last of its sisters',
  may: 'topics.change',
  input: z.strictObject({ name: line(120), names: names.optional(), parentId: z.uuid().nullable().optional() }),
  output: Topic,
})

export const changeTopic = endpoint('PUT /topics/:id', {
  summary: 'Rename a topic; names replace all names',
  may: 'topics.change',
  input: z.strictObject({ id: z.uuid(), name: line(120).optional(), names: names.optional() }),
  output: Topic,
})

export const moveTopic = endpoint('POST /topics/:id/move', {
  summary: 'Put a topic under another (null: at the top), after a sister (null: first)',
  may: 'topics.change',
  input: z.strictObject({ id: z.uuid(), parentId: z.uuid().nullable(), afterId: z.uuid().nullable() }),
  output: Topic,
})

export const {
  archive: archiveTopic,
  restore: restoreTopic,
  merge: mergeTopics,
  unmerge: unmergeTopic,
} = endings('topics', 'topic', 'topics.change', 'topics.change')

const lists = ['/topics'] as const
const one = z.object({ topicId: z.uuid() })
const two = z.object({ mergeId: z.uuid(), loserId: z.uuid(), winnerId: z.uuid() })
export const topicAdded = event('topic.added', one, lists)
export const topicChanged = event('topic.changed', one.extend({ fields: z.array(z.string()) }), lists)
export const topicArchived = event('topic.archived', one, lists)
export const topicRestored = event('topic.restored', one, lists)
/** Slices below move what is about the loser to the winner, and keep what they moved with `recordMoved`. */
export const topicMerged = event('topic.merged', two, lists)
export const topicUnmerged = event('topic.unmerged', two, lists)
