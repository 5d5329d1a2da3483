import { sql } from 'kysely'
import { type Matter, promisedBy, replyTimes } from '#core/time/promises.ts'
import { workingMinutes } from '#core/time/working-hours.ts'
import { loadPromises, type Promises } from '#hours/index.ts'
import type { Reading, Tx, Writing } from '#kernel/slice.ts'
import { caseClock } from './api.ts'

export const CASE_LATE = 'case.late'
export const CASE_WARN = 'case.warn'
export const CASE_ESCALATE = 'case.escalate'
export const CASE_RESOLVE_LATE = 'case.resolve-late'
export const CASE_QUEUE = 'case.queue'
export const CASE_SILENT = 'case.silent'

const kinds = [CASE_LATE, CASE_WARN, CASE_ESCALATE, CASE_RESOLVE_LATE, CASE_QUEUE, CASE_SILENT]

/** What holds now, loaded once for many cases. */
export type Times = { promises: Promises; above: (topicId: string | null) => string[] }
type Policy = ReturnType<Promises['of']>

/** What a policy looks at, as a case's row has it together with its account. */
export type Looked = {
  topicId: string | null
  channel: string | null
  priority: string
  plan: string | null
  monthlyRevenue: number | null
}

export async function loadTimes(ctx: Reading | Writing): Promise<Times> {
  const promises = await loadPromises(ctx)
  return { promises, above: promises.byTopic ? await topicsAbove(ctx) : id => (id ? [id] : []) }
}

/** A topic and all above it, by its id. */
export async function topicsAbove(ctx: Reading | Writing): Promise<(topicId: string | null) => string[]> {
  const rows = await ('db' in ctx ? (ctx.db as unknown as Tx) : ctx.tx).selectFrom('topic').select(['id', 'parentId']).execute()
  const parents = new Map(rows.map(row => [row.id, row.parentId]))
  return topicId => {
    const path: string[] = []
    for (let id = topicId; id && !path.includes(id); id = parents.get(id) ?? null) path.push(id)
    return path
  }
}

const matterOf = ({ above }: Times, { topicId, ...rest }: Looked): Matter => ({ ...rest, topicIds: above(topicId) })

export const policyOf = (times: Times, looked: Looked): Policy => times.promises.of(matterOf(times, looked))

/** A clock that begins: nothing is late or told of any more. */
export function waitingFrom(policy: Policy, from: Date, first: boolean) {
  const { dueAt, warnAt } = replyTimes(from, policy, policy.reckoned, { first })
  return { policyId: policy.id, waitsFromAt: from, dueAt, warnAt, warnedAt: null, dueAgreed: false, ...onTime }
}
const onTime = { lateAt: null, lateTo: null, lateToldAt: null, escalated: 0, escalateAt: null }

/** Running since an instant, with what it has run before. */
export function resolvingFrom(policy: Policy, from: Date, spentMinutes = 0) {
  if (policy.resolveMinutes === null) return { resolveFromAt: from, resolveDueAt: null }
  return { resolveFromAt: from, resolveDueAt: promisedBy(from, Math.max(0, policy.resolveMinutes - spentMinutes), policy.reckoned) }
}

type Resolving = { resolveFromAt: Date | null; resolveSpentMinutes: number }

/** Standing still: what it has run so far is kept, in the hours that count. */
export function resolvingUntil({ reckoned }: Policy, { resolveFromAt, resolveSpentMinutes }: Resolving, at: Date) {
  const ran = !resolveFromAt
    ? 0
    : reckoned
      ? workingMinutes(resolveFromAt, at, reckoned)
      : Math.max(0, (at.getTime() - resolveFromAt.getTime()) / 60_000)
  return { resolveFromAt: null, resolveDueAt: null, resolveSpentMinutes: Number(resolveSpentMinutes) + ran }
}

const columns = [
  'customerCase.id',
  'customerCase.customerId',
  'customerCase.state',
  'customerCase.topicId',
  'customerCase.channel',
  'customerCase.priority',
  'customerCase.policyId',
  'customerCase.firstRepliedAt',
  'customerCase.openedAt',
  'customerCase.waitsFromAt',
  'customerCase.dueAt',
  'customerCase.dueAgreed',
  'customerCase.lateAt',
  'customerCase.warnAt',
  'customerCase.warnedAt',
  'customerCase.resolveFromAt',
  'customerCase.resolveDueAt',
  'customerCase.resolveLateAt',
  'customerCase.resolveSpentMinutes',
] as const

/** Cases with what a policy looks at, locked in one order. */
export const timedCases = ({ tx }: Writing, ids: readonly string[]) =>
  tx
    .selectFrom('customerCase')
    .leftJoin('account', 'account.id', 'customerCase.accountId')
    .select([...columns, 'account.plan', 'account.monthlyRevenue'])
    .where('customerCase.id', 'in', ids)
    .orderBy('customerCase.id')
    .forUpdate('customerCase')
    .execute()

export type Timed = Awaited<ReturnType<typeof timedCases>>[number]
type Why = 'said' | 'silent' | 'reopened' | 'replied' | 'resolved' | 'unresolved' | 'policy' | 'priority' | 'topic' | 'agreed'

/** The customer waits (again): the reply's clock begins, the one of resolving goes on. */
export async function beginWaiting(ctx: Writing, id: string, why: Why): Promise<void> {
  const [one] = await timedCases(ctx, [id])
  if (!one) return
  const policy = policyOf(await loadTimes(ctx), one)
  const waiting = {
    ...waitingFrom(policy, ctx.now, one.firstRepliedAt === null),
    ...resolvingFrom(policy, ctx.now, Number(one.resolveSpentMinutes)),
  }
  await set(ctx, id, { state: 'open', ...waiting })
  await tellClock(ctx, one, { what: 'started', dueAt: waiting.dueAt, policyId: policy.id, why })
  await followClocks(ctx, [id])
}

/** We wait for the customer, or nothing more is to be done: clocks stand still. */
export async function endWaiting(ctx: Writing, id: string, why: Why): Promise<void> {
  const [one] = await timedCases(ctx, [id])
  if (!one) return
  const policy = (await loadPromises(ctx)).byId(one.policyId)
  await set(ctx, id, resolvingUntil(policy, one, ctx.now))
  // That it is resolved has a line of its own.
  if (why !== 'resolved') await tellClock(ctx, one, { what: 'paused', dueAt: null, policyId: policy.id, why })
  await followClocks(ctx, [id])
}

/** Undone: as it was, with what was left. */
export async function goOn(ctx: Writing, id: string): Promise<void> {
  const [one] = await timedCases(ctx, [id])
  if (!one) return
  const policy = (await loadPromises(ctx)).byId(one.policyId)
  if (one.state === 'open') await set(ctx, id, resolvingFrom(policy, ctx.now, Number(one.resolveSpentMinutes)))
  await followClocks(ctx, [id])
}

type Change = Partial<Record<keyof Timed | 'lateTo' | 'lateToldAt' | 'escalated' | 'escalateAt', unknown>>
const set = ({ tx }: Writing, id: string, change: Change) =>
  tx
    .updateTable('customerCase')
    .set(change as object)
    .where('id', '=', id)
    .execute()

type Told = { what: 'started' | 'paused' | 'moved'; dueAt: Date | null; policyId: string | null; why: Why }
const tellClock = ({ announce }: Writing, { id, customerId }: Pick<Timed, 'id' | 'customerId'>, told: Told) =>
  announce(caseClock, { caseId: id, ...told }, { subjectId: id, customerId })

/**
 * What holds has changed (a policy, the priority, the topic): clocks that run are reckoned anew from when they began, and the case says so.
 * A time agreed with the customer stays; a case that was late and is not any more is on time again.
 */
export async function reckonAnew(ctx: Writing, ids: readonly string[], why: Why): Promise<number> {
  const times = await loadTimes(ctx)
  const changed: Timed[] = []
  for (const one of await timedCases(ctx, ids)) {
    const change = anew(policyOf(times, one), one, ctx.now)
    if (!change) continue
    await set(ctx, one.id, change)
    changed.push({ ...one, dueAt: (change.dueAt as Date | undefined) ?? one.dueAt })
    await tellClock(ctx, one, { what: 'moved', dueAt: changed.at(-1)!.dueAt, policyId: change.policyId as string, why })
  }
  await followClocks(
    ctx,
    changed.map(one => one.id),
  )
  return changed.length
}

function anew(policy: Policy, one: Timed, now: Date): Change | null {
  if (one.state === 'resolved') return null
  const reply = one.state === 'open' && !one.dueAgreed ? newReply(policy, one, now) : {}
  const resolve = one.resolveFromAt && !one.resolveLateAt ? resolvingFrom(policy, one.resolveFromAt, Number(one.resolveSpentMinutes)) : {}
  const change: Change = { policyId: policy.id, ...reply, ...resolve }
  return Object.entries(change).some(([column, value]) => !same(value, one[column as keyof Timed])) ? change : null
}

function newReply(policy: Policy, one: Timed, now: Date): Change {
  const { dueAt, warnAt, waitsFromAt } = waitingFrom(policy, one.waitsFromAt ?? one.openedAt, one.firstRepliedAt === null)
  const again = dueAt > now && one.lateAt ? onTime : {}
  return { waitsFromAt, dueAt, warnAt, ...(warnAt && warnAt > now ? { warnedAt: null } : {}), ...again }
}

const same = (a: unknown, b: unknown) =>
  a instanceof Date && b instanceof Date ? a.getTime() === b.getTime() : (a ?? null) === (b ?? null)

/** What a case's row `c` wants to run, and until when. */
const wanted = sql`(values
  (${CASE_LATE}, case when c.state = 'open' and c.late_at is null then c.due_at end),
  (${CASE_WARN}, case when c.state = 'open' and c.late_at is null and c.warned_at is null then c.warn_at end),
  (${CASE_ESCALATE}, case when c.state = 'open' then c.escalate_at end),
  (${CASE_RESOLVE_LATE}, case when c.state <> 'resolved' and c.resolve_late_at is null then c.resolve_due_at end),
  (${CASE_QUEUE}, case when c.state = 'open' then c.queued_until end),
  (${CASE_SILENT}, case when c.state = 'replied' then c.silent_at end))`

/** The clocks of cases are what their rows say: what is missing is set, what should not run is stopped. In two statements, however many. */
export async function followClocks({ tx, workspace, now }: Writing, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await sql`
    with wanted as (
      select c.id as subject_id, w.kind, w.due_at from customer_case c cross join lateral ${wanted} as w(kind, due_at)
      where c.workspace_id = ${workspace.id} and c.id = any(${ids}::uuid[]) and c.merged_into is null and w.due_at is not null
    ), running as (
      select kind, subject_id, due_at from clock
      where workspace_id = ${workspace.id} and subject_id = any(${ids}::uuid[]) and kind = any(${kinds}::text[]) and fired_at is null and stopped_at is null
    ), stopped as (
      update clock k set stopped_at = ${now} from running r left join wanted w using (kind, subject_id)
      where k.workspace_id = ${workspace.id} and k.kind = r.kind and k.subject_id = r.subject_id and k.fired_at is null and k.stopped_at is null
        and w.due_at is distinct from r.due_at
    )
    select 1`.execute(tx)
  await sql`
    insert into clock (workspace_id, kind, subject_id, generation, due_at)
    select ${workspace.id}, w.kind, c.id, coalesce((select max(generation) from clock k where k.workspace_id = ${workspace.id} and k.kind = w.kind and k.subject_id = c.id), 0) + 1, w.due_at
    from customer_case c cross join lateral ${wanted} as w(kind, due_at)
    where c.workspace_id = ${workspace.id} and c.id = any(${ids}::uuid[]) and c.merged_into is null and w.due_at is not null
      and not exists (select from clock k where k.workspace_id = ${workspace.id} and k.kind = w.kind and k.subject_id = c.id and k.fired_at is null and k.stopped_at is null)`.execute(
    tx,
  )
}
