import { createKey } from '#directory/index.ts'
import { newId } from '#kernel/id.ts'
import { system, writing } from '#kernel/inside.ts'
import { type Line, sideBySide } from './measure.ts'
import type { BenchPlace } from './place.ts'

const content = {
  definition: {
    language: 'en',
    questions: [
      { key: 'score', kind: 'score', scale: { id: 'nps', min: 0, max: 10 } },
      { key: 'plan', kind: 'choice', choices: ['free', 'paid', 'other'] },
      { key: 'why', kind: 'text' },
    ],
  },
  words: { en: { title: 'Bench' } },
}

/** The whole summary of a survey through the whole house, against SQL that one would write by hand for the same figures. */
export async function results(place: BenchPlace, count: number): Promise<Line[]> {
  const { server, workspaceId } = place
  const survey = newId()
  const { key } = await writing(server.inside, workspaceId, system, ctx => createKey(ctx, { name: 'results', scopes: ['*'] }))
  await writing(server.inside, workspaceId, system, async ({ tx, now }) => {
    const made = JSON.stringify(content)
    await tx
      .insertInto('survey')
      .values({ id: survey, name: 'Bench', kind: 'nps', state: 'open', draft: made, version: 1, createdAt: now, changedAt: now })
      .execute()
    await tx.insertInto('surveyVersion').values({ surveyId: survey, version: 1, content: made, at: now }).execute()
  })
  await run(place, fillSql(survey, count))
  await server.pool.query('vacuum analyze response')
  const ask = async () => {
    const answer = await server.app.inject({
      method: 'GET',
      url: `/api/responses/results?survey=${survey}`,
      headers: { authorization: `Bearer ${key}` },
    })
    const { n } = JSON.parse(answer.body) as { n: number }
    if (n !== count) throw new Error(answer.body.slice(0, 300))
  }
  const byHand = async () => {
    for (const sql of handSql(workspaceId, survey)) await run(place, sql)
  }
  const { ratio, a, b } = await sideBySide(7, ask, byHand)
  const memory = await grown(ask)
  return [
    {
      what: `summary of ${count.toLocaleString('en')} answers, against SQL by hand`,
      measured: `${ratio.toFixed(2)} × (${a.toFixed(0)} : ${b.toFixed(0)} ms)`,
      wanted: '≤ 1 ×',
    },
    { what: 'memory that ten such summaries need', measured: `+${memory.toFixed(0)} MB`, wanted: '≤ +50 MB' },
  ]
}

const fillSql = (survey: string, count: number) => `
  insert into response (id, survey_id, version, channel, language, answers, score, scale, scale_min, scale_max, mood, comment, responded_at, changed_at)
  select gen_random_uuid(), '${survey}', 1, (array['link', 'email', 'widget'])[n % 3 + 1], (array['en', 'th', 'lo', 'km'])[n % 4 + 1],
    jsonb_build_object('score', n % 11, 'plan', (array['free', 'paid', 'other'])[n % 3 + 1]) || case when n % 3 = 0 then jsonb_build_object('why', repeat('words ', 12)) else '{}' end,
    n % 11, 'nps', 0, 10, sign(n % 11 - 7), case when n % 3 = 0 then repeat('words ', 12) else '' end,
    '2026-03-02T09:00:00Z'::timestamptz - n * interval '3 minutes', now() from generate_series(1, ${count}) n`

/** How many of each, the spread of score and choice, the weeks, who wrote something. */
const handSql = (workspace: string, survey: string) => {
  const these = `from response where workspace_id = '${workspace}' and survey_id = '${survey}' and not test and archived_at is null`
  return [
    `select version, channel, language, count(*), count(*) filter (where comment <> ''), min(responded_at), max(responded_at) ${these} group by 1, 2, 3`,
    `select answers ->> 'score', date_trunc('week', responded_at at time zone 'UTC'), count(*) ${these} group by 1, 2`,
    `select answers ->> 'plan', count(*) ${these} group by 1`,
    `select count(*) ${these} and answers ? 'why'`,
  ]
}

async function run({ server, workspaceId }: BenchPlace, sql: string) {
  const client = await server.pool.connect()
  try {
    await client.query(`begin; set local role sabai_app; select set_config('sabai.workspace', '${workspaceId}', true)`)
    await client.query(sql)
    await client.query('commit')
  } finally {
    client.release()
  }
}

async function grown(ask: () => Promise<void>): Promise<number> {
  const before = process.memoryUsage().rss
  for (let n = 0; n < 10; n++) await ask()
  return Math.max(0, process.memoryUsage().rss - before) / 1_000_000
}
