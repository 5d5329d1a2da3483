import type { Writing } from '#kernel/slice.ts'

/**
 * Telephone systems use an id again, for the legs of a call or when their counter is full. So in a file the same id at another moment is another
 * contact, named by both; at the same moment it is the one that is there, perhaps corrected.
 */
export async function distinctIds({ tx }: Writing, source: string, rows: readonly { id: string; at: Date }[]): Promise<string[]> {
  const known = await tx
    .selectFrom('interaction')
    .select(['externalId', 'enteredAt'])
    .where('source', '=', source)
    .where('externalId', 'in', [...new Set(rows.map(({ id }) => id))])
    .execute()
  const first = new Map(known.map(({ externalId, enteredAt }) => [externalId, enteredAt.getTime()]))
  return rows.map(({ id, at }) => {
    if (!first.has(id)) first.set(id, at.getTime())
    return first.get(id) === at.getTime() ? id : `${id}@${at.toISOString()}`
  })
}
