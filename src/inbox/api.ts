import { z } from 'zod'
import { endpoint } from '#kernel/endpoint.ts'
import { event } from '#kernel/event.ts'
import { flag, instant, listOf, many, paging } from '#kernel/input.ts'

/** A case is open → replied → resolved, and may be reopened; never "closed". */
export const caseStates = ['open', 'replied', 'resolved'] as const
export type CaseState = (typeof caseStates)[number]
export const moods = ['bad', 'neutral', 'good'] as const
/** `late`: past due and not replied to; `soon`: less than 8 hours left; `today`: due before the workspace's midnight, or late. */
export const dues = ['late', 'soon', 'today'] as const
/** Whose: mine; those of my team (for a manager all below); all that I may see. */
export const views = ['mine', 'team', 'all'] as const
export type View = (typeof views)[number]

export const Ref = z.object({ id: z.uuid(), name: z.string() })
export type Ref = z.output<typeof Ref>

/** A number on a scale; `mood` is what it means there. Scale ids are those of core/scores; null where the source did not say. */
export const Score = z.object({
  value: z.number(),
  scale: z.string().nullable(),
  min: z.number().nullable(),
  max: z.number().nullable(),
  mood: z.enum(moods).nullable(),
})

const CaseRef = z.object({ id: z.uuid(), number: z.int(), state: z.enum(caseStates) })

export const Feedback = z.object({
  id: z.uuid(),
  /** As said, in `language` (BCP 47, `und` when unknown): give it to `lang`. */
  text: z.string(),
  language: z.string(),
  score: Score.nullable(),
  channel: z.string().nullable(),
  source: z.string(),
  customer: Ref.nullable(),
  /** A name that came with it, where no customer is known. */
  author: z.string().nullable(),
  account: Ref.nullable(),
  topic: Ref.nullable(),
  saidAt: instant,
  /** False: the source gave no time, it counts as said when received. */
  saidAtKnown: z.boolean(),
  receivedAt: instant,
  /** When the customer was first replied to after it. */
  repliedAt: instant.nullable(),
  case: CaseRef.nullable(),
})
export type Feedback = z.output<typeof Feedback>

export const Case = z.object({
  id: z.uuid(),
  /** What people call it; short, and its own in the workspace. */
  number: z.int(),
  state: z.enum(caseStates),
  /** The first words of what the customer said. */
  words: z.string(),
  language: z.string(),
  score: Score.nullable(),
  channel: z.string().nullable(),
  customer: Ref.nullable(),
  author: z.string().nullable(),
  account: Ref.nullable(),
  topic: Ref.nullable(),
  owner: Ref,
  saidAt: instant,
  openedAt: instant,
  /** Until when the customer must have heard from us. Counts while `state` is open. */
  dueAt: instant,
  firstRepliedAt: instant.nullable(),
  resolvedAt: instant.nullable(),
  lastActivityAt: instant,
  reopened: z.int(),
})
export type Case = z.output<typeof Case>

const Actor = z.object({
  kind: z.enum(['member', 'key', 'system', 'user', 'anyone']),
  id: z.uuid().nullable(),
  name: z.string().nullable(),
})

/** What happened, as one line of the timeline: `what` is the message key `change.<what>`; `from`, `to` are names or times. */
export const changes = [
  'opened',
  'joined',
  'left',
  'assigned',
  'topic',
  'due',
  'customer',
  'address',
  'late',
  'resolved',
  'unresolved',
  'reopened',
  'merged',
] as const

export const Entry = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('feedback'), id: z.uuid(), at: instant, feedback: Feedback }),
  z.object({
    kind: z.literal('message'),
    id: z.uuid(),
    at: instant,
    direction: z.enum(['in', 'out']),
    by: Ref.nullable(),
    to: z.string().nullable(),
    text: z.string(),
    language: z.string(),
    /** Null while it cannot be known; `waiting` also where no mail server is set up. */
    mail: z.object({ state: z.enum(['waiting', 'sent', 'failed', 'expired', 'discarded']), problem: z.string().nullable() }).nullable(),
  }),
  z.object({
    kind: z.literal('note'),
    id: z.uuid(),
    at: instant,
    by: Ref.nullable(),
    /** Empty once removed; who wrote it may bring it back. */
    text: z.string(),
    language: z.string(),
    editedAt: instant.nullable(),
    removedAt: instant.nullable(),
    /** Mine: I may edit and remove it. */
    mine: z.boolean(),
  }),
  z.object({
    kind: z.literal('change'),
    id: z.uuid(),
    at: instant,
    by: Actor,
    what: z.enum(changes),
    from: z.string().nullable(),
    to: z.string().nullable(),
    /** For `resolved` what was done, for `reopened` the reason. */
    text: z.string().nullable(),
  }),
])
export type Entry = z.output<typeof Entry>

export const CaseCustomer = z.object({
  id: z.uuid(),
  name: z.string(),
  /** How to address them in a mail. */
  callAs: z.string().nullable(),
  languages: z.array(z.string()),
  account: Ref.nullable(),
  owner: Ref.nullable(),
  since: instant,
  contactWays: z.array(
    z.object({ id: z.uuid(), kind: z.string(), value: z.string(), preferred: z.boolean(), bouncedAt: instant.nullable() }),
  ),
  preferences: z.array(z.object({ id: z.uuid(), text: z.string(), source: z.string(), consent: z.string() })),
  /** Their other cases, newest first. */
  cases: z.array(
    CaseRef.extend({ words: z.string(), language: z.string(), openedAt: instant, owner: Ref }).extend({
      /** False: it exists, but its page is not for me. */
      mayRead: z.boolean(),
    }),
  ),
  /** Everything they said, newest first, at most 20. */
  said: z.array(Feedback),
})

export const CaseDetail = Case.extend({
  customerKnown: CaseCustomer.nullable(),
  /** Feedback, messages, notes and changes, oldest first. */
  timeline: z.array(Entry),
  cause: Ref.nullable(),
  done: z.string().nullable(),
  openedBy: z.enum(['rule', 'member']),
  firstRepliedBy: Ref.nullable(),
  resolvedBy: Ref.nullable(),
  lateAt: instant.nullable(),
  mergedInto: CaseRef.nullable(),
  /** Where a reply would go, and from whom; null address: add one first (`case.no-address`). */
  reply: z.object({ to: z.string().nullable(), language: z.string(), subject: z.string(), replyTo: z.string().nullable() }),
  /** What I may do here now; a button that may not is not shown. */
  may: z.object({ reply: z.boolean(), resolve: z.boolean(), reopen: z.boolean(), assign: z.boolean() }),
})
export type CaseDetail = z.output<typeof CaseDetail>

const ids = many(z.uuid()).optional()
const words = z.string().trim().max(200).optional()
const within = {
  /** Any part of a word, in any language. */
  q: words,
  mood: many(z.enum(moods)).optional(),
  /** Inclusive, on the score's own scale. */
  scoreFrom: z.coerce.number().optional(),
  scoreTo: z.coerce.number().optional(),
  scale: z.string().max(40).optional(),
  /** With everything below it in the tree. */
  topic: z.uuid().optional(),
  language: many(z.string().max(35)).optional(),
  channel: many(z.string().max(60)).optional(),
  customer: z.uuid().optional(),
  account: z.uuid().optional(),
  from: instant.optional(),
  until: instant.optional(),
}
/** Also the URL search of the inbox page. */
export const CaseFilters = z.strictObject({
  view: z.enum(views).optional(),
  state: many(z.enum(caseStates)).optional(),
  due: z.enum(dues).optional(),
  owner: ids,
  cause: z.uuid().optional(),
  ...within,
  /** `due`: the least time left first (the usual); `newest`: the last opened first. Searches are always newest first. */
  order: z.enum(['due', 'newest']).optional(),
})
export type CaseFilters = z.output<typeof CaseFilters>
/** Also the URL search of the feedback tab. `case`: whether it belongs to one. */
export const FeedbackFilters = z.strictObject({
  ...within,
  case: flag.optional(),
  source: z.string().max(200).optional(),
  import: z.uuid().optional(),
})
export type FeedbackFilters = z.output<typeof FeedbackFilters>

/** A list that may be searched: `indexing` says that rows are still being made findable. */
const searched = <One extends z.ZodType>(one: One) => listOf(one).extend({ indexing: z.boolean() })

export const listCases = endpoint('GET /cases', {
  summary: 'Cases that I may see, the least time left first',
  may: 'inbox.read',
  input: CaseFilters.extend(paging),
  output: searched(Case),
})
export const readCase = endpoint('GET /cases/:id', {
  summary: 'One case: what was said, by whom, and everything that was done',
  may: 'inbox.read',
  input: z.strictObject({ id: z.uuid() }),
  output: CaseDetail,
})
export const findCase = endpoint('GET /cases/number/:number', {
  summary: 'The case with this number',
  may: 'inbox.read',
  input: z.strictObject({ number: z.coerce.number().int().min(1) }),
  output: CaseRef,
})
const Count = z.object({ open: z.int(), late: z.int(), replied: z.int() })
export const countInbox = endpoint('GET /inbox/counts', {
  summary: 'How many cases are open, late and replied: mine, my team’s, all',
  may: 'inbox.read',
  input: z.strictObject({}),
  output: z.object({ mine: Count, team: Count, all: Count }),
})
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
/** For filters and pickers. */
export const inboxChoices = endpoint('GET /inbox/choices', {
  summary: 'Who may own a case, and the languages, channels, sources and scales that occur',
  may: 'inbox.read',
  input: z.strictObject({}),
  output: z.object({
    owners: z.array(Ref.extend({ languages: z.array(z.string()), available: z.boolean(), open: z.int() })),
    languages: z.array(z.string()),
    channels: z.array(z.string()),
    sources: z.array(z.string()),
    scales: z.array(z.string()),
  }),
})

const text = (most: number) => z.string().trim().min(1).max(most)

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
  saidAt: instant.optional(),
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

const one = { id: z.uuid() }
const resolution = {
  /** One of the causes, or the name of a new one. */
  causeId: z.uuid().optional(),
  causeName: z.string().trim().min(1).max(200).optional(),
  done: z.string().trim().max(4000).default(''),
}
export const openCase = endpoint('POST /cases', {
  summary: 'Open a case anew, for what a customer said some other way',
  may: 'inbox.reply',
  input: z.strictObject({
    words: text(20_000),
    customerId: z.uuid().optional(),
    author: z.string().trim().max(200).optional(),
    topicId: z.uuid().optional(),
    ownerId: z.uuid().optional(),
    channel: z.string().trim().max(60).optional(),
  }),
  output: Case,
})
export const replyToCase = endpoint('POST /cases/:id/reply', {
  summary: 'Reply to the customer by e-mail; with `resolve` send and resolve',
  may: 'inbox.reply',
  input: z.strictObject({ ...one, text: text(20_000), resolve: z.strictObject(resolution).optional() }),
  output: Case,
})
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
export const assignCase = endpoint('PUT /cases/:id/owner', {
  summary: 'Give a case to another owner',
  may: 'inbox.reply',
  input: z.strictObject({ ...one, ownerId: z.uuid() }),
  output: Case,
})
export const setCaseTopic = endpoint('PUT /cases/:id/topic', {
  summary: 'Say what a case is about',
  may: 'inbox.reply',
  input: z.strictObject({ ...one, topicId: z.uuid().nullable() }),
  output: Case,
})
export const setCaseDue = endpoint('PUT /cases/:id/due', {
  summary: 'Agree another time with the customer; managers and heads only',
  may: 'inbox.due',
  input: z.strictObject({ ...one, dueAt: instant }),
  output: Case,
})
export const resolveCase = endpoint('POST /cases/:id/resolve', {
  summary: 'Resolve a case with its cause and what was done',
  may: 'inbox.reply',
  input: z.strictObject({ ...one, ...resolution }),
  output: Case,
})
export const unresolveCase = endpoint('POST /cases/:id/unresolve', {
  summary: 'Undo resolving: the case is as it was before, its clock too',
  may: 'inbox.reply',
  input: z.strictObject(one),
  output: Case,
})
export const reopenCase = endpoint('POST /cases/:id/reopen', {
  summary: 'Reopen a resolved case: a new 24 hours begin',
  may: 'inbox.reply',
  input: z.strictObject({ ...one, reason: z.string().trim().max(2000).default('') }),
  output: Case,
})
/** The answer's ids are what undoing needs (removing the contact way is the customer's own endpoint). */
export const addAddress = endpoint('POST /cases/:id/address', {
  summary: 'Add the e-mail address that a reply needs; makes the customer where none is known',
  may: 'inbox.reply',
  input: z.strictObject({ ...one, email: z.email().max(254), name: z.string().trim().max(200).optional() }),
  output: z.object({ customerId: z.uuid(), contactWayId: z.uuid() }),
})
export const setCaseCustomer = endpoint('PUT /cases/:id/customer', {
  summary: 'Say who the customer is',
  may: 'inbox.reply',
  input: z.strictObject({ ...one, customerId: z.uuid().nullable() }),
  output: Case,
})

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

export const Rule = z.object({
  scale: z.string(),
  min: z.number(),
  max: z.number(),
  /** A case opens at this score and worse; `down` scales are worse upwards. */
  threshold: z.number(),
  direction: z.enum(['up', 'down']),
  enabled: z.boolean(),
  /** What it would be if nobody had changed it. */
  usual: z.number(),
})
export const listRules = endpoint('GET /rules', {
  summary: 'From which score on a case opens by itself',
  may: 'inbox.read-rules',
  input: z.strictObject({}),
  output: z.array(Rule),
})
export const setRule = endpoint('PUT /rules/:scale', {
  summary: 'Change from which score on a case opens',
  may: 'inbox.rules',
  input: z.strictObject({ scale: z.string().max(40), threshold: z.number(), enabled: z.boolean() }),
  output: Rule,
})

const lists = ['/cases', '/feedback', '/voices', '/inbox', '/today'] as const
const caseId = z.object({ caseId: z.uuid() })
/** Which unhappy rows open cases: none, those said in the last so many days, all. */
export const Opening = z.union([z.literal('none'), z.literal('all'), z.int().min(1).max(3650)])

export const feedbackReceived = event(
  'feedback.received',
  z.object({ feedbackIds: z.array(z.uuid()), cases: Opening, count: z.int() }),
  lists,
)
/** One for a whole import: its rows carry the import's id and are their own timeline. */
export const feedbackImported = event('feedback.imported', z.object({ importId: z.uuid(), cases: Opening, count: z.int() }), lists)
export const feedbackChanged = event('feedback.changed', z.object({ feedbackId: z.uuid(), fields: z.array(z.string()) }), lists)
export const caseOpened = event('case.opened', caseId.extend({ ownerId: z.uuid(), by: z.enum(['rule', 'member']) }), lists)
/** Many at once, from an import: one event. */
export const casesOpened = event('cases.opened', z.object({ importId: z.uuid(), count: z.int() }), [...lists, '/imports'])
export const caseJoined = event('case.joined', caseId.extend({ feedbackId: z.uuid() }), lists)
export const caseLeft = event('case.left', caseId.extend({ feedbackId: z.uuid() }), lists)
export const caseReplied = event('case.replied', caseId.extend({ entryId: z.uuid(), first: z.boolean(), onTime: z.boolean() }), lists)
export const caseNoted = event(
  'case.noted',
  caseId.extend({ entryId: z.uuid(), what: z.enum(['added', 'edited', 'removed', 'restored']) }),
  lists,
)
export const caseAssigned = event('case.assigned', caseId.extend({ fromId: z.uuid(), toId: z.uuid() }), lists)
export const caseTopicSet = event('case.topic-set', caseId.extend({ fromId: z.uuid().nullable(), toId: z.uuid().nullable() }), lists)
export const caseDueSet = event('case.due-set', caseId.extend({ fromAt: instant, toAt: instant }), lists)
export const caseCustomerSet = event('case.customer-set', caseId.extend({ fromId: z.uuid().nullable(), toId: z.uuid().nullable() }), lists)
export const caseAddressAdded = event('case.address-added', caseId.extend({ contactWayId: z.uuid() }), lists)
export const caseResolved = event('case.resolved', caseId.extend({ causeId: z.uuid().nullable(), replied: z.boolean() }), lists)
export const caseUnresolved = event('case.unresolved', caseId, lists)
export const caseReopened = event('case.reopened', caseId, lists)
export const caseLate = event('case.late', caseId.extend({ ownerId: z.uuid(), managerId: z.uuid() }), lists)
/** The manager was told, once for all that had become late by then. */
export const caseLateTold = event('case.late-told', z.object({ managerId: z.uuid(), caseIds: z.array(z.uuid()) }), lists)
export const causeChanged = event('cause.changed', z.object({ causeId: z.uuid() }), ['/causes', ...lists])
export const ruleChanged = event('rule.changed', z.object({ scale: z.string() }), ['/rules'])
