import { sql } from 'kysely'
import { newId } from '#kernel/id.ts'
import type { Writing } from '#kernel/slice.ts'
import { linkReadings } from './after-reading.ts'

export type NewView = {
  externalId: string
  article: string
  visitor?: string | null | undefined
  customerId?: string | null | undefined
  language?: string | null | undefined
  viewedAt: Date
  seconds?: number | null | undefined
}

/** Takes in readings of articles, one statement for all; the same id again corrects it. */
export async function takeViews(
  ctx: Writing,
  { source, rows, importId = null }: { source: string; rows: readonly NewView[]; importId?: string | null },
) {
  if (rows.length === 0) return { added: 0, changed: 0, unchanged: 0 }
  const made = [...new Map(rows.map(row => [row.externalId, { ...row, id: newId() }])).values()]
  const { rows: kept } = await sql<{ id: string; added: boolean }>`
    insert into article_view as old (workspace_id, id, source, external_id, article, visitor, customer_id, language, viewed_at, seconds, import_id, changed_at)
    select ${ctx.workspace.id}::uuid, r.id, ${source}, r."externalId", r.article, r.visitor, r."customerId", r.language, r."viewedAt", r.seconds, ${importId}::uuid, ${ctx.now}
    from json_to_recordset(${JSON.stringify(made)}::json) as r(id uuid, "externalId" text, article text, visitor text, "customerId" uuid, language text,
      "viewedAt" timestamptz, seconds numeric)
    on conflict (workspace_id, source, external_id) do update set article = excluded.article, viewed_at = excluded.viewed_at,
      customer_id = coalesce(excluded.customer_id, old.customer_id), seconds = coalesce(excluded.seconds, old.seconds), changed_at = excluded.changed_at, removed_at = null
    where (old.article, old.viewed_at, old.removed_at) is distinct from (excluded.article, excluded.viewed_at, null::timestamptz)
      or (excluded.seconds is not null and old.seconds is distinct from excluded.seconds)
    returning id, (xmax = 0) as added`.execute(ctx.tx)
  await linkReadings(
    ctx,
    kept.map(({ id }) => id),
  )
  const added = kept.filter(row => row.added).length
  return { added, changed: kept.length - added, unchanged: rows.length - kept.length }
}

/**
 * What a server's log does not tell is told by the next page of the same visit: how long a page was read, if another one followed within half an
 * hour (else that is unknown, not nought); and the same page again within half a minute was refreshed.
 */
export async function measureVisits({ tx, workspace }: Writing, source: string, rows: readonly NewView[]): Promise<void> {
  const visitors = [...new Set(rows.flatMap(({ visitor }) => visitor ?? []))]
  if (visitors.length === 0) return
  const moments = rows.map(({ viewedAt }) => viewedAt.getTime())
  const [from, to] = [new Date(Math.min(...moments)), new Date(Math.max(...moments))]
  await sql`update article_view v set seconds = g.seconds, again = g.again from (
      select id, viewed_at, case when next_at <= viewed_at + interval '30 minutes' then extract(epoch from next_at - viewed_at) end as seconds,
        coalesce(same_at >= viewed_at - interval '30 seconds', false) as again
      from (select id, viewed_at, lead(viewed_at) over (partition by visitor order by viewed_at, id) as next_at,
          lag(viewed_at) over (partition by visitor, article order by viewed_at, id) as same_at
        from article_view where workspace_id = ${workspace.id} and source = ${source} and visitor = any(${visitors}::text[]) and removed_at is null
          and viewed_at >= ${from}::timestamptz - interval '1 hour' and viewed_at <= ${to}::timestamptz + interval '1 hour') view) g
    where v.workspace_id = ${workspace.id} and v.id = g.id and v.viewed_at >= ${from}::timestamptz - interval '30 minutes'
      and (v.seconds, v.again) is distinct from (g.seconds, g.again)`.execute(tx)
}
