import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { tsquery } from '#core/text/grams.ts'
import { searchKey } from '#core/text/normalise.ts'
import { newId } from '#kernel/id.ts'
import { founding, reading, system } from '#kernel/inside.ts'
import { type TestApp, testApp } from '../testing.ts'
import { foundSample, type Sample } from './found.ts'
import { texts } from './simulator/texts.ts'

let app: TestApp
let sample: Sample
const until = '2026-03-02T09:00:00Z'

beforeAll(async () => {
  app = await testApp({ now: until })
  sample = await foundSample((id, run) => founding(app.inside, id, run), { seed: 7, size: 10_000 })
})
afterAll(() => app.close())

const ask = <T>(query: ReturnType<typeof sql<T>>): Promise<T[]> =>
  reading(app.inside, sample.id, system, async ({ db }) => (await query.execute(db as never)).rows)
const one = async <T>(query: ReturnType<typeof sql<T>>): Promise<T> => (await ask(query))[0]!

test('it is a workspace of its own, marked as a sample, with its truths beside it', async () => {
  const row = await one(
    sql<{ sample: boolean; settings: { sample: { truths: { truth: string }[] } } }>`select sample, settings from workspace`,
  )
  expect(row.sample).toBe(true)
  expect(row.settings.sample.truths.map(one => one.truth)).toEqual([
    'better-rep',
    'worse-rep',
    'false-success',
    'cause-doubles',
    'cause-acted-on',
    'cause-unchanged',
    'deal-breaker',
  ])
  const own = await app.read(({ db }) => db.selectFrom('feedback').select('id').execute())
  expect(own).toEqual([])
})

test('everybody is here, and places in the tree are dated and end where the next begins', async () => {
  const places = await ask(sql<{ name: string; gaps: number; open: number }>`
    select m.name, count(*) filter (where p.until_at is null)::int as open,
      count(*) filter (where p.until_at is not null and not exists
        (select from member_place n where n.workspace_id = p.workspace_id and n.member_id = p.member_id and n.from_at = p.until_at))::int as gaps
    from member m join member_place p on p.workspace_id = m.workspace_id and p.member_id = m.id group by m.id, m.name`)
  expect(places.filter(place => place.open !== 1 || place.gaps !== 0)).toEqual([])
  expect(places.map(place => place.name)).toContain('ជា ស្រីមុំ')
  const { moved } = await one(sql<{ moved: number }>`select count(*)::int as moved from member_place where until_at is not null`)
  expect(moved).toBeGreaterThan(0)
})

test('what the counts say is what is stored', async () => {
  const counted = await one(sql<
    Record<string, number>
  >`select (select count(*) from feedback)::int as feedback, (select count(*) from customer_case)::int as cases,
    (select count(*) from customer)::int as customers, (select count(*) from account)::int as accounts, (select count(*) from member)::int as members,
    (select count(*) from interaction)::int as interactions, (select count(*) from article_view)::int as "articleViews"`)
  const { feedback, cases, customers, accounts, members, interactions, articleViews } = sample
  expect(counted).toEqual({ feedback, cases, customers, accounts, members, interactions, articleViews })
  expect(interactions).toBeGreaterThan(cases)
  const { last, most } = await one(
    sql<{ last: number; most: number }>`select (select last from case_counter) as last, (select max(number) from customer_case) as most`,
  )
  expect(last).toBe(most)
})

test('a case fits its own history', async () => {
  const wrong = await ask(sql`select number, state from customer_case where
    (state = 'resolved') <> (resolved_at is not null) or (state = 'replied') <> (state <> 'resolved' and replied_at is not null)
    or first_replied_at < opened_at or resolved_at < opened_at or last_activity_at < opened_at or (state = 'resolved' and resolved_by is null)`)
  expect(wrong).toEqual([])
  const { states } = await one(sql<{ states: string[] }>`select array_agg(distinct state order by state) as states from customer_case`)
  expect(states).toEqual(['open', 'replied', 'resolved'])
})

test('bad ratings are in cases by rule, most of them replied to within a day', async () => {
  const { total, lost, intime } = await one(sql<{
    total: number
    lost: number
    intime: number
  }>`select count(*)::int as total, count(*) filter (where case_id is null or not by_rule)::int as lost,
    count(*) filter (where replied_at <= received_at + interval '24 hours')::int as intime
    from feedback where scale is not null and mood = -1 and received_at < ${until}::timestamptz - interval '1 day'`)
  expect(total).toBeGreaterThan(40)
  expect(lost).toBe(0)
  expect(intime / total).toBeGreaterThan(0.6)
  expect(intime / total).toBeLessThan(0.98)
})

test('only what is open and not yet due has a running clock, and nothing waits to be delivered or sent', async () => {
  const clocks = await ask(sql<{ id: string }>`select subject_id as id from clock where kind = 'case.late' order by 1`)
  const open = await ask(sql<{ id: string }>`select id from customer_case where state = 'open' and due_at > ${until} order by 1`)
  expect(clocks).toEqual(open)
  const { due, mails } = await one(
    sql<{
      due: number
      mails: number
    }>`select (select count(*) from event where try_at is not null)::int as due, (select count(*) from mail)::int as mails`,
  )
  expect({ due, mails }).toEqual({ due: 0, mails: 0 })
})

test('what was done about causes stands on the board with its proof: one helped, one made no difference', async () => {
  const board = await ask(sql<Record<string, unknown>>`select a.state, a.verdict, c.name, a.overdue_at is not null as late,
      (select count(*)::int from proof where proof.workspace_id = a.workspace_id and action_id = a.id) as proofs,
      (select count(*)::int from clock where clock.workspace_id = a.workspace_id and subject_id = a.id and fired_at is null and stopped_at is null and due_at > ${until}) as clocks
    from action a join action_cause l on l.workspace_id = a.workspace_id and l.action_id = a.id
      join cause c on c.workspace_id = l.workspace_id and c.id = l.cause_id order by a.created_at`)
  const { causes } = texts.en
  const like = (cause: keyof typeof causes, rest: object) => expect.objectContaining({ name: causes[cause].why, ...rest })
  expect(board).toEqual([
    like('paper-jam', { state: 'done', verdict: 'unclear', late: false, clocks: 1 }),
    like('qr-not-confirmed', { state: 'checked', verdict: 'less', late: false, clocks: 1 }),
    like('invoice-wrong-name', { state: 'doing', verdict: null, late: true, proofs: 0, clocks: 0 }),
    like('evening-congestion', { state: 'doing', verdict: null, late: false, proofs: 0, clocks: 1 }),
    like('refund-slow', { state: 'planned', verdict: null, late: false, proofs: 0, clocks: 1 }),
  ])
})

test('good words about somebody count as praise, and tell nobody', async () => {
  const { praised, told } = await one(
    sql<{ praised: number; told: number }>`select (select count(*)::int from voice_praise) as praised,
      (select count(*)::int from notice where type = 'voice.praised') as told`,
  )
  expect(praised).toBeGreaterThan(20)
  expect(told).toBe(0)
})

test.each(['เครื่อง', 'ເງິນ', 'ប្រាក់', 'the'])('the inbox finds what was said by any part of a word: %s', async words => {
  const found = await ask(sql<{
    text: string
  }>`select f.text from search_feedback(${sample.id}, ${tsquery(words, sample.number)}, ${searchKey(words)}, null, null, 20) s
    join feedback f on f.workspace_id = ${sample.id} and f.id = s.id`)
  expect(found.length).toBeGreaterThan(0)
  expect(found.filter(({ text }) => !text.toLowerCase().includes(words))).toEqual([])
})

test('every event of a case names the case and its facts are what the inbox announces', async () => {
  const kinds = await ask(sql<{
    type: string
    keys: string[]
  }>`select type, array_agg(distinct key order by key) as keys from event, jsonb_object_keys(facts) key
    where type like 'case.%' group by type order by type`)
  expect(Object.fromEntries(kinds.map(({ type, keys }) => [type, keys]))).toEqual({
    'case.assigned': ['caseId', 'fromId', 'toId'],
    'case.late': ['caseId', 'managerId', 'ownerId'],
    'case.noted': ['caseId', 'entryId', 'what'],
    'case.opened': ['by', 'caseId', 'ownerId'],
    'case.reopened': ['caseId'],
    'case.replied': ['caseId', 'entryId', 'first', 'onTime'],
    'case.resolved': ['causeId', 'caseId', 'replied'].sort(),
  })
})

test('a visitor looks around in a sample of their own, and asked again in the same one', async () => {
  const visitor = { userId: newId(), name: 'Vilay', email: 'vilay@shop.example', language: 'lo' as const }
  const second = await foundSample((id, run) => founding(app.inside, id, run), { size: 2_000, language: 'lo', visitors: [visitor] })
  const heads = await reading(app.inside, second.id, system, ({ db }) =>
    db.selectFrom('member').select('name').where('role', '=', 'head').orderBy('name').execute(),
  )
  expect(heads.map(head => head.name)).toEqual(['Anna Weber', 'Vilay'])
  const asSecond = <T>(query: ReturnType<typeof sql<T>>): Promise<T[]> =>
    reading(app.inside, second.id, system, async ({ db }) => (await query.execute(db as never)).rows)
  // The visitor has work of their own that is not late, and leads everybody who answers.
  const [mine] = await asSecond(sql<{ cases: number; given: number; lead: string; states: string[] }>`
    select count(*)::int as cases, array_agg(distinct c.state) as states,
      (select count(*)::int from event where type = 'case.assigned' and facts ->> 'toId' = m.id::text) as given,
      (select name from member where manager_id = m.id) as lead
    from customer_case c join member m on m.id = c.owner_id where m.name = 'Vilay' and c.due_at > ${until}::timestamptz group by m.id`)
  expect(mine).toEqual({ cases: 4, states: ['open'], given: 4, lead: 'Anna Weber' })
  // Who is told of by the story counts as having joined.
  expect(await asSecond(sql`select name from member where external_id is null`)).toEqual([{ name: 'Vilay' }])
  expect(second.number).not.toBe(sample.number)
})

test('a visitor whose address is one of the story looks around too', async () => {
  const visitor = { userId: newId(), name: 'Keo', email: 'keo@sabai.example', language: 'en' as const }
  const third = await foundSample((id, run) => founding(app.inside, id, run), { size: 2_000, visitors: [visitor] })
  const found = await reading(app.inside, third.id, system, ({ db }) =>
    db.selectFrom('member').select('email').where('userId', '=', visitor.userId).execute(),
  )
  expect(found).toEqual([{ email: 'visitor.keo@sabai.example' }])
})

test('its cases are facts, solved and reopened as often as they were', async () => {
  const { facts } = await one(sql<{ facts: number }>`select count(*)::int as facts from case_fact`)
  expect(facts).toBe(sample.cases)
  const wrong = await ask(sql`select c.number from customer_case c join case_fact f on f.workspace_id = c.workspace_id and f.case_id = c.id
    where (c.state = 'resolved') <> (f.last_solved_at is not null and f.solves > f.reopens) or f.reopens < c.reopened`)
  expect(wrong).toEqual([])
})
