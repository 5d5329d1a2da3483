import type { Transporter } from 'nodemailer'
import { gatherer } from './gather.ts'
import { finding, type Inside, reading, system, writing } from './inside.ts'
import type { Compose, Posted } from './mail.ts'
import { type Desk, LEASE_MS, putOff, type Taken, take } from './mail-lease.ts'
import { message } from './mail-message.ts'
import type { SignIn } from './sign-in.ts'
import type { Writing } from './slice.ts'
import { fileBytes } from './stored-file.ts'

/** So many go at the same moment, each on a connection that is kept; the address of the server may say otherwise (`?maxConnections=2`). */
export const AT_ONCE = 5
const FOUND = 200
const TAKEN = 50
/** A server that hangs must not see a second process come with the same mail, so whatever happens ends well before the lease does. */
const PATIENCE = { connectionTimeout: 20_000, greetingTimeout: 20_000, socketTimeout: 40_000, dnsTimeout: 10_000 }
const LONGEST_MS = 80_000
/** A connection that nobody uses is left soon: servers close theirs without a word. */
const POOLED = { pool: true, maxConnections: AT_ONCE, maxMessages: 100, idleTimeout: 5_000, maxRequeues: 1 }

export type Post = {
  /** @returns how many mails were looked at */
  run: () => Promise<number>
  close: () => void
  configured: boolean
}
type Settings = { mailFrom: string | null; mailReplyTo: string | null; signIn: Pick<SignIn, 'resetToken'> }
type Carrier = {
  inside: Inside
  settings: Settings
  transport: (() => Promise<Transporter>) | null
  desk: Desk
  posted: ReadonlyMap<string, Posted>
  note: ReturnType<typeof gatherer<Went>>
}

/** Takes waiting mail to the SMTP server. Without one it only lets mail expire: nothing is lost, the page "Waiting mail" shows it. */
export function post(
  inside: Inside,
  settings: Settings & { smtpUrl: string | null },
  composers: ReadonlyMap<string, Compose>,
  posted: ReadonlyMap<string, Posted>,
  failed: (problem: Error, what: string) => void,
): Post {
  let opened: Promise<Transporter> | undefined
  const transport = settings.smtpUrl ? () => (opened ??= transporter(settings.smtpUrl!)) : null
  const desk = { canSend: transport !== null, composers, signIn: settings.signIn, failed }
  const carrier = { inside, settings, transport, desk, posted, note: gatherer<Went>() }
  return {
    configured: transport !== null,
    close: () => void opened?.then(one => one.close()),
    run: async () => {
      const due = await findDue(inside)
      for (const [workspaceId, mails] of Map.groupBy(due, mail => mail.workspaceId))
        for (let at = 0; at < mails.length; at += TAKEN)
          await carry(
            carrier,
            workspaceId,
            mails.slice(at, at + TAKEN).map(({ id }) => id),
          )
      return due.length
    },
  }
}

/** Made with the first mail. */
async function transporter(url: string): Promise<Transporter> {
  const { default: nodemailer } = await import('nodemailer')
  return nodemailer.createTransport({ ...POOLED, ...PATIENCE, url, disableFileAccess: true, disableUrlAccess: true } as never)
}

const findDue = (inside: Inside) =>
  finding(inside, ({ tx, now }) =>
    tx
      .selectFrom('mail')
      .select(['workspaceId', 'id'])
      .where('state', '=', 'waiting')
      .where('tryAt', '<=', now)
      .orderBy('tryAt')
      .limit(FOUND)
      .execute(),
  )

async function carry(carrier: Carrier, workspaceId: string, ids: readonly string[]): Promise<void> {
  const latest = performance.now() + LEASE_MS - LONGEST_MS
  const taken = await takeOrPutOff(carrier, workspaceId, ids)
  await sendAll(carrier, workspaceId, taken, latest)
}

/** What cannot be taken together is taken one by one, so that the others go; the one that fails alone is put off. */
async function takeOrPutOff(carrier: Carrier, workspaceId: string, ids: readonly string[]): Promise<Taken[]> {
  const { inside, desk } = carrier
  try {
    return await writing(inside, workspaceId, system, ctx => take(ctx, ids, desk))
  } catch (error) {
    desk.failed(error as Error, `mails ${ids.length}`)
    if (ids.length === 1) await writing(inside, workspaceId, system, ctx => postpone(ctx, ids[0]!, error as Error)).catch(() => {})
  }
  const taken: Taken[] = []
  if (ids.length > 1) for (const id of ids) taken.push(...(await takeOrPutOff(carrier, workspaceId, [id])))
  return taken
}

/** A few at once, each noted before the next goes: a crash leaves no more than these in doubt. What is too late for its lease goes with the next. */
async function sendAll({ inside, transport, settings, posted, note }: Carrier, workspaceId: string, taken: Taken[], latest: number) {
  const left = [...taken]
  const store = (went: readonly Went[]) => writing(inside, workspaceId, system, ctx => noteAll(ctx, went, posted))
  const line = async () => {
    for (let mail = left.shift(); mail && performance.now() < latest; mail = left.shift())
      await note(workspaceId, store, {
        mail,
        problem: await send(await transport!(), mail, await filesOf(inside, workspaceId, mail), settings),
      })
  }
  const lines = await Promise.allSettled(Array.from({ length: Math.min(AT_ONCE, taken.length) }, line))
  for (const one of lines) if (one.status === 'rejected') throw one.reason
}

type Problem = Error & { responseCode?: number }
type Went = { mail: Taken; problem: Problem | null }

type Files = Parameters<typeof message>[1]

/** Read as the mail goes: five mails' files in memory at most. */
const filesOf = async (inside: Inside, workspaceId: string, { fileIds }: Taken): Promise<Files> => {
  const files = []
  for (const id of fileIds) files.push(await reading(inside, workspaceId, system, ({ db }) => fileBytes(db, id)))
  return files.filter(file => file !== null)
}

const send = (transport: Transporter, mail: Taken, files: Files, settings: Settings): Promise<Problem | null> =>
  transport.sendMail({ ...message(mail, files, settings), signal: AbortSignal.timeout(LONGEST_MS) } as never).then(
    () => null,
    error => error as Problem,
  )

/** Those that come back while others are being noted are noted together with the next. */
async function noteAll(ctx: Writing, went: readonly Went[], posted: ReadonlyMap<string, Posted>) {
  for (const { mail, problem } of went) {
    const state = await noteOne(ctx, mail, problem)
    if (state !== 'waiting') await posted.get(mail.purpose)?.(ctx, { ...mail, state, problem: problem?.message ?? null })
  }
  return new Set(went)
}

/** 5xx is final; anything else is tried again, from a minute up to an hour apart, until the mail expires. */
async function noteOne({ tx, now }: Writing, { id, attempts }: Taken, problem: Problem | null) {
  const final = problem !== null && (problem.responseCode ?? 0) >= 550 && problem.responseCode! < 560
  const sent = { state: 'sent', sentAt: now, tryAt: null, leasedUntil: null, problem: null }
  const put = problem && { ...putOff(now, attempts, problem), ...(final && { state: 'failed', tryAt: null }) }
  await tx
    .updateTable('mail')
    .set(put ?? sent)
    .where('id', '=', id)
    .execute()
  return problem === null ? 'sent' : final ? 'refused' : 'waiting'
}

/** A mail that cannot even be taken must not be tried again and again at once. */
async function postpone({ tx, now }: Writing, id: string, problem: Error) {
  const mail = await tx.selectFrom('mail').select('attempts').where('id', '=', id).where('state', '=', 'waiting').executeTakeFirst()
  if (!mail) return
  await tx
    .updateTable('mail')
    .set(putOff(now, mail.attempts + 1, problem))
    .where('id', '=', id)
    .execute()
}
