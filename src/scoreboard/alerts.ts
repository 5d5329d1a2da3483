import type { z } from 'zod'
import { instantIn } from '#core/time/day-start.ts'
import { addDays, dayOf, weekOf } from '#core/time/days.ts'
import { notify } from '#directory/index.ts'
import { setClock, stopClock } from '#kernel/clock.ts'
import { newId } from '#kernel/id.ts'
import { sendMail } from '#kernel/mail.ts'
import type { Level } from '#kernel/metric.ts'
import { notFound, Problem } from '#kernel/problem.ts'
import type { Language, Reading, Role, Writing } from '#kernel/slice.ts'
import { say } from '#kernel/text.ts'
import { metricOf } from '#metrics/index.ts'
import * as api from './alerts-api.ts'
import { subjectOf } from './subject.ts'
import { trend } from './trend.ts'

/** One beat a day of one alert. */
export const ALERT = 'scoreboard.alert'
const WEEKS = 26
const WEEK = 7 * 86_400_000

/** Whose alert it is. @throws Problem 403 for a key: only a person can be told */
const meOf = ({ who }: Pick<Reading, 'who'>): string => {
  if (!who.memberId) throw new Problem('forbidden', 403)
  return who.memberId
}

export async function list(ctx: Reading) {
  const rows = await ctx.db
    .selectFrom('metricAlert')
    .select(['id', 'metric', 'level', 'subjectId', 'tellAt'])
    .where('memberId', '=', meOf(ctx))
    .orderBy('metric')
    .orderBy('id')
    .execute()
  return { items: rows.map(row => shown(row, ctx.who.language)) }
}

const shown = <Row extends { metric: string; level: string }>({ level, ...row }: Row, language: Language) => ({
  ...row,
  level: level as Level,
  name: say(language, `metrics.${row.metric}.name`),
})

export async function add(ctx: Writing, { metric, level, of, tellAt }: z.output<typeof api.addAlert.input>) {
  const memberId = meOf(ctx)
  const { levels } = await metricOf(metric)
  if (!levels.includes(level)) throw new Problem('metric.level', 400, { level })
  const subject = await subjectOf({ ...ctx, db: ctx.tx as never }, { level, of })
  const row = await ctx.tx
    .insertInto('metricAlert')
    .values({ id: newId(), memberId, metric, level, subjectId: subject.id, tellAt, createdAt: ctx.now })
    .onConflict(on => on.columns(['workspaceId', 'memberId', 'metric', 'level', 'subjectId']).doUpdateSet({ tellAt }))
    .returning(['id', 'metric', 'level', 'subjectId', 'tellAt'])
    .executeTakeFirstOrThrow()
  await setClock(ctx, { kind: ALERT, subjectId: row.id, dueAt: nextBeat(ctx, tellAt) })
  await ctx.announce(api.alertsChanged, { metric }, { subjectId: row.id })
  return shown(row, ctx.who.language)
}

export async function remove(ctx: Writing, { id }: { id: string }) {
  const gone = await ctx.tx
    .deleteFrom('metricAlert')
    .where('id', '=', id)
    .where('memberId', '=', meOf(ctx))
    .returning('metric')
    .executeTakeFirst()
  if (!gone) throw notFound('alert')
  await stopClock(ctx, { kind: ALERT, subjectId: id })
  await ctx.announce(api.alertsChanged, gone, { subjectId: id })
  return {}
}

/** The next time that it is so late there. */
export function nextBeat({ now, workspace: { zone } }: Pick<Writing, 'now' | 'workspace'>, tellAt: string): Date {
  const today = dayOf(now, zone)
  const due = instantIn(today, tellAt, zone)
  return due > now ? due : instantIn(addDays(today, 1), tellAt, zone)
}

/** Looks at the whole weeks since the alert was asked for; what has been told is not told again. */
export async function lookWhenDue(ctx: Writing, { subjectId }: { subjectId: string }): Promise<void> {
  const alert = await ctx.tx
    .selectFrom('metricAlert')
    .innerJoin('member', 'member.id', 'metricAlert.memberId')
    .select([
      'metricAlert.id',
      'metricAlert.metric',
      'metricAlert.level',
      'metricAlert.subjectId',
      'metricAlert.tellAt',
      'metricAlert.createdAt',
    ])
    .select(['member.id as memberId', 'member.name', 'member.email', 'member.language', 'member.role', 'member.endedAt'])
    .where('metricAlert.id', '=', subjectId)
    .executeTakeFirst()
  if (!alert || alert.endedAt) return
  for (const signal of await signalsOf(ctx, alert)) await tell(ctx, alert, signal)
  await setClock(ctx, { kind: ALERT, subjectId, dueAt: nextBeat(ctx, alert.tellAt) })
}

type Alert = {
  id: string
  metric: string
  level: string
  subjectId: string
  createdAt: Date
  memberId: string
  name: string
  email: string
  language: string
  role: string
}
type Signal = { on: string; rule: string }

async function signalsOf(ctx: Writing, { metric, level, subjectId, createdAt, memberId, language, role }: Alert): Promise<Signal[]> {
  const today = dayOf(ctx.now, ctx.workspace.zone)
  const days = { from: addDays(weekOf(today), -7 * WEEKS), to: addDays(today, 1) }
  const { tx, ...common } = ctx
  const who = {
    kind: 'member' as const,
    memberId,
    userId: null,
    keyId: null,
    role: role as Role,
    language: language as Language,
    may: () => true,
  }
  const reader: Reading = { ...common, db: tx as never, who }
  const asked = { id: metric, level: level as Level, ...(level === 'company' ? {} : { of: subjectId }), ...days, step: 'week' as const }
  const seen = await trend(reader, asked).catch(unseen)
  const since = addDays(weekOf(dayOf(createdAt, ctx.workspace.zone)), -7)
  return (seen?.points ?? []).filter(({ on }) => on >= since).flatMap(({ on, signals }) => signals.map(rule => ({ on, rule })))
}

/** They may not see it any more: then nobody is told, and the next time it is asked again. */
function unseen(problem: unknown): null {
  if (problem instanceof Problem) return null
  throw problem
}

async function tell(ctx: Writing, { id, metric, memberId, name, email, language }: Alert, { on, rule }: Signal): Promise<void> {
  const onceKey = `signal ${id} ${on} ${rule}`
  const told = await ctx.tx
    .selectFrom('notice')
    .select('id')
    .where('memberId', '=', memberId)
    .where('onceKey', '=', onceKey)
    .executeTakeFirst()
  if (told) return
  const words = language as Language
  const facts = { name: say(words, `metrics.${metric}.name`), what: say(words, `scoreboard.rule.${rule}`, { when: on }) }
  await notify(ctx, memberId, { type: 'metric.signal', facts, subjectId: id, onceKey })
  await sendMail(ctx, {
    purpose: ALERT,
    to: email,
    toName: name,
    subject: say(words, 'scoreboard.alert.subject', { name: facts.name }),
    text: say(words, 'scoreboard.alert.text', facts),
    language: words,
    memberId,
    expiresAt: new Date(ctx.now.getTime() + WEEK),
  })
}
