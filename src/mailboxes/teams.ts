import { wrong } from '#kernel/problem.ts'
import type { Db, Tx, Writing } from '#kernel/slice.ts'
import type { Mailbox } from './api.ts'

/** Which teams write from which mailbox, each by its manager. */
export async function teamsOf(db: Db | Tx, mailboxIds: readonly string[]): Promise<Map<string, Mailbox['teams']>> {
  if (mailboxIds.length === 0) return new Map()
  const rows = await (db as Tx)
    .selectFrom('mailboxTeam')
    .innerJoin('member', 'member.id', 'mailboxTeam.managerId')
    .select(['mailboxTeam.mailboxId', 'member.id', 'member.name'])
    .where('mailboxTeam.mailboxId', 'in', mailboxIds)
    .orderBy('member.name')
    .execute()
  return new Map([...Map.groupBy(rows, row => row.mailboxId)].map(([of, teams]) => [of, teams.map(({ id, name }) => ({ id, name }))]))
}

/** A team writes from one mailbox: it leaves another for this. @throws Problem 400 for somebody who is no member */
export async function keepTeams({ tx }: Writing, mailboxId: string, managerIds: readonly string[]): Promise<void> {
  const ids = [...new Set(managerIds)]
  const known =
    ids.length > 0 ? await tx.selectFrom('member').select('id').where('id', 'in', ids).where('endedAt', 'is', null).execute() : []
  if (known.length < ids.length) throw wrong('teamIds', 'not-found')
  await tx.deleteFrom('mailboxTeam').where('mailboxId', '=', mailboxId).execute()
  if (ids.length > 0)
    await tx
      .insertInto('mailboxTeam')
      .values(ids.map(managerId => ({ managerId, mailboxId })))
      .onConflict(on => on.columns(['workspaceId', 'managerId']).doUpdateSet({ mailboxId }))
      .execute()
}
