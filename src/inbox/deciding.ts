import { sql } from 'kysely'
import type { Reading, Tx, Writing } from '#kernel/slice.ts'
import type { Condition } from '#rules/api.ts'
import { countedDays, type Facts, fitting, loadRules, looksAtTopics, needScores, type Ready, ready } from '#rules/index.ts'
import type { SaidRow } from './said.ts'
import { topicsAbove } from './timing.ts'

/** What rules look at in a piece of feedback. */
export type Looked = Pick<
  SaidRow,
  'id' | 'customerId' | 'topicId' | 'score' | 'scale' | 'mood' | 'text' | 'plan' | 'monthlyRevenue' | 'channel' | 'language' | 'saidAt'
>
/** A piece of feedback with the rules that fit. */
export type Decided = { said: SaidRow; rules: Ready[] }

export type Decider = {
  rules: Ready[]
  /** Only what has a score can fit. */
  needScores: boolean
  decide: <Said extends Looked>(said: readonly Said[]) => Promise<{ said: Said; rules: Ready[] }[]>
}

/** The rules that are on, loaded once for many pieces. */
export const loadDecider = async (ctx: Reading | Writing): Promise<Decider> => deciderOf(ctx, await loadRules(ctx))

async function deciderOf(ctx: Reading | Writing, rules: Ready[]): Promise<Decider> {
  const above = looksAtTopics(rules) ? await topicsAbove(ctx) : () => []
  const days = countedDays(rules)
  return {
    rules,
    needScores: needScores(rules.filter(rule => rule.silentDays === null)),
    decide: async said => {
      const contacts = days.length > 0 ? await countContacts(ctx, said, days) : () => 0
      return said.map(one => ({
        said: one,
        rules: fitting(rules, { ...one, topicIds: above(one.topicId), contacts: over => contacts(one.id, over), silentDays: null }),
      }))
    },
  }
}

/** How often each customer had spoken on that topic by then, this time counted. */
async function countContacts(ctx: Reading | Writing, said: readonly Looked[], days: readonly number[]) {
  const known = said.filter(one => one.customerId !== null)
  const { rows } = await sql<{ id: string; days: number; n: number }>`
    select r.id, d.days, (select count(*)::int from feedback f where f.workspace_id = sabai_workspace() and f.customer_id = r.customer_id
      and f.topic_id is not distinct from r.topic_id and f.said_at <= r.at and f.said_at > r.at - d.days * interval '1 day') as n
    from unnest(${known.map(one => one.id)}::uuid[], ${known.map(one => one.customerId)}::uuid[], ${known.map(one => one.topicId)}::uuid[],
      ${known.map(one => one.saidAt.toISOString())}::timestamptz[]) as r(id, customer_id, topic_id, at)
    cross join unnest(${[...days]}::int[]) as d(days)`.execute('db' in ctx ? (ctx.db as unknown as Tx) : ctx.tx)
  const counts = new Map(rows.map(row => [`${row.id} ${row.days}`, row.n]))
  return (id: string, over: number) => counts.get(`${id} ${over}`) ?? 1
}

/** What a case itself says to a rule about silence. */
export const factsOfCase = (
  one: Omit<Looked, 'id' | 'customerId' | 'saidAt' | 'text'> & { words: string },
  topicIds: readonly string[],
  silentDays: number,
): Facts => ({
  ...one,
  text: one.words,
  topicIds,
  contacts: () => 1,
  silentDays,
})

const DAY = 86_400_000
const MOST = 20_000
const STEP = 2_000
const EXAMPLES = 20

/** What conditions would have found among the feedback of the last days, the newest first. Nothing is changed. */
export async function tryRule(ctx: Reading, { conditions, days }: { conditions: Condition[]; days: number }) {
  const [rule] = ready([{ id: '', name: '', conditions, actions: [], enabled: true, usual: false }])
  const { decide } = await deciderOf(ctx, [rule!])
  const since = new Date(ctx.now.getTime() - days * DAY)
  const found = {
    looked: 0,
    fits: 0,
    fresh: 0,
    examples: [] as { id: string; text: string; language: string; saidAt: Date; inCase: boolean }[],
  }
  for (let after: { saidAt: Date; id: string } | null = null; found.looked < MOST; ) {
    const page = await saidSince(ctx, since, after)
    for (const { said, rules } of await decide(page)) if (rules.length > 0) count(found, said)
    found.looked += page.length
    after = page.at(-1) ?? null
    if (page.length < STEP) break
  }
  return found
}

type Found = Awaited<ReturnType<typeof saidSince>>[number]

function count(found: Awaited<ReturnType<typeof tryRule>>, { id, text, language, saidAt, caseId }: Found): void {
  found.fits++
  if (caseId === null) found.fresh++
  if (found.examples.length < EXAMPLES) found.examples.push({ id, text: text.slice(0, 300), language, saidAt, inCase: caseId !== null })
}

const saidSince = ({ db }: Reading, since: Date, after: { saidAt: Date; id: string } | null) =>
  (db as unknown as Tx)
    .selectFrom('feedback')
    .leftJoin('account', 'account.id', 'feedback.accountId')
    .select([
      'feedback.id',
      'feedback.customerId',
      'feedback.topicId',
      'feedback.score',
      'feedback.scale',
      'feedback.mood',
      'feedback.text',
    ])
    .select(['feedback.channel', 'feedback.language', 'feedback.saidAt', 'feedback.caseId', 'account.plan', 'account.monthlyRevenue'])
    .where('feedback.saidAt', '>=', since)
    .$if(after !== null, query =>
      query.where(({ eb, refTuple, tuple }) => eb(refTuple('feedback.saidAt', 'feedback.id'), '<', tuple(after!.saidAt, after!.id))),
    )
    .orderBy('feedback.saidAt', 'desc')
    .orderBy('feedback.id', 'desc')
    .limit(STEP)
    .execute()
