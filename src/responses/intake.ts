import { sql } from 'kysely'
import { gatherer } from '#kernel/gather.ts'
import { literal, type Sql } from '#kernel/literal.ts'
import type { Store, Writing } from '#kernel/slice.ts'
import { responseReceived } from './api.ts'
import type { NewResponse } from './rows.ts'

const gather = gatherer<NewResponse>()

/** Takes a response in, together with whoever else answers now. @returns whether it is new; one that is there already stays as it is */
export const takeIn = (workspaceId: string, store: Store, row: NewResponse): Promise<boolean> =>
  gather(workspaceId, rows => storeResponses(store, rows), row)

async function storeResponses(store: Store, rows: readonly NewResponse[]): Promise<Set<NewResponse>> {
  const ids = await store({ insert: now => inserting(rows, now), type: responseReceived, told: rows.map(toldOf) })
  return firstOf(rows, ids)
}

/** The same in a transaction that is there. @returns those that were not there yet, by id or by source and row key */
export async function insertResponses(ctx: Writing, rows: readonly NewResponse[]): Promise<Set<NewResponse>> {
  const { rows: stored } = await sql<{ id: string }>`${inserting(rows, sql`${ctx.now}::timestamptz`)} returning id`.execute(ctx.tx)
  const added = firstOf(rows, new Set(stored.map(({ id }) => id)))
  await ctx.announceMany(responseReceived, [...added].map(toldOf))
  return added
}

/** The same id twice in one batch: only the first of them is new. */
const firstOf = (rows: readonly NewResponse[], ids: Set<string>) => new Set(rows.filter(row => ids.delete(row.id)))

const inserting = (rows: readonly NewResponse[], now: Sql) => sql`
    insert into response (id, source, row_key, import_id, survey_id, version, link_id, channel, language, answers, score, scale, scale_min, scale_max, mood, comment, customer_id,
      account_id, member_id, case_id, topic_id, properties, test, started_at, responded_at, changed_at, completed_at)
    select r.id, coalesce(r.source, 'sabai'), decode(r."rowKey", 'hex'), r."importId", r."surveyId", r.version, r."linkId", r.channel, r.language, r.answers, r.score, r.scale, r."scaleMin", r."scaleMax", r.mood, r.comment,
      r."customerId", coalesce(r."accountId", c.account_id), r."memberId", r."caseId", r."topicId", r.properties, r.test, r."startedAt",
      coalesce(r."respondedAt", ${now}), ${now}, case when r.complete then coalesce(r."respondedAt", ${now}) end
    from jsonb_to_recordset(${literal(JSON.stringify(rows))}::jsonb) as r(id uuid, source text, "rowKey" text, "importId" uuid, "surveyId" uuid, version int, "linkId" uuid, channel text, language text,
      answers jsonb, score numeric, scale text, "scaleMin" numeric, "scaleMax" numeric, mood smallint, comment text, "customerId" uuid, "accountId" uuid,
      "memberId" uuid, "caseId" uuid, "topicId" uuid, properties jsonb, test boolean, "startedAt" timestamptz, complete boolean, "respondedAt" timestamptz)
    left join customer c on c.workspace_id = sabai_workspace() and c.id = r."customerId"
    on conflict do nothing`

const toldOf = (row: NewResponse) => ({
  facts: {
    surveyId: row.surveyId,
    responseId: row.id,
    linkId: row.linkId,
    channel: row.channel,
    score: row.score,
    testing: row.test,
    change: 'created' as const,
    complete: row.complete,
  },
  subjectId: row.id,
  customerId: row.customerId,
})
