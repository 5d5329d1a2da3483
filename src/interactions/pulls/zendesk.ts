import { Problem } from '#kernel/problem.ts'
import type { Working, Writing } from '#kernel/slice.ts'
import { interactionsAdded } from '../api.ts'
import type { connectionTakes } from '../connection-api.ts'
import { type Calling, page } from './client.ts'
import { type Counts, type Json, nothing, type Stream } from './stream.ts'
import { calls } from './streams/calls.ts'
import { metricEvents } from './streams/metric-events.ts'
import { surveyResponses, thumbs } from './streams/ratings.ts'
import { schedules } from './streams/schedules.ts'
import { tickets } from './streams/tickets.ts'

export type Take = (typeof connectionTakes)[number]
const streams: Readonly<Record<Take, readonly Stream[]>> = {
  tickets: [tickets, metricEvents, schedules],
  calls: [calls],
  ratings: [thumbs, surveyResponses],
}

export type Pulling = {
  calling: Calling
  source: string
  takes: readonly Take[]
  /** In the transaction of each page, before it is stored: whoever may not go on throws. */
  hold?: (ctx: Writing, moved: { stream: string; counts: Counts }) => Promise<unknown>
  /** Between two pages: whoever has had their turn throws. */
  rest?: () => void
}
export type Pulled = { counts: Record<string, Counts>; absent: string[] }

/** Reads on from where it stopped, stream by stream; each page and how far it goes are stored in one transaction. */
export async function pullZendesk(ctx: Working, pulling: Pulling): Promise<Pulled> {
  const pulled: Pulled = { counts: {}, absent: [] }
  for (const stream of pulling.takes.flatMap(take => streams[take])) {
    const counts = await readStream(ctx, pulling, stream).catch(problem => {
      if (!stream.optional || !isAbsent(problem)) throw problem
      pulled.absent.push(stream.name)
      return nothing
    })
    pulled.counts[stream.name] = counts
  }
  return pulled
}

const isAbsent = (problem: unknown) => problem instanceof Problem && (problem.facts.status === 403 || problem.facts.status === 404)

async function readStream(ctx: Working, pulling: Pulling, stream: Stream): Promise<Counts> {
  const { calling, source } = pulling
  let sum = nothing
  let cursor = await cursorOf(ctx, source, stream.name)
  for (;;) {
    pulling.rest?.()
    const answer = await page(calling, stream.from(cursor))
    const next = stream.next(answer, cursor)
    const counts = await ctx.write(writing => store(writing, pulling, stream, answer, { from: cursor, to: next.cursor }))
    sum = added(sum, counts)
    if (counts.read > 0) calling.progress(`${stream.name}: ${sum.read} read, ${sum.added} of them new`)
    cursor = next.cursor
    if (next.ended) return sum
  }
}

const added = (a: Counts, b: Counts): Counts => ({
  read: a.read + b.read,
  added: a.added + b.added,
  changed: a.changed + b.changed,
  refused: a.refused + b.refused,
})

const cursorOf = async (ctx: Working, source: string, stream: string): Promise<string | null> =>
  (
    await ctx.read(({ db }) =>
      db.selectFrom('pull').select('cursor').where('source', '=', source).where('stream', '=', stream).executeTakeFirst(),
    )
  )?.cursor ?? null

type Step = { from: string | null; to: string | null }

async function store(ctx: Writing, { source, hold }: Pulling, stream: Stream, answer: Json, { from, to: cursor }: Step): Promise<Counts> {
  const counts = await stream.take(ctx, source, answer, from)
  await hold?.(ctx, { stream: stream.name, counts })
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
