import { sql } from 'kysely'
import type { z } from 'zod'
import { dayOf, endOfDay } from '#core/time/days.ts'
import { addressOf, notify } from '#directory/index.ts'
import { setClock, stopClock } from '#kernel/clock.ts'
import { cursorValues, page } from '#kernel/cursor.ts'
import { newId } from '#kernel/id.ts'
import { sendMail } from '#kernel/mail.ts'
import { mailHtml } from '#kernel/mail-html.ts'
import { notFound, Problem, wrong } from '#kernel/problem.ts'
import type { ClockKind, Db, Language, Reading, Writing } from '#kernel/slice.ts'
import { say } from '#kernel/text.ts'
import * as api from './api.ts'

const LATE = 'ask.late'
const DAY = 86_400_000

const rowsOf = (ctx: Reading | Writing) =>
  ('tx' in ctx ? (ctx.tx as unknown as Db) : ctx.db)
    .selectFrom('ask')
    .innerJoin('member as asked', 'asked.id', 'ask.toMember')
    .innerJoin('member as asker', 'asker.id', 'ask.byMember')
    .selectAll('ask')
    .select(['asked.name as toName', 'asker.name as byName'])

type Row = Awaited<ReturnType<ReturnType<typeof rowsOf>['execute']>>[number]

export async function listAsks(ctx: Reading, { state, to, cursor, limit }: z.output<typeof api.listAsks.input>) {
  const after = cursor === undefined ? null : cursorValues(cursor, 2)
  const rows = await rowsOf(ctx)
    .$if(to !== undefined, query => query.where('ask.toMember', '=', to!))
    .$if(state === 'answered', query => query.where('ask.answeredAt', 'is not', null))
    .$if(state === 'open' || state === 'late', query => query.where('ask.answeredAt', 'is', null).where('ask.withdrawnAt', 'is', null))
    .$if(state === 'late', query => query.where('ask.dueAt', '<', ctx.now))
    .$if(after !== null, query =>
      query.where(sql<boolean>`(ask.asked_at, ask.id) < (${String(after![0])}::timestamptz, ${String(after![1])}::uuid)`),
    )
    .orderBy('ask.askedAt', 'desc')
    .orderBy('ask.id', 'desc')
    .limit(limit + 1)
    .execute()
  const { items, next } = page(rows, limit, row => [row.askedAt, row.id])
  return { items: items.map(row => shown(ctx, row)), next }
}

const shown = ({ who, now }: Reading | Writing, row: Row): api.Ask => ({
  id: row.id,
  to: { id: row.toMember, name: row.toName },
  by: { id: row.byMember, name: row.byName },
  question: row.question,
  about: row.about as api.Ask['about'],
  aboutId: row.aboutId,
  askedAt: row.askedAt,
  dueAt: row.dueAt,
  state: row.withdrawnAt ? 'withdrawn' : row.answeredAt ? 'answered' : row.dueAt < now ? 'late' : 'open',
  answeredAt: row.answeredAt,
  answer: row.answer,
  mine: row.toMember === who.memberId,
  mayWithdraw: row.byMember === who.memberId && row.answeredAt === null,
})

async function one(ctx: Writing, id: string): Promise<api.Ask> {
  const row = await rowsOf(ctx).where('ask.id', '=', id).executeTakeFirst()
  if (!row) throw notFound('ask')
  return shown(ctx, row)
}

/** Answered by the end of that day, where the company is. */
export async function addAsk(ctx: Writing, { toId, question, dueOn, about, aboutId }: z.output<typeof api.addAsk.input>) {
  const { tx, who, now, workspace } = ctx
  if (!who.memberId) throw new Problem('forbidden', 403)
  const member = await tx.selectFrom('member').select('id').where('id', '=', toId).where('endedAt', 'is', null).executeTakeFirst()
  if (!member) throw notFound('member')
  if (dueOn < dayOf(now, workspace.zone)) throw wrong('dueOn', 'in-the-past')
  const id = newId()
  const dueAt = endOfDay(dueOn, workspace.zone)
  await tx
    .insertInto('ask')
    .values({ id, toMember: toId, byMember: who.memberId, question, about: about ?? null, aboutId: aboutId ?? null, askedAt: now, dueAt })
    .execute()
  await setClock(ctx, { kind: LATE, subjectId: id, dueAt })
  await ctx.announce(api.askAdded, { askId: id, toId }, { subjectId: id, detail: { question } })
  const ask = await one(ctx, id)
  await notify(ctx, toId, { type: 'ask.yours', facts: { by: ask.by.name }, subjectId: id })
  await mail(ctx, toId, 'asked', ask)
  return ask
}

/** @throws Problem 403 `ask.not-yours`, 409 `ask.answered` */
export async function answerAsk(ctx: Writing, { id, answer }: { id: string; answer: string }) {
  const row = await ctx.tx.selectFrom('ask').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  if (!row) throw notFound('ask')
  if (row.toMember !== ctx.who.memberId) throw new Problem('ask.not-yours', 403)
  if (row.answeredAt || row.withdrawnAt) throw new Problem('ask.answered')
  await ctx.tx.updateTable('ask').set({ answer, answeredAt: ctx.now }).where('id', '=', id).execute()
  await stopClock(ctx, { kind: LATE, subjectId: id })
  await ctx.announce(api.askAnswered, { askId: id, onTime: ctx.now <= row.dueAt }, { subjectId: id, detail: { answer } })
  const ask = await one(ctx, id)
  await notify(ctx, row.byMember, { type: 'ask.answered', facts: { by: ask.to.name }, subjectId: id })
  return ask
}

/** By who asked, while nobody has answered. */
export async function withdrawAsk(ctx: Writing, { id, withdrawn }: { id: string; withdrawn: boolean }) {
  const row = await ctx.tx.selectFrom('ask').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  if (!row) throw notFound('ask')
  if (row.byMember !== ctx.who.memberId) throw new Problem('ask.not-yours', 403)
  if (row.answeredAt) throw new Problem('ask.answered')
  await ctx.tx
    .updateTable('ask')
    .set({ withdrawnAt: withdrawn ? ctx.now : null })
    .where('id', '=', id)
    .execute()
  if (withdrawn) await stopClock(ctx, { kind: LATE, subjectId: id })
  else await setClock(ctx, { kind: LATE, subjectId: id, dueAt: row.dueAt })
  await ctx.announce(api.askWithdrawn, { askId: id }, { subjectId: id })
  return one(ctx, id)
}

/** Its day is over: both are told, once. */
async function late(ctx: Writing, id: string): Promise<void> {
  const ask = await one(ctx, id)
  if (ask.answeredAt || ask.state === 'withdrawn') return
  await ctx.tx.updateTable('ask').set({ lateAt: ctx.now }).where('id', '=', id).execute()
  await ctx.announce(api.askLate, { askId: id }, { subjectId: id })
  await notify(ctx, ask.to.id, { type: 'ask.late', facts: { by: ask.by.name }, subjectId: id })
  await notify(ctx, ask.by.id, { type: 'ask.late-with', facts: { to: ask.to.name }, subjectId: id })
  await mail(ctx, ask.to.id, 'late', ask)
}

export const askClock: ClockKind = { kind: LATE, fire: (ctx, { subjectId }) => late(ctx, subjectId) }

async function mail(ctx: Writing, memberId: string, what: 'asked' | 'late', ask: api.Ask): Promise<void> {
  const member = await ctx.tx.selectFrom('member').select(['name', 'email', 'language']).where('id', '=', memberId).executeTakeFirst()
  if (!member || memberId === ctx.who.memberId) return
  const language = member.language as Language
  const facts = { by: ask.by.name, name: member.name, question: ask.question }
  const address = await addressOf(ctx)
  const href = address && `${address.replace(/\/$/, '')}/${ctx.workspace.number}/questions`
  const text = say(language, `desk.mail.${what}.text`, facts)
  await sendMail(ctx, {
    purpose: 'notice.ask',
    to: member.email,
    toName: member.name,
    subject: say(language, `desk.mail.${what}.subject`, facts),
    text: href ? `${text}\n\n${href}` : text,
    html: mailHtml(language, text, href ? { label: say(language, 'desk.mail.open'), href } : undefined),
    language,
    subjectId: ask.id,
    memberId,
    expiresAt: new Date(ctx.now.getTime() + 3 * DAY),
  })
}
