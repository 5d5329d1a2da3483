import { sql } from 'kysely'
import type { Language, Open, Role } from '#kernel/slice.ts'

/** The signed-in user and their places. */
export async function me({ user, find, permissionsOf, site }: Open) {
  const places = await find(db =>
    db
      .selectFrom('member')
      .innerJoin('workspace', 'workspace.id', 'member.workspaceId')
      .select(['workspace.id', 'workspace.number', 'workspace.name', 'workspace.sample', 'workspace.language', 'workspace.zone'])
      .select(['member.role', 'member.id as memberId', held().as('held')])
      .where('member.userId', '=', user!.id)
      .where('member.endedAt', 'is', null)
      .where('workspace.archivedAt', 'is', null)
      .orderBy('workspace.number')
      .execute(),
  )
  return {
    sendsMail: site.sendsMail,
    user: user!,
    workspaces: places.map(({ held, ...place }) => ({
      ...place,
      role: place.role as Role,
      language: place.language as Language,
      permissions: [...permissionsOf(place.role as Role)],
      banners: banners(place, held, site.sendsMail),
    })),
  }
}

/** Mail that has waited since before it could be sent. */
const held = () =>
  sql<boolean>`exists (select from mail where mail.workspace_id = member.workspace_id and mail.state = 'waiting' and mail.try_at = mail.expires_at)`

/** A sample company sends nothing, so it misses nothing. */
function banners({ role, sample }: { role: string; sample: boolean }, held: boolean, sendsMail: boolean): string[] {
  if (role !== 'admin' || sample) return []
  return sendsMail ? (held ? ['mail-waiting'] : []) : ['no-smtp']
}
