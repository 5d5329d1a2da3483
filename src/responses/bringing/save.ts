import { findOrAddCustomers } from '#customers/index.ts'
import type { Opening } from '#inbox/index.ts'
import type { About, Incoming, RowRefusal, Saved } from '#kernel/importer.ts'
import type { Writing } from '#kernel/slice.ts'
import { correctResponses, keepResponses, type Told } from '../keep.ts'
import type { Brought } from './become.ts'
import { answersIn } from './content.ts'
import { chosenHome, type Home, surveyFor } from './surveys.ts'

export type Row = Incoming<Brought> & { memberId?: string | null }
export type From = {
  source: string
  importId: string | null
  survey: string | null
  /** Of feedback that comes without an import. */
  cases?: Opening
  /** Whether what is there already takes over what it says now. */
  corrects?: boolean
}

/** Stores a batch of a file. */
export const save = (ctx: Writing, rows: readonly Row[], { importId, settings: { source, survey = null } }: About): Promise<Saved> =>
  keep(ctx, rows, { source, importId, survey })

/** Stores a batch: whom they are from, the surveys that they answered, the responses. One scale is one survey. */
export async function keep(ctx: Writing, rows: readonly Row[], from: From): Promise<Saved> {
  const { source, importId, survey } = from
  const speakers = rows.map(({ row: { speaker } }) => (isSomeone(speaker) ? { ...speaker, source } : { source }))
  const { ids } = await findOrAddCustomers(ctx, speakers, { importId })
  const customerOf = new Map(rows.map((row, at) => [row.number, ids[at] ?? null]))
  const refused: RowRefusal[] = []
  const told: Told[] = []
  for (const [home, some] of await homesOf(ctx, rows, source, survey))
    for (const row of some)
      if (fits(home, row.row)) told.push(toldOf(ctx, home, row, customerOf.get(row.number)!))
      else refused.push({ row: row.number, field: 'score', value: String(row.row.score), reason: 'other-scale' })
  const stored = await keepResponses(ctx, told, from)
  const known = told.filter((_, at) => stored[at] === null)
  const changed = from.corrects ? await correctResponses(ctx, known, source) : 0
  return { added: told.length - known.length, changed, unchanged: known.length - changed, refused }
}

const isSomeone = ({ externalId, email, phone }: Brought['speaker']) => Boolean(externalId || email || phone)

async function homesOf(ctx: Writing, rows: readonly Row[], source: string, survey: string | null): Promise<[Home, Row[]][]> {
  if (survey) return [[await chosenHome(ctx, survey), [...rows]]]
  const groups = Map.groupBy(rows, ({ row: { survey, scale } }) => JSON.stringify([survey.origin, scale?.id, scale?.min, scale?.max]))
  const homes: [Home, Row[]][] = []
  for (const some of groups.values()) {
    const { survey, scale } = some[0]!.row
    const own = some.map(({ row }) => row)
    homes.push([await surveyFor(ctx, { source, ...survey, scale }, own), some])
  }
  return homes
}

/** A score is only taken into a survey that asks on its scale. */
const fits = ({ scale: asked }: Home, { score, scale }: Brought) =>
  score === null || (asked !== null && asked.id === scale?.id && asked.min === scale.min && asked.max === scale.max)

function toldOf({ now }: Writing, home: Home, { key, row, memberId }: Row, customerId: string | null): Told {
  const { answers, left } = answersIn(home.content, row)
  return {
    rowKey: key,
    surveyId: home.surveyId,
    version: home.version,
    channel: row.channel ?? 'import',
    language: row.language,
    answers,
    score: row.score,
    scale: row.scale,
    comment: row.comment,
    customerId,
    memberId: memberId ?? null,
    author: row.speaker.name,
    properties: left.length > 0 ? { ...row.properties, answers: left } : row.properties,
    respondedAt: row.at ?? now,
  }
}
