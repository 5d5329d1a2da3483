import { searchKey } from '#core/text/normalise.ts'
import { notFound, Problem } from '#kernel/problem.ts'
import type { Reading, Writing } from '#kernel/slice.ts'
import { causeChanged } from './api.ts'
import { mustExist } from './changing.ts'
import { ref, topicName } from './shape.ts'

const MOST = 200

/** Causes with how often they were met; few enough in a workspace to be found by comparing. */
export async function listCauses(
  { db, who }: Reading,
  { q, archived = false }: { q?: string | undefined; archived?: boolean | undefined },
) {
  const rows = await db
    .selectFrom('cause')
    .leftJoin('topic', 'topic.id', 'cause.topicId')
    .select(['cause.id', 'cause.name', 'cause.searchKey', 'cause.topicId', 'cause.archivedAt', topicName(who.language).as('topicName')])
    .select(({ selectFrom, fn }) => [
      selectFrom('customerCase').whereRef('customerCase.causeId', '=', 'cause.id').select(fn.countAll<number>().as('n')).as('cases'),
      selectFrom('customerCase')
        .whereRef('customerCase.causeId', '=', 'cause.id')
        .select(eb => eb.fn.max('customerCase.resolvedAt').as('at'))
        .as('lastAt'),
    ])
    .where('cause.mergedInto', 'is', null)
    .$if(!archived, query => query.where('cause.archivedAt', 'is', null))
    .orderBy('lastAt', ob => ob.desc().nullsLast())
    .orderBy('cause.id')
    .limit(2_000)
    .execute()
  const key = searchKey(q ?? '')
  return rows
    .filter(row => row.searchKey.includes(key))
    .slice(0, MOST)
    .map(row => ({
      id: row.id,
      name: row.name,
      topic: ref(row.topicId, row.topicName),
      archivedAt: row.archivedAt,
      cases: Number(row.cases),
      lastAt: row.lastAt,
    }))
}

export async function changeCause(
  ctx: Writing,
  { id, name, topicId, archived }: { id: string; name: string; topicId: string | null; archived: boolean },
) {
  const { tx, now } = ctx
  await mustExist(ctx, 'topic', topicId)
  const key = searchKey(name)
  const twin = await tx
    .selectFrom('cause')
    .select('id')
    .where('searchKey', '=', key)
    .where('mergedInto', 'is', null)
    .where('id', '<>', id)
    .executeTakeFirst()
  if (twin) throw new Problem('cause.exists')
  const before = await take(ctx, id)
  await tx
    .updateTable('cause')
    .set({ name, searchKey: key, topicId, archivedAt: archived ? (before.archivedAt ?? now) : null })
    .where('id', '=', id)
    .execute()
  await ctx.announce(causeChanged, { causeId: id }, { subjectId: id, detail: { before: before.name, name } })
  return null
}

/** Two names for one thing: cases go along, the name is free again. */
export async function mergeCause(ctx: Writing, { id, into }: { id: string; into: string }) {
  if (id === into) throw new Problem('cause.itself')
  await take(ctx, id)
  await take(ctx, into)
  await ctx.tx.updateTable('customerCase').set({ causeId: into }).where('causeId', '=', id).execute()
  await ctx.tx.updateTable('cause').set({ mergedInto: into }).where('id', '=', id).execute()
  await ctx.announce(causeChanged, { causeId: id }, { subjectId: id })
  return null
}

async function take({ tx }: Writing, id: string) {
  const found = await tx
    .selectFrom('cause')
    .select(['name', 'archivedAt'])
    .where('id', '=', id)
    .where('mergedInto', 'is', null)
    .forUpdate()
    .executeTakeFirst()
  if (!found) throw notFound('cause')
  return found
}
