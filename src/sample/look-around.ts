import type { Open } from '#kernel/slice.ts'

/** The sample that this person has already, else a new one. */
export async function lookAround({ user, find, found }: Open) {
  const own = await find(db =>
    db
      .selectFrom('member')
      .innerJoin('workspace', 'workspace.id', 'member.workspaceId')
      .select(['workspace.id', 'workspace.number'])
      .where('member.userId', '=', user!.id)
      .where('member.endedAt', 'is', null)
      .where('workspace.sample', '=', true)
      .where('workspace.archivedAt', 'is', null)
      .orderBy('workspace.number')
      .executeTakeFirst(),
  )
  if (own) return own
  // The simulator and its texts are read by whoever wants a sample.
  const { foundSample } = await import('./found.ts')
  const { id: userId, name, email, language } = user!
  const { id, number } = await foundSample(found, { language, visitors: [{ userId, name, email, language }] })
  return { id, number }
}
