import { gramLines } from '#core/text/grams.ts'
import { searchKey } from '#core/text/normalise.ts'
import { addMember, createKey } from '#directory/index.ts'
import { system, writing } from '#kernel/inside.ts'
import { comment, queries } from './comments.ts'
import { type Line, percentile, sideBySide } from './measure.ts'
import type { BenchPlace } from './place.ts'

/** Fills a workspace with cases and feedback by plain SQL: what is measured is reading, not how they came. */
export async function fill({ server, workspaceId }: BenchPlace, count: number): Promise<string> {
  const owner = await writing(server.inside, workspaceId, system, ctx =>
    addMember(ctx, { name: 'Bench', email: 'bench@sabai.example', role: 'head', managerId: null, language: 'en' }),
  )
  const { key } = await writing(server.inside, workspaceId, system, ctx => createKey(ctx, { name: 'bench', scopes: ['*'] }))
  for (let from = 0; from < count; from += 5_000) {
    const said = Array.from({ length: Math.min(5_000, count - from) }, (_, n) => comment(from + n))
    const grams = said.map(one => gramLines(searchKey(one.text), 1))
    await inWorkspace(
      server.pool,
      workspaceId,
      `
      insert into customer_case (id, number, owner_id, language, words, search_key, grams, said_at, score, mood, opened_by, opened_at, due_at, last_activity_at)
      select gen_random_uuid(), $2::int + n, $1, language, text, key, array_to_tsvector(string_to_array(grams, E'\\n')), now() - n * interval '37 seconds', score, sign(score - 6)::int, 'rule',
        now() - n * interval '37 seconds', now() - n * interval '37 seconds' + interval '24 hours', now()
      from unnest($3::text[], $4::text[], $5::text[], $6::numeric[], $7::text[]) with ordinality as said(language, text, key, score, grams, n)`,
      [
        owner,
        from,
        said.map(one => one.language),
        said.map(one => one.text),
        said.map(one => searchKey(one.text)),
        said.map(one => one.score),
        grams,
      ],
    )
    await inWorkspace(
      server.pool,
      workspaceId,
      `
      insert into feedback (id, source, row_key, language, text, search_key, grams, score, said_at, received_at)
      select gen_random_uuid(), 'bench', decode(md5(text || n), 'hex'), language, text, key, array_to_tsvector(string_to_array(grams, E'\\n')), score, now() - n * interval '37 seconds', now()
      from unnest($1::text[], $2::text[], $3::text[], $4::numeric[], $5::text[]) with ordinality as said(language, text, key, score, grams, n)`,
      [said.map(one => one.language), said.map(one => one.text), said.map(one => searchKey(one.text)), said.map(one => one.score), grams],
    )
  }
  await server.pool.query('analyze customer_case; analyze feedback')
  return key
}

async function inWorkspace(pool: BenchPlace['server']['pool'], workspaceId: string, sql: string, values: unknown[] = []) {
  const client = await pool.connect()
  try {
    await client.query(`begin; set local role sabai_app; select set_config('sabai.workspace', '${workspaceId}', true)`)
    const result = await client.query(sql, values)
    await client.query('commit')
    return result
  } finally {
    client.release()
  }
}

const asking =
  ({ server }: BenchPlace, key: string) =>
  async (path: string) => {
    const answer = await server.app.inject({ method: 'GET', url: `/api${path}`, headers: { authorization: `Bearer ${key}` } })
    if (answer.statusCode !== 200) throw new Error(`${path}: ${answer.body}`)
    return JSON.parse(answer.body) as { items: { id: string }[]; next: string | null }
  }

/** A list of 50 through the whole house against the SQL that one would write by hand, and far down against the first page. */
export async function lists(place: BenchPlace, key: string, count: number): Promise<Line[]> {
  const ask = asking(place, key)
  const byHand = () =>
    inWorkspace(
      place.server.pool,
      place.workspaceId,
      `
      select c.*, m.name as owner, u.name as customer, t.name as topic from customer_case c join member m on m.workspace_id = c.workspace_id and m.id = c.owner_id
        left join customer u on u.workspace_id = c.workspace_id and u.id = c.customer_id left join topic t on t.workspace_id = c.workspace_id and t.id = c.topic_id
      where c.workspace_id = '${place.workspaceId}' and c.state <> 'resolved' and c.merged_into is null order by c.due_at, c.id limit 50`,
    )
  const first = await sideBySide(30, () => ask('/cases?state=open,replied&limit=50'), byHand)
  let cursor: string | null = null
  for (let page = 0; page < 200; page++) cursor = (await ask(`/cases?limit=200${cursor ? `&cursor=${cursor}` : ''}`)).next ?? cursor
  const far = await sideBySide(
    30,
    () => ask(`/cases?limit=50&cursor=${cursor}`),
    () => ask('/cases?limit=50'),
  )
  return [
    {
      what: `list of 50 among ${count.toLocaleString('en')} cases, against SQL by hand`,
      measured: `${first.ratio.toFixed(1)} × (${first.a.toFixed(1)} : ${first.b.toFixed(1)} ms)`,
      wanted: '≤ 3 ×',
    },
    { what: 'the same list 40,000 rows down, against its first page', measured: `${far.ratio.toFixed(2)} ×`, wanted: '≤ 1.5 ×' },
  ]
}

/** Search for pieces of words in four languages. */
export async function search(place: BenchPlace, key: string, count: number): Promise<Line[]> {
  const ask = asking(place, key)
  const times: number[] = []
  const wanted = queries(120)
  for (const q of wanted.slice(0, 8)) await ask(`/feedback?q=${encodeURIComponent(q)}`)
  for (const q of wanted) {
    const begun = performance.now()
    await ask(`/feedback?q=${encodeURIComponent(q)}`)
    times.push(performance.now() - begun)
  }
  const sizes = await inWorkspace(
    place.server.pool,
    place.workspaceId,
    `select pg_relation_size('feedback_grams')::float8 / (select sum(octet_length(text)) from feedback) as ratio`,
  )
  return [
    {
      what: `search of ${count.toLocaleString('en')} comments, middle and 95 %`,
      measured: `${percentile(times, 0.5).toFixed(0)} and ${percentile(times, 0.95).toFixed(0)} ms`,
      wanted: '95 % ≤ 50 ms (at 1 M)',
    },
    { what: 'bytes of its index a byte of text', measured: `${Number(sizes.rows[0].ratio).toFixed(1)}`, wanted: '' },
  ]
}
