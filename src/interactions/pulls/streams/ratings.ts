import { sql } from 'kysely'
import type { Writing } from '#kernel/slice.ts'
import { takeBrought } from '#responses/index.ts'
import { bySince, type Json, list, newestIn, object, type Stream, text } from '../stream.ts'

const after = (cursor: string | null) => (cursor ? `&page[after]=${encodeURIComponent(cursor)}` : '')

/** Good or bad, with a comment: the old kind. What was only offered is no answer; one that is given anew takes the place of the first. */
export const thumbs: Stream = {
  name: 'satisfaction_ratings',
  optional: true,
  ...bySince(
    (since, cursor) => `/api/v2/satisfaction_ratings.json?page[size]=100&start_time=${since}${after(cursor)}`,
    answer => newestIn(list(answer.satisfaction_ratings), 'updated_at', 'created_at'),
  ),
  take: async (ctx, source, answer) => {
    const items = list(answer.satisfaction_ratings).filter(one => /^(good|bad)/.test(text(one.score)))
    const memberOf = await handledBy(ctx, source, items, one => text(one.ticket_id))
    return takeBrought(ctx, { service: 'zendesk', source, items, memberOf })
  },
}

/** The CSAT surveys that followed the thumbs. */
export const surveyResponses: Stream = {
  name: 'survey_responses',
  optional: true,
  ...bySince(
    (since, cursor) => `/api/v2/guide/survey_responses?page[size]=100&filter[created_at_start]=${since * 1000}${after(cursor)}`,
    answer =>
      newestIn(
        list(answer.survey_responses).flatMap(one => list(one.answers)),
        'created_at',
      ),
  ),
  take: async (ctx, source, answer) => {
    const items = list(answer.survey_responses)
    const memberOf = await handledBy(ctx, source, items, ticketOf)
    return takeBrought(ctx, { service: 'zendesk-csat', source, items, memberOf })
  },
}

/** `zen:ticket:35436`: what the customer was asked about. */
const ticketOf = (one: Json) =>
  list(one.subjects)
    .map(subject => text(subject.zrn) || text(object(subject).id))
    .concat(text(one.subject_zrn))
    .map(zrn => /(?:^|:)ticket:(\d+)$/.exec(zrn)?.[1] ?? '')
    .find(id => id !== '') ?? ''

/** A rating is the one's who solved the ticket, else of who replied first, as far as that is known. */
async function handledBy(ctx: Writing, source: string, items: readonly Json[], ticket: (one: Json) => string) {
  const keys = [...new Set(items.map(ticket).filter(key => key !== ''))]
  const { rows } = await sql<{
    caseKey: string
    who: string | null
  }>`select case_key as "caseKey", coalesce(solver_id, replier_id) as who from case_fact
    where workspace_id = ${ctx.workspace.id} and source = ${source} and case_key = any(${keys}::text[])`.execute(ctx.tx)
  const known = new Map(rows.map(({ caseKey, who }) => [caseKey, who]))
  return (one: Json) => known.get(ticket(one)) ?? null
}
