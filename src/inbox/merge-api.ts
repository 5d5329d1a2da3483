import { z } from 'zod'
import { endpoint } from '#kernel/endpoint.ts'
import { Case } from './case-words.ts'
import { one } from './inbox-words.ts'

export const mergeCase = endpoint('POST /cases/:id/merge', {
  summary: 'Join a case into another of the same customer: what was said and written goes along; it can be split again',
  may: 'inbox.reply',
  input: z.strictObject({ ...one, into: z.uuid() }),
  output: Case,
})
export const splitCase = endpoint('POST /cases/:id/split', {
  summary: 'Undo merging: the case stands by itself again, with what it brought',
  may: 'inbox.reply',
  input: z.strictObject(one),
  output: Case,
})
