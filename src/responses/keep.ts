import { sql } from 'kysely'
import { moodOf, type Scale } from '#core/scores/scale.ts'
import type { Answers } from '#core/surveys/definition.ts'
import { languageOf } from '#core/text/language.ts'
import { store } from '#core/text/normalise.ts'
import { type Opening, receiveFeedback, reviseFeedback } from '#inbox/index.ts'
import { newId } from '#kernel/id.ts'
import type { Writing } from '#kernel/slice.ts'

/** A response that was given elsewhere: at another service, or to somebody who tells us of it. */
export type Told = {
  /** What makes it itself within its source: the same 20 bytes are the same response. */
  rowKey: Uint8Array
  surveyId: string
  version: number
  channel: string
  language?: string | undefined
  answers: Answers
  score: number | null
  scale: Scale | null
  comment: string
  customerId: string | null
  /** Who had handled it, where that is known. */
  memberId?: string | null
  /** A name, where no customer is known. */
  author?: string | undefined
  properties: Record<string, unknown>
  respondedAt: Date
}

export type From = {
  source: string
  importId?: string | null
  /** Which unhappy ones open cases; an import says it at its end. */
  cases?: Opening
}

const MOODS = { bad: -1, neutral: 0, good: 1 }

/**
 * Keeps responses that were given elsewhere and makes feedback of them, one statement each. What is there already (source and row key) stays as it is.
 * @returns ids in the order of the rows; null for what was there
 */
export async function keepResponses(ctx: Writing, told: readonly Told[], from: From): Promise<(string | null)[]> {
  const { source, importId = null, cases = 'all' } = from
  const rows = told.map(one => rowOf(one))
  const added = await insert(ctx, rows, source, importId)
  const fresh = told.filter((_, at) => added.has(rows[at]!.id))
  await receiveFeedback(ctx, fresh.map(saidOf), { source, importId, cases })
  return rows.map(({ id }) => (added.has(id) ? id : null))
}

/**
 * Those that are there already and say something else now: their score and words, and what was made of them, are as they are told last.
 * @returns how many were corrected
 */
export async function correctResponses(ctx: Writing, told: readonly Told[], source: string): Promise<number> {
  if (told.length === 0) return 0
  const rows = told.map(one => rowOf(one))
  const { rows: changed } = await sql<{
    key: string
  }>`update response r set score = n.score, mood = n.mood, comment = n.comment, answers = n.answers,
      language = n.language, responded_at = n.responded_at, changed_at = ${ctx.now}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as n (row_key text, score numeric, mood smallint, comment text, answers jsonb, language text,
      responded_at timestamptz)
    where r.workspace_id = ${ctx.workspace.id} and r.source = ${source} and r.row_key = decode(n.row_key, 'hex') and r.row_key is not null
      and (r.score, r.comment) is distinct from (n.score, n.comment)
    returning encode(r.row_key, 'hex') as key`.execute(ctx.tx)
  const keys = new Set(changed.map(({ key }) => key))
  for (const [at, one] of told.entries()) if (keys.has(rows[at]!.row_key)) await reviseFeedback(ctx, source, saidOf(one))
  return keys.size
}

const saidOf = ({ rowKey, comment, language, score, scale, channel, customerId, memberId, author, respondedAt }: Told) => ({
  rowKey,
  text: comment,
  language,
  score,
  scale,
  channel,
  customerId,
  memberId,
  author,
  saidAt: respondedAt,
})

function rowOf(one: Told) {
  const comment = store(one.comment).trim()
  const scale = one.score === null ? null : one.scale
  return {
    id: newId(),
    survey_id: one.surveyId,
    version: one.version,
    row_key: Buffer.from(one.rowKey).toString('hex'),
    channel: one.channel.slice(0, 60),
    language: one.language ?? (comment === '' ? 'und' : languageOf(comment).language),
    answers: one.answers,
    score: one.score,
    scale: scale?.id ?? null,
    scale_min: scale?.min ?? null,
    scale_max: scale?.max ?? null,
    mood: scale ? MOODS[moodOf(one.score!, scale)] : null,
    comment,
    customer_id: one.customerId,
    properties: one.properties,
    responded_at: one.respondedAt.toISOString(),
  }
}

/** A customer's account comes along by itself. */
async function insert({ tx, now }: Writing, rows: ReturnType<typeof rowOf>[], source: string, importId: string | null) {
  if (rows.length === 0) return new Set<string>()
  const inserted = await sql<{ id: string }>`
    insert into response (id, survey_id, version, channel, source, row_key, import_id, language, answers, score, scale, scale_min, scale_max, mood, comment,
      customer_id, account_id, properties, responded_at, changed_at, completed_at)
    select r.id, r.survey_id, r.version, r.channel, ${source}, decode(r.row_key, 'hex'), ${importId}::uuid, r.language, r.answers, r.score, r.scale,
      r.scale_min, r.scale_max, r.mood, r.comment, r.customer_id, c.account_id, r.properties, r.responded_at, ${now}, r.responded_at
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (id uuid, survey_id uuid, version int, row_key text, channel text, language text,
      answers jsonb, score numeric, scale text, scale_min numeric, scale_max numeric, mood smallint, comment text, customer_id uuid, properties jsonb,
      responded_at timestamptz)
    left join customer c on c.workspace_id = sabai_workspace() and c.id = r.customer_id
    on conflict (workspace_id, source, row_key) where row_key is not null do nothing
    returning id`.execute(tx)
  return new Set(inserted.rows.map(({ id }) => id))
}
