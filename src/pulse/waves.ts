import { randomInt } from 'node:crypto'
import { sql } from 'kysely'
import { notify, visibleTo } from '#directory/index.ts'
import { setClock, stopClock } from '#kernel/clock.ts'
import { cursorValues, page } from '#kernel/cursor.ts'
import { newId } from '#kernel/id.ts'
import { sendMail } from '#kernel/mail.ts'
import { notFound, Problem } from '#kernel/problem.ts'
import type { Language, Reading, Writing } from '#kernel/slice.ts'
import { say } from '#kernel/text.ts'
import { PulseResults, pulseClosed, pulseItems, pulseOpened } from './api.ts'
import { frozen } from './figures.ts'
import { hashOf, tokenOf } from './tokens.ts'

export const CLOSE = 'pulse.close'
export const REMIND = 'pulse.remind'
/** Once, so long before the end; a wave that is open for few days needs none. */
const REMIND_DAYS = 2
const DAY = 86_400_000
export const REMINDER = 'pulse.reminder'

/** @throws Problem 409 while one is open */
export async function open(ctx: Writing, { openDays }: { openDays: number }): Promise<{ id: string; asked: number }> {
  if (await openOne(ctx)) throw new Problem('pulse.open', 409)
  const members = await ctx.tx
    .selectFrom('member')
    .select(['id', 'managerId', 'email', 'name', 'language'])
    .where('endedAt', 'is', null)
    .execute()
  const id = newId()
  const closesAt = new Date(ctx.now.getTime() + openDays * DAY)
  await ctx.tx
    .insertInto('pulseWave')
    .values({ id, openedAt: ctx.now, closesAt, items: [...pulseItems], asked: members.length })
    .execute()
  await addTokens(ctx, id, members)
  for (const member of members) await invite(ctx, id, closesAt, { ...member, language: member.language as Language })
  await setClock(ctx, { kind: CLOSE, subjectId: id, dueAt: closesAt })
  if (openDays > 2 * REMIND_DAYS)
    await setClock(ctx, { kind: REMIND, subjectId: id, dueAt: new Date(closesAt.getTime() - REMIND_DAYS * DAY) })
  await ctx.announce(pulseOpened, { waveId: id, asked: members.length }, { subjectId: id })
  return { id, asked: members.length }
}

export const openOne = (ctx: Reading | Writing) =>
  ('tx' in ctx ? ctx.tx : ctx.db).selectFrom('pulseWave').select(['id', 'closesAt']).where('closedAt', 'is', null).executeTakeFirst()

/** In the order of their hashes: where a row lies says nothing of whose it is. */
async function addTokens({ tx, site }: Writing, waveId: string, members: readonly { id: string; managerId: string | null }[]) {
  const rows = members.map(({ id, managerId }) => ({ waveId, teamId: managerId, tokenHash: hashOf(tokenOf(site, waveId, id)) }))
  rows.sort((a, b) => a.tokenHash.compare(b.tokenHash))
  for (let from = 0; from < rows.length; from += 5_000)
    await tx
      .insertInto('pulseToken')
      .values(rows.slice(from, from + 5_000))
      .execute()
}

type Invited = { id: string; email: string; name: string; language: Language }

async function invite(ctx: Writing, waveId: string, closesAt: Date, { id, email, name, language }: Invited) {
  await notify(ctx, id, { type: 'pulse.opened', subjectId: waveId, onceKey: `pulse.${waveId}` })
  await sendMail(ctx, {
    ...{ purpose: 'pulse.invitation', to: email, toName: name, language, text: null, subjectId: waveId, memberId: id, expiresAt: closesAt },
    many: true,
    subject: say(language, 'pulse.mail.subject', { company: ctx.workspace.name }),
  })
}

/**
 * Everybody who was invited is reminded alike, those who have answered too: a mail that is written, or left out, for some would say in the database
 * who has answered.
 */
export async function remind(ctx: Writing, { subjectId: waveId }: { subjectId: string }): Promise<void> {
  const wave = await ctx.tx.selectFrom('pulseWave').select(['closesAt', 'closedAt']).where('id', '=', waveId).executeTakeFirst()
  if (!wave || wave.closedAt) return
  const members = await ctx.tx.selectFrom('member').select(['id', 'email', 'name', 'language']).where('endedAt', 'is', null).execute()
  const tokens = await ctx.tx.selectFrom('pulseToken').select('tokenHash').where('waveId', '=', waveId).execute()
  const invited = new Set(tokens.map(({ tokenHash }) => tokenHash.toString('hex')))
  for (const { id, email, name, language } of members)
    if (invited.has(hashOf(tokenOf(ctx.site, waveId, id)).toString('hex')))
      await sendMail(ctx, {
        ...{ purpose: REMINDER, to: email, toName: name, language: language as Language, text: null, subjectId: waveId, memberId: id },
        many: true,
        expiresAt: wave.closesAt,
        subject: say(language as Language, 'pulse.mail.subject-again', { company: ctx.workspace.name }),
      })
}

/** Freezes what may be known of it, and deletes what nobody needs any more. @throws Problem 404, 409 when it is closed */
export async function close(ctx: Writing, { id }: { id: string }): Promise<void> {
  const wave = await ctx.tx.selectFrom('pulseWave').select(['items', 'closedAt']).where('id', '=', id).forUpdate().executeTakeFirst()
  if (!wave) throw notFound('pulse')
  if (wave.closedAt) throw new Problem('pulse.closed', 409)
  const answers = await ctx.tx.selectFrom('pulseAnswer').select(['teamId', 'enps', 'items']).where('waveId', '=', id).execute()
  const names = new Map((await ctx.tx.selectFrom('member').select(['id', 'name']).execute()).map(one => [one.id, one.name]))
  const results = frozen(answers, wave.items, teamId => names.get(teamId) ?? '')
  const words = (await ctx.tx.selectFrom('pulseComment').select('words').where('waveId', '=', id).execute()).map(one => one.words)
  await ctx.tx
    .updateTable('pulseWave')
    .set({ closedAt: ctx.now, results: JSON.stringify(results), comments: JSON.stringify(results.company ? shuffled(words) : []) })
    .where('id', '=', id)
    .execute()
  for (const table of ['pulseAnswer', 'pulseComment', 'pulseToken'] as const)
    await ctx.tx.deleteFrom(table).where('waveId', '=', id).execute()
  for (const kind of [CLOSE, REMIND]) await stopClock(ctx, { kind, subjectId: id })
  await ctx.announce(pulseClosed, { waveId: id }, { subjectId: id })
}

/** Its time has come; somebody may have closed it by hand before. */
export async function closeWhenDue(ctx: Writing, { subjectId }: { subjectId: string }): Promise<void> {
  const wave = await ctx.tx.selectFrom('pulseWave').select('closedAt').where('id', '=', subjectId).executeTakeFirst()
  if (wave && !wave.closedAt) await close(ctx, { id: subjectId })
}

/** Fisher and Yates, by a source of chance that nobody can foretell. */
function shuffled<T>(all: readonly T[]): T[] {
  const list = [...all]
  for (let at = list.length - 1; at > 0; at--) {
    const other = randomInt(at + 1)
    ;[list[at], list[other]] = [list[other]!, list[at]!]
  }
  return list
}

const columns = ['id', 'openedAt', 'closesAt', 'closedAt', 'asked', 'results'] as const
const resultsOf = (results: unknown): PulseResults | null => (results === null ? null : PulseResults.parse(results))

export async function list({ db }: Reading, { cursor, limit }: { cursor?: string | undefined; limit: number }) {
  const after = cursor === undefined ? null : cursorValues(cursor, 2)
  const rows = await db
    .selectFrom('pulseWave')
    .select(columns)
    .$if(after !== null, query => query.where(sql<boolean>`(opened_at, id) < (${after![0]}::timestamptz, ${after![1]}::uuid)`))
    .orderBy('openedAt', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
  const { items, next } = page(rows, limit, row => [row.openedAt, row.id])
  const shown = items.map(({ results, ...row }) => ({ ...row, results: resultsOf(results) }))
  return {
    items: shown.map(({ results, ...row }) => ({ ...row, answered: results?.answered ?? null, company: results?.company ?? null })),
    next,
  }
}

/** Teams as far as the reader may see figures of teams. @throws Problem 404 */
export async function get(ctx: Reading, { id }: { id: string }) {
  const row = await ctx.db
    .selectFrom('pulseWave')
    .select([...columns, 'comments'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow(() => notFound('pulse'))
  const results = resultsOf(row.results)
  const { teams } = await visibleTo(ctx)
  const seen = results && { ...results, teams: results.teams.filter(team => teams === 'all' || teams.includes(team.id)) }
  return { ...row, results: seen, comments: (row.comments ?? []) as unknown as string[] }
}
