import { sql } from 'kysely'
import type { z } from 'zod'
import { addDays, dayOf } from '#core/time/days.ts'
import { notify } from '#directory/index.ts'
import { cursorValues, page } from '#kernel/cursor.ts'
import { newId } from '#kernel/id.ts'
import { notFound, Problem, wrong } from '#kernel/problem.ts'
import type { Reading, Writing } from '#kernel/slice.ts'
import type { Action } from './action-words.ts'
import * as api from './api.ts'
import { setCheck, startClocks } from './moving.ts'
import { setOverdueClock, shortOf, stopClocks } from './overdue.ts'
import { causesWithBelow, from } from './tree.ts'

type Asked = z.output<typeof api.listActions.input>

const rowsOf = (ctx: Reading | Writing) =>
  from(ctx).selectFrom('action').leftJoin('member', 'member.id', 'action.ownerId').selectAll('action').select('member.name as ownerName')

type Row = Awaited<ReturnType<ReturnType<typeof rowsOf>['execute']>>[number]

/** One column of the board; without a column all that is not put away. */
export async function listActions(ctx: Reading, { state, owner, mine, cause, kind, overdue, archived = false, cursor, limit }: Asked) {
  const { who, workspace, now } = ctx
  const after = cursor === undefined ? null : cursorValues(cursor, 2)
  const back = state === 'checked'
  const ids = cause ? await actionIdsOf(ctx, [cause]) : null
  const rows = await rowsOf(ctx)
    .where('action.archivedAt', archived ? 'is not' : 'is', null)
    .$if(state !== undefined, query => query.where('action.state', '=', state!))
    .$if(owner !== undefined, query => query.where('action.ownerId', '=', owner!))
    .$if(mine === true, query => query.where('action.ownerId', '=', who.memberId ?? nobody))
    .$if(kind !== undefined, query => query.where('action.kind', '=', kind!))
    .$if(ids !== null, query => query.where('action.id', '=', sql<string>`any(${ids!}::uuid[])`))
    .$if(overdue === true, query =>
      query.where('action.state', 'in', ['planned', 'doing']).where('action.dueOn', '<', dayOf(now, workspace.zone)),
    )
    .$if(after !== null, query =>
      query.where(
        sql<boolean>`(action.due_on, action.id) ${back ? sql`<` : sql`>`} (${String(after![0])}::date, ${String(after![1])}::uuid)`,
      ),
    )
    .orderBy('action.dueOn', back ? 'desc' : 'asc')
    .orderBy('action.id', back ? 'desc' : 'asc')
    .limit(limit + 1)
    .execute()
  const { items, next } = page(rows, limit, row => [row.dueOn, row.id])
  return { items: await shown(ctx, items), next }
}

const nobody = '00000000-0000-0000-0000-000000000000'

async function actionIdsOf(ctx: Reading | Writing, causeIds: readonly string[]): Promise<string[]> {
  const all = await causesWithBelow(ctx, causeIds)
  const rows = await from(ctx)
    .selectFrom('actionCause')
    .select('actionId')
    .where('causeId', '=', sql<string>`any(${all}::uuid[])`)
    .execute()
  return [...new Set(rows.map(row => row.actionId))]
}

/** How many actions are under way or watched for each of these causes. */
export async function openActionsOf(ctx: Reading | Writing, causeIds: readonly string[]): Promise<Map<string, number>> {
  if (causeIds.length === 0) return new Map()
  const { rows } = await sql<{ id: string; n: number }>`
    select link.cause_id as id, count(*)::int as n from action_cause link
    join action on action.workspace_id = link.workspace_id and action.id = link.action_id and action.archived_at is null
    where link.workspace_id = sabai_workspace() and link.cause_id = any(${causeIds}::uuid[]) group by 1`.execute(from(ctx) as never)
  return new Map(rows.map(row => [row.id, row.n]))
}

/** @throws Problem 404 `action.not-found` */
export async function actionOf(ctx: Reading | Writing, id: string): Promise<Action> {
  const row = await rowsOf(ctx).where('action.id', '=', id).executeTakeFirst()
  if (!row) throw notFound('action')
  return (await shown(ctx, [row]))[0]!
}

export async function shown(ctx: Reading | Writing, rows: readonly Row[]): Promise<Action[]> {
  const causes = await causesOf(
    ctx,
    rows.map(row => row.id),
  )
  const today = dayOf(ctx.now, ctx.workspace.zone)
  return rows.map(row => ({
    id: row.id,
    what: row.what,
    kind: row.kind as Action['kind'],
    state: row.state as Action['state'],
    owner: { id: row.ownerId, name: row.ownerName ?? '' },
    causes: causes.get(row.id) ?? [],
    dueOn: row.dueOn,
    overdue: isUndone(row) && row.dueOn < today,
    checkAfterDays: row.checkAfterDays,
    checkOn: row.checkOn,
    createdAt: row.createdAt,
    doneAt: row.doneAt,
    verdict: row.verdict as Action['verdict'],
    relapsedAt: row.relapsedAt,
    archivedAt: row.archivedAt,
    mayMove: mayMove(ctx, row.ownerId),
    mayChange: ctx.who.may('actions.change'),
  }))
}

export const isUndone = ({ state, archivedAt }: { state: string; archivedAt: Date | null }) =>
  archivedAt === null && (state === 'planned' || state === 'doing')

const mayMove = ({ who }: Reading | Writing, ownerId: string) =>
  who.may('actions.change') || (who.may('actions.move') && who.memberId === ownerId)

async function causesOf(ctx: Reading | Writing, actionIds: readonly string[]) {
  if (actionIds.length === 0) return new Map<string, { id: string; name: string }[]>()
  const rows = await from(ctx)
    .selectFrom('actionCause')
    .innerJoin('cause', 'cause.id', 'actionCause.causeId')
    .select(['actionCause.actionId', 'cause.id', 'cause.name'])
    .where('actionCause.actionId', '=', sql<string>`any(${actionIds}::uuid[])`)
    .orderBy('cause.name')
    .execute()
  return new Map([...Map.groupBy(rows, row => row.actionId)].map(([id, of]) => [id, of.map(({ id, name }) => ({ id, name }))] as const))
}

/** The row, locked for a change by its owner or by who may change all. @throws Problem 404, 403 `action.not-yours` */
export async function takeAction(ctx: Writing, id: string) {
  const row = await ctx.tx.selectFrom('action').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  if (!row) throw notFound('action')
  if (!mayMove(ctx, row.ownerId)) throw new Problem('action.not-yours', 403)
  return row
}

type Content = z.output<typeof api.addAction.input>

export async function addAction(ctx: Writing, { causeIds, ...content }: Content) {
  const { tx, now, who } = ctx
  await check(ctx, { causeIds, ...content })
  const id = newId()
  await tx
    .insertInto('action')
    .values({ ...content, id, createdAt: now, changedAt: now, byMember: who.memberId })
    .execute()
  await link(ctx, id, causeIds)
  await setOverdueClock(ctx, id, content.dueOn)
  await tellOwner(ctx, id, content.ownerId, content.what)
  await ctx.announce(api.actionAdded, { actionId: id }, { subjectId: id, detail: { what: content.what } })
  return actionOf(ctx, id)
}

async function check({ tx }: Writing, { ownerId, causeIds }: Pick<Content, 'ownerId' | 'causeIds'>) {
  const owner = await tx.selectFrom('member').select('id').where('id', '=', ownerId).where('endedAt', 'is', null).executeTakeFirst()
  if (!owner) throw wrong('ownerId', 'not-a-member')
  const found = await tx
    .selectFrom('cause')
    .select('id')
    .where('id', '=', sql<string>`any(${causeIds}::uuid[])`)
    .where('mergedInto', 'is', null)
    .execute()
  if (found.length < new Set(causeIds).size) throw notFound('cause')
}

async function link({ tx }: Writing, actionId: string, causeIds: readonly string[]) {
  await tx.deleteFrom('actionCause').where('actionId', '=', actionId).execute()
  await tx
    .insertInto('actionCause')
    .values([...new Set(causeIds)].map(causeId => ({ actionId, causeId })))
    .execute()
}

async function tellOwner(ctx: Writing, id: string, ownerId: string, what: string) {
  await notify(ctx, ownerId, { type: 'action.yours', facts: { what: shortOf(what) }, subjectId: id })
}

/** What is named as it is now; a new day begins a new clock. */
export async function changeAction(ctx: Writing, { id, causeIds, ...content }: Content & { id: string }) {
  const before = await takeAction(ctx, id)
  await check(ctx, { causeIds, ownerId: content.ownerId })
  const was = await actionOf(ctx, id)
  const moved = content.dueOn !== was.dueOn
  await ctx.tx
    .updateTable('action')
    .set({
      ...content,
      changedAt: ctx.now,
      ...(moved && { overdueAt: null, overdueToldAt: null }),
    })
    .where('id', '=', id)
    .execute()
  await link(ctx, id, causeIds)
  if (moved && isUndone(before)) await setOverdueClock(ctx, id, content.dueOn)
  if (content.checkAfterDays !== before.checkAfterDays && before.state === 'done' && before.doneAt) {
    await setCheck(ctx, id, addDays(dayOf(before.doneAt, ctx.workspace.zone), content.checkAfterDays), before.doneAt)
  }
  if (content.ownerId !== before.ownerId) await tellOwner(ctx, id, content.ownerId, content.what)
  const fields = ['what', 'kind', 'ownerId', 'checkAfterDays'].filter(name => content[name as 'what'] !== before[name as 'what'])
  const all = [
    ...fields,
    ...(moved ? ['dueOn'] : []),
    ...(was.causes
      .map(one => one.id)
      .sort()
      .join() === [...causeIds].sort().join()
      ? []
      : ['causes']),
  ]
  await ctx.announce(api.actionChanged, { actionId: id, fields: all }, { subjectId: id, detail: { before: was.what, now: content.what } })
  return actionOf(ctx, id)
}

export async function archiveAction(ctx: Writing, { id, archived }: { id: string; archived: boolean }) {
  const row = await takeAction(ctx, id)
  if ((row.archivedAt !== null) === archived) return actionOf(ctx, id)
  await ctx.tx
    .updateTable('action')
    .set({ archivedAt: archived ? ctx.now : null, changedAt: ctx.now })
    .where('id', '=', id)
    .execute()
  if (archived) await stopClocks(ctx, id)
  else await startClocks(ctx, id)
  await ctx.announce(api.actionChanged, { actionId: id, fields: ['archived'] }, { subjectId: id })
  return actionOf(ctx, id)
}
