import { Readable } from 'node:stream'
import { stringify } from 'csv-stringify/sync'
import { sql } from 'kysely'
import type { z } from 'zod'
import { findOrAddCustomers } from '#customers/index.ts'
import { cursorValues, page } from '#kernel/cursor.ts'
import { Problem, wrong } from '#kernel/problem.ts'
import type { Db, Reading, Working, Writing } from '#kernel/slice.ts'
import { say } from '#kernel/text.ts'
import type * as api from './api.ts'
import { sendChanged } from './api.ts'
import type { Exclusion, Participant } from './participant-api.ts'
import { known } from './people.ts'
import { everybody, filterOf } from './segments.ts'
import { takeSend } from './sending.ts'
import { getSend } from './sends.ts'
import { isAddress } from './suppression.ts'

type In<E extends { input: z.ZodType }> = z.output<E['input']>
const PAGE = 1_000
/** In a list of one's own; more are a segment. */
const MOST = 20_000

/** In the order in which they were chosen. */
export async function listParticipants(ctx: Reading, { id, q, state, why, cursor, limit }: In<typeof api.listParticipants>) {
  await getSend(ctx, id)
  const after = cursor === undefined ? null : cursorValues(cursor, 1)
  const rows = await participants(ctx.db, id)
    .$if(state !== undefined && state.length > 0, query => query.where('participant.state', 'in', state!))
    .$if(why !== undefined, query => query.where('participant.excludedBy', '=', why!))
    .$if(q !== undefined && q.trim() !== '', query =>
      query.where(
        sql<boolean>`(position(lower(${q!.trim()}) in lower(customer.name)) > 0 or position(lower(${q!.trim()}) in lower(coalesce(participant.address, ''))) > 0)`,
      ),
    )
    .$if(after !== null, query => query.where('participant.id', '>', String(after![0])))
    .orderBy('participant.id')
    .limit(limit + 1)
    .execute()
  const { items, next } = page(rows, limit, row => [row.id])
  return { items: items.map(shown), next }
}

const participants = (db: Db, sendId: string) =>
  db
    .selectFrom('participant')
    .innerJoin('customer', 'customer.id', 'participant.customerId')
    .select(['participant.id', 'customer.id as customerId', 'customer.name as customerName', 'participant.address', 'participant.language'])
    .select(['participant.state', 'participant.excludedBy', 'participant.freeAt', 'participant.dueAt', 'participant.askedAt'])
    .select([
      'participant.deliveredAt',
      'participant.openedAt',
      'participant.answeredAt',
      'participant.bouncedAt',
      'participant.softBounces',
    ])
    .select(['participant.unsubscribedAt', 'participant.reminded'])
    .where('participant.sendId', '=', sendId)

type Row = Awaited<ReturnType<ReturnType<typeof participants>['execute']>>[number]

const shown = ({ customerId, customerName, state, excludedBy, ...row }: Row): Participant => ({
  ...row,
  customer: { id: customerId, name: customerName },
  state: state as Participant['state'],
  excludedBy: excludedBy as Exclusion | null,
})

const columns = [
  'name',
  'address',
  'language',
  'state',
  'why',
  'asked',
  'delivered',
  'opened',
  'answered',
  'bounced',
  'unsubscribed',
  'reminders',
] as const

/** Page by page, so that a send to a million costs no memory. Cells that a spreadsheet would take for a formula are written as text. */
export async function exportParticipants(ctx: Working, input: In<typeof api.exportParticipants>) {
  const name = await ctx.read(async inner => (await getSend(inner, input.id)).name)
  return { name: `${name}.csv`, type: 'text/csv; charset=utf-8', body: Readable.from(linesOf(ctx, input)) }
}

async function* linesOf({ read, who }: Working, filter: In<typeof api.exportParticipants>): AsyncGenerator<string> {
  const line = (rows: string[][]) => stringify(rows, { escape_formulas: true })
  yield `\uFEFF${line([columns.map(column => say(who.language, `sends.column.${column}`))])}`
  for (let cursor: string | undefined; ; ) {
    const { items, next } = await read(ctx => listParticipants(ctx, { ...filter, cursor, limit: PAGE }))
    yield line(items.map(one => cells(one, key => say(who.language, `sends.${key}`))))
    if (next === null) return
    cursor = next
  }
}

const cells = (one: Participant, t: (key: string) => string): string[] => [
  one.customer.name,
  one.address ?? '',
  one.language ?? '',
  t(`state.${one.state}`),
  one.excludedBy ? t(`why.${one.excludedBy}`) : '',
  ...[one.askedAt, one.deliveredAt, one.openedAt, one.answeredAt, one.bouncedAt, one.unsubscribedAt].map(at => at?.toISOString() ?? ''),
  String(one.reminded),
]

/** Reads people out of whatever was pasted: a column of a table, lines, addresses with commas between. One line is one person. */
export function pasted(text: string): { address: string; name: string | null }[] {
  const lines = text.split(/\r?\n/).flatMap(line => (/[@].*[,;].*[@]/.test(line) ? line.split(/[,;]/) : [line]))
  return lines.flatMap(line => {
    const parts = line.split(/[,;\t<>]/).map(cell =>
      cell
        .trim()
        .replace(/^"(.*)"$/, '$1')
        .trim(),
    )
    const address = parts.find(cell => isAddress(cell) || isId(cell)) ?? parts.flatMap(cell => cell.split(/\s+/)).find(isAddress)
    if (!address) return []
    const name = parts.find(cell => cell !== '' && cell !== address && !cell.includes('@') && /\p{L}/u.test(cell)) ?? null
    return [{ address, name }]
  })
}

const isId = (cell: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(cell)

/** Adds people to a draft's own list. */
export async function addParticipants(ctx: Writing, { id, text, addUnknown }: In<typeof api.addParticipants>) {
  const send = await takeSend(ctx, id)
  if (send?.state !== 'draft') throw new Problem(send ? 'send.on-its-way' : 'send.not-found', send ? 409 : 404)
  if (send.segmentId) throw new Problem('send.has-segment')
  const people = pasted(text)
  const before = await known(
    ctx,
    people.map(one => one.address),
  )
  const strangers = new Set(before.unknown)
  const fresh = addUnknown ? people.filter(one => strangers.has(one.address) && one.address.includes('@')) : []
  const made = await findOrAddCustomers(
    ctx,
    fresh.map(one => ({ source: 'sabai', email: one.address, name: one.name })),
  )
  const ids = [...before.ids, ...made.ids.filter(one => one !== null)]
  const filter = send.filter === null ? everybody : filterOf(send.filter)
  const list = [...new Set([...(filter.list ?? []), ...ids])]
  if (list.length > MOST) throw wrong('text', 'too-many', { n: MOST })
  await ctx.tx
    .updateTable('send')
    .set({ filter: JSON.stringify({ ...filter, list }), changedAt: ctx.now })
    .where('id', '=', id)
    .execute()
  await ctx.announce(sendChanged, { sendId: id, fields: ['people'] }, { subjectId: id })
  const still = before.unknown.filter(one => !fresh.some(known => known.address === one))
  return { found: list.length, added: made.added, unknown: still.slice(0, 100) }
}
