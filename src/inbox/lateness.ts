import { sql } from 'kysely'
import { addressOf, managerOf, notify } from '#directory/index.ts'
import { setClock } from '#kernel/clock.ts'
import { sendMail } from '#kernel/mail.ts'
import { mailHtml } from '#kernel/mail-html.ts'
import type { Language, Tx, Writing } from '#kernel/slice.ts'
import { say } from '#kernel/text.ts'
import { caseLate, caseLateTold } from './api.ts'
import { caseOfClock, escalate, nextStep, resolveLate, warn } from './escalating.ts'
import { endQueue } from './handing-over.ts'
import { afterSilence } from './silence.ts'
import { CASE_ESCALATE, CASE_LATE, CASE_QUEUE, CASE_RESOLVE_LATE, CASE_SILENT, CASE_WARN, followClocks } from './timing.ts'

const LATE_TELL = 'case.late-tell'
const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

/** The 24 hours are over and nobody has replied: noted once, and the manager will be told within the minute, of all that is late by then. */
async function becomeLate(ctx: Writing, caseId: string): Promise<void> {
  const { tx, now, announce } = ctx
  const one = await caseOfClock(ctx, caseId)
  if (one?.state !== 'open' || one.lateAt !== null) return
  // After an outage both are due at once, and another server may be at the warning: it comes before the breach, and is never left out.
  if (one.warnAt !== null && one.warnAt <= now) await warn(ctx, caseId)
  // At the top there is nobody above: then the owner is told.
  const managerId = (await managerOf(ctx, one.ownerId)) ?? one.ownerId
  await oneTeller(tx, managerId)
  const escalateAt = await nextStep(ctx, one, 2)
  await tx.updateTable('customerCase').set({ lateAt: now, lateTo: managerId, escalated: 1, escalateAt }).where('id', '=', caseId).execute()
  await followClocks(ctx, [caseId])
  await announce(caseLate, { caseId, ownerId: one.ownerId, managerId }, { subjectId: caseId, customerId: one.customerId })
  await tellSoon(ctx, managerId)
}

const tellSoon = async (ctx: Writing, managerId: string) => {
  if (await telling(ctx.tx, managerId)) return
  await setClock(ctx, { kind: LATE_TELL, subjectId: managerId, dueAt: new Date(ctx.now.getTime() + MINUTE) })
}

/** One step up the chain; whoever stands there is told as a manager is. */
async function goUp(ctx: Writing, caseId: string): Promise<void> {
  const toId = await escalate(ctx, caseId)
  if (!toId) return
  await oneTeller(ctx.tx, toId)
  await tellSoon(ctx, toId)
}

// Held to the end of the transaction: who notes a late case and who tells of them never pass each other unseen.
const oneTeller = (tx: Tx, managerId: string) => sql`select pg_advisory_xact_lock(hashtextextended(${`late ${managerId}`}, 0))`.execute(tx)

const telling = (tx: Tx, managerId: string) =>
  tx
    .selectFrom('clock')
    .select('generation')
    .where('kind', '=', LATE_TELL)
    .where('subjectId', '=', managerId)
    .where('firedAt', 'is', null)
    .where('stoppedAt', 'is', null)
    .executeTakeFirst()

/** Tells a manager once of everything that has become late; each case is told of once in each of its clocks. */
async function tell(ctx: Writing, managerId: string): Promise<void> {
  const { tx, now, announce } = ctx
  await oneTeller(tx, managerId)
  const told = await tx
    .updateTable('customerCase')
    .set({ lateToldAt: now })
    .where('lateTo', '=', managerId)
    .where('lateToldAt', 'is', null)
    .where('state', '=', 'open')
    .returning(['id', 'number', 'ownerId'])
    .execute()
  if (told.length === 0) return
  await announce(caseLateTold, { managerId, caseIds: told.slice(0, 100).map(one => one.id) }, { subjectId: managerId })
  const [first] = told
  const facts = { n: told.length, number: first!.number }
  await notify(ctx, managerId, {
    type: 'case.late',
    facts,
    subjectId: told.length === 1 ? first!.id : null,
    onceKey: `case.late ${first!.id} ${now.toISOString()}`,
  })
  await mailManager(ctx, managerId, told)
}

type Told = { id: string; number: number; ownerId: string }

async function mailManager(ctx: Writing, managerId: string, told: readonly Told[]): Promise<void> {
  const manager = await ctx.tx.selectFrom('member').select(['name', 'email', 'language']).where('id', '=', managerId).executeTakeFirst()
  if (!manager) return
  const language = manager.language as Language
  const [first] = told
  const facts = {
    n: told.length,
    number: first!.number,
    name: manager.name,
    owner: await nameOf(ctx.tx, first!.ownerId),
    workspace: ctx.workspace.name,
  }
  const text = say(language, 'inbox.mail.late.text', facts)
  const href = await linkTo(ctx, told.length === 1 ? `inbox/${first!.id}` : 'inbox?view=team&due=late')
  await sendMail(ctx, {
    purpose: 'notice.late',
    to: manager.email,
    toName: manager.name,
    subject: say(language, 'inbox.mail.late.subject', facts),
    text: href ? `${text}\n\n${href}` : text,
    html: mailHtml(language, text, href ? { label: say(language, 'inbox.mail.late.button', facts), href } : undefined),
    language,
    subjectId: first!.id,
    memberId: managerId,
    expiresAt: new Date(ctx.now.getTime() + DAY),
  })
}

const nameOf = async (tx: Tx, memberId: string) =>
  (await tx.selectFrom('member').select('name').where('id', '=', memberId).executeTakeFirst())?.name ?? ''

/** Only where the address of this server is known: a guessed one is never put into a mail. */
async function linkTo(ctx: Writing, path: string): Promise<string | null> {
  const address = await addressOf(ctx)
  return address ? `${address.replace(/\/$/, '')}/${ctx.workspace.number}/${path}` : null
}

export const lateClocks = [
  { kind: CASE_LATE, fire: (ctx: Writing, { subjectId }: { subjectId: string }) => becomeLate(ctx, subjectId) },
  { kind: CASE_WARN, fire: (ctx: Writing, { subjectId }: { subjectId: string }) => warn(ctx, subjectId) },
  { kind: CASE_ESCALATE, fire: (ctx: Writing, { subjectId }: { subjectId: string }) => goUp(ctx, subjectId) },
  { kind: CASE_RESOLVE_LATE, fire: (ctx: Writing, { subjectId }: { subjectId: string }) => resolveLate(ctx, subjectId) },
  { kind: CASE_SILENT, fire: (ctx: Writing, { subjectId }: { subjectId: string }) => afterSilence(ctx, subjectId) },
  { kind: CASE_QUEUE, fire: (ctx: Writing, { subjectId }: { subjectId: string }) => endQueue(ctx, subjectId) },
  { kind: LATE_TELL, fire: (ctx: Writing, { subjectId }: { subjectId: string }) => tell(ctx, subjectId) },
]
