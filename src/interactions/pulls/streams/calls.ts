import { unfold as columnsOf, contactOf } from '../../importers/zendesk-calls/call.ts'
import { takeInteractions } from '../../interactions.ts'
import { byTime, list, type Stream } from '../stream.ts'

/** Calls of Zendesk Talk, for accounts that have it. */
export const calls: Stream = {
  name: 'calls',
  optional: true,
  from: cursor => `/api/v2/channels/voice/stats/incremental/calls.json?start_time=${cursor ?? 1}`,
  next: byTime,
  take: async (ctx, source, answer) => {
    const read = list(answer.calls).map(one => contactOf(columnsOf(one)))
    const rows = read.flatMap(one => ('refused' in one ? [] : [one]))
    const { added, changed } = await takeInteractions(ctx, { source, rows })
    return { read: read.length, added, changed, refused: read.length - rows.length }
  },
}
