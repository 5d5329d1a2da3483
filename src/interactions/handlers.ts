import { sql } from 'kysely'
import { searchKey, store } from '#core/text/normalise.ts'
import { cursorValues, page } from '#kernel/cursor.ts'
import { newId } from '#kernel/id.ts'
import { notFound } from '#kernel/problem.ts'
import type { Db, Reading, Writing } from '#kernel/slice.ts'
import { handlerDecided } from './api.ts'
import { candidatesOf, type Known } from './candidates.ts'

/** Who a source's name is: the handler always, the member where it is known. */
export type Handled = { handlerId: string; memberId: string | null }

/**
 * Finds or makes the handlers of these names, all in one go. A name that is exactly one member's address, external id or name is theirs from the
 * start; what two members share is left to a person.
 */
export async function handlersOf(
  ctx: Writing,
  source: string,
  names: readonly (string | null | undefined)[],
): Promise<(name: string | null | undefined) => Handled | null> {
  const wanted = new Map(names.flatMap(name => (name?.trim() ? [[searchKey(name.trim()), store(name.trim())] as const] : [])))
  if (wanted.size === 0) return () => null
  const known = await find(ctx, source, [...wanted.keys()])
  const fresh = [...wanted].filter(([key]) => !known.has(key))
  for (const [key, made] of await make(ctx, source, fresh)) known.set(key, made)
  return name => (name?.trim() ? (known.get(searchKey(name.trim())) ?? null) : null)
}

async function find({ tx }: Writing, source: string, keys: readonly string[]): Promise<Map<string, Handled>> {
  const rows = await tx
    .selectFrom('handler')
    .select(['id', 'nameKey', 'memberId'])
    .where('source', '=', source)
    .where('nameKey', 'in', keys)
    .execute()
  return new Map(rows.map(({ id, nameKey, memberId }) => [nameKey, { handlerId: id, memberId }]))
}

async function make(ctx: Writing, source: string, fresh: readonly (readonly [string, string])[]): Promise<Map<string, Handled>> {
  if (fresh.length === 0) return new Map()
  const memberOf = await membersByName(ctx)
  const rows = fresh.map(([nameKey, name]) => ({
    id: newId(),
    source,
    name: name.slice(0, 200),
    nameKey,
    memberId: memberOf(nameKey),
    createdAt: ctx.now,
  }))
  // Another import may have made them meanwhile: then theirs count.
  await ctx.tx
    .insertInto('handler')
    .values(rows)
    .onConflict(conflict => conflict.columns(['workspaceId', 'source', 'nameKey']).doNothing())
    .execute()
  return find(
    ctx,
    source,
    fresh.map(([key]) => key),
  )
}

async function membersByName({ tx }: Writing): Promise<(key: string) => string | null> {
  const members = await tx.selectFrom('member').select(['id', 'name', 'email', 'externalId']).execute()
  const byKey = new Map<string, Set<string>>()
  for (const { id, name, email, externalId } of members)
    for (const one of [name, email, externalId]) if (one) byKey.set(searchKey(one), (byKey.get(searchKey(one)) ?? new Set()).add(id))
  return key => {
    const found = byKey.get(key)
    return found?.size === 1 ? [...found][0]! : null
  }
}

/** The undecided first, then by source and name. */
export async function list({ db }: Reading, { cursor, limit }: { cursor?: string | undefined; limit: number }) {
  const after = cursor === undefined ? null : cursorValues(cursor, 4)
  const decided = sql<number>`case when handler.member_id is null and handler.decided_at is null then 0 else 1 end`
  const rows = await db
    .selectFrom('handler')
    .leftJoin('member', 'member.id', 'handler.memberId')
    .select(['handler.id', 'handler.source', 'handler.name', 'member.id as memberId', 'member.name as memberName', decided.as('decided')])
    .$if(after !== null, query =>
      query.where(
        sql<boolean>`(${decided}, handler.source, handler.name, handler.id) > (${after![0]}::int, ${after![1]}, ${after![2]}, ${after![3]}::uuid)`,
      ),
    )
    .orderBy(decided)
    .orderBy('handler.source')
    .orderBy('handler.name')
    .orderBy('handler.id')
    .limit(limit + 1)
    .execute()
  const { items, next } = page(rows, limit, row => [row.decided, row.source, row.name, row.id])
  const known = items.some(row => row.decided === 0) ? await knownMembers(db) : []
  return { items: items.map(row => shown(row, row.decided === 0 ? known : [])), next }
}

const knownMembers = (db: Db): Promise<Known[]> =>
  db.selectFrom('member').select(['id', 'name', 'email', 'externalId']).where('endedAt', 'is', null).orderBy('name').orderBy('id').execute()

type Row = { id: string; source: string; name: string; memberId: string | null; memberName: string | null; decided: number }

const shown = ({ id, source, name, memberId, memberName, decided }: Row, known: readonly Known[]) => ({
  id,
  source,
  name,
  member: memberId && memberName !== null ? { id: memberId, name: memberName } : null,
  decided: decided === 1,
  candidates: candidatesOf(name, known).map(({ id, name, email, externalId }) => ({ id, name, about: email ?? externalId })),
})

/** Everything that the source told under this name becomes the member's, or nobody's again. */
export async function decide(ctx: Writing, { id, memberId }: { id: string; memberId: string | null }) {
  const { tx, now, who, announce } = ctx
  if (memberId && !(await tx.selectFrom('member').select('id').where('id', '=', memberId).executeTakeFirst())) throw notFound('member')
  const found = await tx
    .updateTable('handler')
    .set({ memberId, decidedAt: now, decidedBy: who.memberId })
    .where('id', '=', id)
    .returning(['id', 'source', 'name'])
    .executeTakeFirst()
  if (!found) throw notFound('handler')
  for (const table of ['interaction', 'caseEvent', 'timeLog'] as const)
    await tx.updateTable(table).set({ memberId }).where('handlerId', '=', id).execute()
  await announce(handlerDecided, { handlerId: id, memberId }, { subjectId: id })
  const member = memberId ? await tx.selectFrom('member').select(['id', 'name']).where('id', '=', memberId).executeTakeFirstOrThrow() : null
  return { ...found, member, decided: true, candidates: [] }
}
