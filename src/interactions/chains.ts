import { type RawBuilder, sql } from 'kysely'
import { daysBetween } from '#core/time/days.ts'
import type { Range } from '#kernel/metric.ts'

/** The customer as well as we know them; who cannot be told apart from others has no chain. */
const caller = sql`coalesce(i.customer_id::text, i.caller)`

/** Until when it is known who came again: the last contact that we have, judged a whole day at a time. */
const known = ({ workspaceId, today }: Pick<Range, 'workspaceId' | 'today'>) =>
  sql`least(${today}::timestamptz, (select max(entered_at) from interaction where workspace_id = ${workspaceId}))`

/**
 * Answered contacts with how many days later the same customer came again, and whether that can be known yet: only what lies a week before the last
 * contact that we have is evaluable.
 */
export const repeats = ({ workspaceId, from, to, today }: Range): RawBuilder<unknown> =>
  sql`select at, who, channel, topic_id, language, ref, case when at + interval '7 days' <= ${known({ workspaceId, today })}
      then case when next_at is null or next_at > at + interval '7 days' then 1 else 0 end end as hits
    from (select i.entered_at as at, coalesce(i.member_id, i.handler_id) as who, i.kind as channel, i.topic_id, i.language,
        'interaction:' || i.id as ref, i.outcome,
        lead(i.entered_at) over (partition by ${caller} order by i.entered_at, i.id) as next_at
      from interaction i where i.workspace_id = ${workspaceId} and i.entered_at >= ${from} and i.entered_at < ${to}::timestamptz + interval '7 days'
        and i.removed_at is null and i.direction = 'in' and i.outcome in ('answered', 'abandoned') and ${caller} is not null) told
    where outcome = 'answered' and at < ${to}`

/**
 * What a contact is about: its customer and topic, whatever number the case has, so that a matter reopened under a new number is the same; else its case,
 * else the customer. Compared by its bytes: by a language's rules sorting a million of them takes five times as long.
 */
const matter = sql`coalesce(${caller} || ' ' || i.topic_id::text, i.case_id::text, ${caller}) collate "C"`

const SHORT_DAYS = 14

/** Of a few days only the matters that had a contact in them are followed back: two months are read, but not sorted. */
const ofThese = ({ workspaceId, fromOn, toOn, from, to }: Range) =>
  daysBetween(fromOn, toOn) > SHORT_DAYS
    ? sql`told.matter is not null`
    : sql`told.matter in (select ${matter} from interaction i where i.workspace_id = ${workspaceId} and i.entered_at >= ${from} and i.entered_at < ${to}
        and i.removed_at is null and i.direction = 'in' and i.outcome = 'answered')`

/**
 * Chains: contacts about one matter with at most seven days between; a chain is the last contact's, with its length. Those that may still go on are left
 * out. Of a chain and of the last sixty days the shorter counts: both are a stretch that ends with it.
 */
export function chains(range: Range, columns: RawBuilder<unknown>): RawBuilder<unknown> {
  const { workspaceId, from, to, today } = range
  return sql`select at, who, channel, topic_id, language, ref, ${columns} from (
      select at, who, channel, topic_id, language, 'interaction:' || id as ref, ends, least(nth - max(first) over in_order + 1, lately) as contacts
      from (select *, case when before_at is null or at > before_at + interval '7 days' then nth end as first,
          next_at is null or next_at > at + interval '7 days' as ends
        from (select i.id, i.entered_at as at, coalesce(i.member_id, i.handler_id) as who, i.kind as channel, i.topic_id, i.language, told.matter,
            row_number() over in_order as nth, lag(i.entered_at) over in_order as before_at, lead(i.entered_at) over in_order as next_at,
            count(*) over (partition by told.matter order by i.entered_at range between interval '60 days' preceding and current row) as lately
          from interaction i, lateral (select ${matter} as matter) told
          where i.workspace_id = ${workspaceId} and i.entered_at >= ${from}::timestamptz - interval '60 days'
            and i.entered_at < ${to}::timestamptz + interval '7 days' and i.removed_at is null and i.direction = 'in' and i.outcome = 'answered'
            and ${ofThese(range)}
          window in_order as (partition by told.matter order by i.entered_at, i.id)) numbered) linked
      window in_order as (partition by matter order by at, id)) chain
    where ends and at >= ${from} and at < ${to} and at + interval '7 days' <= ${known({ workspaceId, today })}`
}
