import type { Open } from '#kernel/slice.ts'
import { foundSample } from './found.ts'

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
  const { id: userId, name, email, language } = user!
  const { id, number } = await foundSample(found, { language, visitors: [{ userId, name, email, language }] })
  return { id, number }
}
