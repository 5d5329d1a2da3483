import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { CastKey } from '#core/cast.ts'
import type { Reading, Who } from '#kernel/slice.ts'
import { testApp } from '#testing.ts'
import { listCases as casesEndpoint, listFeedback as feedbackEndpoint } from './api.ts'
import { countInbox, listCases, listFeedback } from './lists.ts'

const ROWS = 100_000
const needle = 'ເຄື່ອງຮັບບັດ'

let app: Awaited<ReturnType<typeof testApp>>
beforeAll(async () => {
  app = await testApp({ now: '2026-03-02T09:00:00Z' })
  await fill()
}, 300_000)
afterAll(() => app.close())

/** A hundred thousand of each, one in a hundred unresolved, one in a thousand with the words that are searched. */
async function fill() {
  const client = await app.pool.connect()
  const run = (text: string) => client.query(text)
  try {
    await run(
      `begin; select set_config('sabai.workspace', '${app.workspaceId}', true); drop index customer_case_grams; drop index feedback_grams`,
    )
    await run(
      `insert into topic (id, name, name_key, created_at) select gen_random_uuid(), 'topic ' || n, 'topic ' || n, now() from generate_series(1, 20) n`,
    )
    await run(`create temp table row on commit drop as select n, '2026-03-02T09:00:00Z'::timestamptz - n * interval '1 minute' as at, gen_random_uuid() as id,
      case when n % 1000 = 7 then '${needle} ' || n else 'words ' || (n % 50) end as words, (array['en', 'th', 'lo', 'km'])[n % 4 + 1] as language,
      (array(select id from topic order by name))[n % 20 + 1] as topic_id, (array${JSON.stringify(owners()).replaceAll('"', "'")}::uuid[])[n % 4 + 1] as owner_id
      from generate_series(1, ${ROWS}) n`)
    await run(
      `create temp table made on commit drop as select words, sabai_grams(words, (select number from workspace)) as grams from (select distinct words from row) one`,
    )
    await run(`insert into customer_case (id, number, state, owner_id, topic_id, language, words, said_at, mood, score, scale, opened_by, opened_at, due_at, last_activity_at, search_key, grams)
      select id, n, case when n % 100 <> 0 then 'resolved' when n % 200 = 0 then 'open' else 'replied' end, owner_id, topic_id, language, words, at, n % 3 - 1, n % 11, 'nps',
        'rule', at, at + interval '24 hours', at, words, grams from row join made using (words)`)
    await run(`insert into feedback (id, source, row_key, language, text, search_key, grams, score, scale, mood, said_at, received_at, topic_id)
      select id, 'fill', decode(lpad(to_hex(n), 40, '0'), 'hex'), language, words, words, grams, n % 11, 'nps', n % 3 - 1, at, at, topic_id from row join made using (words)`)
    await run(
      `create index customer_case_grams on customer_case using gin (grams) where grams is not null; create index feedback_grams on feedback using gin (grams) where grams is not null; commit`,
    )
    await run('vacuum analyze customer_case')
    await run('vacuum analyze feedback')
  } finally {
    client.release()
  }
}

const owners = () => [app.ids.noi, app.ids.marta, app.ids.somchai, app.ids.sok]

const as = (key: CastKey, role: 'rep' | 'head'): Who => ({
  kind: 'member',
  memberId: app.ids[key],
  userId: null,
  keyId: null,
  role,
  language: 'lo',
  may: () => true,
})

type Touched = { name: string; seqScans: number; fetched: number }

/** What a list touched, told by PostgreSQL within its transaction: as the role that the application works under, with the fence up. */
async function touched(who: Who, run: (ctx: Reading) => Promise<object>): Promise<{ rows: Touched[]; found: number }> {
  return app.read(async ctx => {
    const before = await counters(ctx)
    const found = await run({ ...ctx, who })
    const rows = (await counters(ctx)).map((row, at) => ({
      name: row.name,
      seqScans: row.seqScans - (before[at]?.seqScans ?? 0),
      fetched: row.fetched - (before[at]?.fetched ?? 0),
    }))
    return { rows, found: 'items' in found ? (found.items as unknown[]).length : -1 }
  })
}

// Of this connection since it last reported: only the difference says something.
const counters = async ({ db }: Reading) =>
  (
    await sql<Touched>`select t.name, coalesce(seq_scan, 0)::int as "seqScans", coalesce(idx_tup_fetch, 0)::int as fetched
      from (values ('customer_case'), ('feedback')) t(name) left join pg_stat_xact_user_tables s on s.relname = t.name order by 1`.execute(
      db as never,
    )
  ).rows

const cases = (input: object) => (ctx: Reading) => listCases(ctx, casesEndpoint.input.parse(input))
const feedback = (input: object) => (ctx: Reading) => listFeedback(ctx, feedbackEndpoint.input.parse(input))

test('no list and no search reads a whole table of a hundred thousand', async () => {
  const topic = await app.read(({ db }) => db.selectFrom('topic').select('id').orderBy('name').limit(1).executeTakeFirstOrThrow())
  const lists: [string, 'rep' | 'head', (ctx: Reading) => Promise<object>, number][] = [
    ['open, by due', 'head', cases({ state: 'open' }), 200],
    ['mine', 'rep', cases({ view: 'mine', state: 'open,replied' }), 2_000],
    ['team, late', 'rep', cases({ view: 'team', due: 'late' }), 2_000],
    ['today', 'head', cases({ due: 'today' }), 2_000],
    ['all, newest', 'head', cases({ order: 'newest' }), 500],
    ['all, newest, of my team', 'rep', cases({ order: 'newest' }), 500],
    ['resolved, in Lao', 'head', cases({ order: 'newest', state: 'resolved', language: 'lo' }), 1_000],
    ['a topic', 'head', cases({ order: 'newest', topic: topic.id }), 2_000],
    ['a score and a time', 'head', cases({ order: 'newest', scoreTo: 3, from: '2026-02-01T00:00:00Z' }), 1_000],
    ['cases with words', 'head', cases({ q: 'ຮັບບັດ' }), 7_000],
    ['cases with common words', 'rep', cases({ q: 'words' }), 7_000],
    ['feedback', 'head', feedback({}), 500],
    ['bad feedback in Thai', 'head', feedback({ mood: 'bad', language: 'th' }), 2_000],
    ['feedback with words', 'rep', feedback({ q: 'ຮັບບັດ' }), 7_000],
    ['feedback with two letters', 'rep', feedback({ q: 'ບັ' }), 7_000],
    ['counts', 'head', countInbox, 4_000],
  ]
  for (const [name, role, run, most] of lists) {
    const { rows, found } = await touched(as(role === 'rep' ? 'noi' : 'anna', role), run)
    const said = `${name}: ${found} found, ${JSON.stringify(rows)}`
    expect(found, said).not.toBe(0)
    for (const one of rows) {
      expect(one.seqScans, said).toBe(0)
      expect(one.fetched, said).toBeLessThan(most)
    }
  }
})

test('page two thousand costs what page one costs', async () => {
  const first = await touched(as('anna', 'head'), cases({ order: 'newest' }))
  const place = await app.read(({ db }) =>
    db.selectFrom('customerCase').select(['openedAt', 'id']).orderBy('number').offset(90_000).limit(1).executeTakeFirstOrThrow(),
  )
  const cursor = Buffer.from(JSON.stringify([place.openedAt.toISOString(), place.id])).toString('base64url')
  const late = await touched(as('anna', 'head'), cases({ order: 'newest', cursor }))
  expect(late.found).toBe(50)
  const fetched = (one: typeof first) => one.rows.find(row => row.name === 'customer_case')!.fetched
  expect(fetched(late)).toBeLessThan(fetched(first) * 1.5 + 10)
})

test('a search finds all there is, page by page, each once', async () => {
  const seen: string[] = []
  for (let cursor: string | undefined; ; ) {
    const { items, next } = await app.as('anna').call(casesEndpoint, { q: needle.slice(1, 6), limit: 40, ...(cursor ? { cursor } : {}) })
    seen.push(...items.map(one => one.id))
    if (!next) break
    cursor = next
  }
  expect(seen).toHaveLength(ROWS / 1000)
  expect(new Set(seen).size).toBe(ROWS / 1000)
})

test('a filter that leaves few of many matches loses none of them', async () => {
  const asked = { q: 'words 33', mood: 'bad', language: 'th', limit: 50 } as never
  const expected = await app.read(({ db }) =>
    db
      .selectFrom('customerCase')
      .select('id')
      .where('words', '=', 'words 33')
      .where('mood', '=', -1)
      .where('language', '=', 'th')
      .execute(),
  )
  const seen: string[] = []
  for (let cursor: string | undefined; ; ) {
    const { items, next } = await app.as('anna').call(casesEndpoint, { ...(asked as object), ...(cursor ? { cursor } : {}) } as never)
    seen.push(...items.map(one => one.id))
    if (!next) break
    cursor = next
  }
  expect(expected.length).toBeGreaterThan(100)
  expect(seen.sort()).toEqual(expected.map(one => one.id).sort())
})
