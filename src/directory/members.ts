import { newId } from '#kernel/id.ts'
import type { Language, Role, Writing } from '#kernel/slice.ts'

export type NewMember = {
  name: string
  email: string
  role: Role
  managerId: string | null
  language: Language
  languages?: readonly string[]
  skills?: readonly string[]
  userId?: string | null
}

/** Adds a member with their first place in the reporting tree. @returns the id */
export async function addMember(
  { tx, now }: Writing,
  { name, email, role, managerId, language, languages = [language], skills = [], userId = null }: NewMember,
): Promise<string> {
  const id = newId()
  await tx
    .insertInto('member')
    .values({ id, name, email, role, managerId, language, languages: [...languages], skills: [...skills], userId, createdAt: now })
    .execute()
  await tx.insertInto('memberPlace').values({ memberId: id, fromAt: now, role, managerId }).execute()
  return id
}

/** Another role or manager from now on; the place before it ends now and stays in the past's figures. */
export async function moveMember({ tx, now }: Writing, id: string, place: { role: Role; managerId: string | null }): Promise<void> {
  await tx
    .updateTable('memberPlace')
    .set({ untilAt: now })
    .where('memberId', '=', id)
    .where('untilAt', 'is', null)
    .where('fromAt', '<', now)
    .execute()
  await tx
    .insertInto('memberPlace')
    .values({ memberId: id, fromAt: now, ...place })
    .onConflict(on => on.columns(['workspaceId', 'memberId', 'fromAt']).doUpdateSet({ ...place, untilAt: null }))
    .execute()
  await tx.updateTable('member').set(place).where('id', '=', id).execute()
}
