import { z } from 'zod'
import { endpoint } from '#kernel/endpoint.ts'
import { event } from '#kernel/event.ts'
import { instant, listOf, paging } from '#kernel/input.ts'
import { VoiceFilters } from './filters-api.ts'
import { Heard, reactions } from './hearing-words.ts'

const voice = z.object({ feedbackId: z.uuid() })
const lists = ['/voices'] as const
export const voiceReacted = event('voice.reacted', voice.extend({ kind: z.enum(reactions), on: z.boolean() }), lists)
export const voiceCommented = event(
  'voice.commented',
  voice.extend({ commentId: z.uuid(), what: z.enum(['added', 'removed', 'restored']) }),
  lists,
)
export const voicePraised = event('voice.praised', voice.extend({ memberId: z.uuid() }), lists)
export const subscriptionChanged = event(
  'voice.subscription-changed',
  z.object({ subscriptionId: z.uuid(), what: z.enum(['added', 'removed']) }),
  ['/voices/subscriptions'],
)

const one = { id: z.uuid() }
export const markRead = endpoint('POST /voices/read', {
  summary: 'These voices have been read by somebody',
  may: 'voices.read',
  input: z.strictObject({ ids: z.array(z.uuid()).min(1).max(100) }),
  output: z.object({ marked: z.int() }),
})
export const react = endpoint('PUT /voices/:id/reaction', {
  summary: 'React to a voice, or take it back',
  may: 'voices.hear',
  input: z.strictObject({ ...one, kind: z.enum(reactions), on: z.boolean() }),
  output: Heard,
})
export const bookmark = endpoint('PUT /voices/:id/bookmark', {
  summary: 'Keep a voice for oneself, or let it go',
  may: 'voices.hear',
  input: z.strictObject({ ...one, on: z.boolean() }),
  output: Heard,
})
export const praise = endpoint('PUT /voices/:id/praise', {
  summary: 'Say whom good words are about: they are told, and it counts',
  may: 'voices.praise',
  input: z.strictObject({ ...one, memberId: z.uuid() }),
  output: Heard,
})

const Comment = z.object({
  id: z.uuid(),
  by: z.object({ id: z.uuid(), name: z.string() }),
  at: instant,
  /** Empty once removed. Names that the reader may not see are covered. */
  text: z.string(),
  removed: z.boolean(),
  mine: z.boolean(),
})
export const listComments = endpoint('GET /voices/:id/comments', {
  summary: 'What colleagues said about a voice, oldest first',
  may: 'voices.read',
  input: z.strictObject({ ...one, ...paging }),
  output: listOf(Comment),
})
export const addComment = endpoint('POST /voices/:id/comments', {
  summary: 'Comment on a voice; colleagues who are named with @ are told',
  may: 'voices.hear',
  input: z.strictObject({ ...one, text: z.string().trim().min(1).max(4000) }),
  output: z.object({ id: z.uuid() }),
})
export const removeComment = endpoint('PUT /voices/:id/comments/:commentId', {
  summary: 'Take one’s own comment back, or bring it again',
  may: 'voices.hear',
  input: z.strictObject({ ...one, commentId: z.uuid(), removed: z.boolean() }),
  output: z.null(),
})

const Subscription = z.object({
  id: z.uuid(),
  name: z.string(),
  filter: VoiceFilters,
  by: z.enum(['notice', 'mail']),
  createdAt: instant,
})
export const listSubscriptions = endpoint('GET /voices/subscriptions', {
  summary: 'The filters that I am told of',
  may: 'voices.read',
  input: z.strictObject(paging),
  output: listOf(Subscription),
})
export const subscribe = endpoint('POST /voices/subscriptions', {
  summary: 'Be told of voices that a filter lets through: in the bell, or by mail at most once an hour',
  may: 'voices.hear',
  input: z.strictObject({ name: z.string().trim().min(1).max(100), filter: VoiceFilters, by: z.enum(['notice', 'mail']) }),
  output: Subscription,
})
export const unsubscribe = endpoint('DELETE /voices/subscriptions/:id', {
  summary: 'Be told no more',
  may: 'voices.hear',
  input: z.strictObject(one),
  output: z.null(),
})
export const praises = endpoint('GET /voices/praises', {
  summary: 'Whom customers praised in the last `days`',
  may: 'voices.read',
  input: z.strictObject({ days: z.coerce.number().int().min(1).max(366).default(30) }),
  output: z.object({
    count: z.int(),
    mine: z.int(),
    items: z.array(z.object({ member: z.object({ id: z.uuid(), name: z.string() }), count: z.int() })),
  }),
})
