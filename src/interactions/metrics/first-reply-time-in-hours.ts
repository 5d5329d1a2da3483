import { sql } from 'kysely'
import { metric } from '#kernel/metric.ts'
import { begunCases } from '../case-facts.ts'

/** Half of the customers heard from us sooner, counting opening hours only, as the helpdesk reckoned them: closed hours are not taken out twice. */
export default metric({
  id: 'first-reply-time-in-hours',
  unit: 'seconds',
  better: 'down',
  rule: { kind: 'quantile', p: 0.5 },
  family: 'first-reply-time',
  excludes: ['unreplied'],
  facts: range =>
    begunCases(
      range,
      sql`(select w.reply_seconds from case_worked w where w.workspace_id = c.workspace_id and w.source = c.source and w.case_key = c.case_key) as value`,
      sql`c.replier_id`,
    ),
})
