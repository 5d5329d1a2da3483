import { sql } from 'kysely'
import type { z } from 'zod'
import { searchKey } from '#core/text/normalise.ts'
import { cursorValues, page } from '#kernel/cursor.ts'
import { notFound } from '#kernel/problem.ts'
import type { Db, Language, Reading, Role, Writing } from '#kernel/slice.ts'
import type * as api from './api.ts'

type Ctx = Reading | Writing
const connection = (ctx: Ctx) => ('db' in ctx ? ctx.db : ctx.tx) as Db

/** Members as the interface shows them: with their manager's name, how many report to them, and whether they are here. */
const members = (ctx: Ctx) =>
  connection(ctx)
    .selectFrom('member')
    .leftJoin('member as manager', 'manager.id', 'member.managerId')
    .select([
      'member.id',
      'member.name',
      'member.email',
      'member.role',
      'member.managerId',
      'manager.name as managerName',
      reports.as('reports'),
      'member.language',
      'member.languages',
      'member.skills',
      'member.available',
      'member.awayUntil',
      'member.createdAt',
      'member.endedAt',
      joined(ctx).as('joined'),
      invited(ctx.now).as('invited'),
    ])

const reports = sql<number>`(select count(*) from member report
  where report.workspace_id = member.workspace_id and report.manager_id = member.id and report.ended_at is null)`

const invited = (now: Date) => sql<boolean>`exists (select from invitation
  where invitation.workspace_id = member.workspace_id and invitation.member_id = member.id
    and accepted_at is null and revoked_at is null and expires_at > ${now})`

/** Somebody with a sign-in; and whom the story of a sample company tells of, for they will never need one. */
const joined = ({ workspace }: Pick<Ctx, 'workspace'>) =>
  workspace.sample ? sql<boolean>`(member.user_id is not null or member.external_id is not null)` : sql<boolean>`member.user_id is not null`

type Row = Awaited<ReturnType<ReturnType<typeof members>['execute']>>[number]

/** Away until an instant that has passed is here again, without anybody doing anything. */
export const isAvailable = ({ available, awayUntil }: { available: boolean; awayUntil: Date | null }, now: Date) =>
  available || (awayUntil !== null && awayUntil <= now)

function shown({ joined, invited, ...row }: Row, now: Date) {
  const available = isAvailable(row, now)
  const state = row.endedAt ? 'ended' : joined ? 'active' : invited ? 'invited' : 'not-invited'
  return {
    ...row,
    role: row.role as Role,
    language: row.language as Language,
    languages: row.languages as Language[],
    reports: row.reports,
    available,
    awayUntil: available ? null : row.awayUntil,
    state: state as z.output<typeof api.Member>['state'],
  }
}

/** By name as people sort it, in any script; without `state`, who has left is left out. */
export async function listMembers(ctx: Reading, filter: z.output<typeof api.listMembers.input>) {
  const { cursor, limit, q, role, state, language, managerId } = filter
  const after = cursor ? cursorValues(cursor, 2) : null
  const rows = await members(ctx)
    .$if(q !== undefined && q.trim() !== '', query => query.where('member.nameKey', 'like', `%${escaped(searchKey(q!.trim()))}%`))
    .$if(role !== undefined, query => query.where('member.role', 'in', role!))
    .$if(managerId !== undefined, query => query.where('member.managerId', '=', managerId!))
    .$if(language !== undefined, query => query.where(sql<boolean>`${language} = any (member.languages)`))
    .where(inState(state ?? ['active', 'invited', 'not-invited'], ctx))
    .$if(after !== null, query =>
      query.where(sql<boolean>`(member.name collate "und-x-icu", member.id) > (${after![0]} collate "und-x-icu", ${after![1]})`),
    )
    .orderBy(sql`member.name collate "und-x-icu"`)
    .orderBy('member.id')
    .limit(limit + 1)
    .execute()
  return page(
    rows.map(row => shown(row, ctx.now)),
    limit,
    row => [row.name, row.id],
  )
}

const escaped = (text: string) => text.replace(/[\\%_]/g, '\\$&')

const inState = (states: readonly string[], ctx: Ctx) => sql<boolean>`case
  when member.ended_at is not null then ${states.includes('ended')}::boolean
  when ${joined(ctx)} then ${states.includes('active')}::boolean
  when ${invited(ctx.now)} then ${states.includes('invited')}::boolean
  else ${states.includes('not-invited')}::boolean end`

/** @throws Problem `member.not-found` */
export async function readMember(ctx: Ctx, id: string) {
  const row = await members(ctx)
    .where('member.id', '=', id)
    .executeTakeFirstOrThrow(() => notFound('member'))
  return shown(row, ctx.now)
}

/** A member with their past places, and the invitation that is open. */
export async function memberPage(ctx: Reading, id: string) {
  const member = await readMember(ctx, id)
  const places = await ctx.db
    .selectFrom('memberPlace')
    .leftJoin('member as manager', 'manager.id', 'memberPlace.managerId')
    .select(['memberPlace.fromAt', 'memberPlace.untilAt', 'memberPlace.role', 'memberPlace.managerId', 'manager.name as managerName'])
    .where('memberPlace.memberId', '=', id)
    .orderBy('memberPlace.fromAt', 'desc')
    .execute()
  const open = await ctx.db
    .selectFrom('invitation')
    .select(['createdAt', 'expiresAt'])
    .where('memberId', '=', id)
    .where('acceptedAt', 'is', null)
    .where('revokedAt', 'is', null)
    .orderBy('createdAt', 'desc')
    .executeTakeFirst()
  const invitation = open ? { ...open, expired: open.expiresAt <= ctx.now } : null
  return { ...member, places: places.map(place => ({ ...place, role: place.role as Role })), invitation }
}

/** Everyone who is here, by name: the tree is drawn from whom they report to. */
export async function listTeams(ctx: Reading) {
  const { db, now } = ctx
  const rows = await db
    .selectFrom('member')
    .select(['id', 'name', 'role', 'managerId', 'available', 'awayUntil'])
    .select(joined(ctx).as('joined'))
    .where('endedAt', 'is', null)
    .orderBy(sql`name collate "und-x-icu"`)
    .orderBy('id')
    .limit(10_000)
    .execute()
  const items = rows.map(({ awayUntil, ...row }) => ({
    ...row,
    role: row.role as Role,
    available: isAvailable({ ...row, awayUntil }, now),
  }))
  return { items }
}
