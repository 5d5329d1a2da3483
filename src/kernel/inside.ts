import { sql } from 'kysely'
import { type Began, inOneMessage, type Pool, transaction } from './database.ts'
import type { About, EventType } from './event.ts'
import type { House } from './house.ts'
import { newId } from './id.ts'
import { literal, type Sql, spelled } from './literal.ts'
import { Problem } from './problem.ts'
import { sealing } from './sealing.ts'
import type {
  Announce,
  AnnounceMany,
  Gathering,
  Incoming,
  Language,
  Reading,
  Site,
  Told,
  Who,
  Working,
  Workspace,
  Writing,
} from './slice.ts'

/** The moment: the database's transaction time, unless a test has set the clock. */
export type Clock = { now: Date | null }

export type Inside = {
  pool: Pool
  house: House
  clock: Clock
  /** Called after a commit that announced something: wakes the dispatcher of this process. */
  announced: () => void
  /** Absent where nobody serves and nothing is sent: the command line, tests of parts. */
  publicUrl?: string | null
  sendsMail?: boolean
  webhookHosts?: readonly string[]
  mailBounces?: string | null
  mailDomains?: readonly string[]
  /** The installation's secret; absent only in tests of parts. */
  secret?: string
}

export const siteOf = ({
  publicUrl = null,
  sendsMail = false,
  webhookHosts = [],
  mailBounces = null,
  mailDomains = [],
  house,
  secret,
}: Inside): Site => ({
  publicUrl,
  sendsMail,
  webhookHosts,
  mailBounces,
  mailDomains,
  permissions: house.scopes,
  ...sealing(() => secret ?? missing()),
})

const missing = (): never => {
  throw new Error('nothing can be signed or sealed without the secret of this installation')
}

export const system: Who = { kind: 'system', memberId: null, userId: null, keyId: null, role: null, language: 'en', may: () => true }

/** Read inside a workspace: a transaction that cannot write. */
export const reading = <T>(house: Inside, workspaceId: string, who: Who, run: (ctx: Reading) => Promise<T>): Promise<T> =>
  transaction(house.pool, { workspaceId, readOnly: true }, async began => {
    const { workspace, now } = arrive(house, began)
    return run({ db: began.tx as never, who, now, workspace, site: siteOf(house) })
  })

/** Write inside a workspace: one transaction; what it announces is in it, and is delivered after it. */
export async function writing<T>(house: Inside, workspaceId: string, who: Who, run: (ctx: Writing) => Promise<T>): Promise<T> {
  let announced = false
  const result = await transaction(house.pool, { workspaceId }, async began => {
    const { workspace, now } = arrive(house, began)
    const site = siteOf(house)
    const announce: Announce = async (type, facts, about) => {
      announced = true
      return record(house.house, began, { now, who }, type, facts, about)
    }
    const announceMany: AnnounceMany = async (type, each) => {
      announced ||= each.length > 0
      await recordMany(house.house, began, { now, who }, type, each)
    }
    return run({ tx: began.tx, who, now, workspace, announce, announceMany, site })
  })
  if (announced) house.announced()
  return result
}

/** Without a transaction, and without asking for one. */
export const gathering = (house: Inside, workspaceId: string, who: Who): Gathering => ({
  who,
  workspaceId,
  site: siteOf(house),
  read: run => reading(house, workspaceId, who, run),
  write: run => writing(house, workspaceId, who, run),
  store: incoming => storing(house, workspaceId, who, incoming),
})

/** For uploads, jobs and commands: many short transactions instead of a long one. */
export const working = (house: Inside, workspace: Workspace, who: Who, now: Date): Working => ({
  who,
  workspace,
  now,
  site: siteOf(house),
  read: run => reading(house, workspace.id, who, run),
  write: run => writing(house, workspace.id, who, run),
  store: incoming => storing(house, workspace.id, who, incoming),
})

/** The database's time where no transaction has begun: the clock of this server may stand anywhere. */
export const momentOf = async ({ pool, clock }: Inside): Promise<Date> =>
  clock.now ?? (await pool.query<{ now: Date }>('select now()')).rows[0]!.now

/** As the finder: across workspaces, only what `sabai_findable` named. */
export const finding = <T>(house: Inside, run: (began: Began & { now: Date }) => Promise<T>, { readOnly = true } = {}): Promise<T> =>
  transaction(house.pool, { workspaceId: null, readOnly }, began => run({ ...began, now: house.clock.now ?? began.now }))

/** The first write of a workspace that does not exist yet: its row, then the rest as in any write. */
export async function founding<T>(house: Inside, workspaceId: string, run: (ctx: Writing) => Promise<T>): Promise<T> {
  const result = await transaction(house.pool, { workspaceId }, async began => {
    // As exact as a Date: an event is found again by its time.
    const now = house.clock.now ?? began.now
    const workspace: Workspace = { id: workspaceId, number: 0, name: '', language: 'en', zone: 'UTC', sample: false }
    const announce: Announce = (type, facts, about) => record(house.house, began, { now, who: system }, type, facts, about)
    const announceMany: AnnounceMany = (type, each) => recordMany(house.house, began, { now, who: system }, type, each)
    return run({ tx: began.tx, who: system, now, workspace, announce, announceMany, site: siteOf(house) })
  })
  house.announced()
  return result
}

function arrive({ clock }: Inside, { own, now }: Began): { workspace: Workspace; now: Date } {
  if (!own) throw new Problem('workspace.not-found', 404)
  return { workspace: { ...own, language: own.language as Language }, now: clock.now ?? now }
}

async function record(
  house: House,
  { tx }: Began,
  { now, who }: { now: Date; who: Who },
  type: EventType,
  facts: unknown,
  about: About,
): Promise<string> {
  const id = newId()
  await tx
    .insertInto('event')
    .values({
      id,
      at: now,
      type: type.type,
      actorKind: about.byMember ? 'member' : who.kind,
      actorId: about.byMember ?? who.memberId ?? who.keyId ?? who.userId,
      subjectId: about.subjectId,
      customerId: about.customerId ?? null,
      facts: JSON.stringify(type.facts.parse(facts)),
      awaiting: house.waitFor(type.type),
      // Nobody may be waiting for it, but open pages are: every event goes through the dispatcher once.
      tryAt: now,
    })
    .execute()
  if (about.detail)
    await tx
      .insertInto('eventDetail')
      .values({ eventId: id, detail: JSON.stringify(about.detail) })
      .execute()
  return id
}

/** Many events of one type in one statement. */
async function recordMany(house: House, { tx }: Began, { now, who }: { now: Date; who: Who }, type: EventType, each: readonly Told[]) {
  if (each.length > 0) await sql`${eventsOf(house, sql`${now}::timestamptz`, who, type, each)}`.execute(tx)
}

/** Written out, since it may travel in a message that takes no parameters. */
function eventsOf(house: House, now: Sql, who: Who, type: EventType, each: readonly Told[]): Sql {
  const actorId = who.memberId ?? who.keyId ?? who.userId
  const rows = each.map(({ facts, subjectId, customerId }) => ({
    id: newId(),
    subject_id: subjectId,
    customer_id: customerId ?? null,
    facts: type.facts.parse(facts),
  }))
  return sql`insert into event (id, at, type, actor_kind, actor_id, subject_id, customer_id, facts, awaiting, try_at)
    select r.id, ${now}, ${literal(type.type)}::text, ${literal(who.kind)}::text, ${actorId === null ? sql`null` : literal(actorId)}::uuid, r.subject_id, r.customer_id, r.facts,
      array[${sql.join(house.waitFor(type.type).map(literal))}]::text[], ${now}
    from jsonb_to_recordset(${literal(JSON.stringify(rows))}::jsonb) as r(id uuid, subject_id uuid, customer_id uuid, facts jsonb)`
}

/** Rows that come in, with an event for each that was new: one message, so that the commit is all that anybody waits for. @returns ids of the new ones */
async function storing(house: Inside, workspaceId: string, who: Who, { insert, type, told }: Incoming): Promise<Set<string>> {
  // As exact as a Date: an event is found again by its time.
  const now = house.clock.now ? sql`${literal(house.clock.now.toISOString())}::timestamptz` : sql`date_trunc('milliseconds', now())`
  // The same twice in one batch is new once.
  const each = [...new Map(told.map(one => [one.subjectId, one])).values()]
  const statement = sql`with added as (${insert(now)} returning id),
    told as (${eventsOf(house.house, now, who, type, each)} where r.subject_id in (select id from added))
    select id from added`
  const added = await inOneMessage<{ id: string }>(house.pool, workspaceId, spelled(statement))
  if (added.length > 0) house.announced()
  return new Set(added.map(({ id }) => id))
}

/** What a member has decided and the system does later: it is their doing, with what the system may. */
export const onBehalf = (ctx: Writing, memberId: string): Writing => ({
  ...ctx,
  who: { ...ctx.who, memberId },
  announce: (type, facts, about) => ctx.announce(type, facts, { ...about, byMember: memberId }),
})
