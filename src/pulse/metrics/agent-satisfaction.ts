import { sql } from 'kysely'
import { metric } from '#kernel/metric.ts'

/** eNPS of the last pulse that closed in the period, of the company and of teams with at least five answers; never of a member: nobody knows whose they are. */
export default metric({
  id: 'agent-satisfaction',
  unit: 'points',
  better: 'up',
  rule: { kind: 'told' },
  levels: ['company', 'manager'],
  whole: true,
  excludes: ['small-teams'],
  facts: ({
    workspaceId,
    from,
    to,
  }) => sql`select w.closed_at as at, t.who, null::text as channel, null::uuid as topic_id, null::text as language, null::text as ref, t.n, t.value,
      t.low, t.high
    from pulse_wave w, lateral (
      select null::uuid as who, (w.results -> 'company' ->> 'n')::int as n, w.results -> 'company' -> 'enps' as told where w.results -> 'company' ->> 'n' is not null
      union all
      select (team ->> 'id')::uuid, (team -> 'figures' ->> 'n')::int, team -> 'figures' -> 'enps' from jsonb_array_elements(w.results -> 'teams') team
    ) one, lateral (select one.who, one.n, (told ->> 'value')::float8 as value, (told ->> 'low')::float8 as low, (told ->> 'high')::float8 as high) t
    where w.workspace_id = ${workspaceId} and w.closed_at >= ${from} and w.closed_at < ${to} and w.results is not null`,
})
