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

async function scoreboard(place: BenchPlace, count: number): Promise<Line[]> {
  const { server, workspaceId } = place
  const { key } = await writing(server.inside, workspaceId, system, ctx => createKey(ctx, { name: 'metrics', scopes: ['*'] }))
  const today = dayOf((await server.pool.query<{ now: Date }>('select now() as now')).rows[0]!.now, 'UTC')
  await inside(place, fillSql(workspaceId, count, today))
  await server.pool.query('vacuum analyze interaction, feedback, case_fact, article_view')
  const ask = async () => {
    const answer = await server.app.inject({
      method: 'GET',
      url: '/api/scoreboard?period=last-90',
      headers: { authorization: `Bearer ${key}` },
    })
    if (answer.statusCode !== 200) throw new Error(answer.body.slice(0, 300))
    return JSON.parse(answer.body).tiles as { metric: { id: string }; now: { n: number; value: number } }[]
  }
  const first = await milliseconds(ask)
  const made = await milliseconds(server.doChores)
  const times: number[] = []
  const byHand: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    times.push(await milliseconds(ask))
    if (round % 8 === 0) byHand.push(await milliseconds(() => raw(place, today)))
  }
  const tiles = await ask()
  const hold = tiles.find(({ metric }) => metric.id === 'hold-time')!
  const [truth] = (await raw(place, today))[0]!.rows as { n: number; value: number }[]
  if (hold.now.n !== truth!.n || Math.abs(hold.now.value - truth!.value) > 1e-6) throw new Error('the tile is not what the rows say')
  const before = process.cpuUsage()
  for (let round = 0; round < 10; round++) await ask()
  const spent = process.cpuUsage(before)
  const cpu = (spent.user + spent.system) / 10_000
  const many = count.toLocaleString('en')
  const line = (what: string, measured: string, wanted = ''): Line => ({ what: `${what}, ${many} interactions`, measured, wanted })
  const late = await milliseconds(() => lateRow(place, today))
  const afterLate = await milliseconds(ask)
  const again = await milliseconds(server.doChores)
  return [
    line(
      `scoreboard of ${tiles.length} tiles, 90 days, p95`,
      `${percentile(times, 0.95).toFixed(0)} ms (median ${median(times).toFixed(0)})`,
      '≤ 50 ms',
    ),
    line('CPU of the server for one', `${cpu.toFixed(0)} ms`),
    line('eight values of 90 days by SQL on the raw rows', `${median(byHand).toFixed(0)} ms`),
    line('the same scoreboard before anything is kept', `${first.toFixed(0)} ms`),
    line('making what it stands on', `${(made / 1000).toFixed(1)} s`),
    line('a late row, then the scoreboard', `${late.toFixed(1)} + ${afterLate.toFixed(0)} ms`, 'right at once'),
    line('making the days anew that it changed', `${again.toFixed(0)} ms`, '≤ 5,000 ms'),
    line('one new row, with and without its mark', await newRow(place, today), ''),
  ]
}

const raw = (place: BenchPlace, today: string) => {
  const from = addDays(today, -90)
  const within = (column: string) => `workspace_id = '${place.workspaceId}' and ${column} >= '${from}' and ${column} < '${today}'`
  const offered = `from interaction where ${within('entered_at')} and removed_at is null and direction = 'in' and outcome = 'answered'`
  return inside(place, [
    `select count(*)::int as n, avg(wait_seconds)::float8 as value ${offered}`,
    `select count(*), avg((score >= 4)::int) from feedback where ${within('said_at')} and scale = 'csat'`,
    `select count(*), avg(extract(epoch from last_solved_at - created_at)) from case_fact where ${within('last_solved_at')}`,
    `select percentile_cont(0.5) within group (order by extract(epoch from last_solved_at - created_at)) from case_fact where ${within('last_solved_at')}`,
    `select count(*) from article_view where ${within('viewed_at')}`,
    `select percentile_cont(0.5) within group (order by seconds) from article_view where ${within('viewed_at')}`,
    `select percentile_cont(0.5) within group (order by wait_seconds) ${offered}`,
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

/** Two years that end this morning: waits of a few minutes, a fifth of the contacts rated, a third a case, half a reading. */
export const fillSql = (workspaceId: string, count: number, today: string) => {
  const at = (every: number) => `'${today}'::timestamptz - (n * ${every} * interval '1 day' * ${DAYS} / ${count}) - interval '1 minute'`
  const id = `'${workspaceId}'::uuid`
  return [
    `insert into interaction (workspace_id, id, source, external_id, kind, entered_at, outcome, wait_seconds, talk_seconds, caller, language, changed_at)
      select ${id}, gen_random_uuid(), 'bench', n::text, (array['call', 'chat', 'email'])[n % 3 + 1], ${at(1)}, case when n % 9 = 0 then 'abandoned' else 'answered' end,
        (n * 7919) % 400, (n * 104729) % 900, 'c' || (n * 31) % ${Math.ceil(count / 3)}, (array['en', 'th', 'lo', 'km'])[n % 4 + 1], now() from generate_series(1::bigint, ${count}) n`,
    `insert into feedback (workspace_id, id, source, row_key, channel, score, scale, scale_min, scale_max, said_at, received_at)
      select ${id}, gen_random_uuid(), 'bench', uuid_send(gen_random_uuid()), 'call', 1 + n % 5, 'csat', 1, 5, ${at(5)}, ${at(5)} from generate_series(1::bigint, ${count / 5}) n`,
    `insert into case_fact (workspace_id, source, case_key, created_at, first_solved_at, last_solved_at, channel, language, solves, reopens, touches, assignments)
      select ${id}, 'bench', n::text, ${at(4)} - (n % 5000) * interval '1 minute', ${at(4)}, ${at(4)}, 'call', 'en', 1, 0, 1 + n % 6, 1 from generate_series(1::bigint, ${count / 4}) n`,
    `insert into article_view (workspace_id, id, source, external_id, article, viewed_at, seconds, changed_at)
      select ${id}, gen_random_uuid(), 'bench', n::text, 'a' || n % 50, ${at(2)}, (n * 37) % 240, now() from generate_series(1::bigint, ${count / 2}) n`,
  ]
}
