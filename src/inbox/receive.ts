import { sql } from 'kysely'
import { type Mood, moodOf, type Scale } from '#core/scores/scale.ts'
import { gramLines } from '#core/text/grams.ts'
import { languageOf } from '#core/text/language.ts'
import { searchKey, store } from '#core/text/normalise.ts'
import { newId } from '#kernel/id.ts'
import type { Writing } from '#kernel/slice.ts'
import { feedbackImported, feedbackReceived } from './api.ts'

/** What a customer said, on its way in. */
export type Said = {
  /** What makes it itself within its source: the same bytes are the same row. */
  rowKey: Uint8Array
  text?: string | undefined
  /** Found from the text where it is not given. */
  language?: string | undefined
  score?: number | null | undefined
  scale?: Scale | null | undefined
  channel?: string | undefined
  customerId?: string | null | undefined
  accountId?: string | null | undefined
  /** A name, where no customer is known. */
  author?: string | undefined
  /** Who had handled it, where the source knows. */
  memberId?: string | null | undefined
  topicId?: string | null | undefined
  /** Absent: counts as said now, and is marked so. */
  saidAt?: Date | null | undefined
}

/** Which unhappy rows open cases: none, those said in the last so many days, all. */
export type Opening = 'none' | 'all' | number
export type Receiving = {
  source: string
  importId?: string | null
  /** For live feedback; an import says it at its end, to `announceImported`. */
  cases?: Opening
}

/** Rows a statement: while the database stores some, the next are made, and others have their turn. */
const STATEMENT = 125
/** An index entry ends at a megabyte; nobody searches beyond this. */
const LONGEST_KEY = 20_000
const moodNumber: Record<Mood, number> = { bad: -1, neutral: 0, good: 1 }

/**
 * Takes in feedback and makes it findable, some hundred rows a statement. What is there already (source and row key) stays as it is.
 * Without an import it announces the new ones, and the rules open cases from them; an import calls `announceImported` when all are in.
 * @returns ids of what was added, in the order of the rows; null for what was there
 */
export async function receiveFeedback(ctx: Writing, rows: readonly Said[], { source, importId = null, cases = 'all' }: Receiving) {
  if (rows.length === 0) return { added: 0, unchanged: 0, ids: [] as (string | null)[] }
  const ids = await insertAll(ctx, rows, source, importId)
  const fresh = ids.filter(id => id !== null)
  if (!importId)
    for (let at = 0; at < fresh.length; at += 500) {
      const feedbackIds = fresh.slice(at, at + 500)
      await ctx.announce(feedbackReceived, { feedbackIds, cases, count: feedbackIds.length }, { subjectId: feedbackIds[0]! })
    }
  return { added: fresh.length, unchanged: rows.length - fresh.length, ids }
}

/** The end of an import: one event, after which cases are opened. */
export const announceImported = ({ announce }: Writing, facts: { importId: string; cases: Opening; count: number }) =>
  announce(feedbackImported, facts, { subjectId: facts.importId })

async function insertAll(ctx: Writing, rows: readonly Said[], source: string, importId: string | null): Promise<(string | null)[]> {
  const ids: (string | null)[] = []
  let storing: Promise<unknown> = Promise.resolve()
  for (let at = 0; at < rows.length; at += STATEMENT) {
    const made = rows.slice(at, at + STATEMENT).map(row => columnsOf(row, ctx))
    const statement = insertion(ctx, made, source, importId)
    await storing
    storing = statement.execute(ctx.tx).then(({ rows: added }) => {
      const there = new Set(added.map(({ id }) => id))
      for (const { id } of made) ids.push(there.has(id) ? id : null)
    })
    storing.catch(() => {})
  }
  await storing
  return ids
}

type Columns = ReturnType<typeof columnsOf>

/** As it is stored: text in its form, language found, key for searching, mood by its scale. */
export function columnsOf(row: Said, { now, workspace }: Pick<Writing, 'now' | 'workspace'>) {
  const text = store(row.text ?? '').trim()
  const key = searchKey(text).slice(0, LONGEST_KEY)
  const { score = null, scale = null } = row
  return {
    id: newId(),
    rowKey: `\\x${Buffer.from(row.rowKey).toString('hex')}`,
    customerId: row.customerId ?? null,
    accountId: row.accountId ?? null,
    author: row.author ? store(row.author) : null,
    memberId: row.memberId ?? null,
    topicId: row.topicId ?? null,
    channel: row.channel || null,
    language: row.language ?? (text === '' ? 'und' : languageOf(text).language),
    text,
    key,
    grams: gramLines(key, workspace.number),
    score,
    scale: score === null ? null : (scale?.id ?? null),
    scaleMin: score === null ? null : (scale?.min ?? null),
    scaleMax: score === null ? null : (scale?.max ?? null),
    mood: score === null || scale === null ? null : moodNumber[moodOf(score, scale)],
    saidAt: (row.saidAt ?? now).toISOString(),
    saidAtKnown: Boolean(row.saidAt),
  }
}

/** A customer's account comes along by itself. The parameters are made at once, so that they are ready when the connection is. */
function insertion({ now, workspace }: Writing, made: Columns[], source: string, importId: string | null) {
  const all = <Name extends keyof Columns>(name: Name) => arrayOf(made, name)
  return sql<{ id: string }>`
    insert into feedback (workspace_id, id, source, row_key, import_id, customer_id, account_id, author, member_id, topic_id, channel, language,
      text, search_key, grams, score, scale, scale_min, scale_max, mood, said_at, said_at_known, received_at)
    select ${workspace.id}::uuid, r.id, ${source}, r.row_key, ${importId}::uuid, r.customer_id, coalesce(r.account_id, c.account_id), r.author, r.member_id,
      r.topic_id, r.channel, r.language, r.text, r.key, array_to_tsvector(string_to_array(r.grams, E'\\n')),
      r.score, r.scale, r.scale_min, r.scale_max, r.mood, r.said_at, r.known, ${now}
    from unnest(${all('id')}::uuid[], ${all('rowKey')}::bytea[], ${all('customerId')}::uuid[], ${all('accountId')}::uuid[], ${all('author')}::text[],
      ${all('memberId')}::uuid[], ${all('topicId')}::uuid[], ${all('channel')}::text[], ${all('language')}::text[], ${all('text')}::text[],
      ${all('key')}::text[], ${all('grams')}::text[], ${all('score')}::numeric[], ${all('scale')}::text[], ${all('scaleMin')}::numeric[],
      ${all('scaleMax')}::numeric[], ${all('mood')}::smallint[], ${all('saidAt')}::timestamptz[], ${all('saidAtKnown')}::boolean[])
      as r(id, row_key, customer_id, account_id, author, member_id, topic_id, channel, language, text, key, grams, score, scale, scale_min, scale_max, mood,
        said_at, known)
    left join customer c on c.workspace_id = ${workspace.id}::uuid and c.id = r.customer_id
    on conflict (workspace_id, source, row_key) do nothing
    returning id`
}

/** PostgreSQL's array literal, made here because the driver's is three times slower for many rows. */
function arrayOf<Name extends keyof Columns>(made: Columns[], name: Name): string {
  let literal = '{'
  for (let at = 0; at < made.length; at++) {
    const value: string | number | boolean | null = made[at]![name]
    if (at > 0) literal += ','
    literal += typeof value === 'string' ? `"${quotable(value)}"` : value === null ? 'NULL' : String(value)
  }
  return `${literal}}`
}

const quotable = (text: string) => (/["\\]/.test(text) ? text.replace(/["\\]/g, '\\$&') : text)
