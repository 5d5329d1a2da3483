import { sql } from 'kysely'
import { metric } from '#kernel/metric.ts'

/**
 * Feedback that a rule opened a case for, first replied to within 24 hours of its receipt (exactly 24:00:00 meets), of such feedback due. What is
 * younger than a day is not due: replied to or not it would flatter. By the member who replied, else the case's owner.
 */
export default metric({
  id: 'answered-within-24-hours',
  unit: 'share',
  better: 'up',
  rule: { kind: 'share' },
  settlesAfterDays: 1,
  openDays: 2,
  steers: 'satisfaction',
  excludes: ['not-by-rule', 'not-due'],
  facts: ({
    workspaceId,
    from,
    to,
    now,
  }) => sql`select f.received_at as at, coalesce(f.replied_by, c.owner_id) as who, f.channel, f.topic_id, f.language,
      'feedback:' || f.id as ref, case when f.received_at <= ${now}::timestamptz - interval '24 hours' then
        case when f.replied_at >= f.received_at and f.replied_at <= f.received_at + interval '24 hours' then 1 else 0 end end as hits
    from feedback f left join customer_case c on c.workspace_id = ${workspaceId} and c.id = f.case_id
    where f.workspace_id = ${workspaceId} and f.by_rule and f.received_at >= ${from} and f.received_at < ${to}`,
})
