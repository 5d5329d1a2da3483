import type { People } from '#directory/index.ts'
import type { Reading } from '#kernel/slice.ts'
import type { Behind } from './api.ts'
import type { Fact } from './behind.ts'

type Sight = { members: People; customers: boolean }
type Kind = Behind['kind']
type Told = Pick<Behind, 'words' | 'caseId' | 'feedbackId' | 'language'> & { customerId: string | null }

const kinds: readonly Kind[] = ['interaction', 'case', 'feedback', 'view', 'account']
const kindOf = ({ ref }: Fact): Kind => kinds.find(kind => ref?.startsWith(`${kind}:`)) ?? 'other'
const keyOf = ({ ref }: Fact) => ref.slice(ref.indexOf(':') + 1)

/** A page of facts with the names that a person reads: one look-up a table. */
export async function namesOf(ctx: Reading, facts: readonly Fact[], sight: Sight): Promise<Behind[]> {
  const told = new Map<string, Told>()
  for (const [kind, look] of Object.entries(looks)) {
    const keys = facts.filter(fact => kindOf(fact) === kind).map(keyOf)
    if (keys.length > 0) for (const [key, one] of await look(ctx, keys)) told.set(`${kind}:${key}`, one)
  }
  const people = await peopleOf(ctx, facts, sight.members)
  const topics = await named(
    ctx,
    'topic',
    facts.map(({ topicId }) => topicId),
  )
  const customers = sight.customers
    ? await named(
        ctx,
        'customer',
        [...told.values()].map(({ customerId }) => customerId),
      )
    : new Map()
  return facts.map(fact => {
    const { customerId, ...more } = told.get(fact.ref) ?? nothing
    const { at, ref, value, channel, language } = fact
    return {
      ref,
      kind: kindOf(fact),
      at,
      value,
      channel,
      ...more,
      language: more.language ?? language,
      member: refOf(people, fact.who),
      customer: refOf(customers, customerId),
      topic: topics.get(fact.topicId ?? '') ?? null,
    }
  })
}

const nothing: Told = { words: null, caseId: null, feedbackId: null, language: null, customerId: null }
const refOf = (names: ReadonlyMap<string, string>, id: string | null) =>
  id !== null && names.has(id) ? { id, name: names.get(id)! } : null

/** Members, else the names that sources have for them; only those whose figures the reader may see. */
async function peopleOf(ctx: Reading, facts: readonly Fact[], members: People) {
  const ids = facts.flatMap(({ who }) => (who && (members === 'all' || members.includes(who)) ? [who] : []))
  return new Map([...(await named(ctx, 'handler', ids)), ...(await named(ctx, 'member', ids))])
}

async function named({ db }: Reading, table: 'member' | 'handler' | 'topic' | 'customer', ids: readonly (string | null)[]) {
  const wanted = [...new Set(ids)].filter(id => id !== null)
  if (wanted.length === 0) return new Map<string, string>()
  const rows = await db.selectFrom(table).select(['id', 'name']).where('id', 'in', wanted).execute()
  return new Map(rows.map(({ id, name }) => [id, name ?? '']))
}

type Look = (ctx: Reading, keys: readonly string[]) => Promise<(readonly [string, Told])[]>

const looks: Record<string, Look> = {
  interaction: async ({ db }, keys) => {
    const rows = await db.selectFrom('interaction').select(['id', 'customerId', 'caseId', 'queue']).where('id', 'in', keys).execute()
    return rows.map(({ id, customerId, caseId, queue }) => [id, { ...nothing, customerId, caseId, words: queue }] as const)
  },
  case: async ({ db }, keys) => {
    const pairs = keys.map(key => key.split('\u001f') as [string, string])
    const rows = await db
      .selectFrom('caseFact')
      .select(['source', 'caseKey', 'customerId', 'caseId', 'title'])
      .where('source', 'in', [...new Set(pairs.map(([source]) => source))])
      .where(
        'caseKey',
        'in',
        pairs.map(([, key]) => key),
      )
      .execute()
    return rows.map(
      ({ source, caseKey, customerId, caseId, title }) =>
        [`${source}\u001f${caseKey}`, { ...nothing, customerId, caseId, words: title ?? caseKey }] as const,
    )
  },
  feedback: async ({ db }, keys) => {
    const rows = await db
      .selectFrom('feedback')
      .select(['id', 'customerId', 'caseId', 'text', 'language'])
      .where('id', 'in', keys)
      .execute()
    return rows.map(({ id, text, ...one }) => [id, { ...one, words: text?.slice(0, 300) ?? null, feedbackId: id }] as const)
  },
  view: async ({ db }, keys) => {
    const rows = await db.selectFrom('articleView').select(['id', 'customerId', 'article', 'language']).where('id', 'in', keys).execute()
    return rows.map(({ id, article, ...one }) => [id, { ...nothing, ...one, words: article }] as const)
  },
  account: async ({ db }, keys) => {
    const rows = await db.selectFrom('account').select(['id', 'name']).where('id', 'in', keys).execute()
    return rows.map(({ id, name }) => [id, { ...nothing, words: name }] as const)
  },
}
