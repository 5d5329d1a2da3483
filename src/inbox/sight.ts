import { Problem } from '#kernel/problem.ts'
import type { Common, Db, Tx } from '#kernel/slice.ts'

/** Whose cases somebody may see. */
export type Sight = { all: true } | { all: false; memberIds: string[] }
export type Place = { id: string; managerId: string | null }

/**
 * Reps see their own and their team's cases, managers those of all below them, heads and champions all; an admin those that fell to them
 * because nobody else is there. A permission has already said whether they may see cases at all.
 */
export function seenBy(members: readonly Place[], me: Place, role: string | null): string[] {
  if (role === 'manager') return [me.id, ...below(members, me.id)]
  if (role === 'rep' && me.managerId) return [me.managerId, ...members.filter(one => one.managerId === me.managerId).map(one => one.id)]
  return [me.id]
}

function below(members: readonly Place[], managerId: string): string[] {
  const found: string[] = []
  for (let level = [managerId]; level.length > 0; ) {
    level = members.filter(one => one.managerId !== null && level.includes(one.managerId) && !found.includes(one.id)).map(one => one.id)
    found.push(...level)
  }
  return found
}

/** Keys and the system see all: what a key may do is in its scopes. */
export async function sightOf({ who }: Pick<Common, 'who'>, db: Db | Tx): Promise<Sight> {
  if (who.kind !== 'member' || who.role === 'head' || who.role === 'champion') return { all: true }
  return { all: false, memberIds: await team({ who }, db) }
}

/** My team: for a rep those with the same manager, for a manager all below, for a head those who report to them. */
export async function team({ who }: Pick<Common, 'who'>, db: Db | Tx): Promise<string[]> {
  const members = await (db as Tx).selectFrom('member').select(['id', 'managerId']).execute()
  const me = members.find(member => member.id === who.memberId)
  if (!me) return []
  return seenBy(members, me, who.role === 'head' || who.role === 'champion' ? 'manager' : who.role)
}

export const sees = (sight: Sight, ownerId: string) => sight.all || sight.memberIds.includes(ownerId)

/** @throws Problem 403 `case.not-yours`: it exists, but belongs to another team */
export function mustSee(sight: Sight, ownerId: string): void {
  if (!sees(sight, ownerId)) throw new Problem('case.not-yours', 403)
}
