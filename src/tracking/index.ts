import { customerMerged, customerUnmerged } from '#customers/api.ts'
import { spoken } from '#kernel/dialect.ts'
import { after, read, type Slice, type Writing, write } from '#kernel/slice.ts'
import * as api from './api.ts'
import { segmentDialect } from './dialect.ts'
import { follow, followBack } from './merged.ts'
import { receive, type Sent } from './receive.ts'
import * as state from './status.ts'
import * as status from './status-api.ts'
import type { Type } from './told.ts'

const taking = (usual: Type | null) => async (ctx: Writing, sent: Sent) => {
  await receive(ctx, sent, usual)
  return { body: { success: true } }
}

/** For products that tell of their users as Segment's clients do: they change one host name and a key. */
export const tracking: Slice = {
  name: 'tracking',
  permissions: {
    // No role has it: only a key made for it, which can do nothing else.
    'tracking.send': [],
    'tracking.read': ['head', 'admin'],
  },
  events: [],
  routes: [
    read(status.readTracking, state.status),
    read(status.listRefusals, state.refused),
    read(status.listTraits, state.traits),
    ...[
      write(api.sendBatch, taking(null)),
      write(api.sendImport, taking(null)),
      write(api.sendTrack, taking('track')),
      write(api.sendIdentify, taking('identify')),
      write(api.sendPage, taking('page')),
      write(api.sendScreen, taking('screen')),
      write(api.sendGroup, taking('group')),
      write(api.sendAlias, taking('alias')),
    ].map(route => spoken(segmentDialect, route)),
  ],
  listeners: [
    after(customerMerged, 'tracking.follow-customer', follow),
    after(customerUnmerged, 'tracking.follow-customer-back', followBack),
  ],
}
