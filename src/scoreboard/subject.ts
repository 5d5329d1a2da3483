import { visibleTo } from '#directory/index.ts'
import type { Level } from '#kernel/metric.ts'
import { Problem } from '#kernel/problem.ts'
import type { Reading, Writing } from '#kernel/slice.ts'

export type Whose = { level: Level; of?: string | undefined }

/** Whose figures are asked for, by name. @throws Problem 403 when they are not the reader's to see, 404 when there is no such person */
export async function subjectOf(ctx: Reading, { level, of }: Whose): Promise<{ id: string; name: string }> {
  const { id, name } = ctx.workspace
  if (level === 'company') return { id, name }
  if (!of) throw new Problem('scoreboard.whose', 400)
  const seen = await visibleTo(ctx)
  const people = level === 'member' ? seen.members : seen.teams
  if (people !== 'all' && !people.includes(of)) throw new Problem('scoreboard.not-yours', 403)
  const found =
    (await ctx.db.selectFrom('member').select(['id', 'name']).where('id', '=', of).executeTakeFirst()) ??
    (await ctx.db.selectFrom('handler').select(['id', 'name']).where('id', '=', of).executeTakeFirst())
  if (!found) throw new Problem('member.not-found', 404)
  return found
}

/** A member whose figures the reader may see. @throws Problem 403, 404 */
export async function mustSee(ctx: Writing, id: string): Promise<{ name: string }> {
  const { members } = await visibleTo(ctx)
  if (members !== 'all' && !members.includes(id)) throw new Problem('scoreboard.not-yours', 403)
  const found = await ctx.tx.selectFrom('member').select('name').where('id', '=', id).executeTakeFirst()
  if (!found) throw new Problem('member.not-found', 404)
  return found
}
