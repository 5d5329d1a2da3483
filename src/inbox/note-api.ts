import { z } from 'zod'
import { endpoint } from '#kernel/endpoint.ts'
import { one, text } from './inbox-words.ts'

export const addNote = endpoint('POST /cases/:id/notes', {
  summary: 'Write a note that only members see',
  may: 'inbox.note',
  input: z.strictObject({ ...one, text: text(20_000) }),
  output: z.object({ id: z.uuid() }),
})
export const editNote = endpoint('PUT /cases/:id/notes/:noteId', {
  summary: 'Change one’s note',
  may: 'inbox.note',
  input: z.strictObject({ ...one, noteId: z.uuid(), text: text(20_000) }),
  output: z.null(),
})
export const removeNote = endpoint('DELETE /cases/:id/notes/:noteId', {
  summary: 'Remove one’s note; it can be brought back',
  may: 'inbox.note',
  input: z.strictObject({ ...one, noteId: z.uuid() }),
  output: z.null(),
})
export const restoreNote = endpoint('POST /cases/:id/notes/:noteId/restore', {
  summary: 'Bring a removed note back',
  may: 'inbox.note',
  input: z.strictObject({ ...one, noteId: z.uuid() }),
  output: z.null(),
})
