import { languageOf } from '#core/text/language.ts'
import { managerOf, notify } from '#directory/index.ts'
import type { Priority } from '#hours/api.ts'
import { newId } from '#kernel/id.ts'
import type { Writing } from '#kernel/slice.ts'
import type { Action } from '#rules/api.ts'
import type { Ready } from '#rules/index.ts'
import { caseRuled } from './api.ts'
import type { Decided } from './deciding.ts'
import { openCases } from './opening.ts'
import { remember } from './speaking.ts'
import { reckonAnew } from './timing.ts'

/** What rules say about a case before it is there. Of two that say different things the later wins. */
export type Hint = { ownerId?: string; teamId?: string; priority?: Priority; ruleId?: string }

const hintOf = (rules: readonly Ready[]): Hint => {
  const actions = rules.flatMap(rule => rule.actions)
  const last = <Kind extends Action['kind']>(kind: Kind) =>
    actions.findLast((one): one is Extract<Action, { kind: Kind }> => one.kind === kind)
  const [owner, team, priority] = [last('owner'), last('team'), last('priority')]
  const opener = rules.find(rule => opens(rule))
  return {
    ...(owner ? { ownerId: owner.memberId } : {}),
    ...(team ? { teamId: team.managerId } : {}),
    ...(priority ? { priority: priority.priority } : {}),
    ...(opener ? { ruleId: opener.id } : {}),
  }
}

const opens = ({ actions }: Ready) => actions.some(one => one.kind === 'open')

/** Does what the rules say: topics first, then cases are opened, then the rest. `always` opens for all, as for a mail. @returns how many are new */
export async function follow(
  ctx: Writing,
  decided: readonly Decided[],
  { quiet, always = false }: { quiet: boolean; always?: boolean },
): Promise<number> {
  const fitting = decided.filter(one => always || one.rules.length > 0)
  if (fitting.length === 0) return 0
  await setTopics(ctx, fitting)
  const opening = fitting.filter(({ rules }) => always || rules.some(opens)).map(({ said, rules }) => ({ ...said, hint: hintOf(rules) }))
  const { into, fresh } = await openCases(ctx, opening, { by: 'rule', quiet })
  for (const one of fitting) await afterwards(ctx, one, { caseId: into.get(one.said.id) ?? null, fresh, quiet })
  return fresh.size
}

/** What a rule says it is about: the feedback's topic too, where it has none. */
async function setTopics({ tx }: Writing, decided: readonly Decided[]): Promise<void> {
  for (const { said, rules } of decided) {
    const topic = rules.flatMap(rule => rule.actions).findLast(one => one.kind === 'topic')
    if (!topic || said.topicId !== null) continue
    said.topicId = topic.topicId
    await tx.updateTable('feedback').set({ topicId: topic.topicId }).where('id', '=', said.id).execute()
  }
}

type After = { caseId: string | null; fresh: ReadonlySet<string>; quiet: boolean }

/** Notes, people who are told, a case that was there and is more urgent now; and each rule's effect in the case's history. */
async function afterwards(ctx: Writing, { said, rules }: Decided, { caseId, fresh, quiet }: After): Promise<void> {
  for (const rule of rules) {
    const done = rule.actions.filter(one => one.kind !== 'open' || (caseId !== null && fresh.has(caseId)))
    for (const action of done) await act(ctx, rule, action, { caseId, about: said.id, fresh: caseId !== null && fresh.has(caseId) })
    // That a usual rule opened it stands in the case's own row; so does, for an import, what any rule opened.
    if (caseId && done.some(one => one.kind !== 'open' || !(quiet || rule.usual))) await logRule(ctx, rule, caseId, done, said.customerId)
  }
}

export const logRule = (ctx: Writing, rule: Ready, caseId: string, done: readonly Action[], customerId: string | null) =>
  ctx.announce(caseRuled, { caseId, ruleId: rule.id, actions: done.map(one => one.kind) }, { subjectId: caseId, customerId })

type On = { caseId: string | null; about: string; fresh: boolean }

/** One action on a case that is there. */
export async function act(ctx: Writing, rule: Ready, action: Action, { caseId, about, fresh }: On): Promise<void> {
  if (action.kind === 'tell') return tell(ctx, rule, action, { caseId, about })
  if (!caseId) return
  if (action.kind === 'note') return note(ctx, caseId, action.text)
  if (action.kind === 'priority' && !fresh) await setPriority(ctx, caseId, action.priority)
}

async function tell(
  ctx: Writing,
  rule: Ready,
  { who, memberId }: Extract<Action, { kind: 'tell' }>,
  { caseId, about }: Pick<On, 'caseId' | 'about'>,
) {
  const one = caseId
    ? await ctx.tx.selectFrom('customerCase').select(['number', 'ownerId']).where('id', '=', caseId).executeTakeFirst()
    : null
  const owner = one?.ownerId ?? null
  const to = who === 'member' ? memberId : who === 'owner' ? owner : owner && (await managerOf(ctx, owner))
  if (!to) return
  const facts = one ? { name: rule.name, number: one.number } : { name: rule.name }
  await notify(ctx, to, { type: one ? 'rule.case' : 'rule.heard', facts, subjectId: caseId ?? about, onceKey: `rule ${rule.id} ${about}` })
}

async function note(ctx: Writing, caseId: string, text: string): Promise<void> {
  const entry = { id: newId(), caseId, kind: 'note', at: ctx.now, text, language: languageOf(text).language }
  await ctx.tx.insertInto('caseEntry').values(entry).execute()
  await remember(ctx, caseId, text)
}

export async function setPriority(ctx: Writing, caseId: string, priority: Priority): Promise<void> {
  const { numUpdatedRows } = await ctx.tx
    .updateTable('customerCase')
    .set({ priority })
    .where('id', '=', caseId)
    .where('priority', '<>', priority)
    .executeTakeFirst()
  if (numUpdatedRows > 0n) await reckonAnew(ctx, [caseId], 'priority')
}
