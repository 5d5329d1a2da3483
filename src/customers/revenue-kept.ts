import { type RawBuilder, sql } from 'kysely'
import type { Range } from '#kernel/metric.ts'

const dayOf = (at: Date, zone: string) => sql`(${at}::timestamptz at time zone ${zone})::date`

/**
 * What accounts paid a month when the range began and what they pay at its end, in the currency that most of them pay in: others are not turned into
 * it. What was before anybody noted it is taken to be the first that was noted. All that was ever noted is read once: looking it up for each account took ten times as long.
 */
export const revenueKept = ({ workspaceId, from, to, today, zone }: Range, top: RawBuilder<unknown>): RawBuilder<unknown> => {
  const [first, last] = [dayOf(from, zone), dayOf(to < today ? to : today, zone)]
  const latest = (day: RawBuilder<unknown>) =>
    sql`(array_agg(r.monthly_revenue order by r.from_on desc) filter (where r.from_on <= ${day}))[1]`
  return sql`select ${from}::timestamptz as at, id as who, null::text as channel, null::uuid as topic_id, null::text as language, 'account:' || id as ref, ${top} as top, paid_then as bottom
    from (select a.id, coalesce(r.then, r.first, a.monthly_revenue) as paid_then,
        case when a.ends_on < ${last} then 0 else coalesce(r.now, r.first, a.monthly_revenue, 0) end as paid_now
      from account a left join (select r.account_id, ${latest(first)} as then, ${latest(last)} as now, (array_agg(r.monthly_revenue order by r.from_on))[1] as first
        from account_revenue r where r.workspace_id = ${workspaceId} group by 1) r on r.account_id = a.id
      where a.workspace_id = ${workspaceId} and a.archived_at is null and a.merged_into is null and a.monthly_revenue is not null
      and a.starts_on <= ${first} and (a.ends_on is null or a.ends_on > ${first})
      and a.currency is not distinct from (select m.currency from account m where m.workspace_id = ${workspaceId} and m.archived_at is null
        and m.merged_into is null and m.monthly_revenue is not null group by m.currency order by count(*) desc, m.currency limit 1)) paid`
}
