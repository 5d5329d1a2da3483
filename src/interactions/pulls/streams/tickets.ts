import { unfold as columnsOf, snapshotOf } from '../../importers/zendesk-tickets/ticket.ts'
import { takeSnapshots } from '../../snapshots.ts'
import { type Json, list, type Stream, text } from '../stream.ts'

const namesIn = (answer: Json) => new Map(list(answer.users).map(user => [text(user.id), text(user.email) || text(user.name)]))

/** Tickets with their metric sets, by cursor; deleted ones come once more and are gone. */
export const tickets: Stream = {
  name: 'tickets',
  from: cursor =>
    `/api/v2/incremental/tickets/cursor.json?include=metric_sets,users&${cursor ? `cursor=${encodeURIComponent(cursor)}` : 'start_time=1'}`,
  next: answer => ({ cursor: text(answer.after_cursor) || null, ended: answer.end_of_stream === true || !answer.after_cursor }),
  take: async (ctx, source, answer) => {
    const names = namesIn(answer)
    const apart = new Map(list(answer.metric_sets).map(set => [text(set.ticket_id), set]))
    const read = list(answer.tickets).map(one => snapshotOf(columnsOf({ metric_set: apart.get(text(one.id)), ...one }, names)))
    const rows = read.flatMap(one => ('refused' in one ? [] : [one]))
    const { added, changed } = await takeSnapshots(ctx, { source, rows })
    return { read: read.length, added, changed, refused: read.length - rows.length }
  },
}
