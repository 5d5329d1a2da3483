import { sql } from 'kysely'
import { countOpened } from '#imports/index.ts'
import type { Tx, Working, Writing } from '#kernel/slice.ts'
import { follow } from './acting.ts'
import { casesOpened } from './api.ts'
import { loadDecider } from './deciding.ts'
import { type By, type Hinted, loadReady, type NewCase, newCase } from './new-case.ts'
import { insertCases, lockNumbers } from './numbering.ts'
import type { Opening } from './receive.ts'
import { loadSaid, type SaidRow } from './said.ts'
import { joined } from './speaking.ts'

const CHUNK = 500
const DAY = 86_400_000

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

type Known = { id: string; customerId: string | null; topicId: string | null }

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

async function attach({ tx }: Writing, into: ReadonlyMap<string, string>, byRule: boolean): Promise<void> {
  await sql`update feedback f set case_id = r.case_id, by_rule = ${byRule}
    from unnest(${[...into.keys()]}::uuid[], ${[...into.values()]}::uuid[]) as r(id, case_id)
    where f.workspace_id = sabai_workspace() and f.id = r.id`.execute(tx)
}
