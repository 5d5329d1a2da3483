import type { z } from 'zod'
import { cursorInstant, cursorValues, page } from '#kernel/cursor.ts'
import type { Reading } from '#kernel/slice.ts'
import * as api from './api.ts'

type Listing = z.output<typeof api.listEvents.input>
type Kind = z.output<typeof api.LogEntry>['actor']['kind']

/** Values are shown for what the directory itself says; what customers said is for those who answer them. */
const ours = new Set<string>(api.directoryEvents.map(event => event.type))

/** Every event of the workspace, with the names of who acted and of what it was about, where that is a member or a key. */
export async function listEvents({ db }: Reading, { cursor, limit, subject, actor, type, from, until }: Listing) {
  const after = cursor ? cursorValues(cursor, 2) : null
  const rows = await db
    .selectFrom('event')
    .leftJoin('member as actor', 'actor.id', 'event.actorId')
    .leftJoin('apiKey', 'apiKey.id', 'event.actorId')
    .leftJoin('member as subject', 'subject.id', 'event.subjectId')
    .leftJoin('eventDetail', 'eventDetail.eventId', 'event.id')
    .select(['event.id', 'event.at', 'event.type', 'event.actorKind', 'event.actorId', 'event.subjectId', 'event.facts'])
    .select(['actor.name as actorName', 'apiKey.name as keyName', 'subject.name as subject', 'eventDetail.detail'])
    .$if(subject !== undefined, query => query.where('event.subjectId', '=', subject!))
    .$if(actor !== undefined, query => query.where('event.actorId', '=', actor!))
    // That somebody was told is in their own list; here it would only bury what happened.
    .where('event.type', type === undefined ? '<>' : '=', type ?? api.noticeGiven.type)
    .$if(from !== undefined, query => query.where('event.at', '>=', from!))
    .$if(until !== undefined, query => query.where('event.at', '<', until!))
    .$if(after !== null, query => {
      const [at, id] = [cursorInstant(after![0]), String(after![1])]
      return query.where(eb => eb.or([eb('event.at', '<', at), eb.and([eb('event.at', '=', at), eb('event.id', '<', id)])]))
    })
    .orderBy('event.at', 'desc')
    .orderBy('event.id', 'desc')
    .limit(limit + 1)
    .execute()
  return page(
    rows.map(row => shown(row)),
    limit,
    row => [row.at, row.id],
  )
}

type Row = {
  id: string
  at: Date
  type: string
  actorKind: string
  actorId: string | null
  subjectId: string
  facts: unknown
  actorName: string | null
  keyName: string | null
  subject: string | null
  detail: unknown
}

const shown = ({ actorKind, actorId, actorName, keyName, facts, detail, ...row }: Row) => ({
  ...row,
  actor: { kind: actorKind as Kind, id: actorId, name: actorName ?? keyName },
  facts: facts as Record<string, unknown>,
  detail: ours.has(row.type) ? (detail as Record<string, unknown> | null) : null,
})
