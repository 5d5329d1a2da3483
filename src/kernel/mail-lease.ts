import { sql } from 'kysely'
import type { Compose, Composed } from './mail.ts'
import type { SignIn } from './sign-in.ts'
import type { Language, Tx, Writing } from './slice.ts'

const MINUTE = 60_000
/** Whoever has a mail has it so long: another process, or we after a crash, tries again when it is over. */
export const LEASE_MS = 2 * MINUTE

/** What a mail needs to be written. */
export type Desk = {
  /** False where there is no SMTP server. */
  canSend: boolean
  composers: ReadonlyMap<string, Compose>
  signIn: Pick<SignIn, 'resetToken'>
  failed: (problem: Error, what: string) => void
}
type Row = Awaited<ReturnType<typeof lock>>[number]
export type Taken = Awaited<ReturnType<typeof leased>>[number]

/** Leases the mails that are still to be sent, written out. One that cannot be written waits a minute, then two, and holds up no other. */
export async function take(ctx: Writing, ids: readonly string[], desk: Desk): Promise<Taken[]> {
  const written: { mail: Row; composed: Composed }[] = []
  for (const mail of await lock(ctx, ids)) {
    const composed = await readyOf(ctx, mail, desk)
    if (composed) written.push({ mail, composed })
  }
  return written.length > 0 ? leased(ctx, written) : []
}

const lock = ({ tx, now }: Writing, ids: readonly string[]) =>
  tx
    .selectFrom('mail')
    .selectAll()
    .where('id', '=', sql<string>`any(${ids}::uuid[])`)
    .where('state', '=', 'waiting')
    .where('tryAt', '<=', now)
    .orderBy('tryAt')
    .forUpdate()
    .skipLocked()
    .execute()

const change = (tx: Tx, id: string, set: object) => tx.updateTable('mail').set(set).where('id', '=', id).execute()

/** Null for one that does not go, or not now. */
async function readyOf(ctx: Writing, mail: Row, desk: Desk): Promise<Composed | null> {
  const { tx, now, workspace } = ctx
  const end = async (set: object) => void (await change(tx, mail.id, set))
  if (mail.expiresAt <= now) return (await end({ state: 'expired', tryAt: null })) ?? null
  // A sample company writes to nobody.
  if (workspace.sample) return (await end({ state: 'discarded', tryAt: null, problem: 'sample' })) ?? null
  // Held: when an SMTP server appears, an administrator says whether what waited so long still goes. Until then it can only expire.
  if (!desk.canSend && !mail.senderId) return (await end({ tryAt: mail.expiresAt })) ?? null
  if (mail.text !== null) return { text: mail.text, html: mail.html }
  return composedOf(ctx, mail, desk)
}

async function composedOf(ctx: Writing, mail: Row, { composers, signIn, failed }: Desk): Promise<Composed | null> {
  await sql`savepoint mail`.execute(ctx.tx)
  try {
    const composed = await composers.get(mail.purpose)?.(ctx, { ...mail, language: mail.language as Language }, signIn)
    if (!composed) await change(ctx.tx, mail.id, { state: 'discarded', tryAt: null })
    await sql`release savepoint mail`.execute(ctx.tx)
    return composed ?? null
  } catch (error) {
    await sql`rollback to savepoint mail`.execute(ctx.tx)
    failed(error as Error, `mail ${mail.id}`)
    await change(ctx.tx, mail.id, putOff(ctx.now, mail.attempts + 1, error as Error))
    return null
  }
}

/** Once more: a minute later, then two, four, up to an hour. */
export const putOff = (now: Date, attempts: number, problem: Error) => ({
  tryAt: new Date(now.getTime() + Math.min(2 ** (attempts - 1), 60) * MINUTE),
  leasedUntil: null,
  attempts,
  problem: problem.message.slice(0, 500),
})

async function leased({ tx, now, workspace }: Writing, written: readonly { mail: Row; composed: Composed }[]) {
  const leasedUntil = new Date(now.getTime() + LEASE_MS)
  await tx
    .updateTable('mail')
    .set(({ eb }) => ({ tryAt: leasedUntil, leasedUntil, attempts: eb('attempts', '+', 1) }))
    .where('id', '=', sql<string>`any(${written.map(({ mail }) => mail.id)}::uuid[])`)
    .execute()
  return written.map(({ mail, composed }) => ({
    ...{ headers: {}, returnTo: null },
    ...mail,
    ...composed,
    attempts: mail.attempts + 1,
    workspaceName: workspace.name,
  }))
}
