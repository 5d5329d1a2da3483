import * as inbox from '#inbox/api.ts'
import { after, read, type Slice, write } from '#kernel/slice.ts'
import * as api from './api.ts'
import * as handlers from './handlers.ts'
import { addInteractions, removeInteraction } from './interactions.ts'
import { followCases, followImported } from './loop.ts'

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
] as const

/** The facts that figures are made of: contacts, what happened to cases, time worked, articles read; from the loop and from elsewhere. */
export const interactions: Slice = {
  name: 'interactions',
  permissions: {
    'interactions.add': ['manager', 'head', 'admin'],
    'interactions.decide': ['manager', 'head', 'admin'],
  },
  events: [api.interactionsAdded, api.interactionRemoved, api.handlerDecided],
  routes: [
    write(api.addInteractions, addInteractions),
    write(api.removeInteraction, removeInteraction),
    read(api.listHandlers, handlers.list),
    write(api.decideHandler, handlers.decide),
  ],
  listeners: [
    ...follows.map(type =>
      after(type, `interactions.follow-${type.type}`, (ctx, facts) => followCases(ctx, [(facts as { caseId: string }).caseId])),
    ),
    after(inbox.casesOpened, 'interactions.follow-imported', (ctx, { importId }) => followImported(ctx, importId)),
  ],
}
