import { type Began, type Pool, transaction } from './database.ts'
import type { About, EventType } from './event.ts'
import type { House } from './house.ts'
import { newId } from './id.ts'
import { Problem } from './problem.ts'
import { sealing } from './sealing.ts'
import type { Announce, Language, Reading, Site, Who, Working, Workspace, Writing } from './slice.ts'

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
  /** The installation's secret; absent only in tests of parts. */
  secret?: string
}

export const siteOf = ({ publicUrl = null, sendsMail = false, house, secret }: Inside): Site => ({
  publicUrl,
  sendsMail,
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
    const { workspace, now } = await arrive(house, began)
    return run({ db: began.tx as never, who, now, workspace, site: siteOf(house) })
  })

/** Write inside a workspace: one transaction; what it announces is in it, and is delivered after it. */
export async function writing<T>(house: Inside, workspaceId: string, who: Who, run: (ctx: Writing) => Promise<T>): Promise<T> {
  let announced = false
  const result = await transaction(house.pool, { workspaceId }, async began => {
    const { workspace, now } = await arrive(house, began)
    const site = siteOf(house)
    const announce: Announce = async (type, facts, about) => {
      announced = true
      return record(house.house, began, { now, who }, type, facts, about)
    }
    return run({ tx: began.tx, who, now, workspace, announce, site })
  })
  if (announced) house.announced()
  return result
}

/** For uploads, jobs and commands: many short transactions instead of a long one. */
export const working = (house: Inside, workspace: Workspace, who: Who, now: Date): Working => ({
  who,
  workspace,
  now,
  site: siteOf(house),
  read: run => reading(house, workspace.id, who, run),
  write: run => writing(house, workspace.id, who, run),
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
    const now = house.clock.now ?? began.now
    const workspace: Workspace = { id: workspaceId, number: 0, name: '', language: 'en', zone: 'UTC', sample: false }
    const announce: Announce = (type, facts, about) => record(house.house, began, { now, who: system }, type, facts, about)
    return run({ tx: began.tx, who: system, now, workspace, announce, site: siteOf(house) })
  })
  house.announced()
  return result
}

async function arrive({ clock }: Inside, { tx, now }: Began): Promise<{ workspace: Workspace; now: Date }> {
  const row = await tx.selectFrom('workspace').select(['id', 'number', 'name', 'language', 'zone', 'sample']).executeTakeFirst()
  if (!row) throw new Problem('workspace.not-found', 404)
  return { workspace: { ...row, language: row.language as Language }, now: clock.now ?? now }
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
      actorKind: who.kind,
      actorId: who.memberId ?? who.keyId ?? who.userId,
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
