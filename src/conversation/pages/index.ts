import { page } from '#ui/page.tsx'
import { fillSlot } from '#ui/slot.tsx'

fillSlot('case.words', 'conversation', () => import('./words.tsx'))
fillSlot('case.write', 'conversation', () => import('./write.tsx'))
fillSlot('case.held', 'conversation', () => import('./held.tsx'))
fillSlot('case.here', 'conversation', () => import('./here.tsx'))
fillSlot('case.note', 'conversation', () => import('./naming.tsx'))
fillSlot('case', 'conversation', () => import('./goodwill.tsx'))

export default [
  page({
    path: '/settings/aside',
    title: 'aside',
    load: () => import('./Aside.tsx'),
    tab: { of: '/settings', order: 5.3, label: 'aside', may: 'conversation.aside' },
  }),
  page({
    path: '/settings/conversation',
    title: 'conversation',
    load: () => import('./Conversation.tsx'),
    tab: { of: '/settings', order: 5.2, label: 'conversation', may: 'inbox.reply' },
  }),
]
