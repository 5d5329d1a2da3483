import { newId } from '#kernel/id.ts'
import type { Letter } from '#kernel/imap.ts'
import type { Writing } from '#kernel/slice.ts'
import { keepFile } from '#kernel/stored-file.ts'
import type { LetterKind } from './letter-kind.ts'
import type { ReadLetter } from './read-letter.ts'
import { rulesNow } from './rules.ts'
import type { Verdict } from './sender.ts'

/** @returns null when it is here already */
export async function keepLetter(
  ctx: Writing,
  kind: LetterKind,
  letter: Letter,
  read: ReadLetter,
  verdict: Verdict,
): Promise<string | null> {
  const { rowKey, sentAt, from, to, cc, subject, messageId, own, signature, quoted, html, language } = read
  const id = newId()
  const kept = await ctx.tx
    .insertInto('letter')
    .values({
      ...{ id, kind, rowKey, sentAt, subject, messageId, own, signature, quoted, html, language, cc },
      ...{
        at: ctx.now,
        mailboxId: letter.box?.id ?? null,
        toAddresses: to,
        fromAddress: from?.address ?? '',
        fromName: from?.name || null,
      },
      ...{ sender: verdict.state, senderSaid: verdict.said, wholeBytes: letter.wholeBytes ?? null },
    })
    .onConflict(on => on.columns(['workspaceId', 'rowKey']).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!kept) return null
  await keepFiles(ctx, id, read)
  await keepRaw(ctx, id, letter)
  return id
}

async function keepFiles(ctx: Writing, letterId: string, { files }: ReadLetter): Promise<void> {
  for (const [nth, { bytes, ...file }] of files.entries()) {
    const fileId = await keepFile(ctx, { name: file.name, type: file.type, bytes })
    await ctx.tx
      .insertInto('letterFile')
      .values({ ...file, id: newId(), letterId, nth, fileId, bytes: bytes.length })
      .execute()
  }
}

/** As it came, until its days are over: what a reading of ours got wrong can be seen there. */
async function keepRaw(ctx: Writing, letterId: string, { raw }: Letter): Promise<void> {
  const { rawDays } = await rulesNow(ctx.tx)
  if (rawDays === 0) return
  const rawFileId = await keepFile(ctx, { name: 'mail.eml', type: 'message/rfc822', bytes: raw })
  await ctx.tx.updateTable('letter').set({ rawFileId }).where('id', '=', letterId).execute()
}
