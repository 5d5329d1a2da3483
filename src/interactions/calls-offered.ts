import { type RawBuilder, sql } from 'kysely'
import type { Range } from '#kernel/metric.ts'
import { ownMail } from './loop.ts'

/**
 * Contacts that were offered to us in a range: answered, or abandoned in a queue. Gone in a menu and phantoms are no contacts; what waits still is
 * not known yet; what we began ourselves nobody waited for. Mails of our own cases were in no queue: how long they wait is the first reply's figure.
 */
export const offered = ({ workspaceId, from, to }: Range, columns: RawBuilder<unknown>): RawBuilder<unknown> =>
  sql`select i.entered_at as at, coalesce(i.member_id, i.handler_id) as who, i.kind as channel, i.topic_id, i.language,
    'interaction:' || i.id as ref, ${columns}
    from interaction i where i.workspace_id = ${workspaceId} and i.entered_at >= ${from} and i.entered_at < ${to} and i.removed_at is null
    and i.direction = 'in' and i.outcome in ('answered', 'abandoned') and not ${ownMail}`
