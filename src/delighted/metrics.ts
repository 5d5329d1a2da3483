import { sql } from 'kysely'
import type { z } from 'zod'
import type { Said } from '#kernel/dialect.ts'
import type { Reading } from '#kernel/slice.ts'
import { instantOf } from './seconds.ts'
import { chosenSurvey, countedSurveys, from, typeOf } from './survey.ts'
import type { getMetrics } from './v1.ts'

type Counts = { bad: number; neutral: number; good: number; all: number; mean: number | null }

/** Whole numbers, as Delighted's. With nobody's response every figure is 0, as theirs. */
export async function metrics(ctx: Reading, input: z.output<typeof getMetrics.input>): Promise<Said> {
  const kind = (await chosenSurvey(ctx))?.kind ?? 'nps'
  const counts = await count(ctx, input)
  return { body: kind === 'nps' ? npsOf(counts) : otherOf(kind, counts) }
}

async function count(ctx: Reading, { since, until, trend }: z.output<typeof getMetrics.input>): Promise<Counts> {
  const surveys = await countedSurveys(ctx, trend)
  const of = (mood: number) => sql<number>`count(*) filter (where mood = ${mood})::int`
  return from(ctx)
    .selectFrom('response')
    .select([of(-1).as('bad'), of(0).as('neutral'), of(1).as('good'), sql<number>`count(*)::int`.as('all')])
    .select(sql<number | null>`avg(score)::float8`.as('mean'))
    .where('surveyId', '=', sql<string>`any(${surveys}::uuid[])`)
    .where('test', '=', false)
    .where('archivedAt', 'is', null)
    .where('score', 'is not', null)
    .$if(since !== undefined, query => query.where('respondedAt', '>=', instantOf(since!)))
    .$if(until !== undefined, query => query.where('respondedAt', '<', instantOf(until! + 1)))
    .executeTakeFirstOrThrow()
}

const percent = (part: number, all: number) => (all === 0 ? 0 : Math.round((part / all) * 100))

const npsOf = ({ bad, neutral, good, all }: Counts) => ({
  nps: percent(good - bad, all),
  promoter_count: good,
  promoter_percent: percent(good, all),
  passive_count: neutral,
  passive_percent: percent(neutral, all),
  detractor_count: bad,
  detractor_percent: percent(bad, all),
  response_count: all,
})

/** Other scales: the share of the satisfied under the scale's name, and the mean. */
const otherOf = (kind: string, { bad, neutral, good, all, mean }: Counts) => ({
  [typeOf(kind)]: percent(good, all),
  satisfied_count: good,
  satisfied_percent: percent(good, all),
  neutral_count: neutral,
  neutral_percent: percent(neutral, all),
  dissatisfied_count: bad,
  dissatisfied_percent: percent(bad, all),
  average_score: mean === null ? null : Math.round(mean * 100) / 100,
  response_count: all,
})
