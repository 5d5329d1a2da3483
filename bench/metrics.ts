import { sql } from 'kysely'
import { addDays, dayOf } from '#core/time/days.ts'
import { createKey } from '#directory/index.ts'
import { newId } from '#kernel/id.ts'
import { system, writing } from '#kernel/inside.ts'
import { type Line, median, milliseconds, percentile } from './measure.ts'
import { type BenchPlace, benchPlace } from './place.ts'

const DAYS = 730
const ROUNDS = 40

/** A scoreboard of eight tiles over ninety days, at 10^5, 10^6 and as many interactions as are asked for, beside SQL on the raw rows. */
export async function metricsBench(most: number): Promise<Line[]> {
  const lines: Line[] = []
  for (const count of [100_000, 1_000_000, 10_000_000].filter(one => one <= Math.max(most, 100_000))) {
    const place = await benchPlace()
    try {
      lines.push(...(await scoreboard(place, count)))
    } finally {
      await place.leave()
      place.remove()
    }
  }
  return lines
}

type Tile = { metric: { id: string }; now: { n: number; value: number } }

async function scoreboard(place: BenchPlace, count: number): Promise<Line[]> {
  const { server, workspaceId } = place
  const { key } = await writing(server.inside, workspaceId, system, ctx => createKey(ctx, { name: 'metrics', scopes: ['*'] }))
  const today = dayOf((await server.pool.query<{ now: Date }>('select now() as now')).rows[0]!.now, 'UTC')
  await inside(place, fillSql(workspaceId, count, today))
  await server.pool.query('vacuum analyze interaction, feedback, case_fact, article_view')
  const ask = (query: string) => async () => {
    const answer = await server.app.inject({
      method: 'GET',
      url: `/api/scoreboard?${query}`,
      headers: { authorization: `Bearer ${key}` },
    })
    if (answer.statusCode !== 200) throw new Error(answer.body.slice(0, 300))
    return JSON.parse(answer.body).tiles as Tile[]
  }
  const board = ask('period=last-90')
  const first = await milliseconds(board)
  const made = await milliseconds(server.doChores)
  const kept = await milliseconds(board)
  const byHand: number[] = []
  const times = await timesOf(board, async () => byHand.push(await milliseconds(() => raw(place, today))))
  mustEqual(await board(), await raw(place, today))
  const cpu = await cpuOf(board)
  const others: [string, number[]][] = []
  for (const [what, query] of [
    ['this quarter, today among it', 'period=this-quarter'],
    ['one channel only', 'period=last-90&channel=call'],
    ['a year', `period=days&from=${addDays(today, -365)}&to=${today}`],
  ] as const) {
    await ask(query)()
    await server.doChores()
    others.push([what, await timesOf(ask(query))])
  }
  const many = count.toLocaleString('en')
  const line = (what: string, measured: string, wanted = ''): Line => ({ what: `${what}, ${many} interactions`, measured, wanted })
  const late = await milliseconds(() => lateRow(place, today))
  const afterLate = await milliseconds(board)
  const again = await milliseconds(server.doChores)
  const figure = (all: readonly number[]) => `${percentile(all, 0.95).toFixed(0)} ms (median ${median(all).toFixed(0)})`
  return [
    line(`scoreboard of ${(await board()).length} tiles, 90 days, p95`, figure(times), '≤ 50 ms'),
    line('CPU of the server for one', `${cpu.toFixed(1)} ms`),
    line('eight values of 90 days by SQL on the raw rows', `${median(byHand).toFixed(0)} ms`),
    ...others.map(([what, all]) => line(`scoreboard of ${what}, p95`, figure(all), '≤ 50 ms')),
    line('the same scoreboard before anything is kept', `${first.toFixed(0)} ms`),
    line('making what it stands on', `${(made / 1000).toFixed(1)} s`),
    line('the first one of what is kept', `${kept.toFixed(0)} ms`),
    line('a late row, then the scoreboard', `${late.toFixed(1)} + ${afterLate.toFixed(0)} ms`, 'right at once'),
    line('making the days anew that it changed', `${again.toFixed(0)} ms`, '≤ 5,000 ms'),
    line('one new row, with and without its mark', await newRow(place, today), ''),
  ]
}

async function timesOf(ask: () => Promise<unknown>, between?: () => Promise<unknown>): Promise<number[]> {
  const times: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    times.push(await milliseconds(ask))
    if (round % 8 === 0) await between?.()
  }
  return times
}

async function cpuOf(ask: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage()
  for (let round = 0; round < ROUNDS; round++) await ask()
  const { user, system: kernel } = process.cpuUsage(before)
  return (user + kernel) / 1_000 / ROUNDS
}

/** A tile that is not what the rows say is no fast tile. */
function mustEqual(tiles: readonly Tile[], results: readonly { rows: unknown[] }[]): void {
  for (const [at, id] of byHandIds.entries()) {
    const { now } = tiles.find(({ metric }) => metric.id === id)!
    const { n, value } = results[at]!.rows[0] as { n: number; value: number }
    if (now.n !== n || Math.abs(now.value - value) > 1e-6 * Math.max(1, Math.abs(value)))
      throw new Error(`${id} is not what the rows say: ${now.value}, ${value}`)
  }
}

const byHandIds = ['hold-time', 'csat', 'handle-time', 'time-to-resolve', 'articles-read', 'article-reading-time', 'agent-satisfaction']

const raw = (place: BenchPlace, today: string) => {
  const from = addDays(today, -90)
  const within = (column: string) => `workspace_id = '${place.workspaceId}' and ${column} >= '${from}' and ${column} < '${today}'`
  const offered = `from interaction where ${within('entered_at')} and removed_at is null and direction = 'in' and outcome = 'answered'`
  return inside(place, [
    `select count(*)::int as n, avg(wait_seconds)::float8 as value ${offered}`,
    `select count(*)::int as n, avg((score >= 4)::int)::float8 as value from feedback where ${within('said_at')} and scale = 'csat'`,
    `select count(*)::int as n, avg(talk_seconds)::float8 as value ${offered}`,
    `select count(*)::int as n, avg(extract(epoch from last_solved_at - created_at))::float8 as value from case_fact where ${within('last_solved_at')}`,
    `select count(*)::int as n, count(*)::int as value from article_view where ${within('viewed_at')} and seconds >= 5`,
    `select count(*)::int as n, percentile_cont(0.5) within group (order by seconds) as value from article_view where ${within('viewed_at')}`,
    `select (results -> 'company' ->> 'n')::int as n, (results -> 'company' -> 'enps' ->> 'value')::float8 as value from pulse_wave where ${within('closed_at')}
      order by closed_at desc limit 1`,
    `select avg(contacts) from (select count(*) as contacts ${offered} group by caller) chain`,
  ])
}

async function inside({ server, workspaceId }: BenchPlace, queries: readonly string[]) {
  const client = await server.pool.connect()
  try {
    await client.query(`begin; set local role sabai_app; select set_config('sabai.workspace', '${workspaceId}', true)`)
    const results = []
    for (const query of queries) results.push(await client.query(query))
    await client.query('commit')
    return results
  } finally {
    client.release()
  }
}

const lateRow = ({ server, workspaceId }: BenchPlace, today: string, on = `${addDays(today, -30)}T09:00:00Z`) =>
  writing(server.inside, workspaceId, system, ({ tx, now }) =>
    sql`insert into interaction (workspace_id, id, source, external_id, kind, entered_at, outcome, wait_seconds, talk_seconds, caller, changed_at)
      values (${workspaceId}, ${newId()}, 'late', ${newId()}, 'call', ${on}, 'answered', 12, 100, 'somebody', ${now})`.execute(tx),
  )

async function newRow(place: BenchPlace, today: string): Promise<string> {
  const rows = async (on: string) => {
    const times: number[] = []
    for (let n = 0; n < 200; n++) times.push(await milliseconds(() => lateRow(place, today, on)))
    return median(times)
  }
  const [ofToday, ofThen] = [await rows(`${today}T00:00:01Z`), await rows(`${addDays(today, -30)}T09:00:00Z`)]
  await place.server.pool.query('alter table interaction disable trigger user')
  const plain = await rows(`${today}T00:00:01Z`)
  await place.server.pool.query('alter table interaction enable trigger user')
  await place.server.doChores()
  return `today ${ofToday.toFixed(2)}, late ${ofThen.toFixed(2)}, none ${plain.toFixed(2)} ms`
}

/**
 * Two years that end at noon: waits of a few minutes, a fifth of the contacts rated, a third a case, half a reading; half of the customers come again three
 * times every other day; a pulse every month.
 */
const fillSql = (workspaceId: string, count: number, today: string) => {
  const at = (every: number) =>
    `'${today}'::timestamptz + interval '12 hours' - n * ${every}::float8 / ${count} * interval '${DAYS} days' - interval '1 minute'`
  const id = `'${workspaceId}'::uuid`
  const twoDays = Math.round((count / DAYS) * 2)
  return [
    `insert into interaction (workspace_id, id, source, external_id, kind, entered_at, outcome, wait_seconds, talk_seconds, caller, language, changed_at)
      select ${id}, gen_random_uuid(), 'bench', n::text, (array['call', 'chat', 'email'])[n % 3 + 1], ${at(1)}, case when n % 9 = 0 then 'abandoned' else 'answered' end,
        (n * 7919) % 400, (n * 104729) % 900, case when n % 2 = 0 then 'u' || n else 'c' || n % ${twoDays} || '-' || n / ${4 * twoDays} end,
        (array['en', 'th', 'lo', 'km'])[n % 4 + 1], now() from generate_series(1::bigint, ${count}) n`,
    `insert into feedback (workspace_id, id, source, row_key, channel, score, scale, scale_min, scale_max, said_at, received_at)
      select ${id}, gen_random_uuid(), 'bench', uuid_send(gen_random_uuid()), (array['call', 'chat', 'email'])[n % 3 + 1], 1 + n % 5, 'csat', 1, 5, ${at(5)}, ${at(5)}
      from generate_series(1::bigint, ${count / 5}) n`,
    `insert into case_fact (workspace_id, source, case_key, created_at, first_solved_at, last_solved_at, channel, language, solves, reopens, touches, assignments)
      select ${id}, 'bench', n::text, ${at(4)} - (n * 7919 % 432000) * interval '1 second', ${at(4)}, ${at(4)}, (array['call', 'chat', 'email'])[n % 3 + 1], 'en', 1, 0,
        1 + n % 6, 1 from generate_series(1::bigint, ${count / 4}) n`,
    `insert into article_view (workspace_id, id, source, external_id, article, viewed_at, seconds, changed_at)
      select ${id}, gen_random_uuid(), 'bench', n::text, 'a' || n % 50, ${at(2)}, (n * 37) % 240, now() from generate_series(1::bigint, ${count / 2}) n`,
    `insert into pulse_wave (workspace_id, id, opened_at, closes_at, closed_at, items, asked, results)
      select ${id}, gen_random_uuid(), '${today}'::timestamptz - n * interval '30 days' - interval '7 days', '${today}'::timestamptz - n * interval '30 days',
        '${today}'::timestamptz - n * interval '30 days', '{}', 60,
        jsonb_build_object('company', jsonb_build_object('n', 50, 'enps', jsonb_build_object('value', n, 'low', n - 5, 'high', n + 5)), 'teams', '[]'::jsonb)
      from generate_series(1, 24) n`,
    `insert into scoreboard_goal (workspace_id, id, satisfaction, productivity, chosen_at) values (${id}, gen_random_uuid(), 'csat', 'handle-time', now())`,
  ]
}
