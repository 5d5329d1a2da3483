import { z } from 'zod'
import { endpoint } from '#kernel/endpoint.ts'
import { moment, paging } from '#kernel/input.ts'
import { Case } from './case-words.ts'
import { Feedback } from './feedback-words.ts'
import { FeedbackFilters } from './filters-api.ts'
import { searched, text } from './inbox-words.ts'

export const listFeedback = endpoint('GET /feedback', {
  summary: 'What customers said, newest first',
  may: 'inbox.read',
  input: FeedbackFilters.extend(paging),
  output: searched(Feedback),
})
export const readFeedback = endpoint('GET /feedback/:id', {
  summary: 'One piece of feedback',
  may: 'inbox.read',
  input: z.strictObject({ id: z.uuid() }),
  output: Feedback,
})
/** Feedback as a program gives it. The same source and externalId again adds nothing. */
export const NewFeedback = z.strictObject({
  source: text(200).default('api'),
  externalId: text(300).optional(),
  customerId: z.uuid().optional(),
  author: z.string().trim().max(200).optional(),
  topicId: z.uuid().optional(),
  channel: z.string().trim().max(60).optional(),
  text: z.string().trim().max(20_000).default(''),
  score: z.number().optional(),
  /** One of `nps csat ces stars ten thumbs hundred`, or `custom` with its ends. */
  scale: z.string().max(40).optional(),
  scaleMin: z.number().optional(),
  scaleMax: z.number().optional(),
  saidAt: moment.optional(),
})
export const addFeedback = endpoint('POST /feedback', {
  summary: 'Take in what customers said; the rules open cases from it',
  may: 'inbox.receive',
  input: z.strictObject({ items: z.array(NewFeedback).min(1).max(100) }),
  output: z.object({ added: z.int(), unchanged: z.int(), ids: z.array(z.uuid()) }),
})
export const setFeedbackTopic = endpoint('PUT /feedback/:id/topic', {
  summary: 'Say what it is about',
  may: 'inbox.reply',
  input: z.strictObject({ id: z.uuid(), topicId: z.uuid().nullable() }),
  output: Feedback,
})
export const openFromFeedback = endpoint('POST /feedback/:id/case', {
  summary: 'Open a case by hand from feedback',
  may: 'inbox.reply',
  input: z.strictObject({ id: z.uuid(), ownerId: z.uuid().optional() }),
  output: Case,
})
export const joinFeedback = endpoint('POST /feedback/:id/join', {
  summary: 'Put feedback into a case that is there',
  may: 'inbox.reply',
  input: z.strictObject({ id: z.uuid(), caseId: z.uuid() }),
  output: Case,
})
export const leaveFeedback = endpoint('POST /feedback/:id/leave', {
  summary: 'Take feedback out of its case again',
  may: 'inbox.reply',
  input: z.strictObject({ id: z.uuid() }),
  output: Feedback,
})
