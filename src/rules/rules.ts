import { type Scale, scaleOf, scales } from '#core/scores/scale.ts'
import { newId } from '#kernel/id.ts'
import { notFound, wrong } from '#kernel/problem.ts'
import type { Db, Reading, Tx, Writing } from '#kernel/slice.ts'
import { type Ready, ready } from './evaluate.ts'
import { routingChanged, ruleChanged } from './rule-api.ts'
import { type Condition, Routing, type Rule, type RuleParts, usualRouting } from './rule-words.ts'

const usualId = (n: number) => `00000000-0000-7000-8000-0000000000b${n.toString(16)}`
const opens = { name: '', actions: [{ kind: 'open' as const }], enabled: true, usual: true }

/** What opens a case before anybody wrote a rule: unhappy scores on each scale, and the outer third of a scale of one's own. */
export const usualRules: readonly Rule[] = [
  ...scales.map((scale, n) => ({ ...opens, id: usualId(n), conditions: [unhappy(scale)] })),
  { ...opens, id: usualId(15), conditions: [{ kind: 'own-scale' }, { kind: 'mood', is: 'bad' }] },
]

function unhappy({ id, min, max, unhappyTo, direction }: Scale): Condition {
  return direction === 'up'
    ? { kind: 'score', scale: id, from: min, to: unhappyTo }
    : { kind: 'score', scale: id, from: unhappyTo, to: max }
}

const isUsual = (id: string) => usualRules.some(rule => rule.id === id)

/** The usual ones first, then one's own in their order. */
async function all(db: Db | Tx): Promise<Rule[]> {
  const rows = await (db as Tx)
    .selectFrom('caseRule')
    .select(['id', 'name', 'conditions', 'actions', 'enabled'])
    .where('removedAt', 'is', null)
    .orderBy('sort')
    .orderBy('id')
    .execute()
  const own = rows.map(row => ({ ...row, usual: isUsual(row.id) }) as unknown as Rule)
  return [...usualRules.map(rule => own.find(({ id }) => id === rule.id) ?? rule), ...own.filter(rule => !rule.usual)]
}

export const listRules = async ({ db }: Reading) => ({ items: await all(db) })
/** Those that are on, ready to be asked about many things. */
export const loadRules = async (ctx: Reading | Writing): Promise<Ready[]> => ready(await all('db' in ctx ? ctx.db : ctx.tx))

async function one({ tx }: Writing, id: string): Promise<Rule> {
  const found = (await all(tx)).find(rule => rule.id === id)
  if (!found) throw notFound('rule')
  return found
}

/** Words that can never fit are said before they are saved. */
function check({ conditions, actions }: RuleParts): void {
  for (const [at, condition] of conditions.entries()) if (condition.kind === 'score') checkScore(condition, `conditions.${at}`)
  for (const [at, action] of actions.entries())
    if (action.kind === 'tell' && action.who === 'member' && !action.memberId) throw wrong(`actions.${at}.memberId`, 'required')
}

function checkScore({ scale: id, from, to }: Extract<Condition, { kind: 'score' }>, field: string): void {
  const scale = scaleOf(id)
  if (!scale) throw wrong(`${field}.scale`, 'not-found')
  if (from < scale.min) throw wrong(`${field}.from`, 'too-small', { n: scale.min })
  if (to > scale.max) throw wrong(`${field}.to`, 'too-big', { n: scale.max })
  if (from > to) throw wrong(`${field}.to`, 'too-small', { n: from })
}

const columns = ({ name, conditions, actions, enabled }: RuleParts) => ({
  name,
  conditions: JSON.stringify(conditions),
  actions: JSON.stringify(actions),
  enabled,
})

export async function addRule(ctx: Writing, parts: RuleParts) {
  check(parts)
  const id = newId()
  const { last } = await ctx.tx
    .selectFrom('caseRule')
    .select(({ fn }) => fn.max('sort').as('last'))
    .executeTakeFirstOrThrow()
  await ctx.tx
    .insertInto('caseRule')
    .values({ id, sort: (last ?? 0) + 1, ...columns(parts), changedAt: ctx.now })
    .execute()
  return said(ctx, id, 'added')
}

export async function changeRule(ctx: Writing, { id, ...parts }: RuleParts & { id: string }) {
  check(parts)
  const before = await one(ctx, id)
  const set = { ...columns(parts), changedAt: ctx.now, removedAt: null }
  await ctx.tx
    .insertInto('caseRule')
    .values({ id, sort: 0, ...set })
    .onConflict(on => on.columns(['workspaceId', 'id']).doUpdateSet(set))
    .execute()
  return said(ctx, id, 'changed', { before, after: parts })
}

export async function removeRule(ctx: Writing, id: string) {
  const before = await one(ctx, id)
  await ctx.tx.updateTable('caseRule').set({ removedAt: ctx.now }).where('id', '=', id).execute()
  await ctx.announce(ruleChanged, { ruleId: id, change: 'removed' }, { subjectId: id, detail: { before } })
  return {}
}

export async function restoreRule(ctx: Writing, id: string) {
  await ctx.tx.updateTable('caseRule').set({ removedAt: null }).where('id', '=', id).execute()
  return said(ctx, id, 'added')
}

export async function orderRules(ctx: Writing, { ids }: { ids: string[] }) {
  for (const [at, id] of ids.entries())
    await ctx.tx
      .updateTable('caseRule')
      .set({ sort: at + 1 })
      .where('id', '=', id)
      .execute()
  await ctx.announce(ruleChanged, { ruleId: null, change: 'order' }, { subjectId: ctx.workspace.id })
  return { items: await all(ctx.tx) }
}

async function said(ctx: Writing, id: string, change: 'added' | 'changed', detail?: Record<string, unknown>) {
  await ctx.announce(ruleChanged, { ruleId: id, change }, { subjectId: id, ...(detail ? { detail } : {}) })
  return one(ctx, id)
}

/** What rules are called, for a case's history: '' for the usual ones. */
export async function ruleNames(db: Db | Tx, ids: readonly string[]): Promise<Map<string, string>> {
  const own = ids.length === 0 ? [] : await (db as Tx).selectFrom('caseRule').select(['id', 'name']).where('id', 'in', ids).execute()
  return new Map(own.map(row => [row.id, row.name]))
}

export async function loadRouting(ctx: Reading | Writing): Promise<Routing> {
  const db = 'db' in ctx ? (ctx.db as unknown as Tx) : ctx.tx
  const row = await db.selectFrom('routing').select('settings').executeTakeFirst()
  return row ? Routing.parse(row.settings) : usualRouting
}

export async function changeRouting(ctx: Writing, routing: Routing) {
  const set = { settings: JSON.stringify(routing), changedAt: ctx.now }
  await ctx.tx
    .insertInto('routing')
    .values(set)
    .onConflict(on => on.column('workspaceId').doUpdateSet(set))
    .execute()
  await ctx.announce(routingChanged, {}, { subjectId: ctx.workspace.id, detail: { after: routing } })
  return routing
}
