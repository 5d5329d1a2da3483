import type { Slice } from '#kernel/slice.ts'
import * as api from './api.ts'

export { announceImported, type Opening, type Receiving, receiveFeedback, type Said } from './receive.ts'
export { type KeptFeedback, undoFeedback } from './undo-import.ts'

/** Feedback comes in, an unhappy customer becomes a case with a named owner and a 24-hour clock, a person replies, the cause is found. */
export const inbox: Slice = {
  name: 'inbox',
  permissions: {
    // Which cases is the matter of sight.ts: an admin sees those that fell to them because nobody else is there.
    'inbox.read': ['rep', 'manager', 'head', 'champion', 'admin'],
    'inbox.reply': ['rep', 'manager', 'head', 'admin'],
    'inbox.note': ['rep', 'manager', 'head', 'champion', 'admin'],
    'inbox.due': ['manager', 'head'],
    'inbox.receive': ['rep', 'manager', 'head', 'champion', 'admin'],
    'inbox.causes': ['manager', 'head'],
    'inbox.read-rules': ['rep', 'manager', 'head', 'champion', 'admin'],
    'inbox.rules': ['manager', 'head', 'admin'],
  },
  events: [
    api.feedbackReceived,
    api.feedbackImported,
    api.feedbackIndexed,
    api.feedbackChanged,
    api.caseOpened,
    api.casesOpened,
    api.caseJoined,
    api.caseLeft,
    api.caseReplied,
    api.caseNoted,
    api.caseAssigned,
    api.caseTopicSet,
    api.caseDueSet,
    api.caseCustomerSet,
    api.caseAddressAdded,
    api.caseResolved,
    api.caseUnresolved,
    api.caseReopened,
    api.caseLate,
    api.caseLateTold,
    api.causeChanged,
    api.ruleChanged,
  ],
  routes: [],
}
