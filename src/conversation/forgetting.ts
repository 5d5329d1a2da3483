import { finding, type Inside, system, writing } from '#kernel/inside.ts'
import type { Writing } from '#kernel/slice.ts'
import { rulesNow } from './rules.ts'

const DAY = 86_400_000
/** A file that was chosen for a message which nobody has sent, or gone on writing, for so long. */
const DRAFT_DAYS = 30
/** Up to 36 MB each. */
const AT_ONCE = 20

/** Mails as they came, whose days are over, and files of messages that were never sent. @returns how many went */
export async function forgetOld(inside: Inside): Promise<number> {
  const workspaces = await finding(inside, ({ tx }) => tx.selectFrom('workspace').select('id').execute())
  let gone = 0
  for (const { id } of workspaces) gone += await writing(inside, id, system, async ctx => (await forgetRaw(ctx)) + (await forgetFiles(ctx)))
  return gone
}

async function forgetRaw({ tx, now }: Writing): Promise<number> {
  const { rawDays } = await rulesNow(tx)
  const old = await tx
    .selectFrom('letter')
    .select('rawFileId')
    .where('rawFileId', 'is not', null)
    .where('at', '<', new Date(now.getTime() - rawDays * DAY))
    .orderBy('at')
    .limit(AT_ONCE)
    .execute()
  return remove(
    tx,
    old.map(row => row.rawFileId!),
  )
}

async function forgetFiles({ tx, now }: Writing): Promise<number> {
  const before = new Date(now.getTime() - DRAFT_DAYS * DAY)
  const left = await tx
    .deleteFrom('attachment')
    .where('fileId', 'in', db =>
      db
        .selectFrom('attachment')
        .leftJoin('draft', on =>
          on
            .onRef('draft.caseId', '=', 'attachment.caseId')
            .onRef('draft.memberId', '=', 'attachment.memberId')
            .on('draft.changedAt', '>=', before),
        )
        .select('attachment.fileId')
        .where('attachment.sentIn', 'is', null)
        .where('attachment.at', '<', before)
        .where('draft.caseId', 'is', null)
        .orderBy('attachment.at')
        .limit(AT_ONCE),
    )
    .returning('fileId')
    .execute()
  return remove(
    tx,
    left.map(row => row.fileId),
  )
}

async function remove(tx: Writing['tx'], fileIds: readonly string[]): Promise<number> {
  if (fileIds.length > 0) await tx.deleteFrom('file').where('id', 'in', fileIds).execute()
  return fileIds.length
}
