import { customerMerged, customerUnmerged } from '#customers/api.ts'
import { spoken } from '#kernel/dialect.ts'
import { after, read, type Slice, type Writing, write } from '#kernel/slice.ts'
import { segmentDialect } from './dialect.ts'
import { follow, followBack } from './merged.ts'
import { receive, type Sent } from './receive.ts'
import * as state from './status.ts'
import * as status from './status-api.ts'
import type { Type } from './told.ts'
import * as v1 from './v1.ts'

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
      write(v1.sendBatch, taking(null)),
      write(v1.sendImport, taking(null)),
      write(v1.sendTrack, taking('track')),
      write(v1.sendIdentify, taking('identify')),
      write(v1.sendPage, taking('page')),
      write(v1.sendScreen, taking('screen')),
      write(v1.sendGroup, taking('group')),
      write(v1.sendAlias, taking('alias')),
    ].map(route => spoken(segmentDialect, route)),
  ],
  listeners: [
    after(customerMerged, 'tracking.follow-customer', follow),
    after(customerUnmerged, 'tracking.follow-customer-back', followBack),
  ],
}
