import { sql } from 'kysely'
import { clientOf } from './database.ts'
import { finding, type Inside, system, writing } from './inside.ts'
import type { Job, Listener, Writing } from './slice.ts'

const BATCH = 200
const MINUTE = 60_000
/** After these many failures an event waits for an administrator, a day between tries. */
const PATIENCE = 12

export type Delivered = { workspaceId: string; types: string[]; lists: string[]; ids: string[] }
export type Outward = {
  sendJob: (job: Job, at: { workspaceId: string; eventId: string; facts: unknown }) => Promise<void>
  delivered: (what: Delivered) => void
  failed: (problem: Error, what: string) => void
}

/**
 * Delivers what was announced, after its commit, at least once, in several processes safely. Finding takes no locks; the event is locked
 * inside its workspace with SKIP LOCKED, so a second process goes on to the next. Never `id > last`: late commits would be skipped.
 * @returns how many were delivered; 0 means that nothing is left for us now
 */
export async function dispatch(inside: Inside, outward: Outward): Promise<number> {
  const found = await finding(inside, ({ tx, now }) =>
    tx.selectFrom('event').select(['workspaceId', 'id', 'at']).where('tryAt', '<=', now).orderBy('tryAt').limit(BATCH).execute(),
  )
  let delivered = 0
  for (const [workspaceId, events] of Map.groupBy(found, event => event.workspaceId))
    delivered += await deliverOrPutOff(inside, outward, workspaceId, events)
  return delivered
}

/** What fails as a whole (at its commit, say) is tried one by one, so that the others go; the one that fails alone is put off. */
async function deliverOrPutOff(inside: Inside, outward: Outward, workspaceId: string, events: Found[]): Promise<number> {
  try {
    return await deliver(inside, outward, workspaceId, events)
  } catch (error) {
    outward.failed(error as Error, 'dispatch')
    if (events.length === 1) return putOff(inside, workspaceId, events[0]!, error as Error).catch(() => 0)
  }
  let delivered = 0
  for (const event of events) delivered += await deliverOrPutOff(inside, outward, workspaceId, [event])
  return delivered
}

async function putOff(inside: Inside, workspaceId: string, { id, at }: Found, { message }: Error): Promise<0> {
  await writing(inside, workspaceId, system, async ({ tx, now }) => {
    const event = await tx.selectFrom('event').select('attempts').where('id', '=', id).where('at', '=', at).executeTakeFirst()
    const set = { problem: message, attempts: (event?.attempts ?? 0) + 1, tryAt: laterThan(now, event?.attempts ?? 0) }
    await tx.updateTable('event').set(set).where('id', '=', id).where('at', '=', at).where('tryAt', '<=', now).execute()
  })
  return 0
}

type Found = { id: string; at: Date }

async function deliver(inside: Inside, outward: Outward, workspaceId: string, found: Found[]): Promise<number> {
  const done: Event[] = []
  await writing(inside, workspaceId, system, async ctx => {
    for (const event of await claim(ctx, found)) {
      await hand(inside, outward, ctx, workspaceId, event)
      done.push(event)
    }
    const told = summary(inside, workspaceId, done)
    // The dispatcher notifies, not the write: NOTIFY takes a lock that would make all commits queue up.
    if (told.types.length > 0) await clientOf(ctx.tx).query(`select pg_notify('sabai_live', $1)`, [JSON.stringify(told).slice(0, 7900)])
  })
  return done.length
}

type Event = { id: string; at: Date; type: string; subjectId: string; facts: unknown; awaiting: string[]; attempts: number }

const claim = ({ tx, now }: Writing, found: Found[]): Promise<Event[]> =>
  tx
    .selectFrom('event')
    .select(['id', 'at', 'type', 'subjectId', 'facts', 'awaiting', 'attempts'])
    .where(
      'id',
      'in',
      found.map(event => event.id),
    )
    .where('at', 'in', [...new Set(found.map(event => event.at))])
    .where('tryAt', '<=', now)
    .orderBy('tryAt')
    .orderBy('id')
    .forUpdate()
    .skipLocked()
    .execute()

/** Each listener in a savepoint: one that fails is tried again later, without repeating those that did not. */
async function hand({ house }: Inside, outward: Outward, ctx: Writing, workspaceId: string, event: Event): Promise<void> {
  const left: string[] = []
  let problem: string | null = null
  for (const name of event.awaiting) {
    try {
      await sql`savepoint listener`.execute(ctx.tx)
      await call(
        house.listeners.get(event.type)?.find(one => one.name === name),
        ctx,
        event,
      )
      const job = house.jobs.get(event.type)?.find(one => one.name === name)
      if (job) await outward.sendJob(job, { workspaceId, eventId: event.id, facts: event.facts })
      await sql`release savepoint listener`.execute(ctx.tx)
    } catch (error) {
      await sql`rollback to savepoint listener`.execute(ctx.tx)
      left.push(name)
      problem = (error as Error).message
      outward.failed(error as Error, `listener ${name} of ${event.type} ${event.id}`)
    }
  }
  await ctx.tx
    .updateTable('event')
    .set({ awaiting: left, problem, attempts: event.attempts + 1, tryAt: left.length > 0 ? laterThan(ctx.now, event.attempts) : null })
    .where('id', '=', event.id)
    .where('at', '=', event.at)
    .execute()
}

// A listener that is not there any more has nothing to say: the event counts as delivered to it.
const call = async (listener: Listener | undefined, ctx: Writing, event: Event) =>
  listener?.handle(ctx, listener.type.facts.parse(event.facts) as never, { id: event.id, at: event.at })

const laterThan = (now: Date, attempts: number) =>
  new Date(now.getTime() + (attempts >= PATIENCE ? 24 * 60 * MINUTE : Math.min(2 ** attempts * 2_000, 30 * MINUTE)))

const summary = ({ house }: Inside, workspaceId: string, events: Event[]): Delivered => {
  const types = [...new Set(events.map(event => event.type))]
  return {
    workspaceId,
    types,
    lists: [...new Set(types.flatMap(type => house.listsOf(type)))],
    ids: [...new Set(events.map(event => event.subjectId))].slice(0, 100),
  }
}
