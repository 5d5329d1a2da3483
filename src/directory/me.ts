import type { Language, Open, Role } from '#kernel/slice.ts'

/** The signed-in user and their places. */
export async function me({ user, find, permissionsOf }: Open) {
  const places = await find(db =>
    db
      .selectFrom('member')
      .innerJoin('workspace', 'workspace.id', 'member.workspaceId')
      .select([
        'workspace.id',
        'workspace.number',
        'workspace.name',
        'workspace.sample',
        'workspace.language',
        'workspace.zone',
        'member.role',
        'member.id as memberId',
      ])
      .where('member.userId', '=', user!.id)
      .where('member.endedAt', 'is', null)
      .where('workspace.archivedAt', 'is', null)
      .orderBy('workspace.number')
      .execute(),
  )
  return {
    user: user!,
    workspaces: places.map(place => ({
      ...place,
      role: place.role as Role,
      language: place.language as Language,
      permissions: [...permissionsOf(place.role as Role)],
    })),
  }
}
