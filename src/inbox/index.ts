import { accountMerged, accountUnmerged, customerMerged, customerUnmerged, topicMerged, topicUnmerged } from '#customers/api.ts'
import { memberAvailability } from '#directory/api.ts'
import { absenceBegan, absenceCancelled, policiesChanged } from '#hours/api.ts'
import { after, job, read, type Slice, write } from '#kernel/slice.ts'
import { tryRule as tryRuleEndpoint } from '#rules/api.ts'
import * as api from './api.ts'
import * as hand from './by-hand.ts'
import { followPolicies } from './by-policy.ts'
import * as causes from './causes.ts'
import * as changing from './changing.ts'
import { inboxChoices } from './choices.ts'
import { tryRule } from './deciding.ts'
import { tellFresh } from './fresh.ts'
import { followAvailability, giveBack, handOver } from './handing-over.ts'
import { addFeedback } from './intake.ts'
import { lateClocks } from './lateness.ts'
import * as lists from './lists.ts'
import { follow, followBack } from './merged.ts'
import { mergeCase, splitCase } from './merging.ts'
import * as notes from './notes.ts'
import { openByRules, openForImport } from './opening.ts'
import { findCase, readCase } from './reading.ts'
import { addAddress, reply } from './replying.ts'
import { searchedInbox } from './search-again.ts'

export { joinFeedback } from './by-hand.ts'
export { chooseCause, reopenCase, takeCase } from './changing.ts'
export { isFresh } from './fresh.ts'
export { caseNow, hearCustomer, openForLetter, replyCameBack } from './hearing.ts'
export { takeBackSpeakers } from './imported-speakers.ts'
export { countInbox, endOfToday, feedbackPage, ownersOf, topicWithBelow } from './lists.ts'
export { standingsAt } from './loop-standing.ts'
export { announceImported, type Opening, type Receiving, receiveFeedback, type Said } from './receive.ts'
export { answering, leavingOf, reply, replyLanguage } from './replying.ts'
export { reviseFeedback, withdrawFeedback } from './revise.ts'
export { searchPage } from './search.ts'
export { caseRows, casesOf, feedbackRows, scoreOf } from './shape.ts'
export { mayOpen, mustSeeCase, sightOf as sightOfCases } from './sight.ts'
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
  },
  events: [
    api.feedbackReceived,
    api.feedbackImported,
    api.feedbackFresh,
    api.feedbackChanged,
    api.caseOpened,
    api.casesOpened,
    api.caseJoined,
    api.caseLeft,
    api.caseReplied,
    api.caseHeard,
    api.caseCameBack,
    api.caseNoted,
    api.caseAssigned,
    api.caseTopicSet,
    api.caseDueSet,
    api.caseCustomerSet,
    api.caseAddressAdded,
    api.caseResolved,
    api.caseCauseSet,
    api.caseUnresolved,
    api.caseReopened,
    api.caseMerged,
    api.caseTook,
    api.caseSplit,
    api.caseGaveBack,
    api.caseLate,
    api.caseLateTold,
    api.caseClock,
    api.caseEscalated,
    api.causeChanged,
    api.caseRuled,
    api.casePrioritySet,
    api.caseQueueOver,
  ],
  routes: [
    read(api.listCases, lists.listCases),
    read(api.readCase, (ctx, { id }) => readCase(ctx, id)),
    read(api.findCase, (ctx, { number }) => findCase(ctx, number)),
    read(api.countInbox, lists.countInbox),
    read(api.listFeedback, lists.listFeedback),
    read(api.readFeedback, (ctx, { id }) => lists.readFeedback(ctx, id)),
    read(api.inboxChoices, inboxChoices),
    write(api.addFeedback, addFeedback),
    write(api.setFeedbackTopic, hand.setFeedbackTopic),
    write(api.openFromFeedback, hand.openFromFeedback),
    write(api.joinFeedback, hand.joinFeedback),
    write(api.leaveFeedback, (ctx, { id }) => hand.leaveFeedback(ctx, id)),
    write(api.openCase, hand.openAnew),
    write(api.replyToCase, reply),
    write(api.addNote, notes.addNote),
    write(api.editNote, notes.editNote),
    write(api.removeNote, notes.removeNote),
    write(api.restoreNote, notes.restoreNote),
    write(api.assignCase, changing.assignCase),
    write(api.setCaseTopic, changing.setTopic),
    write(api.setCaseDue, changing.setDue),
    write(api.setCasePriority, changing.changePriority),
    write(api.resolveCase, changing.resolveCase),
    write(api.unresolveCase, (ctx, { id }) => changing.unresolveCase(ctx, id)),
    write(api.reopenCase, changing.reopenCase),
    write(api.addAddress, addAddress),
    write(api.setCaseCustomer, changing.setCustomer),
    write(api.mergeCase, mergeCase),
    write(api.splitCase, (ctx, { id }) => splitCase(ctx, id)),
    read(api.listCauses, causes.listCauses),
    write(api.changeCause, causes.changeCause),
    write(api.mergeCause, causes.mergeCause),
    read(tryRuleEndpoint, tryRule),
  ],
  listeners: [
    after(api.feedbackReceived, 'inbox.open-cases', (ctx, { feedbackIds, cases }) => openByRules(ctx, feedbackIds, cases)),
    after(api.feedbackImported, 'inbox.tell-fresh', tellFresh),
    after(absenceBegan, 'inbox.hand-over', handOver),
    after(absenceCancelled, 'inbox.give-back', giveBack),
    after(memberAvailability, 'inbox.follow-availability', followAvailability),
    after(customerMerged, 'inbox.follow-customer', (ctx, facts) => follow(ctx, 'customer_id', facts)),
    after(customerUnmerged, 'inbox.follow-customer-back', (ctx, facts) => followBack(ctx, 'customer_id', facts)),
    after(accountMerged, 'inbox.follow-account', (ctx, facts) => follow(ctx, 'account_id', facts)),
    after(accountUnmerged, 'inbox.follow-account-back', (ctx, facts) => followBack(ctx, 'account_id', facts)),
    after(topicMerged, 'inbox.follow-topic', (ctx, facts) => follow(ctx, 'topic_id', facts)),
    after(topicUnmerged, 'inbox.follow-topic-back', (ctx, facts) => followBack(ctx, 'topic_id', facts)),
  ],
  clocks: lateClocks,
  searched: searchedInbox,
  jobs: [job(api.feedbackImported, 'inbox.open-imported', openForImport), job(policiesChanged, 'inbox.follow-policies', followPolicies)],
}
