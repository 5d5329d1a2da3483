import { type RawBuilder, sql } from 'kysely'
import type { Range } from '#kernel/metric.ts'
import { ownMail } from './loop.ts'

type Piece = RawBuilder<unknown>

const summed = sql`i.talk_seconds + coalesce(i.held_seconds, 0) + coalesce(i.wrap_up_seconds, 0)`

/** Talk, hold and wrap-up of a contact. A call or chat of nought seconds was measured; a mail, message or visit of nought seconds was not. */
export const HANDLE_SECONDS = sql`case when i.kind in ('call', 'chat') then ${summed} else nullif(${summed}, 0) end`

/** Cases by their last solve, as the one's who set it. */
export const solved = ({ workspaceId, from, to }: Range, top: Piece): Piece =>
  sql`select c.last_solved_at as at, c.solver_id as who, c.channel, c.topic_id, c.language,
      concat('case:', c.source, chr(31), c.case_key) as ref, ${top} as top, null::numeric as bottom
    from case_fact c where c.workspace_id = ${workspaceId} and c.last_solved_at >= ${from} and c.last_solved_at < ${to}`

/** Contacts that somebody answered, or began. Whoever answers a mail of our own cases writes another: that is the one that counts. */
export const handled = ({ workspaceId, from, to }: Range, top: Piece): Piece =>
  sql`select i.entered_at as at, coalesce(i.member_id, i.handler_id) as who, i.kind as channel, i.topic_id, i.language,
      'interaction:' || i.id as ref, ${top} as top, null::numeric as bottom
    from interaction i where i.workspace_id = ${workspaceId} and i.entered_at >= ${from} and i.entered_at < ${to} and i.removed_at is null
    and i.outcome = 'answered' and not (i.direction = 'in' and ${ownMail})`

/** Time worked, by the day on which a shift began; where no productive time is told, all of it. */
export const logged = ({ workspaceId, from, to }: Range): Piece =>
  sql`select t.started_at as at, coalesce(t.member_id, t.handler_id) as who, null::text as channel, null::uuid as topic_id, null::text as language,
      'shift:' || t.id as ref, coalesce(t.productive_seconds, extract(epoch from t.ended_at - t.started_at)) as top, null::numeric as bottom
    from time_log t where t.workspace_id = ${workspaceId} and t.started_at >= ${from} and t.started_at < ${to} and t.removed_at is null`

/** What was done beside the time in which it was, in units of so many seconds. */
export const worked = (range: Range, done: Piece, seconds: Piece): Piece =>
  sql`${done} union all select at, who, channel, topic_id, language, ref, null::numeric as top, top / ${seconds} as bottom from (${logged(range)}) log`

/** One fact for each rep and ISO week of the zone: how much it was in that week. A week of which nothing was measured is no week. */
export const byWeek = (done: Piece, { zone }: Range): Piece =>
  sql`select min(at) as at, who, null::text as channel, null::uuid as topic_id, null::text as language, 'week:' || who || min(at) as ref, sum(top) as top, case when sum(top) is not null then 1 end as bottom
    from (${done}) done where who is not null group by who, date_trunc('week', at at time zone ${zone})`
