import { sql } from 'kysely'
import { gramLines } from '#core/text/grams.ts'
import { cut } from '#core/text/graphemes.ts'
import { searchKey } from '#core/text/normalise.ts'
import { notify } from '#directory/index.ts'
import { countOpened } from '#imports/index.ts'
import { newId } from '#kernel/id.ts'
import type { Tx, Working, Writing } from '#kernel/slice.ts'
import type { Routing } from '#rules/api.ts'
import { type Because, type Candidate, loadRouting, pickOwner } from '#rules/index.ts'
import { follow, type Hint } from './acting.ts'
import { caseJoined, caseOpened, casesOpened } from './api.ts'
import { loadDecider } from './deciding.ts'
import { loadCandidates } from './owners.ts'
import type { Opening } from './receive.ts'
import { beginWaiting, followClocks, loadTimes, policyOf, resolvingFrom, type Times, topicsAbove, waitingFrom } from './timing.ts'

/** So many graphemes of what was said stand in a list. */
export const WORDS = 500
const CHUNK = 500
const DAY = 86_400_000
/** Up to so many new cases each have their own event; beyond that one speaks for all. */
const FEW = 100

/** Does what the rules say about these; what already is in a case stays there, so that a repeat does nothing. */
export async function openByRules(ctx: Writing, feedbackIds: readonly string[], cases: Opening): Promise<void> {
  if (cases === 'none') return
  const { decide } = await loadDecider(ctx)
  const since = cases === 'all' ? null : new Date(ctx.now.getTime() - cases * DAY)
  await lockNumbers(ctx.tx)
  const said = (await loadSaid(ctx.tx, feedbackIds)).filter(one => since === null || one.saidAt >= since)
  await follow(ctx, await decide(said), { quiet: false })
}

/** For what opens a case in any case, a mail say: the rules still say whose it is and how urgent. Needs `lockNumbers` before. */
export async function openRuled(ctx: Writing, feedbackId: string): Promise<void> {
  const { decide } = await loadDecider(ctx)
  await follow(ctx, await decide(await loadSaid(ctx.tx, [feedbackId])), { quiet: false, always: true })
}

/** The same for a whole import, in steps; the clocks start when the case opens. */
export async function openForImport(ctx: Working, { importId, cases }: { importId: string; cases: Opening }, signal: AbortSignal) {
  if (cases === 'none') return
  let count = 0
  for (let after: string | null = null; !signal.aborted; ) {
    const step = await ctx.write(inner => openStep(inner, importId, cases, after))
    count += step.opened
    if (step.last === null) break
    after = step.last
  }
  if (count > 0) await ctx.write(({ announce }) => announce(casesOpened, { importId, count }, { subjectId: importId }))
}

async function openStep(ctx: Writing, importId: string, cases: Opening, after: string | null) {
  const { tx, now } = ctx
  const decider = await loadDecider(ctx)
  const found = await tx
    .selectFrom('feedback')
    .select('id')
    .where('importId', '=', importId)
    .where('caseId', 'is', null)
    .$if(decider.needScores, query => query.where('score', 'is not', null))
    .$if(cases !== 'all', query => query.where('saidAt', '>=', new Date(now.getTime() - Number(cases) * DAY)))
    .$if(after !== null, query => query.where('id', '>', after!))
    .orderBy('id')
    .limit(CHUNK)
    .execute()
  await lockNumbers(tx)
  const said = await loadSaid(
    tx,
    found.map(one => one.id),
  )
  const opened = await follow(ctx, await decider.decide(said), { quiet: true })
  if (opened > 0) await countOpened(tx, importId, opened)
  return { opened, last: found.length < CHUNK ? null : found.at(-1)!.id }
}

/** Whoever opens cases queues up here, so that two pieces of one customer's feedback become one case. */
export const lockNumbers = (tx: Tx) =>
  sql`insert into case_counter (last) values (0) on conflict (workspace_id) do update set last = case_counter.last`.execute(tx)

export type SaidRow = Awaited<ReturnType<typeof loadSaid>>[number]

/** Feedback in no case yet, in the order in which it was said, with whose customer it is. */
export async function loadSaid(tx: Tx, ids: readonly string[]) {
  if (ids.length === 0) return []
  return tx
    .selectFrom('feedback')
    .leftJoin('customer', 'customer.id', 'feedback.customerId')
    .leftJoin('account', 'account.id', 'feedback.accountId')
    .select(['feedback.id', 'feedback.customerId', 'feedback.accountId', 'feedback.topicId', 'feedback.author', 'feedback.channel'])
    .select(['feedback.language', 'feedback.text', 'feedback.score', 'feedback.scale', 'feedback.scaleMin', 'feedback.scaleMax'])
    .select(['feedback.mood', 'feedback.saidAt', 'customer.name as customerName', 'customer.ownerId as customerOwnerId'])
    .select(['customer.languages as customerLanguages', 'account.name as accountName', 'account.ownerId as accountOwnerId'])
    .select(['account.plan', 'account.monthlyRevenue'])
    .where('feedback.id', 'in', ids)
    .where('feedback.caseId', 'is', null)
    .orderBy('feedback.saidAt')
    .orderBy('feedback.id')
    .execute()
}

export type By = { by: 'rule' | 'member'; quiet: boolean; ownerId?: string | undefined }
/** Who may own cases and what is promised: loaded once for many cases. */
export type Ready = { members: Candidate[]; times: Times; routing: Routing; skillsOf: (topicId: string | null) => string[] }
export async function loadReady(ctx: Writing): Promise<Ready> {
  const routing = await loadRouting(ctx)
  const above = routing.skills.length > 0 ? await topicsAbove(ctx) : () => []
  const skillsOf = (topicId: string | null) => routing.skills.filter(one => above(topicId).includes(one.topicId)).map(one => one.skill)
  return { members: await loadCandidates(ctx), times: await loadTimes(ctx), routing, skillsOf }
}
type Known = { id: string; customerId: string | null; topicId: string | null }

/** What was said, and what rules say about its case. */
type Hinted = SaidRow & { hint?: Hint }

/** One customer's open case on one topic takes further feedback. Needs `lockNumbers` before. @returns which case each is in, and which are new */
export async function openCases(ctx: Writing, said: readonly Hinted[], by: By): Promise<{ into: Map<string, string>; fresh: Set<string> }> {
  if (said.length === 0) return { into: new Map(), fresh: new Set() }
  const known = new Map<string, Known | NewCase>((await unresolved(ctx.tx, said)).map(one => [matter(one), one]))
  const ready = await loadReady(ctx)
  const fresh: NewCase[] = []
  const into = new Map<string, string>()
  for (const one of said) {
    const there = one.customerId ? known.get(matter(one)) : undefined
    const target = there ?? newCase(ctx, one, ready, by)
    if (!there) fresh.push(target as NewCase)
    if (!there && one.customerId) known.set(matter(one), target)
    if (there && 'key' in there) there.key += `\n${one.text}`
    into.set(one.id, target.id)
  }
  await insertCases(ctx, fresh, by)
  await attach(ctx, into, by.by === 'rule')
  const isNew = new Set(fresh.map(one => one.id))
  await joined(ctx, said, into, isNew)
  return { into, fresh: isNew }
}

const matter = ({ customerId, topicId }: { customerId: string | null; topicId: string | null }) => `${customerId} ${topicId}`

const unresolved = (tx: Tx, said: readonly SaidRow[]): Promise<Known[]> => {
  const customers = [...new Set(said.flatMap(one => one.customerId ?? []))]
  if (customers.length === 0) return Promise.resolve([])
  return tx
    .selectFrom('customerCase')
    .select(['id', 'customerId', 'topicId'])
    .where('customerId', 'in', customers)
    .where('state', '<>', 'resolved')
    .orderBy('openedAt')
    .execute()
}

export type NewCase = ReturnType<typeof newCase>

/** A case as its row will be, without its number. Counts for the owner at once, so that many at a time are shared out. */
export function newCase({ now }: Pick<Writing, 'now'>, one: Omit<Hinted, 'id'>, ready: Ready, { by, ownerId }: By) {
  const { times, routing } = ready
  const language = one.language === 'und' ? (one.customerLanguages?.[0] ?? 'und') : one.language
  const { priority = 'normal', ruleId = null } = one.hint ?? {}
  const { owner, because } = pickFor(ready, { ...one, language, hint: one.hint ?? {}, chosenId: ownerId })
  Object.assign(owner, { open: owner.open + 1, lastAt: now })
  const policy = policyOf(times, { ...one, priority })
  const waiting = waitingFrom(policy, now, true)
  return {
    id: newId(),
    customerId: one.customerId,
    accountId: one.accountId,
    author: one.author,
    topicId: one.topicId,
    ownerId: owner.id,
    ownerWhy: JSON.stringify(because),
    queuedUntil: queuedUntil(routing, because, now),
    ruleId,
    channel: one.channel,
    language,
    words: cut(one.text, WORDS),
    saidAt: one.saidAt,
    score: one.score,
    scale: one.scale,
    scaleMin: one.scaleMin,
    scaleMax: one.scaleMax,
    mood: one.mood,
    openedBy: by,
    openedAt: now,
    priority,
    ...waiting,
    ...resolvingFrom(policy, now),
    firstDueAt: waiting.dueAt,
    lastActivityAt: now,
    key: [one.customerName, one.author, one.accountName, one.text].filter(Boolean).join('\n'),
  }
}

type Choosing = {
  language: string
  topicId: string | null
  customerOwnerId: string | null
  accountOwnerId: string | null
  hint: Hint
  chosenId?: string | undefined
}

/** Who shall answer, and why: whom a person chose, whom a rule names if they are there, else as owners are chosen. */
export function pickFor(
  { members, routing, skillsOf }: Ready,
  { hint, chosenId, language, topicId, ...theirs }: Choosing,
): { owner: Candidate; because: Because } {
  const chosen = members.find(member => member.id === chosenId)
  if (chosen) return { owner: chosen, because: { why: 'hand' } }
  const named = members.find(member => member.id === hint.ownerId && member.available)
  if (named) return { owner: named, because: { why: 'rule' } }
  const ownerIds = [theirs.customerOwnerId, theirs.accountOwnerId]
  return pickOwner(members, { ownerIds, language, skills: skillsOf(topicId), teamId: hint.teamId }, routing)
}

/** Where teams have a queue it is only offered to its owner at first: anybody of the team may take it. */
const queuedUntil = ({ queueMinutes }: Routing, { why }: Because, now: Date) =>
  queueMinutes > 0 && (why === 'shared' || why === 'turn') ? new Date(now.getTime() + queueMinutes * 60_000) : null

const gramsOf = (key: string, number: number) => sql<string>`array_to_tsvector(string_to_array(${gramLines(key, number)}, E'\\n'))`

/** Gives numbers, makes the cases findable, starts their clocks. */
export async function insertCases(ctx: Writing, fresh: readonly NewCase[], { by, quiet }: Pick<By, 'by' | 'quiet'>): Promise<void> {
  if (fresh.length === 0) return
  const { tx, now, workspace, who, announce } = ctx
  const { last } = await tx
    .updateTable('caseCounter')
    .set(eb => ({ last: eb('last', '+', fresh.length) }))
    .returning('last')
    .executeTakeFirstOrThrow()
  const member = by === 'member' ? { openedByMember: who.memberId, workedAt: now } : {}
  const rows = fresh.map(({ key, ...row }, at) => {
    const number = last - fresh.length + 1 + at
    return { ...row, ...member, number, searchKey: searchKey(`#${number}\n${key}`).slice(0, 20_000) }
  })
  await tx
    .insertInto('customerCase')
    .values(rows.map(row => ({ ...row, grams: gramsOf(row.searchKey, workspace.number) })))
    .execute()
  await followClocks(
    ctx,
    rows.map(row => row.id),
  )
  if (quiet || rows.length > FEW) return
  for (const [ownerId, own] of Map.groupBy(rows, row => row.ownerId)) await tellOwner(ctx, ownerId, own)
  for (const row of rows)
    await announce(caseOpened, { caseId: row.id, ownerId: row.ownerId, by }, { subjectId: row.id, customerId: row.customerId })
}

const tellOwner = (ctx: Writing, ownerId: string, own: readonly { id: string; number: number }[]) =>
  notify(ctx, ownerId, {
    type: 'case.opened',
    facts: { n: own.length, number: own[0]!.number },
    subjectId: own.length === 1 ? own[0]!.id : null,
  })

async function attach({ tx }: Writing, into: ReadonlyMap<string, string>, byRule: boolean): Promise<void> {
  await sql`update feedback f set case_id = r.case_id, by_rule = ${byRule}
    from unnest(${[...into.keys()]}::uuid[], ${[...into.values()]}::uuid[]) as r(id, case_id)
    where f.workspace_id = sabai_workspace() and f.id = r.id`.execute(tx)
}

/** The customer spoke again: a case that was replied to waits again, by a new clock. */
async function joined(
  ctx: Writing,
  said: readonly SaidRow[],
  into: ReadonlyMap<string, string>,
  fresh: ReadonlySet<string>,
): Promise<void> {
  for (const one of said) {
    const caseId = into.get(one.id)!
    if (fresh.has(caseId)) continue
    await speakAgain(ctx, caseId, one.text)
    await ctx.announce(caseJoined, { caseId, feedbackId: one.id }, { subjectId: caseId, customerId: one.customerId })
  }
}

export async function speakAgain(ctx: Writing, caseId: string, words: string): Promise<void> {
  const { tx, now } = ctx
  const one = await tx.selectFrom('customerCase').select('state').where('id', '=', caseId).forUpdate().executeTakeFirst()
  if (one?.state === 'replied') await beginWaiting(ctx, caseId, 'said')
  await tx.updateTable('customerCase').set({ lastActivityAt: now }).where('id', '=', caseId).execute()
  await remember(ctx, caseId, words)
}

/** What is added to a case makes it findable too. */
export const remember = ({ tx, workspace }: Writing, caseId: string, words: string) =>
  sql`update customer_case set search_key = key, grams = sabai_grams(key, ${workspace.number})
    from (select left(search_key || ' ' || ${searchKey(words)}::text, 20000) as key from customer_case where workspace_id = sabai_workspace() and id = ${caseId}) k
    where workspace_id = sabai_workspace() and id = ${caseId}`.execute(tx)
