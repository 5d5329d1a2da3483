import { sql } from 'kysely'
import { cursorValues, page } from '#kernel/cursor.ts'
import { notFound } from '#kernel/problem.ts'
import type { Db, Reading, Writing } from '#kernel/slice.ts'
import { linkContacts } from './after-reading.ts'
import { type Doubt, type DoubtKind, doubtDecided, doubtKinds } from './doubt-api.ts'

type Asked = { cursor?: string | undefined; limit: number; kind?: DoubtKind | undefined; decided: 'yes' | 'no' }

/** The newest first, of one kind or of all. */
export async function list({ db }: Reading, { cursor, limit, kind, decided }: Asked) {
  const after = cursor === undefined ? null : cursorValues(cursor, 2)
  const rows = await db
    .selectFrom('doubt')
    .select(['id', 'kind', 'subject', 'subjectId', 'otherId', 'foundAt', 'decision', 'at'])
    .where('decision', decided === 'yes' ? 'is not' : 'is', null)
    .where('kind', 'in', kind ? [kind] : [...doubtKinds])
    .$if(after !== null, query => query.where(sql<boolean>`(at, id) < (${after![0]}::timestamptz, ${after![1]}::uuid)`))
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
  const { items, next } = page(rows, limit, row => [row.at, row.id])
  const told = await toldOf(
    db,
    items.flatMap(
      ({ subject, subjectId, otherId }) => [[subject, subjectId], ...(otherId ? [[subject, otherId]] : [])] as [string, string][],
    ),
  )
  return {
    items: items.map(({ id, kind, subject, subjectId, otherId, foundAt, decision }) => ({
      id,
      kind: kind as DoubtKind,
      subject: subject as Doubt['subject'],
      about: told.get(subjectId) ?? null,
      other: (otherId && told.get(otherId)) || null,
      foundAt,
      decision: decision as Doubt['decision'],
    })),
    next,
  }
}

type Told = NonNullable<Doubt['about']>

async function toldOf(db: Db, asked: readonly (readonly [string, string])[]): Promise<Map<string, Told>> {
  const of = (subject: string) => [...new Set(asked.flatMap(([one, id]) => (one === subject ? [id] : [])))]
  const [calls, shifts, accounts] = [of('interaction'), of('time-log'), of('account')]
  const rows = [
    ...(calls.length === 0 ? [] : await contacts(db, calls)),
    ...(shifts.length === 0 ? [] : await timeLogs(db, shifts)),
    ...(accounts.length === 0
      ? []
      : await db.selectFrom('account').select(['id', 'source', 'name as who', 'createdAt as at']).where('id', 'in', accounts).execute()),
  ]
  return new Map(rows.map(row => [row.id, { endedAt: null, ...row }]))
}

const contacts = (db: Db, ids: readonly string[]) =>
  db
    .selectFrom('interaction')
    .leftJoin('customer', 'customer.id', 'interaction.customerId')
    .select(({ fn }) => [
      'interaction.id',
      'interaction.source',
      fn.coalesce('customer.name', 'interaction.caller').as('who'),
      'interaction.enteredAt as at',
      'interaction.endedAt',
    ])
    .where('interaction.id', 'in', ids)
    .execute()

const timeLogs = (db: Db, ids: readonly string[]) =>
  db
    .selectFrom('timeLog')
    .leftJoin('handler', 'handler.id', 'timeLog.handlerId')
    .select(['timeLog.id', 'timeLog.source', 'handler.name as who', 'timeLog.startedAt as at', 'timeLog.endedAt'])
    .where('timeLog.id', 'in', ids)
    .execute()

export async function counts({ db, workspace }: Reading) {
  const { rows } = await sql<{ kind: DoubtKind; open: number; counted: number; leftOut: number }>`
    select kind, count(*) filter (where decision is null)::int as open, count(*) filter (where decision = 'count')::int as counted,
      count(*) filter (where decision = 'leave-out')::int as "leftOut" from doubt where workspace_id = ${workspace.id} group by kind`.execute(
    db as never,
  )
  const unknown = await db
    .selectFrom('handler')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .where('memberId', 'is', null)
    .where('decidedAt', 'is', null)
    .executeTakeFirstOrThrow()
  const byKind = new Map(rows.map(row => [row.kind, row]))
  return { kinds: doubtKinds.map(kind => byKind.get(kind) ?? { kind, open: 0, counted: 0, leftOut: 0 }), unknownNames: unknown.n }
}

type Decision = 'count' | 'leave-out'
type Row = { kind: string; subject: string; subjectId: string }

export async function decideOne(ctx: Writing, { id, decision }: { id: string; decision: Decision }) {
  const found = await decided(ctx, decision).where('id', '=', id).returning(['kind', 'subject', 'subjectId']).executeTakeFirst()
  if (!found) throw notFound('doubt')
  await apply(ctx, [found], decision)
  await ctx.announce(doubtDecided, { kind: found.kind as DoubtKind, decision, records: 1 }, { subjectId: id })
  return { id, decision }
}

const AT_ONCE = 1_000

export async function decideMany(ctx: Writing, { kind, decision }: { kind: DoubtKind; decision: Decision }) {
  const ids = await ctx.tx.selectFrom('doubt').select('id').where('kind', '=', kind).where('decision', 'is', null).limit(AT_ONCE).execute()
  if (ids.length === 0) return { decided: 0 }
  const rows = await decided(ctx, decision)
    .where(
      'id',
      'in',
      ids.map(({ id }) => id),
    )
    .returning(['kind', 'subject', 'subjectId'])
    .execute()
  await apply(ctx, rows, decision)
  await ctx.announce(doubtDecided, { kind, decision, records: rows.length }, { subjectId: ctx.workspace.id })
  return { decided: rows.length }
}

const decided = ({ tx, now, who }: Writing, decision: Decision) =>
  tx.updateTable('doubt').set({ decision, decidedAt: now, decidedBy: who.memberId })

/** What counts is in all figures at once; what does not is in none. An account counts in any case: here it is only said that two are two. */
async function apply(ctx: Writing, rows: readonly Row[], decision: Decision): Promise<void> {
  const { tx, now } = ctx
  for (const [subject, table] of [
    ['interaction', 'interaction'],
    ['time-log', 'timeLog'],
  ] as const) {
    const ids = rows.flatMap(row => (row.subject === subject ? [row.subjectId] : []))
    if (ids.length > 0)
      await tx
        .updateTable(table)
        .set({ removedAt: decision === 'count' ? null : now, changedAt: now })
        .where('id', 'in', ids)
        .execute()
  }
  await linkAgain(
    ctx,
    rows.flatMap(row => (row.subject === 'interaction' ? [row.subjectId] : [])),
  )
}

/** A contact that counts came after readings; one that does not is no contact after them. */
async function linkAgain(ctx: Writing, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  const contacts = await ctx.tx
    .selectFrom('interaction')
    .select(['customerId', 'caller', 'source', 'enteredAt'])
    .where(sql<boolean>`id = any(${ids}::uuid[])`)
    .execute()
  await linkContacts(ctx, contacts)
}
