import { accountAdded, accountChanged, accountMerged } from '#customers/api.ts'
import { importEnded } from '#imports/api.ts'
import * as inbox from '#inbox/api.ts'
import { after, gather, job, read, type Slice, write } from '#kernel/slice.ts'
import * as api from './api.ts'
import * as connections from './connection-api.ts'
import * as keeping from './connections/keeping.ts'
import { pullClock, pullOn } from './connections/pulling.ts'
import { tryNew } from './connections/trying.ts'
import * as deciding from './deciding.ts'
import * as doubts from './doubt-api.ts'
import { doubtAccounts, forgetGoneAccounts, settleAccounts } from './doubtful-accounts.ts'
import { follow } from './following/command.ts'
import * as handlers from './handlers.ts'
import { addInteractions, removeInteraction } from './interactions.ts'
import { followCases, followImported } from './loop.ts'
import { followMails, letterLeft } from './mails.ts'
import { mergeListeners } from './merged.ts'
import { pull } from './pulls/command.ts'
import { compareHours } from './schedules/comparing.ts'

export { knowReader } from './after-reading.ts'
export { type NewView, takeViews } from './article-views.ts'
export { takeInteractions } from './interactions.ts'
export { type LeftOut, leftOut } from './left-out.ts'
export { followCases } from './loop.ts'

const follows = [
  inbox.caseOpened,
  inbox.caseReplied,
  inbox.caseNoted,
  inbox.caseAssigned,
  inbox.caseTopicSet,
  inbox.caseCustomerSet,
  inbox.caseResolved,
  inbox.caseUnresolved,
  inbox.caseReopened,
  inbox.caseTook,
  inbox.caseGaveBack,
  inbox.caseSplit,
] as const

/** After these the mails of a case are other contacts than before. */
const mailed = [
  inbox.caseOpened,
  inbox.caseHeard,
  inbox.caseReplied,
  inbox.caseJoined,
  inbox.caseTopicSet,
  inbox.caseCustomerSet,
  inbox.caseTook,
  inbox.caseGaveBack,
  inbox.caseSplit,
] as const

/** The facts that figures are made of: contacts, what happened to cases, time worked, articles read; from the loop and from elsewhere. */
export const interactions: Slice = {
  name: 'interactions',
  permissions: {
    'interactions.add': ['manager', 'head', 'admin'],
    'interactions.decide': ['manager', 'head', 'admin'],
    'connections.read': ['manager', 'head', 'admin'],
    'connections.change': ['admin'],
  },
  events: [
    api.interactionsAdded,
    api.interactionRemoved,
    api.handlerDecided,
    doubts.doubtDecided,
    connections.connectionChanged,
    connections.pullAsked,
    connections.pullMoved,
    connections.pullEnded,
  ],
  routes: [
    write(api.addInteractions, addInteractions),
    write(api.removeInteraction, removeInteraction),
    read(api.listHandlers, handlers.list),
    write(api.decideHandler, handlers.decide),
    read(doubts.listDoubts, deciding.list),
    read(doubts.countDoubts, deciding.counts),
    write(doubts.decideDoubt, deciding.decideOne),
    write(doubts.decideDoubts, deciding.decideMany),
    read(connections.listConnections, keeping.list),
    write(connections.addConnection, keeping.add),
    write(connections.changeConnection, keeping.change),
    write(connections.endConnection, keeping.end),
    write(connections.pullConnection, keeping.pullNow),
    write(connections.stopPull, keeping.stop),
    gather(connections.tryConnection, tryNew),
    gather(connections.tryConnectionAgain, keeping.tryAgain),
    read(connections.compareHours, compareHours),
    read(connections.listFollowed, keeping.followed),
  ],
  listeners: [
    ...follows.map(type =>
      after(type, `interactions.follow-${type.type}`, (ctx, facts) => followCases(ctx, [(facts as { caseId: string }).caseId])),
    ),
    ...mailed.map(type =>
      after(type as typeof inbox.caseReopened, `interactions.follow-mails-${type.type}`, (ctx, { caseId }) => followMails(ctx, [caseId])),
    ),
    after(inbox.caseLeft, 'interactions.follow-letter', (ctx, { feedbackId }) => letterLeft(ctx, feedbackId)),
    ...mergeListeners,
    after(inbox.casesOpened, 'interactions.follow-imported', (ctx, { importId }) => followImported(ctx, importId)),
    after(accountAdded, 'interactions.doubt-account', (ctx, { accountId }) => doubtAccounts(ctx, { id: accountId })),
    after(accountChanged, 'interactions.doubt-changed-account', (ctx, { accountId }) => doubtAccounts(ctx, { id: accountId })),
    after(accountMerged, 'interactions.settle-account', (ctx, { loserId }) => settleAccounts(ctx, loserId)),
    after(importEnded, 'interactions.doubt-accounts', (ctx, { importId, state }) =>
      state === 'undone' ? forgetGoneAccounts(ctx) : doubtAccounts(ctx, { importId }),
    ),
  ],
  clocks: [pullClock],
  jobs: [job(connections.pullAsked, 'interactions.pull', pullOn)],
  commands: [follow, pull],
}
