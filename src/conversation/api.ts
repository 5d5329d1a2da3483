import { z } from 'zod'
import { endpoint } from '#kernel/endpoint.ts'
import { event } from '#kernel/event.ts'
import { instant, listOf, paging } from '#kernel/input.ts'
import type { Piece } from './letter-words.ts'
import { senderStates } from './sender-words.ts'

export type { Piece } from './letter-words.ts'

const id = z.uuid()
const kinds = ['mail', 'automatic', 'bulk', 'bounce', 'own', 'colleague', 'loop', 'broken'] as const

export const LetterFile = z.object({
  id,
  name: z.string(),
  type: z.string(),
  bytes: z.number(),
  /** A picture that may be shown in the page itself. */
  picture: z.boolean(),
  inline: z.boolean(),
  warning: z.enum(['program', 'page', 'other-than-named']).nullable(),
})
export type LetterFile = z.output<typeof LetterFile>

/** What belongs to a turn of a conversation beside its words; `of` is the feedback or the entry of the case. */
export const Letter = z.object({
  id,
  of: z.uuid(),
  kind: z.enum(kinds),
  from: z.object({ name: z.string().nullable(), address: z.string() }),
  to: z.array(z.string()),
  cc: z.array(z.string()),
  subject: z.string(),
  signature: z.string(),
  quoted: z.string(),
  /** It was sent with marks, links or pictures: ask for them. */
  formatted: z.boolean(),
  /** Whether it comes from whom it says, by the word of the mailbox's own server; and what that found. */
  sender: z.enum(senderStates),
  senderSaid: z.string().nullable(),
  /** How long it was, where only its beginning is here. */
  wholeBytes: z.number().nullable(),
  /** It is kept as it came, for those who may have it. */
  raw: z.boolean(),
  acknowledgedAt: instant.nullable(),
  files: z.array(LetterFile),
})
export type Letter = z.output<typeof Letter>

export const caseLetters = endpoint('GET /cases/:id/letters', {
  summary: 'What came by mail into a case: who else got it, what it quotes, its files',
  may: 'inbox.read',
  input: z.strictObject({ id }),
  output: z.array(Letter),
})
export const letterPieces = endpoint('GET /cases/:id/letters/:letterId', {
  summary: 'A mail as it was sent, in pieces that are safe to show',
  may: 'inbox.read',
  input: z.strictObject({ id, letterId: z.uuid() }),
  // A piece holds pieces: more than a document of the API can say. They are made here, by piecesOf.
  output: z.object({ pieces: z.array(z.any() as z.ZodType<Piece>) }),
})
export const letterFrame = endpoint('GET /cases/:id/letters/:letterId/frame', {
  summary: 'A mail as it was sent, with its pictures from elsewhere, as a page for a sandboxed frame: its sender can see that it is read',
  may: 'inbox.read',
  input: z.strictObject({ id, letterId: z.uuid() }),
  output: z.any(),
})
export const rawLetter = endpoint('GET /cases/:id/letters/:letterId/raw', {
  summary: 'A mail as it came (.eml), while it is kept',
  may: 'conversation.raw',
  input: z.strictObject({ id, letterId: z.uuid() }),
  output: z.any(),
})
export const letterFile = endpoint('GET /cases/:id/letters/:letterId/files/:fileId', {
  summary: 'A file of a mail, as a download',
  may: 'inbox.read',
  input: z.strictObject({ id, letterId: z.uuid(), fileId: z.uuid() }),
  output: z.any(),
})

export const listAside = endpoint('GET /letters/aside', {
  summary: 'Mail that became no case, because a machine or a colleague wrote it',
  may: 'conversation.aside',
  input: z.strictObject({ ...paging }),
  output: listOf(
    z.object({
      id,
      kind: z.enum(kinds),
      at: instant,
      fromAddress: z.string(),
      fromName: z.string().nullable(),
      subject: z.string(),
      words: z.string(),
      language: z.string(),
    }),
  ),
})
export const openAside = endpoint('POST /letters/:id/open', {
  summary: 'Open a case of a mail that was set aside',
  may: 'conversation.aside',
  input: z.strictObject({ id }),
  output: z.object({ caseId: z.uuid() }),
})
export const seeAside = endpoint('PUT /letters/:id/seen', {
  summary: 'Take a mail out of those set aside, or put it back',
  may: 'conversation.aside',
  input: z.strictObject({ id, seen: z.boolean() }),
  output: z.object({}),
})

export const ConversationRules = z.object({ reopenDays: z.int(), rawDays: z.int() })
export type ConversationRules = z.output<typeof ConversationRules>
export const readRules = endpoint('GET /conversation/rules', {
  summary: 'How long after resolving a customer’s answer opens the case again, and how long mails are kept as they came',
  may: 'mailboxes.read',
  input: z.strictObject({}),
  output: ConversationRules,
})
export const changeRules = endpoint('PUT /conversation/rules', {
  summary: 'Change how the conversation goes',
  may: 'mailboxes.change',
  input: z.strictObject({
    reopenDays: z.coerce.number().int().min(0).max(365).optional(),
    rawDays: z.coerce.number().int().min(0).max(3650).optional(),
  }),
  output: ConversationRules,
})

export * from './goodwill-api.ts'
export * from './writing-api.ts'

export const letterTaken = event('letter.taken', z.object({ letterId: z.uuid(), kind: z.enum(kinds), caseId: z.uuid().nullable() }), [
  '/letters',
  '/cases',
])
export const conversationChanged = event('conversation.changed', z.object({ fields: z.array(z.string()) }), ['/conversation'])
