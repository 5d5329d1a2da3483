import type { Posted } from './mail.ts'
import { putOff, type Taken } from './mail-lease.ts'
import type { Writing } from './slice.ts'

export type MailProblem = Error & { code?: string; responseCode?: number; command?: string }
export type Went = { mail: Taken; problem: MailProblem | null }

/** Those that come back while others are being noted are noted together with the next. */
export async function noteAll(ctx: Writing, went: readonly Went[], posted: ReadonlyMap<string, Posted>): Promise<Set<Went>> {
  for (const { mail, problem } of went) {
    const state = await noteOne(ctx, mail, problem)
    if (state !== 'waiting') await posted.get(mail.purpose)?.(ctx, { ...mail, state, problem: problem?.message ?? null })
  }
  return new Set(went)
}

/** A recipient or the mail itself is refused for good; anything else is tried again, from a minute up to an hour apart, until the mail expires. */
async function noteOne({ tx, now }: Writing, { id, attempts }: Taken, problem: MailProblem | null) {
  const final = problem !== null && isFinal(problem)
  const sent = { state: 'sent', sentAt: now, tryAt: null, leasedUntil: null, problem: null }
  const put = problem && { ...putOff(now, attempts, problem), ...(final && { state: 'failed', tryAt: null }) }
  await tx
    .updateTable('mail')
    .set(put ?? sent)
    .where('id', '=', id)
    .execute()
  return problem === null ? 'sent' : final ? 'refused' : 'waiting'
}

/** Too large, or 55x. But a server that will not have us as a sender says nothing of the recipient: that is for an administrator to mend. */
function isFinal({ code, command = 'DATA', responseCode = 0 }: MailProblem): boolean {
  if (responseCode === 552 || code === 'EMESSAGE') return responseCode >= 550 || responseCode === 0
  return command !== 'MAIL FROM' && responseCode >= 550 && responseCode < 560
}

/** It is the server that would have nothing to do with us (no connection, wrong password, may not send as this), whatever the mail. */
export const isOfTheWay = (problem: MailProblem): boolean => !isFinal(problem) && !['RCPT TO', 'DATA'].includes(problem.command ?? '')

/** A mail that cannot even be taken must not be tried again and again at once. */
export async function postpone({ tx, now }: Writing, id: string, problem: Error): Promise<void> {
  const mail = await tx.selectFrom('mail').select('attempts').where('id', '=', id).where('state', '=', 'waiting').executeTakeFirst()
  if (!mail) return
  await tx
    .updateTable('mail')
    .set(putOff(now, mail.attempts + 1, problem))
    .where('id', '=', id)
    .execute()
}
