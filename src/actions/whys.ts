import { chooseCause, mayOpen, takeCase } from '#inbox/index.ts'
import { notFound, Problem } from '#kernel/problem.ts'
import type { Reading, Writing } from '#kernel/slice.ts'
import { whysSet } from './api.ts'

/** @throws Problem 404, 403 `case.not-yours` */
export async function listWhys(ctx: Reading, { id }: { id: string }) {
  const { db, who } = ctx
  const one = await db
    .selectFrom('customerCase')
    .leftJoin('cause', 'cause.id', 'customerCase.causeId')
    .leftJoin('topic', 'topic.id', 'customerCase.topicId')
    .select(['customerCase.ownerId', 'customerCase.causeId', 'cause.name as causeName', 'customerCase.mergedInto'])
    .select(['customerCase.topicId', 'topic.name as topicName'])
    .where('customerCase.id', '=', id)
    .executeTakeFirst()
  if (!one) throw notFound('case')
  if (!(await mayOpen(ctx))(one.ownerId)) throw new Problem('case.not-yours', 403)
  const rows = await db.selectFrom('caseWhy').select('text').where('caseId', '=', id).orderBy('position').execute()
  return {
    whys: rows.map(row => row.text),
    cause: one.causeId ? { id: one.causeId, name: one.causeName ?? '' } : null,
    topic: one.topicId ? { id: one.topicId, name: one.topicName ?? '' } : null,
    mayChange: who.may('inbox.reply') && one.mergedInto === null,
  }
}

type Given = { id: string; whys: string[]; causeId?: string | undefined; causeName?: string | undefined }

/** The lines as they are now; the cause that they lead to is the case's, to be confirmed when it is resolved. */
export async function setWhys(ctx: Writing, { id, whys, causeId, causeName }: Given) {
  const { tx, now, who, announce } = ctx
  const one = await takeCase(ctx, id)
  await tx.deleteFrom('caseWhy').where('caseId', '=', id).execute()
  if (whys.length > 0)
    await tx
      .insertInto('caseWhy')
      .values(whys.map((text, at) => ({ caseId: id, position: at + 1, text, byMember: who.memberId, at: now })))
      .execute()
  await announce(
    whysSet,
    { caseId: id, count: whys.length },
    { subjectId: id, customerId: one.customerId, ...(whys.length > 0 && { detail: { whys } }) },
  )
  if (causeId || causeName) await chooseCause(ctx, one, { causeId, causeName })
  return null
}
