import { z } from 'zod'
import { endpoint } from '#kernel/endpoint.ts'
import { flag, instant } from '#kernel/input.ts'
import { one, Ref, text, words } from './inbox-words.ts'

export const Cause = z.object({
  id: z.uuid(),
  name: z.string(),
  topic: Ref.nullable(),
  archivedAt: instant.nullable(),
  /** Cases resolved with it, and when the last was. */
  cases: z.int(),
  lastAt: instant.nullable(),
})
export const listCauses = endpoint('GET /causes', {
  summary: 'Causes, those used last first',
  may: 'inbox.read',
  input: z.strictObject({ q: words, archived: flag.optional() }),
  output: z.array(Cause),
})
export const changeCause = endpoint('PUT /causes/:id', {
  summary: 'Rename, place or archive a cause',
  may: 'inbox.causes',
  input: z.strictObject({ ...one, name: text(200), topicId: z.uuid().nullable(), archived: z.boolean() }),
  output: z.null(),
})
export const mergeCause = endpoint('POST /causes/:id/merge', {
  summary: 'Join a cause into another; its cases go along',
  may: 'inbox.causes',
  input: z.strictObject({ ...one, into: z.uuid() }),
  output: z.null(),
})
