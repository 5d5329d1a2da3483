import { newId } from './id.ts'
import type { SignIn } from './sign-in.ts'
import type { Language, Writing } from './slice.ts'

export type NewMail = {
  /** `reply`, `sign-in.reset`, `notice.late`, …: says who composes it when it goes, and what the waiting list may show. */
  purpose: string
  to: string
  toName?: string | null
  fromName?: string | null
  replyTo?: string | null
  /** Instead of the installation's address: one that this workspace may send from. */
  fromAddress?: string | null
  /** Whose own mail server carries it; see ./mail-ways.ts. */
  senderId?: string | null
  /** One of thousands: what a person waits for goes before it. */
  many?: boolean
  /** `replyTo` is read by us: it comes before the one address of the server's settings. */
  comesIn?: boolean
  cc?: readonly string[]
  /** Stored files that go along. */
  fileIds?: readonly string[]
  subject: string
  /** Null when it is composed as it goes, because it will hold a token. */
  text: string | null
  html?: string | null
  language: Language
  inReplyTo?: string | null
  thread?: string[]
  subjectId?: string | null
  customerId?: string | null
  memberId?: string | null
  expiresAt: Date
}

/** Puts a mail into the transaction that wants it; it goes after the commit, at least once, always with the same Message-ID. @returns its id */
export async function sendMail(
  { tx, now }: Writing,
  { to, cc = [], fileIds = [], ...mail }: NewMail,
): Promise<{ id: string; messageId: string }> {
  const id = newId()
  const messageId = `<${id}@sabai.invalid>`
  await tx
    .insertInto('mail')
    .values({
      ...oneLine(mail),
      id,
      messageId,
      at: now,
      tryAt: now,
      toAddress: line(to),
      cc: cc.map(line),
      fileIds: [...fileIds],
      thread: mail.thread ?? [],
    })
    .execute()
  return { id, messageId }
}

// A line break in a header would start another header.
const line = (text: string) => text.replace(/[\r\n\0]+/g, ' ').trim()
const oneLine = <Mail extends Omit<NewMail, 'to' | 'cc' | 'fileIds'>>(mail: Mail) => ({
  ...mail,
  subject: line(mail.subject).slice(0, 300),
  toName: mail.toName ? line(mail.toName) : null,
  fromName: mail.fromName ? line(mail.fromName) : null,
  replyTo: mail.replyTo ? line(mail.replyTo) : null,
})

/** Composed as it goes. Null: nothing to say any more, the mail is discarded. */
export type Compose = (
  ctx: Writing,
  mail: { id: string; toAddress: string; language: Language; subjectId: string | null; memberId: string | null; expiresAt: Date },
  signIn: Pick<SignIn, 'resetToken'>,
) => Promise<Composed | null>

/** What it says; headers of its own (List-Unsubscribe); where it comes back to when it cannot be delivered (`''`: nowhere, for what a machine answers). */
export type Composed = { text: string; html?: string | null; headers?: Readonly<Record<string, string>>; returnTo?: string | null }

/** Told in the transaction that notes how a mail went, by purpose: `refused` when its server will never take it. */
export type Posted = (
  ctx: Writing,
  mail: { id: string; subjectId: string | null; toAddress: string; state: 'sent' | 'refused'; problem: string | null },
) => Promise<unknown>
