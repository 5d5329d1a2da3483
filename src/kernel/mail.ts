import nodemailer, { type Transporter } from 'nodemailer'
import { newId } from './id.ts'
import { finding, type Inside, system, writing } from './inside.ts'
import type { SignIn } from './sign-in.ts'
import type { Language, Writing } from './slice.ts'

const MINUTE = 60_000
const LEASE = 2 * MINUTE
/** Together less than the lease: a server that hangs must not see a second one come with the same mail, nor hold up the others for long. */
const PATIENCE = { connectionTimeout: 20_000, greetingTimeout: 20_000, socketTimeout: 40_000, dnsTimeout: 10_000 }

export type NewMail = {
  /** `reply`, `sign-in.reset`, `notice.late`, …: says who composes it when it goes, and what the waiting list may show. */
  purpose: string
  to: string
  toName?: string | null
  fromName?: string | null
  replyTo?: string | null
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
export async function sendMail({ tx, now }: Writing, { to, ...mail }: NewMail): Promise<{ id: string; messageId: string }> {
  const id = newId()
  const messageId = `<${id}@sabai.invalid>`
  await tx
    .insertInto('mail')
    .values({ ...oneLine(mail), id, messageId, at: now, tryAt: now, toAddress: line(to), thread: mail.thread ?? [] })
    .execute()
  return { id, messageId }
}

// A line break in a header would start another header.
const line = (text: string) => text.replace(/[\r\n\0]+/g, ' ').trim()
const oneLine = <Mail extends Omit<NewMail, 'to'>>(mail: Mail) => ({
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

/** What it says; headers of its own (List-Unsubscribe); where it comes back to when it cannot be delivered. */
export type Composed = { text: string; html?: string | null; headers?: Readonly<Record<string, string>>; returnTo?: string | null }

/** Told in the transaction that notes how a mail went, by purpose: `refused` when its server will never take it. */
export type Posted = (
  ctx: Writing,
  mail: { id: string; subjectId: string | null; toAddress: string; state: 'sent' | 'refused'; problem: string | null },
) => Promise<unknown>

export type Post = {
  /** @returns how many mails were looked at */
  run: () => Promise<number>
  close: () => void
  configured: boolean
}

/** Takes waiting mail to the SMTP server. Without one it only lets mail expire: nothing is lost, the page "Waiting mail" shows it. */
export function post(
  inside: Inside,
  settings: Settings & { smtpUrl: string | null },
  composers: ReadonlyMap<string, Compose>,
  posted: ReadonlyMap<string, Posted>,
  failed: (problem: Error, what: string) => void,
): Post {
  const transport = settings.smtpUrl
    ? nodemailer.createTransport({ url: settings.smtpUrl, ...PATIENCE, disableFileAccess: true, disableUrlAccess: true } as never)
    : null
  return {
    configured: transport !== null,
    close: () => transport?.close(),
    run: async () => {
      const due = await finding(inside, ({ tx, now }) =>
        tx
          .selectFrom('mail')
          .select(['workspaceId', 'id', 'expiresAt'])
          .where('state', '=', 'waiting')
          .where('tryAt', '<=', now)
          .orderBy('tryAt')
          .limit(50)
          .execute(),
      )
      for (const mail of due)
        await carry(inside, transport, settings, composers, posted, mail).catch(async error => {
          failed(error as Error, `mail ${mail.id}`)
          await writing(inside, mail.workspaceId, system, ctx => postpone(ctx, mail.id, error as Error)).catch(() => {})
        })
      return due.length
    },
  }
}

type Settings = { mailFrom: string | null; mailReplyTo: string | null; signIn: Pick<SignIn, 'resetToken'> }

async function carry(
  inside: Inside,
  transport: Transporter | null,
  settings: Settings,
  composers: ReadonlyMap<string, Compose>,
  posted: ReadonlyMap<string, Posted>,
  { workspaceId, id }: { workspaceId: string; id: string },
) {
  const taken = await writing(inside, workspaceId, system, ctx => take(ctx, id, transport !== null, composers, settings.signIn))
  if (!taken || !transport) return
  const problem = await transport.sendMail(message(taken, settings)).then(
    () => null,
    error => error as Error & { responseCode?: number },
  )
  await writing(inside, workspaceId, system, async ctx => {
    const state = await note(ctx, taken, problem)
    if (state !== 'waiting') await posted.get(taken.purpose)?.(ctx, { ...taken, state, problem: problem?.message ?? null })
  })
}

/** A mail that cannot even be written must not be tried again and again at once: a minute later, then two, four, up to an hour. */
async function postpone({ tx, now }: Writing, id: string, problem: Error) {
  const mail = await tx.selectFrom('mail').select('attempts').where('id', '=', id).where('state', '=', 'waiting').executeTakeFirst()
  if (!mail) return
  const tryAt = again(now, mail.attempts + 1)
  await tx
    .updateTable('mail')
    .set({ tryAt, leasedUntil: null, attempts: mail.attempts + 1, problem: problem.message.slice(0, 500) })
    .where('id', '=', id)
    .execute()
}

const again = (now: Date, attempts: number) => new Date(now.getTime() + Math.min(2 ** (attempts - 1), 60) * MINUTE)

type Taken = NonNullable<Awaited<ReturnType<typeof take>>>

/** Leases the mail: another process, or we after a crash, tries again when the lease is over. */
async function take(ctx: Writing, id: string, canSend: boolean, composers: ReadonlyMap<string, Compose>, signIn: Settings['signIn']) {
  const { tx, now, workspace } = ctx
  const mail = await tx
    .selectFrom('mail')
    .selectAll()
    .where('id', '=', id)
    .where('state', '=', 'waiting')
    .where('tryAt', '<=', now)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst()
  if (!mail) return null
  const change = (set: object) => tx.updateTable('mail').set(set).where('id', '=', id).execute()
  if (mail.expiresAt <= now) return void (await change({ state: 'expired', tryAt: null }))
  // A sample company writes to nobody.
  if (workspace.sample) return void (await change({ state: 'discarded', tryAt: null, problem: 'sample' }))
  // Held: when an SMTP server appears, an administrator says whether what waited so long still goes. Until then it can only expire.
  if (!canSend) return void (await change({ tryAt: mail.expiresAt }))
  const composed: Composed | null | undefined =
    mail.text === null
      ? await composers.get(mail.purpose)?.(ctx, { ...mail, language: mail.language as Language }, signIn)
      : { text: mail.text, html: mail.html }
  if (!composed) return void (await change({ state: 'discarded', tryAt: null }))
  const leasedUntil = new Date(now.getTime() + LEASE)
  await change({ tryAt: leasedUntil, leasedUntil, attempts: mail.attempts + 1 })
  return { headers: {}, returnTo: null, ...mail, ...composed, attempts: mail.attempts + 1, workspaceName: workspace.name }
}

function message(mail: Taken, { mailFrom, mailReplyTo }: Settings) {
  const from = mailFrom ?? 'sabai@localhost'
  const plain = /<([^>]+)>/.exec(from)?.[1] ?? from
  const replyTo = mailReplyTo ?? mail.replyTo
  return {
    from: mail.fromName ? { name: `${mail.fromName} (${mail.workspaceName})`, address: plain } : from,
    // Never as a text: one with a comma in it would be two people.
    to: { name: mail.toName ?? '', address: mail.toAddress },
    ...(replyTo ? { replyTo } : {}),
    subject: mail.subject,
    text: mail.text ?? '',
    ...(mail.html ? { html: mail.html } : {}),
    // The id stays the same through every try; its host is the sender's, so that it is no sign of spam.
    messageId: hosted(mail.messageId, plain),
    ...(mail.inReplyTo ? { inReplyTo: hosted(mail.inReplyTo, plain), references: mail.thread.map(id => hosted(id, plain)) } : {}),
    headers: {
      'Content-Language': mail.language,
      ...(mail.purpose === 'reply' ? {} : { 'Auto-Submitted': 'auto-generated' }),
      ...mail.headers,
    },
    ...(mail.returnTo ? { envelope: { from: mail.returnTo, to: mail.toAddress } } : {}),
    disableFileAccess: true,
    disableUrlAccess: true,
  }
}

const hosted = (messageId: string, from: string) => messageId.replace('sabai.invalid', from.split('@')[1] ?? 'localhost')

/** 5xx is final; anything else is tried again, from a minute up to an hour apart, until the mail expires. */
async function note({ tx, now }: Writing, { id, attempts }: Taken, problem: (Error & { responseCode?: number }) | null) {
  const final = problem !== null && (problem.responseCode ?? 0) >= 550 && problem.responseCode! < 560
  await tx
    .updateTable('mail')
    .set({
      leasedUntil: null,
      ...(problem
        ? { problem: problem.message.slice(0, 500), ...(final ? { state: 'failed', tryAt: null } : { tryAt: again(now, attempts) }) }
        : { state: 'sent', sentAt: now, tryAt: null, problem: null }),
    })
    .where('id', '=', id)
    .execute()
  return problem === null ? 'sent' : final ? 'refused' : 'waiting'
}
