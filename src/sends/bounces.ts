import type { TakeLetter } from '#kernel/imap.ts'
import { noteBounce } from './bounced.ts'
import { readReport } from './delivery-report.ts'

/** A delivery report about a survey's mail: whoever cannot be reached is marked, and not asked there again. */
export const takeReport: TakeLetter = async ({ find, inside }, letter) => {
  const report = readReport(letter)
  if (!report) return false
  const found = await find(db => db.selectFrom('mail').select('workspaceId').where('id', '=', report.mailId).executeTakeFirst())
  if (!found) return false
  const { write } = await inside(found.workspaceId)
  return write(async ctx => {
    const mail = await ctx.tx.selectFrom('mail').select(['toAddress', 'purpose']).where('id', '=', report.mailId).executeTakeFirst()
    if (mail) await noteBounce(ctx, { ...report, address: mail.toAddress })
    // Of a reply its case has to hear, too.
    return mail?.purpose !== 'reply'
  })
}
