import { sql } from 'kysely'
import { addDays, dayOf, startOfDay, weekOf } from '#core/time/days.ts'
import { addressOf } from '#directory/index.ts'
import { setClock, stopClock } from '#kernel/clock.ts'
import { sendMail } from '#kernel/mail.ts'
import { mailHtml } from '#kernel/mail-html.ts'
import { Problem } from '#kernel/problem.ts'
import type { ClockKind, Language, Reading, Writing } from '#kernel/slice.ts'
import { say } from '#kernel/text.ts'
import { digestChosen, type digestEvery } from './api.ts'
import { withoutNames } from './private-words.ts'

type Every = (typeof digestEvery)[number]
const DIGEST = 'digest'
const DAY = 86_400_000
const EIGHT_HOURS = 8 * 3_600_000
const VOICES = 5

function me({ who }: Reading | Writing): string {
  if (!who.memberId) throw new Problem('forbidden', 403)
  return who.memberId
}

export async function readDigest(ctx: Reading) {
  const row = await ctx.db.selectFrom('digestChoice').select('every').where('memberId', '=', me(ctx)).executeTakeFirst()
  return { every: (row?.every ?? 'never') as Every }
}

export async function chooseDigest(ctx: Writing, { every }: { every: Every }) {
  const memberId = me(ctx)
  await ctx.tx
    .insertInto('digestChoice')
    .values({ memberId, every, toldAt: ctx.now })
    .onConflict(on => on.columns(['workspaceId', 'memberId']).doUpdateSet({ every }))
    .execute()
  if (every === 'never') await stopClock(ctx, { kind: DIGEST, subjectId: memberId })
  else await setClock(ctx, { kind: DIGEST, subjectId: memberId, dueAt: nextMorning(ctx, every) })
  await ctx.announce(digestChosen, { every }, { subjectId: memberId })
  return { every }
}

/** Eight o'clock there: tomorrow, or next Monday. */
function nextMorning({ now, workspace }: Pick<Reading, 'now' | 'workspace'>, every: 'day' | 'week'): Date {
  const today = dayOf(now, workspace.zone)
  const day = every === 'day' ? addDays(today, 1) : addDays(weekOf(today), 7)
  return new Date(startOfDay(day, workspace.zone).getTime() + EIGHT_HOURS)
}

async function send(ctx: Writing, memberId: string): Promise<void> {
  const choice = await ctx.tx
    .selectFrom('digestChoice')
    .select(['every', 'toldAt'])
    .where('memberId', '=', memberId)
    .forUpdate()
    .executeTakeFirst()
  const member = await ctx.tx
    .selectFrom('member')
    .select(['name', 'email', 'language'])
    .where('id', '=', memberId)
    .where('endedAt', 'is', null)
    .executeTakeFirst()
  if (!choice || choice.every === 'never' || !member) return
  await setClock(ctx, { kind: DIGEST, subjectId: memberId, dueAt: nextMorning(ctx, choice.every as 'day') })
  const { voices, ...news } = await newsSince(ctx, memberId, choice.toldAt)
  // Only when there is something: what is not told today is told with what comes tomorrow.
  if (news.heard + news.proved + news.relapsed + news.praised + news.questions === 0) return
  await ctx.tx.updateTable('digestChoice').set({ toldAt: ctx.now }).where('memberId', '=', memberId).execute()
  const language = member.language as Language
  const facts = { ...news, name: member.name, workspace: ctx.workspace.name }
  const lines = [
    say(language, 'broadcasts.digest.hello', facts),
    say(language, 'broadcasts.digest.heard', facts),
    ...voices.map(voice => `“${voice}”`),
    ...(['answered', 'late', 'proved', 'relapsed', 'praised', 'questions'] as const)
      .filter(key => news[key] > 0)
      .map(key => say(language, `broadcasts.digest.${key}`, facts)),
  ]
  const address = await addressOf(ctx)
  const href = address && `${address.replace(/\/$/, '')}/${ctx.workspace.number}/voices`
  const text = lines.join('\n\n')
  await sendMail(ctx, {
    purpose: 'digest',
    to: member.email,
    toName: member.name,
    subject: say(language, 'broadcasts.digest.subject', facts),
    text: href ? `${text}\n\n${href}` : text,
    html: mailHtml(language, text, href ? { label: say(language, 'broadcasts.digest.open'), href } : undefined),
    many: true,
    language,
    memberId,
    expiresAt: new Date(ctx.now.getTime() + DAY),
  })
}

export const digestClock: ClockKind = { kind: DIGEST, fire: (ctx, { subjectId }) => send(ctx, subjectId) }

type Counted = {
  heard: number
  good: number
  bad: number
  answered: number
  late: number
  proved: number
  relapsed: number
  praised: number
  questions: number
}
type Words = { text: string; author: string | null; customer: string | null; account: string | null }

/** What became known since the last one. Words stand without names: a mailbox is read by more than one. */
async function newsSince(ctx: Writing, memberId: string, since: Date): Promise<Counted & { voices: string[] }> {
  const own = sql`workspace_id = sabai_workspace()`
  const { rows } = await sql<Counted>`
    select count(*)::int as heard, count(*) filter (where mood = 1)::int as good, count(*) filter (where mood = -1)::int as bad,
      count(*) filter (where replied_at is not null)::int as answered,
      (select count(*)::int from customer_case where ${own} and state <> 'resolved' and state = 'open' and due_at < ${ctx.now}) as late,
      (select count(*)::int from action where ${own} and state = 'checked' and checked_at > ${since} and archived_at is null) as proved,
      (select count(*)::int from action where ${own} and relapsed_at > ${since} and archived_at is null) as relapsed,
      (select count(*)::int from voice_praise where ${own} and member_id = ${memberId} and at > ${since}) as praised,
      (select count(*)::int from ask where ${own} and to_member = ${memberId} and answered_at is null and withdrawn_at is null) as questions
    from feedback where ${own} and text <> '' and said_at > ${since}`.execute(ctx.tx)
  const { rows: words } = await sql<Words>`
    select newest.text, newest.author, customer.name as customer, account.name as account from (
      select * from feedback where ${own} and text <> '' and said_at > ${since} order by abs(coalesce(mood, 0)) desc, said_at desc, id desc limit ${VOICES}) newest
    left join customer on customer.workspace_id = sabai_workspace() and customer.id = newest.customer_id
    left join account on account.workspace_id = sabai_workspace() and account.id = newest.account_id`.execute(ctx.tx)
  return {
    ...rows[0]!,
    voices: words.map(({ text, author, customer, account }) => withoutNames([...text].slice(0, 400).join(''), [author, customer, account])),
  }
}
