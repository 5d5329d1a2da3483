import { feedbackFresh, feedbackReceived } from '#inbox/api.ts'
import { after, read, type Slice, write } from '#kernel/slice.ts'
import * as api from './api.ts'
import * as hearing from './hearing.ts'
import { praise, praiseFrom, praises } from './praise.ts'
import { listSubscriptions, subscribe, subscriptionClock, tellSubscribers, unsubscribe } from './subscriptions.ts'
import { unassignedClock, watchFor } from './unassigned.ts'
import { countVoices, voices as feed } from './voices.ts'

export { cover } from './hearing.ts'
export { lateVoices } from './unassigned.ts'
export { countSince, sinceYesterday, unreadVoices, voiceOfTheDay } from './voices.ts'

const everyone = ['rep', 'manager', 'head', 'champion', 'viewer', 'admin'] as const

/** What customers said and how it ended, good and bad, open to everyone who works here. */
export const voices: Slice = {
  name: 'voices',
  permissions: {
    'voices.read': everyone,
    'voices.hear': everyone,
    'voices.praise': ['rep', 'manager', 'head', 'champion', 'admin'],
  },
  events: [api.voiceReacted, api.voiceCommented, api.voicePraised, api.subscriptionChanged],
  routes: [
    read(api.listVoices, feed),
    read(api.countVoices, countVoices),
    write(api.markRead, hearing.markRead),
    write(api.react, hearing.react),
    write(api.bookmark, hearing.bookmark),
    write(api.praise, praise),
    read(api.praises, praises),
    read(api.listComments, hearing.listComments),
    write(api.addComment, hearing.addComment),
    write(api.removeComment, hearing.removeComment),
    read(api.listSubscriptions, listSubscriptions),
    write(api.subscribe, subscribe),
    write(api.unsubscribe, unsubscribe),
  ],
  listeners: [
    after(feedbackReceived, 'voices.praise', praiseFrom),
    after(feedbackReceived, 'voices.tell-subscribers', tellSubscribers),
    after(feedbackReceived, 'voices.watch', watchFor),
    after(feedbackFresh, 'voices.praise-imported', praiseFrom),
    after(feedbackFresh, 'voices.tell-subscribers-imported', tellSubscribers),
    after(feedbackFresh, 'voices.watch-imported', watchFor),
  ],
  clocks: [subscriptionClock, unassignedClock],
}
