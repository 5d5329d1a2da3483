import { endOfDay } from '#core/time/days.ts'
import { addressOf, managerOf, notify } from '#directory/index.ts'
import { setClock, stopClock } from '#kernel/clock.ts'
import { sendMail } from '#kernel/mail.ts'
import { mailHtml } from '#kernel/mail-html.ts'
import type { ClockKind, Language, Writing } from '#kernel/slice.ts'
import { say } from '#kernel/text.ts'
import { actionOverdue } from './api.ts'

export const OVERDUE = 'action.overdue'
const OVERDUE_MANAGER = 'action.overdue-manager'
export const CHECK = 'action.check'
export const WATCH = 'action.watch'
const DAY = 86_400_000

/** Late is who has not done it when its day is over, where the company is. */
export const setOverdueClock = (ctx: Writing, id: string, dueOn: string) =>
  setClock(ctx, { kind: OVERDUE, subjectId: id, dueAt: endOfDay(dueOn, ctx.workspace.zone) })

export async function stopClocks(ctx: Writing, id: string): Promise<void> {
  for (const kind of [OVERDUE, OVERDUE_MANAGER, CHECK, WATCH]) await stopClock(ctx, { kind, subjectId: id })
}

export const stopOverdue = async (ctx: Writing, id: string) => {
  await stopClock(ctx, { kind: OVERDUE, subjectId: id })
  await stopClock(ctx, { kind: OVERDUE_MANAGER, subjectId: id })
}

type Late = { id: string; what: string; ownerId: string; ownerName: string | null }

const undone = ({ tx }: Writing, id: string): Promise<Late | undefined> =>
  tx
    .selectFrom('action')
    .leftJoin('member', 'member.id', 'action.ownerId')
    .select(['action.id', 'action.what', 'action.ownerId', 'member.name as ownerName'])
    .where('action.id', '=', id)
    .where('action.state', 'in', ['planned', 'doing'])
    .where('action.archivedAt', 'is', null)
    .executeTakeFirst()

/** First the owner; who has not done it a day later has a manager who is told, once. */
async function ownerLate(ctx: Writing, id: string): Promise<void> {
  const late = await undone(ctx, id)
  if (!late) return
  await ctx.tx.updateTable('action').set({ overdueAt: ctx.now }).where('id', '=', id).execute()
  await tell(ctx, late, late.ownerId, 'owner')
  await setClock(ctx, { kind: OVERDUE_MANAGER, subjectId: id, dueAt: new Date(ctx.now.getTime() + DAY) })
}

async function managerLate(ctx: Writing, id: string): Promise<void> {
  const late = await undone(ctx, id)
  if (!late) return
  const managerId = await managerOf(ctx, late.ownerId)
  await ctx.tx.updateTable('action').set({ overdueToldAt: ctx.now }).where('id', '=', id).execute()
  if (managerId) await tell(ctx, late, managerId, 'manager')
}

async function tell(ctx: Writing, late: Late, memberId: string, to: 'owner' | 'manager'): Promise<void> {
  const facts = { what: shortOf(late.what), owner: late.ownerName ?? '' }
  await notify(ctx, memberId, { type: to === 'owner' ? 'action.overdue' : 'action.overdue-team', facts, subjectId: late.id })
  await tellByMail(ctx, memberId, {
    subject: `actions.mail.overdue.${to}.subject`,
    text: `actions.mail.overdue.${to}.text`,
    facts,
    actionId: late.id,
  })
  await ctx.announce(actionOverdue, { actionId: late.id, toldId: memberId }, { subjectId: late.id })
}

/** What a bell shows of it. */
export const shortOf = (what: string) =>
  [...new Intl.Segmenter().segment(what)]
    .slice(0, 80)
    .map(one => one.segment)
    .join('')

type Letter = { subject: string; text: string; facts: Record<string, string | number>; actionId: string }

/** A mail in the member's language with a way to the action, where this server knows its own address. */
export async function tellByMail(ctx: Writing, memberId: string, { subject, text, facts, actionId }: Letter): Promise<void> {
  const member = await ctx.tx
    .selectFrom('member')
    .select(['name', 'email', 'language'])
    .where('id', '=', memberId)
    .where('endedAt', 'is', null)
    .executeTakeFirst()
  if (!member) return
  const language = member.language as Language
  const all = { ...facts, name: member.name, workspace: ctx.workspace.name }
  const address = await addressOf(ctx)
  const href = address && `${address.replace(/\/$/, '')}/${ctx.workspace.number}/actions/${actionId}`
  const words = say(language, text, all)
  await sendMail(ctx, {
    purpose: 'notice.action',
    to: member.email,
    toName: member.name,
    subject: say(language, subject, all),
    text: href ? `${words}\n\n${href}` : words,
    html: mailHtml(language, words, href ? { label: say(language, 'actions.mail.open'), href } : undefined),
    language,
    subjectId: actionId,
    memberId,
    expiresAt: new Date(ctx.now.getTime() + 3 * DAY),
  })
}

export const overdueClocks: ClockKind[] = [
  { kind: OVERDUE, fire: (ctx, { subjectId }) => ownerLate(ctx, subjectId) },
  { kind: OVERDUE_MANAGER, fire: (ctx, { subjectId }) => managerLate(ctx, subjectId) },
]
