import { type RawBuilder, sql } from 'kysely'
import type { Range } from '#kernel/metric.ts'

const dayOf = (at: Date, zone: string) => sql`(${at}::timestamptz at time zone ${zone})::date`

/** Until when we know who is there: the end of the range, or today. */
const until = ({ to, today, zone }: Range) => dayOf(to < today ? to : today, zone)

const accounts = (workspaceId: string) =>
  sql`from account a where a.workspace_id = ${workspaceId} and a.starts_on is not null and a.archived_at is null and a.merged_into is null`

/** Accounts there on the first day of a range, and whether they still are on its last. Who came meanwhile is not among them. */
export const stayed = (range: Range, columns: RawBuilder<unknown>): RawBuilder<unknown> =>
  sql`select ${range.from}::timestamptz as at, null::uuid as who, null::text as channel, null::uuid as topic_id, null::text as language, 'account:' || id as ref, ${columns}
    from (select a.id, a.ends_on is null or a.ends_on >= ${until(range)} as stayed ${accounts(range.workspaceId)} and a.starts_on <= ${dayOf(range.from, range.zone)}
      and (a.ends_on is null or a.ends_on > ${dayOf(range.from, range.zone)})) there`

/** How long each account that began before the end of the range had been there then. */
export const lifetimes = (range: Range): RawBuilder<unknown> =>
  sql`select ${range.from}::timestamptz as at, null::uuid as who, null::text as channel, null::uuid as topic_id, null::text as language, 'account:' || a.id as ref,
      (least(coalesce(a.ends_on, ${until(range)}), ${until(range)}) - a.starts_on) * 86400 as value, coalesce(a.ends_on < ${until(range)}, false) as ended
    ${accounts(range.workspaceId)} and a.starts_on < ${until(range)}`
