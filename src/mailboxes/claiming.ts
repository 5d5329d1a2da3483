import type { Arriving, Place } from '#kernel/imap.ts'
import type { ClaimMailboxes, OwnMailbox } from '#kernel/mailboxes.ts'
import type { Working } from '#kernel/slice.ts'
import { mailboxChanged } from './api.ts'
import { accountFor, problemOf } from './trying.ts'

/** Longer than several looks: a process that dies gives its mailboxes up within it. */
const LEASE_MS = 60_000

/** Every mailbox that is not paused belongs to one process at a time, which renews it as it looks. */
export const claimMailboxes: ClaimMailboxes = async (arriving, process) => {
  const there = await arriving.find(db =>
    db
      .selectFrom('mailbox')
      .select(['workspaceId', 'id'])
      .where('archivedAt', 'is', null)
      .where('pausedAt', 'is', null)
      .orderBy('id')
      .execute(),
  )
  const mine: OwnMailbox[] = []
  for (const [workspaceId, boxes] of Map.groupBy(there, box => box.workspaceId))
    mine.push(
      ...(await claim(
        arriving,
        process,
        workspaceId,
        boxes.map(box => box.id),
      )),
    )
  return mine
}

async function claim({ inside }: Arriving, process: string, workspaceId: string, ids: string[]): Promise<OwnMailbox[]> {
  const desk = await inside(workspaceId)
  // A sample company has no customers who write.
  if (desk.workspace.sample) return []
  const taken = await desk.write(({ tx, now }) =>
    tx
      .updateTable('mailbox')
      .set({ leasedBy: process, leasedUntil: new Date(now.getTime() + LEASE_MS) })
      .where('id', 'in', ids)
      .where(({ eb, or }) => or([eb('leasedBy', '=', process), eb('leasedUntil', 'is', null), eb('leasedUntil', '<', now)]))
      .returning(['id', 'changedAt'])
      .execute(),
  )
  return taken.map(({ id, changedAt }) => ({
    id,
    workspaceId,
    version: changedAt.toISOString(),
    source: {
      account: () => accountNow(desk, id),
      place: { get: () => placeOf(desk, id), keep: place => keepPlace(desk, id, place) },
      well: () => noteWell(desk, id),
    },
    failed: problem => noteProblem(desk, id, problem),
  }))
}

async function accountNow({ read, site }: Working, id: string) {
  const kept = await read(({ db }) => db.selectFrom('mailbox').selectAll().where('id', '=', id).executeTakeFirstOrThrow())
  return accountFor(site, { ...kept, password: site.unseal(kept.password) })
}

async function placeOf({ read }: Working, id: string): Promise<Place | null> {
  const kept = await read(({ db }) => db.selectFrom('mailbox').select(['validity', 'uid']).where('id', '=', id).executeTakeFirst())
  return kept?.validity && kept.uid !== null ? { validity: kept.validity, uid: Number(kept.uid) } : null
}

const keepPlace = async ({ write }: Working, id: string, { validity, uid }: Place): Promise<void> =>
  void (await write(({ tx }) => tx.updateTable('mailbox').set({ validity, uid }).where('id', '=', id).execute()))

/** Pages hear of it only when it was not well before, and the time is written once a minute. */
const noteWell = ({ write }: Working, id: string): Promise<void> =>
  write(async ({ tx, now, announce }) => {
    const before = await tx.selectFrom('mailbox').select(['problem', 'readAt']).where('id', '=', id).executeTakeFirst()
    if (!before || (before.problem === null && before.readAt && now.getTime() - before.readAt.getTime() < 55_000)) return
    await tx.updateTable('mailbox').set({ readAt: now, problem: null, problemSaid: null, problemAt: null }).where('id', '=', id).execute()
    if (before.problem !== null || before.readAt === null)
      await announce(mailboxChanged, { mailboxId: id, fields: ['readAt'] }, { subjectId: id })
  })

const noteProblem = ({ write }: Working, id: string, error: Error): Promise<void> =>
  write(async ({ tx, now, announce }) => {
    const { problem, said } = problemOf(error)
    const before = await tx.selectFrom('mailbox').select(['problem', 'problemAt']).where('id', '=', id).executeTakeFirst()
    if (!before) return
    await tx
      .updateTable('mailbox')
      .set({ problem, problemSaid: said, problemAt: before.problemAt ?? now })
      .where('id', '=', id)
      .execute()
    if (before.problem !== problem) await announce(mailboxChanged, { mailboxId: id, fields: ['problem'] }, { subjectId: id })
  })
