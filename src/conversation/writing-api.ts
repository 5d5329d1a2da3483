import { z } from 'zod'
import { endpoint } from '#kernel/endpoint.ts'
import { event } from '#kernel/event.ts'
import { flag, instant, listOf, paging } from '#kernel/input.ts'
import { languages } from '#kernel/words.ts'

const id = z.uuid()
const Language = z.enum(languages)
const one = { id }
const email = z.email().max(254)
const words = z.string().max(20_000)
const fileWarning = z.enum(['program', 'page', 'other-than-named']).nullable()

export const Attachment = z.object({ fileId: z.uuid(), name: z.string(), type: z.string(), bytes: z.number(), warning: fileWarning })
export type Attachment = z.output<typeof Attachment>
export const Draft = z.object({ text: z.string(), to: z.string().nullable(), cc: z.array(z.string()), files: z.array(Attachment) })

/** What a template may name. In its text: `{{customer}}`. */
export const placeholderNames = ['customer', 'account', 'topic', 'case', 'me', 'company'] as const

/** What stands beside the words of a message. */
const beside = { to: email.optional(), cc: z.array(email).max(20).optional(), fileIds: z.array(z.uuid()).max(20).optional() }

export const readDraft = endpoint('GET /cases/:id/draft', {
  summary: 'What I am writing in a case, and its files',
  may: 'inbox.reply',
  input: z.strictObject(one),
  output: Draft,
})
export const keepDraft = endpoint('PUT /cases/:id/draft', {
  summary: 'Keep what I am writing; empty words, copies and no other address take it away',
  may: 'inbox.reply',
  input: z.strictObject({ ...one, text: words, to: email.nullable().optional(), cc: z.array(email).max(20).optional() }),
  output: z.object({}),
})
export const addAttachment = endpoint('POST /cases/:id/attachments', {
  summary: 'A file that will go along with my reply; at most 25 MB, programs are refused',
  may: 'inbox.reply',
  input: z.strictObject({ ...one, name: z.string().trim().min(1).max(200) }),
  output: Attachment,
})
export const removeAttachment = endpoint('DELETE /cases/:id/attachments/:fileId', {
  summary: 'Take a file off my reply',
  may: 'inbox.reply',
  input: z.strictObject({ ...one, fileId: z.uuid() }),
  output: z.object({}),
})
export const sentFile = endpoint('GET /cases/:id/attachments/:fileId', {
  summary: 'A file that went out with a reply, as a download',
  may: 'inbox.read',
  input: z.strictObject({ ...one, fileId: z.uuid() }),
  output: z.any(),
})

const resolution = z.strictObject({
  causeId: z.uuid().optional(),
  causeName: z.string().trim().min(1).max(200).optional(),
  done: z.string().trim().max(4000).default(''),
})
export const Held = z.object({
  id,
  by: z.object({ id: z.uuid(), name: z.string() }),
  mine: z.boolean(),
  text: z.string(),
  to: z.string().nullable(),
  cc: z.array(z.string()),
  files: z.array(Attachment),
  dueAt: instant,
  resolves: z.boolean(),
})
export type Held = z.output<typeof Held>

export const sendMessage = endpoint('POST /cases/:id/messages', {
  summary: 'Reply to the customer; for ten seconds it can be taken back',
  may: 'inbox.reply',
  input: z.strictObject({ ...one, text: words.trim().min(1), ...beside, resolve: resolution.optional() }),
  output: z.object({ id: z.uuid(), dueAt: instant }),
})
export const listHeld = endpoint('GET /cases/:id/messages', {
  summary: 'Messages of a case that are about to go, and files that went with those before',
  may: 'inbox.read',
  input: z.strictObject(one),
  output: z.object({ held: z.array(Held), sent: z.array(z.object({ entryId: z.uuid(), files: z.array(Attachment) })) }),
})
export const undoMessage = endpoint('POST /messages/:id/undo', {
  summary: 'Take a message back before it goes: its words are a draft again',
  may: 'inbox.reply',
  input: z.strictObject(one),
  output: z.object({}),
})
export const sendNow = endpoint('POST /messages/:id/now', {
  summary: 'Send a message without waiting any longer',
  may: 'inbox.reply',
  input: z.strictObject(one),
  output: z.object({}),
})

const texts = z.partialRecord(Language, z.string().trim().max(10_000))
export const Template = z.object({ id, name: z.string(), texts, archivedAt: instant.nullable() })
export type Template = z.output<typeof Template>
export const listTemplates = endpoint('GET /templates', {
  summary: 'Words that are written again and again, by name',
  may: 'inbox.read',
  input: z.strictObject({ archived: flag.optional(), q: z.string().trim().max(100).optional(), ...paging }),
  output: listOf(Template),
})
export const saveTemplate = endpoint('PUT /templates/:id', {
  summary: 'Add or change a template; an id of one’s own adds it',
  may: 'conversation.templates',
  input: z.strictObject({ id, name: z.string().trim().min(1).max(100), texts }),
  output: Template,
})
export const archiveTemplate = endpoint('POST /templates/:id/archive', {
  summary: 'Take a template off the list, or put it back',
  may: 'conversation.templates',
  input: z.strictObject({ id, archived: z.boolean() }),
  output: z.object({}),
})
export const fillTemplate = endpoint('GET /cases/:id/templates/:templateId', {
  summary: 'A template in the customer’s language, with what is known filled in',
  may: 'inbox.reply',
  input: z.strictObject({ ...one, templateId: z.uuid() }),
  output: z.object({ text: z.string(), language: Language }),
})

export const readSignature = endpoint('GET /conversation/signature', {
  summary: 'How I sign',
  may: 'inbox.reply',
  input: z.strictObject({}),
  output: z.object({ text: z.string().nullable() }),
})
export const keepSignature = endpoint('PUT /conversation/signature', {
  summary: 'Change how I sign; null is name and company',
  may: 'inbox.reply',
  input: z.strictObject({ text: z.string().trim().max(1_000).nullable() }),
  output: z.object({ text: z.string().nullable() }),
})

export const beHere = endpoint('POST /cases/:id/here', {
  summary: 'Say that I am looking at a case, or writing in it',
  may: 'inbox.read',
  input: z.strictObject({ ...one, writing: z.boolean(), leaving: z.boolean().default(false) }),
  output: z.object({}),
})
export const whoIsHere = endpoint('GET /cases/:id/here', {
  summary: 'Who else is looking at a case now',
  may: 'inbox.read',
  input: z.strictObject(one),
  output: z.array(z.object({ id: z.uuid(), name: z.string(), writing: z.boolean() })),
})
/** For `@` in a note: who may be named. */
export const whoMayBeNamed = endpoint('GET /cases/:id/named', {
  summary: 'Members who may be named in a note of this case',
  may: 'inbox.note',
  input: z.strictObject({ ...one, q: z.string().trim().max(60).default('') }),
  output: z.array(z.object({ id: z.uuid(), name: z.string() })),
})

const caseId = z.uuid()
const lists = ['/cases'] as const
export const messageHeld = event('message.held', z.object({ messageId: id, caseId }), lists)
export const messageUndone = event('message.undone', z.object({ messageId: id, caseId }), lists)
export const messageFailed = event('message.failed', z.object({ messageId: id, caseId, problem: z.string() }), lists)
export const templateChanged = event('template.changed', z.object({ templateId: id, fields: z.array(z.string()) }), ['/templates'])
export const memberNamed = event('member.named', z.object({ caseId, entryId: z.uuid(), memberIds: z.array(z.uuid()) }), [])
export const fileAttached = event('file.attached', z.object({ caseId, fileId: z.uuid() }), [])
