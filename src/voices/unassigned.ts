import { sql } from 'kysely'
import { notify } from '#directory/index.ts'
import { isFresh } from '#inbox/index.ts'
import { setClock } from '#kernel/clock.ts'
import type { ClockKind, Reading, Tx, Writing } from '#kernel/slice.ts'

const DAY = 86_400_000
const UNASSIGNED = 'voice.unassigned'

/** Unhappy words that were news when they came, that nobody has been assigned to answer. */
const unassigned = () => sql`workspace_id = sabai_workspace() and case_id is null and mood = -1 and text <> '' and ${isFresh()}`

/** Received so long ago that a customer with a case would be late: late before they are an agenda item. How many, and the first of them. */
export async function lateVoices({ db, now }: Pick<Reading, 'db' | 'now'>, most: number) {
  const { rows } = await sql<{ id: string; text: string; language: string; receivedAt: Date; n: number }>`
    select id, text, language, received_at as "receivedAt", count(*) over ()::int as n from feedback
    where ${unassigned()} and received_at < ${new Date(now.getTime() - DAY)} and received_at >= ${new Date(now.getTime() - 30 * DAY)}
    order by received_at, id limit ${most}`.execute(db as never)
  return { count: rows[0]?.n ?? 0, items: rows.map(({ n: _, ...row }) => row) }
}

/** One clock a workspace: for the first voice that would be late. */
export async function watchFor(ctx: Writing): Promise<void> {
  const subjectId = ctx.workspace.id
  const running = await ctx.tx
    .selectFrom('clock')
    .select('dueAt')
    .where('kind', '=', UNASSIGNED)
    .where('subjectId', '=', subjectId)
    .where('firedAt', 'is', null)
    .where('stoppedAt', 'is', null)
    .executeTakeFirst()
  if (!running) await watchNext(ctx, await toldUpTo(ctx.tx))
}

async function watchNext(ctx: Writing, after: Date | null): Promise<void> {
  const since = after ?? new Date(ctx.now.getTime() - 30 * DAY)
  const { rows } = await sql<{
    at: Date | null
  }>`select min(received_at) as at from feedback where ${unassigned()} and received_at > ${since}`.execute(ctx.tx)
  const [first] = rows
  if (first?.at) await setClock(ctx, { kind: UNASSIGNED, subjectId: ctx.workspace.id, dueAt: new Date(first.at.getTime() + DAY) })
}

const toldUpTo = async (tx: Tx) => (await tx.selectFrom('voiceWatch').select('toldUpTo').executeTakeFirst())?.toldUpTo ?? null

/** The champion hears of each once; where there is none whoever leads. */
async function tellLate(ctx: Writing): Promise<void> {
  const { tx, now } = ctx
  const upTo = new Date(now.getTime() - DAY)
  const since = (await toldUpTo(tx)) ?? new Date(now.getTime() - 30 * DAY)
  const { rows } = await sql<{ id: string; n: number }>`select id, count(*) over ()::int as n from feedback
    where ${unassigned()} and received_at > ${since} and received_at <= ${upTo} order by received_at, id limit 1`.execute(tx)
  await tx
    .insertInto('voiceWatch')
    .values({ toldUpTo: upTo })
    .onConflict(on => on.column('workspaceId').doUpdateSet({ toldUpTo: upTo }))
    .execute()
  const [first] = rows
  if (first)
    for (const memberId of await responsible(tx))
      await notify(ctx, memberId, {
        type: 'voice.unassigned',
        facts: { n: first.n },
        subjectId: first.id,
        onceKey: `unassigned ${first.id}`,
      })
  await watchNext(ctx, upTo)
}

async function responsible(tx: Tx): Promise<string[]> {
  const members = await tx
    .selectFrom('member')
    .select(['id', 'role'])
    .where('role', 'in', ['champion', 'head', 'manager', 'admin'])
    .where('endedAt', 'is', null)
    .execute()
  const role = ['champion', 'head', 'manager', 'admin'].find(one => members.some(member => member.role === one))
  return members.filter(member => member.role === role).map(member => member.id)
}

export const unassignedClock: ClockKind = { kind: UNASSIGNED, fire: tellLate }
