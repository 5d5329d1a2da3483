import { sql } from 'kysely'
import { cast } from '#core/cast.ts'
import { addMember, foundWorkspace, moveMember } from '#directory/index.ts'
import { withSmallHeap } from '#imports/index.ts'
import { followCases } from '#interactions/index.ts'
import { newId } from '#kernel/id.ts'
import type { Language, Tx, Writing } from '#kernel/slice.ts'
import { retell } from './loading/acting.ts'
import type { Guest } from './loading/cases.ts'
import { type Loaded, load } from './loading/load.ts'
import type { Place } from './loading/rows.ts'
import { companyName } from './simulator/company.ts'
import { type Truth, truths } from './simulator/truths.ts'

/** Somebody with a sign-in of their own, who looks around as the head of the company. */
export type Visitor = { userId: string; name: string; email: string; language: Language }
export type Wanted = {
  seed?: number
  size?: number
  /** The last moment of the story; now, unless it is told. */
  until?: Date | null
  zone?: string
  name?: string
  language?: Language
  visitors?: readonly Visitor[]
  progress?: (line: string) => void
}
export type Sample = Loaded & { id: string; number: number; name: string; truths: Truth[] }
export type Found = <T>(workspaceId: string, run: (ctx: Writing) => Promise<T>) => Promise<T>

/** Open every day from eight to eight, as the simulated reps are. */
const hours = { periods: [{ days: [1, 2, 3, 4, 5, 6, 7], from: '08:00', to: '20:00' }], holidays: [] }

async function welcome(ctx: Writing, visitors: readonly Visitor[]): Promise<Guest[]> {
  const guests: Guest[] = []
  for (const visitor of visitors)
    guests.push({
      id: await addMember(ctx, { ...visitor, email: besides(visitor.email), role: 'head', managerId: null }),
      language: visitor.language,
    })
  return guests
}

/** A visitor whose address is one of the story's keeps apart from that person; nothing is ever sent to it. */
const besides = (email: string) => (cast.some(one => one.email === email) ? `visitor.${email}` : email)

/** Whoever looks around sees who is late in their teams: the head of the story reports to them from now on. */
async function leadEverybody(ctx: Writing, managerId: string) {
  const { id } = await ctx.tx.selectFrom('member').select('id').where('externalId', '=', 'anna').executeTakeFirstOrThrow()
  await moveMember(ctx, id, { role: 'head', managerId })
}

/** Makes the sample's workspace and tells the simulation into it, in one transaction: half a company is never seen. */
export async function foundSample(found: Found, wanted: Wanted): Promise<Sample> {
  const id = newId()
  return found(id, async ctx => {
    const begun = await begin(ctx, id, wanted, {})
    const { workspace } = begun
    return finish(
      { ...ctx, workspace },
      begun,
      await load({ workspace, write: run => run(ctx.tx) }, begun.options, begun.guests, wanted.progress),
    )
  })
}

/** For more than fits into one transaction: workspaces that are being filled, or never were to the end, are archived and say so. */
export type Steps = {
  found: Found
  write: Found
  forgetHalf: () => Promise<unknown>
  hold: <T>(id: string, run: () => Promise<T>) => Promise<T>
}

/** The same in many short transactions; the workspace is archived until all is there. What was left half done before is taken away first. */
export async function foundLargeSample({ found, write, forgetHalf, hold }: Steps, wanted: Wanted): Promise<Sample> {
  await forgetHalf()
  const id = newId()
  return hold(id, async () => {
    const begun = await found(id, ctx => begin(ctx, id, wanted, { archivedAt: ctx.now }))
    const { workspace, options, guests } = begun
    const place: Place = { workspace, write: run => write(id, ({ tx }) => run(tx)) }
    const loaded = await withSmallHeap(() => load(place, options, guests, wanted.progress))
    return write(id, ctx => finish(ctx, begun, loaded))
  })
}

type Begun = Awaited<ReturnType<typeof begin>>

async function begin(ctx: Writing, id: string, wanted: Wanted, rest: { archivedAt?: Date }) {
  const { seed = 1, size = 10_000, zone = 'Asia/Vientiane', name = companyName, language = 'en', visitors = [] } = wanted
  const options = { seed, size, zone, until: wanted.until ?? ctx.now }
  const number = await foundWorkspace(ctx, { id, name, language, zone, workingHours: hours, sample: true })
  const known = truths(options)
  const settings = { sample: { ...options, truths: known }, ...(rest.archivedAt ? { filling: true } : {}) }
  await ctx.tx
    .updateTable('workspace')
    .set({ settings: JSON.stringify(settings), ...rest })
    .where('id', '=', id)
    .execute()
  const workspace = { id, number, name, language, zone, sample: true }
  return { workspace, options, truths: known, guests: await welcome({ ...ctx, workspace }, visitors) }
}

async function finish(
  ctx: Writing,
  { workspace, guests, truths }: Begun,
  { loaded, acts }: Awaited<ReturnType<typeof load>>,
): Promise<Sample> {
  const { id, number, name } = workspace
  if (guests[0]) await leadEverybody(ctx, guests[0].id)
  await followCases({ ...ctx, workspace }, null)
  await retell({ ...ctx, workspace }, acts)
  await rememberPraise(ctx.tx, id)
  const settings = sql<string>`settings - 'filling'`
  await ctx.tx.updateTable('workspace').set({ settings, archivedAt: null }).where('id', '=', id).execute()
  return { id, number, name, ...loaded, truths }
}

/** Good words about somebody who is known to have helped were told to them then; now they only count. */
const rememberPraise = (tx: Tx, id: string) =>
  sql`insert into voice_praise (workspace_id, feedback_id, member_id, said_at, at) select workspace_id, id, member_id, said_at, received_at from feedback
    where workspace_id = ${id} and mood = 1 and text <> '' and member_id is not null`.execute(tx)
