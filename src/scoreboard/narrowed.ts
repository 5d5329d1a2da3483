import { sql } from 'kysely'
import { topicWithBelow } from '#inbox/index.ts'
import type { Metric, Range } from '#kernel/metric.ts'
import type { Reading } from '#kernel/slice.ts'
import { isSomeOf } from '#metrics/index.ts'

export type Narrow = { channel?: string | undefined; topic?: string | undefined; language?: string | undefined }

/** The same metric of some of its facts only. It has an id of its own, so that nobody takes the whole one's stored figures for it. */
export async function narrowed(ctx: Reading, metric: Metric, { channel, topic, language }: Narrow, who?: string): Promise<Metric> {
  const topics = topic ? await topicWithBelow(ctx.db, topic) : null
  const conditions = [
    channel !== undefined && sql`told.channel = ${channel}`,
    topics && sql`told.topic_id = any(${topics}::uuid[])`,
    language !== undefined && sql`told.language = ${language}`,
    who !== undefined && sql`told.who = ${who}::uuid`,
  ].filter(condition => condition !== false && condition !== null)
  if (conditions.length === 0) return metric
  const some = {
    ...metric,
    id: `${metric.id}?${JSON.stringify({ channel, topic, language, who })}`,
    facts: (range: Range) => sql`select told.* from (${metric.facts(range)}) told where ${sql.join(conditions, sql` and `)}`,
  }
  const through = throughOf({ channel, topics, language })
  return through ? isSomeOf(some, { of: metric, ...through, who: who ?? null }) : some
}

/** The one cut that it is narrowed through; null where there are several, which nobody keeps. */
function throughOf({
  channel,
  topics,
  language,
}: {
  channel: string | undefined
  topics: readonly string[] | null
  language: string | undefined
}) {
  const all = [
    ...(channel === undefined ? [] : [{ cut: 'channel' as const, values: [channel] }]),
    ...(topics === null ? [] : [{ cut: 'topic' as const, values: topics }]),
    ...(language === undefined ? [] : [{ cut: 'language' as const, values: [language] }]),
  ]
  return all.length > 1 ? null : (all[0] ?? { cut: null, values: [] })
}

/** The same metric of everybody but one, for whoever is held against their peers. */
export const without = (metric: Metric, who: string): Metric => ({
  ...metric,
  id: `${metric.id}?without ${who}`,
  facts: range => sql`select told.* from (${metric.facts(range)}) told where told.who is not null and told.who <> ${who}::uuid`,
})
