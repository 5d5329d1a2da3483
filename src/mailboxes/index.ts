import { gather, read, type Slice, write } from '#kernel/slice.ts'
import * as api from './api.ts'
import { claimMailboxes } from './claiming.ts'
import { addMailbox, changeMailbox, listMailboxes, tryMailboxAgain } from './mailboxes.ts'
import { senderOf } from './own-server.ts'
import { tried } from './trying.ts'

export { isAnswerToken, readAnswerAddress } from './answer-address.ts'
export { leavingFrom } from './leaving.ts'
export { arrivedIn, ownAddresses, sawServer } from './own-addresses.ts'

/** The mailboxes that customers write to: how to sign in, how far they are read, and the address that leads an answer to its case. */
export const mailboxes: Slice = {
  name: 'mailboxes',
  permissions: {
    'mailboxes.read': ['admin', 'head', 'manager'],
    'mailboxes.change': ['admin'],
  },
  events: [api.mailboxChanged],
  routes: [
    read(api.listMailboxes, listMailboxes),
    write(api.addMailbox, addMailbox),
    write(api.changeMailbox, changeMailbox),
    gather(api.tryMailbox, (ctx, input) => tried(ctx.site, input)),
    gather(api.trySending, (ctx, input) => tried(ctx.site, input, 'smtp')),
    gather(api.tryMailboxAgain, tryMailboxAgain),
  ],
  mailboxes: claimMailboxes,
  senders: senderOf,
}
