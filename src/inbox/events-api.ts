import { z } from 'zod'
import { event } from '#kernel/event.ts'
import { instant } from '#kernel/input.ts'

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
/** Of an import: what had only just been said when it came. Whoever wants to hear of such words is told. */
export const feedbackFresh = event('feedback.fresh', z.object({ importId: z.uuid(), feedbackIds: z.array(z.uuid()) }), [
  ...lists,
  '/imports',
])
export const feedbackChanged = event('feedback.changed', z.object({ feedbackId: z.uuid(), fields: z.array(z.string()) }), lists)
export const caseOpened = event('case.opened', caseId.extend({ ownerId: z.uuid(), by: z.enum(['rule', 'member']) }), lists)
/** Many at once, from an import: one event. */
export const casesOpened = event('cases.opened', z.object({ importId: z.uuid(), count: z.int() }), [...lists, '/imports'])
export const caseJoined = event('case.joined', caseId.extend({ feedbackId: z.uuid() }), lists)
export const caseLeft = event('case.left', caseId.extend({ feedbackId: z.uuid() }), lists)
export const caseReplied = event('case.replied', caseId.extend({ entryId: z.uuid(), first: z.boolean(), onTime: z.boolean() }), lists)
/** A customer's mail came into the case; `automatic`: a machine wrote it. */
export const caseHeard = event('case.heard', caseId.extend({ entryId: z.uuid(), automatic: z.boolean(), reopened: z.boolean() }), lists)
/** A reply could not be delivered. */
export const caseCameBack = event('case.came-back', caseId.extend({ mailId: z.uuid() }), lists)
export const caseNoted = event(
  'case.noted',
  caseId.extend({ entryId: z.uuid(), what: z.enum(['added', 'edited', 'removed', 'restored']) }),
  lists,
)
export const caseAssigned = event('case.assigned', caseId.extend({ fromId: z.uuid(), toId: z.uuid(), why: z.string().optional() }), lists)
export const caseTopicSet = event('case.topic-set', caseId.extend({ fromId: z.uuid().nullable(), toId: z.uuid().nullable() }), lists)
export const caseDueSet = event('case.due-set', caseId.extend({ fromAt: instant, toAt: instant }), lists)
export const caseCustomerSet = event('case.customer-set', caseId.extend({ fromId: z.uuid().nullable(), toId: z.uuid().nullable() }), lists)
export const caseAddressAdded = event('case.address-added', caseId.extend({ contactWayId: z.uuid() }), lists)
export const caseResolved = event('case.resolved', caseId.extend({ causeId: z.uuid().nullable(), replied: z.boolean() }), lists)
/** What it comes down to, before it is resolved. */
export const caseCauseSet = event('case.cause-set', caseId.extend({ causeId: z.uuid() }), lists)
export const caseUnresolved = event('case.unresolved', caseId, lists)
export const caseReopened = event('case.reopened', caseId, lists)
const other = caseId.extend({ otherId: z.uuid(), number: z.int() })
/** It was joined into the other; the other says that it took it. */
export const caseMerged = event('case.merged', other, lists)
export const caseTook = event('case.took', other, lists)
export const caseSplit = event('case.split', other, lists)
export const caseGaveBack = event('case.gave-back', other, lists)
export const caseLate = event('case.late', caseId.extend({ ownerId: z.uuid(), managerId: z.uuid() }), lists)
/** What a case's clocks did, until when, by which promise and why: its history. */
export const caseClock = event(
  'case.clock',
  caseId.extend({
    what: z.enum(['started', 'paused', 'moved', 'warned', 'resolve-late']),
    dueAt: instant.nullable(),
    policyId: z.uuid().nullable(),
    why: z.enum(['said', 'reopened', 'replied', 'resolved', 'unresolved', 'policy', 'priority', 'topic', 'agreed', 'silent']),
  }),
  lists,
)
/** What a rule did to a case. */
export const caseRuled = event('case.ruled', caseId.extend({ ruleId: z.uuid(), actions: z.array(z.string()) }), lists)
export const casePrioritySet = event('case.priority-set', caseId.extend({ from: z.string(), priority: z.string() }), lists)
/** Nobody of the team took it from the queue. */
export const caseQueueOver = event('case.queue-over', caseId.extend({ ownerId: z.uuid() }), lists)
/** Late for so long that it went one step up. */
export const caseEscalated = event('case.escalated', caseId.extend({ managerId: z.uuid(), level: z.int() }), lists)
/** The manager was told, once for all that had become late by then. */
export const caseLateTold = event('case.late-told', z.object({ managerId: z.uuid(), caseIds: z.array(z.uuid()) }), lists)
export const causeChanged = event('cause.changed', z.object({ causeId: z.uuid() }), ['/causes', ...lists])
