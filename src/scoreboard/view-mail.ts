import { setClock } from '#kernel/clock.ts'
import { sendMail } from '#kernel/mail.ts'
import { mailHtml } from '#kernel/mail-html.ts'
import { Problem } from '#kernel/problem.ts'
import type { Language, Reading, Role, Writing } from '#kernel/slice.ts'
import { say } from '#kernel/text.ts'
import { explore } from './explore.ts'
import { pictureOf } from './view-picture.ts'
import { MAIL, nextOf } from './views.ts'
import { type Explored, Question } from './views-api.ts'

const WEEK = 7 * 86_400_000

/** A saved question's answer as a plain table, with the eyes of whoever gets it; and the clock for the next one. */
export async function mailWhenDue(ctx: Writing, { subjectId }: { subjectId: string }): Promise<void> {
  const due = await ctx.tx
    .selectFrom('viewMail')
    .innerJoin('savedView', 'savedView.id', 'viewMail.viewId')
    .innerJoin('member', 'member.id', 'viewMail.memberId')
    .select(['viewMail.every', 'savedView.name', 'savedView.question', 'savedView.shared', 'savedView.ownerId', 'savedView.removedAt'])
    .select(['member.id as memberId', 'member.name as memberName', 'member.email', 'member.language', 'member.role', 'member.endedAt'])
    .where('viewMail.id', '=', subjectId)
    .executeTakeFirst()
  if (!due || due.endedAt || due.removedAt || (!due.shared && due.ownerId !== due.memberId)) return
  const answer = await explore(asReader(ctx, due), Question.parse(due.question)).catch(refused)
  if (answer) await send(ctx, due, answer)
  await setClock(ctx, { kind: MAIL, subjectId, dueAt: nextOf(ctx, due.every as 'week') })
}

/** They may not see it any more: then nothing is sent, and the next time it is asked again. */
function refused(problem: unknown): null {
  if (problem instanceof Problem) return null
  throw problem
}

type Reader = { memberId: string; role: string; language: string }

/** What the reader would see: the same question, asked as them. */
const asReader = ({ tx, ...ctx }: Writing, { memberId, role, language }: Reader): Reading => ({
  ...ctx,
  db: tx as never,
  who: { kind: 'member', memberId, userId: null, keyId: null, role: role as Role, language: language as Language, may: () => true },
})

type Due = { memberId: string; memberName: string; email: string; language: string; name: string }

async function send(ctx: Writing, { memberId, memberName, email, language, name }: Due, answer: Explored): Promise<void> {
  const { from, to } = answer.period
  await sendMail(ctx, {
    purpose: MAIL,
    to: email,
    toName: memberName,
    subject: say(language as Language, 'scoreboard.mail.subject', { name, from, to }),
    text: textOf(answer, language as Language, linkOf(ctx)),
    html: htmlOf(answer, language as Language, linkOf(ctx)),
    language: language as Language,
    memberId,
    expiresAt: new Date(ctx.now.getTime() + WEEK),
  })
}

const linkOf = ({ site, workspace }: Writing) => site.publicUrl && `${site.publicUrl}/${workspace.number}/scoreboard/explore`

const lead = ({ metric, period }: Explored, language: Language) => [
  `${metric.name}: ${metric.about}`,
  say(language, 'scoreboard.mail.days', { from: period.from, to: period.to }),
]
const nobody = ({ rows }: Explored, language: Language) => (rows.length === 0 ? [say(language, 'scoreboard.none')] : [])

/** The rows as people read them. */
const drawn = ({ metric, rows }: Explored) =>
  rows.map(row => ({
    ...row,
    label: [row.who, row.name ?? row.by].filter(Boolean).join(', '),
    written: row.value === null ? '–' : written(metric.unit, row.value),
    range: row.low === null || row.high === null ? '' : `${written(metric.unit, row.low)} – ${written(metric.unit, row.high)}`,
  }))

/** Columns of even width, so that it reads as a table in any mail program. */
function textOf(answer: Explored, language: Language, link: string | null): string {
  const lines = drawn(answer).map(({ label, written, range, n }) => [label, written, range, `n ${n}`])
  const widths = [0, 1, 2].map(at => Math.max(0, ...lines.map(line => [...line[at]!].length)))
  const table = lines.map(line => line.map((cell, at) => (at === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[at] ?? 0))).join('  '))
  return [...lead(answer, language), '', ...table, ...nobody(answer, language), ...(link ? ['', link] : [])].join('\n')
}

/** The same with the ranges drawn. */
function htmlOf(answer: Explored, language: Language, link: string | null): string {
  const text = [...lead(answer, language), ...nobody(answer, language)].join('\n\n')
  return mailHtml(language, text, link ? { label: say(language, 'scoreboard.explore'), href: link } : undefined, pictureOf(drawn(answer)))
}

function written(unit: Explored['metric']['unit'], value: number): string {
  if (unit === 'share') return `${(value * 100).toFixed(1)}%`
  if (unit === 'points') return value.toFixed(0)
  if (unit !== 'seconds') return value.toFixed(2)
  const seconds = Math.round(value)
  const two = (part: number) => String(part).padStart(2, '0')
  return `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`
}
