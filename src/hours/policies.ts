import { type Hours, type Matter, policyFor } from '#core/time/promises.ts'
import type { Schedule } from '#core/time/working-hours.ts'
import { scheduleOf } from '#directory/index.ts'
import { newId } from '#kernel/id.ts'
import { notFound } from '#kernel/problem.ts'
import type { Db, Reading, Tx, Writing } from '#kernel/slice.ts'
import { loadSchedules } from './calendars.ts'
import type { Policy, PolicyParts } from './hours-words.ts'
import { policiesChanged } from './policy-api.ts'

const DAY_MINUTES = 1440
/** The promise that everybody begins with: an answer within a day, whatever the hour. A row of this id says otherwise. */
export const USUAL_POLICY = '00000000-0000-7000-8000-0000000000a1'
const usual: Policy = {
  id: USUAL_POLICY,
  name: '',
  conditions: {},
  hours: 'all',
  calendarId: null,
  calendarName: null,
  firstReplyMinutes: DAY_MINUTES,
  nextReplyMinutes: DAY_MINUTES,
  resolveMinutes: null,
  warnMinutes: null,
  escalateMinutes: [],
  usual: true,
}

const rows = (db: Db | Tx) =>
  (db as Tx)
    .selectFrom('policy')
    .leftJoin('calendar', 'calendar.id', 'policy.calendarId')
    .select(['policy.id', 'policy.name', 'policy.conditions', 'policy.hours', 'policy.calendarId', 'calendar.name as calendarName'])
    .select([
      'policy.firstReplyMinutes',
      'policy.nextReplyMinutes',
      'policy.resolveMinutes',
      'policy.warnMinutes',
      'policy.escalateMinutes',
    ])

type Row = Awaited<ReturnType<ReturnType<typeof rows>['execute']>>[number]
const policyOf = (row: Row): Policy => ({
  ...row,
  hours: row.hours as Policy['hours'],
  conditions: row.conditions as Policy['conditions'],
  usual: row.id === USUAL_POLICY,
})

/** In their order, the usual one last. */
async function all(db: Db | Tx): Promise<Policy[]> {
  const own = (await rows(db).where('policy.removedAt', 'is', null).orderBy('policy.sort').orderBy('policy.id').execute()).map(policyOf)
  return [...own.filter(one => !one.usual), own.find(one => one.usual) ?? usual]
}

export const listPolicies = async ({ db }: Reading) => ({ items: await all(db) })

async function one({ tx }: Writing, id: string): Promise<Policy> {
  const found = (await all(tx)).find(policy => policy.id === id)
  if (!found) throw notFound('policy')
  return found
}

/** The usual one holds for everybody who is left: it asks for nothing and has no name of its own. */
const columns = (id: string, { conditions, name, ...parts }: PolicyParts) => ({
  ...parts,
  calendarId: parts.hours === 'calendar' ? parts.calendarId : null,
  name: id === USUAL_POLICY ? '' : name,
  conditions: JSON.stringify(id === USUAL_POLICY ? {} : conditions),
})

export async function addPolicy(ctx: Writing, parts: PolicyParts) {
  await mustHaveCalendar(ctx, parts)
  const id = newId()
  const { last } = await ctx.tx
    .selectFrom('policy')
    .select(({ fn }) => fn.max('sort').as('last'))
    .executeTakeFirstOrThrow()
  await ctx.tx
    .insertInto('policy')
    .values({ id, sort: (last ?? 0) + 1, changedAt: ctx.now, ...columns(id, parts) })
    .execute()
  return said(ctx, id, 'added')
}

export async function changePolicy(ctx: Writing, { id, ...parts }: PolicyParts & { id: string }) {
  await mustHaveCalendar(ctx, parts)
  const before = await one(ctx, id)
  const set = { ...columns(id, parts), changedAt: ctx.now, removedAt: null }
  await ctx.tx
    .insertInto('policy')
    .values({ id, sort: 0, ...set })
    .onConflict(on => on.columns(['workspaceId', 'id']).doUpdateSet(set))
    .execute()
  return said(ctx, id, 'changed', { before, after: parts })
}

async function mustHaveCalendar({ tx }: Writing, { hours, calendarId }: PolicyParts): Promise<void> {
  if (hours !== 'calendar') return
  const found =
    calendarId &&
    (await tx.selectFrom('calendar').select('id').where('id', '=', calendarId).where('archivedAt', 'is', null).executeTakeFirst())
  if (!found) throw notFound('calendar')
}

export async function removePolicy(ctx: Writing, id: string) {
  const before = await one(ctx, id)
  await ctx.tx.updateTable('policy').set({ removedAt: ctx.now }).where('id', '=', id).execute()
  await ctx.announce(policiesChanged, { what: 'policy', id, change: 'removed' }, { subjectId: id, detail: { before } })
  return {}
}

export async function restorePolicy(ctx: Writing, id: string) {
  await ctx.tx.updateTable('policy').set({ removedAt: null }).where('id', '=', id).execute()
  return said(ctx, id, 'added')
}

export async function orderPolicies(ctx: Writing, { ids }: { ids: string[] }) {
  for (const [sort, id] of ids.entries())
    if (id !== USUAL_POLICY)
      await ctx.tx
        .updateTable('policy')
        .set({ sort: sort + 1 })
        .where('id', '=', id)
        .execute()
  await ctx.announce(policiesChanged, { what: 'order', id: null, change: 'changed' }, { subjectId: ctx.workspace.id })
  return { items: await all(ctx.tx) }
}

async function said(ctx: Writing, id: string, change: 'added' | 'changed', detail?: Record<string, unknown>) {
  await ctx.announce(policiesChanged, { what: 'policy', id, change }, { subjectId: id, ...(detail ? { detail } : {}) })
  return one(ctx, id)
}

/** What holds for matters now: loaded once for many of them. */
export type Promises = {
  /** The policy of a matter, with the hours it is reckoned in. */
  of: (matter: Matter) => Policy & { reckoned: Hours }
  byId: (id: string | null) => Policy & { reckoned: Hours }
  /** Whether any policy looks at topics: then a matter needs its topic's place in the tree. */
  byTopic: boolean
}

export async function loadPromises(ctx: Reading | Writing): Promise<Promises> {
  const db = 'db' in ctx ? ctx.db : ctx.tx
  const policies = await all(db)
  const needs = (kind: Policy['hours']) => policies.some(({ hours }) => hours === kind)
  const schedules = needs('calendar') ? await loadSchedules(db, ctx.now) : new Map<string, Schedule>()
  const house = needs('workspace') ? await scheduleOf(ctx) : null
  const ready = policies.map(policy => ({ ...policy, reckoned: hoursOf(policy, schedules, house) }))
  const last = ready.at(-1)!
  return {
    of: matter => policyFor(matter, ready) ?? last,
    byId: id => ready.find(policy => policy.id === id) ?? last,
    byTopic: policies.some(({ conditions }) => conditions.topicIds?.length),
  }
}

const hoursOf = ({ hours, calendarId }: Policy, schedules: Map<string, Schedule>, house: Hours): Hours =>
  hours === 'all' ? null : hours === 'workspace' ? house : (schedules.get(calendarId ?? '') ?? null)
