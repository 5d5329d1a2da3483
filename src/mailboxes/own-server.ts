import type { Sender, SenderOf } from '#kernel/mail-ways.ts'
import { wrong } from '#kernel/problem.ts'
import type { Working, Writing } from '#kernel/slice.ts'
import { mailboxChanged } from './api.ts'
import { accountFor, problemOf } from './trying.ts'

type Kept = {
  smtpHost: string | null
  smtpPort: number | null
  smtpSecure: boolean
  smtpUsername: string | null
  smtpPassword: string | null
}
type Given = {
  ownServer: boolean
  smtpHost?: string | undefined
  smtpPort?: number | undefined
  smtpSecure?: boolean | undefined
  smtpUsername?: string | undefined
  smtpPassword?: string | undefined
}

const none = { smtpHost: null, smtpPort: null, smtpSecure: true, smtpUsername: null, smtpPassword: null }

/** What is kept of a mailbox's own mail server. A kept password goes only where it was given for. @throws Problem 400 for what is missing */
export function ownServerOf({ site }: Pick<Writing, 'site'>, before: Kept | null, given: Given): Kept {
  if (!given.ownServer) return none
  const was = before ?? none
  const smtpHost = given.smtpHost ?? was.smtpHost
  const smtpUsername = given.smtpUsername ?? was.smtpUsername
  if (!smtpHost) throw wrong('smtpHost', 'required')
  if (!smtpUsername) throw wrong('smtpUsername', 'required')
  const now = { smtpHost, smtpUsername, smtpPort: given.smtpPort ?? was.smtpPort ?? 465, smtpSecure: given.smtpSecure ?? was.smtpSecure }
  const same = (['smtpHost', 'smtpPort', 'smtpSecure', 'smtpUsername'] as const).every(key => now[key] === was[key])
  const smtpPassword = given.smtpPassword ? site.seal(given.smtpPassword) : same ? was.smtpPassword : null
  if (!smtpPassword) throw wrong('smtpPassword', 'required')
  return { ...now, smtpPassword }
}

/** A mailbox that sends by a server of its own; null once it no longer does. */
export const senderOf: SenderOf = async (ctx, mailboxId) => {
  const kept = await ctx.read(({ db }) => db.selectFrom('mailbox').selectAll().where('id', '=', mailboxId).executeTakeFirst())
  const { smtpHost: host, smtpPort: port, smtpUsername: username, smtpPassword: sealed } = kept ?? none
  if (!kept || kept.archivedAt || !host || !port || !username || !sealed) return null
  const account = { host, port, username, secure: kept.smtpSecure }
  return {
    version: `${kept.changedAt.toISOString()} ${sealed}`,
    smtp: () => accountFor(ctx.site, { ...account, password: ctx.site.unseal(sealed) }, 'smtp'),
    noted: noting(ctx, mailboxId, kept.sendProblem),
  }
}

/** Written only when it is news. */
const noting =
  ({ write }: Working, id: string, before: string | null): Sender['noted'] =>
  async error => {
    const { problem, said } = error ? problemOf(error) : { problem: null, said: null }
    if (problem === before) return
    await write(async ({ tx, now, announce }) => {
      await tx
        .updateTable('mailbox')
        .set({ sendProblem: problem, sendProblemSaid: said, sendProblemAt: problem ? now : null })
        .where('id', '=', id)
        .execute()
      await announce(mailboxChanged, { mailboxId: id, fields: ['sendProblem'] }, { subjectId: id })
    })
  }
