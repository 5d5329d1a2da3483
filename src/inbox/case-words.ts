import { z } from 'zod'
import { instant } from '#kernel/input.ts'
import { Feedback } from './feedback-words.ts'
import { CaseRef, caseStates, Ref, Score } from './inbox-words.ts'

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
  'cause',
  'resolved',
  'unresolved',
  'reopened',
  'merged',
  'took',
  'split',
  'gave-back',
  'ruled',
  'priority',
  'clock-started',
  'clock-paused',
  'clock-moved',
  'warned',
  'escalated',
  'resolve-late',
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
    /** Who wrote what came in; null for ours. */
    from: z.object({ name: z.string().nullable(), address: z.string() }).nullable(),
    cc: z.array(z.string()),
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
  priority: z.enum(['urgent', 'normal', 'low']),
  /** The promise that holds; null for the usual one. */
  policy: z.string().nullable(),
  resolveDueAt: instant.nullable(),
  /** Why this owner: a key, and what it speaks of. */
  because: z
    .object({ why: z.string(), language: z.string().optional(), skill: z.string().optional(), open: z.int().optional() })
    .nullable(),
  /** Until then anybody of the team may take it. */
  queuedUntil: instant.nullable(),
  mergedInto: CaseRef.nullable(),
  /** Where a reply would go, and from whom; null address: add one first (`case.no-address`). */
  reply: z.object({ to: z.string().nullable(), language: z.string(), subject: z.string(), replyTo: z.string().nullable() }),
  /** What I may do here now; a button that may not is not shown. */
  may: z.object({
    reply: z.boolean(),
    resolve: z.boolean(),
    reopen: z.boolean(),
    assign: z.boolean(),
    due: z.boolean(),
    merge: z.boolean(),
    split: z.boolean(),
  }),
})
export type CaseDetail = z.output<typeof CaseDetail>
