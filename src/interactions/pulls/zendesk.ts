import { hash } from 'node:crypto'
import type { Working, Writing } from '#kernel/slice.ts'
import { interactionsAdded } from '../api.ts'
import { type NewCaseEvent, takeCaseEvents } from '../cases.ts'
import { unfold as callColumns, contactOf } from '../importers/zendesk-calls/call.ts'
import { readStep } from '../importers/zendesk-tickets/step.ts'
import { instant, snapshotOf, unfold as ticketColumns } from '../importers/zendesk-tickets/ticket.ts'
import { takeInteractions } from '../interactions.ts'
import { takeSnapshots } from '../snapshots.ts'
import { type Calling, page } from './client.ts'

type Json = Record<string, unknown>
type Counts = { read: number; added: number; changed: number; refused: number }
type Stream = {
  name: string
  /** Where it begins, or goes on. */
  from: (cursor: string | null) => string
  take: (ctx: Writing, source: string, answer: Json) => Promise<Counts>
  /** Where it goes on, and whether this was the last page for now. */
  next: (answer: Json, cursor: string | null) => { cursor: string | null; ended: boolean }
}

const list = (value: unknown): Json[] => (Array.isArray(value) ? (value as Json[]) : [])
const text = (value: unknown) => (typeof value === 'string' || typeof value === 'number' ? String(value) : '')
const namesIn = (answer: Json) => new Map(list(answer.users).map(user => [text(user.id), text(user.email) || text(user.name)]))

/** By time, as the older exports go: pages end with the moment of their last item, which begins the next one too. */
const byTime = (answer: Json, cursor: string | null) => {
  const end = text(answer.end_time)
  return { cursor: end || cursor, ended: answer.end_of_stream === true || end === '' || end === cursor || Number(answer.count ?? 0) === 0 }
}

const streams: readonly Stream[] = [
  {
    name: 'tickets',
    from: cursor =>
      `/api/v2/incremental/tickets/cursor.json?include=metric_sets,users&${cursor ? `cursor=${encodeURIComponent(cursor)}` : 'start_time=1'}`,
    next: answer => ({ cursor: text(answer.after_cursor) || null, ended: answer.end_of_stream === true || !answer.after_cursor }),
    take: async (ctx, source, answer) => {
      const names = namesIn(answer)
      const apart = new Map(list(answer.metric_sets).map(set => [text(set.ticket_id), set]))
      const read = list(answer.tickets).map(one => snapshotOf(ticketColumns({ metric_set: apart.get(text(one.id)), ...one }, names)))
      const rows = read.flatMap(one => ('refused' in one ? [] : [one]))
      const { added, changed } = await takeSnapshots(ctx, { source, rows })
      return { read: read.length, added, changed, refused: read.length - rows.length }
    },
  },
  {
    name: 'ticket_metric_events',
    from: cursor => `/api/v2/incremental/ticket_metric_events.json?start_time=${cursor ?? 1}`,
    next: byTime,
    take: async (ctx, source, answer) => {
      const all = list(answer.ticket_metric_events)
      const rows = all.flatMap(stepOf)
      return { read: all.length, added: await takeCaseEvents(ctx, { source, rows }), changed: 0, refused: 0 }
    },
  },
  {
    name: 'calls',
    from: cursor => `/api/v2/channels/voice/stats/incremental/calls.json?start_time=${cursor ?? 1}`,
    next: byTime,
    take: async (ctx, source, answer) => {
      const read = list(answer.calls).map(one => contactOf(callColumns(one)))
      const rows = read.flatMap(one => ('refused' in one ? [] : [one]))
      const { added, changed } = await takeInteractions(ctx, { source, rows })
      return { read: read.length, added, changed, refused: read.length - rows.length }
    },
  },
]

function stepOf(one: Json): NewCaseEvent[] {
  const at = instant(text(one.time))
  const kind = readStep({ metric: text(one.metric), type: text(one.type), instance: text(one.instance_id) })
  if (!kind || !at) return []
  return [
    {
      rowKey: Buffer.from(hash('sha256', `zendesk ${text(one.id)}`, 'hex'), 'hex').subarray(0, 20),
      caseKey: text(one.ticket_id),
      at,
      kind,
    },
  ]
}

/** Reads on from where it stopped, stream by stream; each page and how far it goes are stored in one transaction. */
export async function pullZendesk(ctx: Working, calling: Calling, source: string): Promise<Record<string, Counts>> {
  const done: Record<string, Counts> = {}
  for (const stream of streams) done[stream.name] = await readStream(ctx, calling, source, stream)
  return done
}

async function readStream(ctx: Working, calling: Calling, source: string, stream: Stream): Promise<Counts> {
  const sum: Counts = { read: 0, added: 0, changed: 0, refused: 0 }
  let cursor = await cursorOf(ctx, source, stream.name)
  for (;;) {
    const answer = await page(calling, stream.from(cursor))
    const next = stream.next(answer, cursor)
    const counts = await ctx.write(writing => store(writing, source, stream, answer, next.cursor))
    for (const key of Object.keys(sum) as (keyof Counts)[]) sum[key] += counts[key]
    if (counts.read > 0) calling.progress(`${stream.name}: ${sum.read} read, ${sum.added} of them new`)
    cursor = next.cursor
    if (next.ended) return sum
  }
}

const cursorOf = async (ctx: Working, source: string, stream: string): Promise<string | null> =>
  (
    await ctx.read(({ db }) =>
      db.selectFrom('pull').select('cursor').where('source', '=', source).where('stream', '=', stream).executeTakeFirst(),
    )
  )?.cursor ?? null

async function store(ctx: Writing, source: string, stream: Stream, answer: Json, cursor: string | null): Promise<Counts> {
  const counts = await stream.take(ctx, source, answer)
  if (cursor !== null)
    await ctx.tx
      .insertInto('pull')
      .values({ source, stream: stream.name, cursor, movedAt: ctx.now })
      .onConflict(on => on.columns(['workspaceId', 'source', 'stream']).doUpdateSet({ cursor, movedAt: ctx.now }))
      .execute()
  if (counts.added + counts.changed > 0)
    await ctx.announce(
      interactionsAdded,
      { source, added: counts.added, changed: counts.changed, importId: null },
      { subjectId: ctx.workspace.id },
    )
  return counts
}
