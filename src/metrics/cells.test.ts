import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CSAT } from '#core/scores/scale.ts'
import { moveMember } from '#directory/index.ts'
import { receiveFeedback } from '#inbox/index.ts'
import { addInteractions, decideHandler, removeInteraction } from '#interactions/api.ts'
import { takeCaseEvents } from '#interactions/cases.ts'
import { newId } from '#kernel/id.ts'
import { type Cut, cuts, type Level, levels, type Metric } from '#kernel/metric.ts'
import type { Reading } from '#kernel/slice.ts'
import { type Narrow, narrowed } from '#scoreboard/narrowed.ts'
import { type TestApp, testApp } from '#testing.ts'
import { watched } from './cells.ts'
import { estimate } from './estimate.ts'
import { askedOfFacts, groupsOf, isKept, isRecalculating } from './groups.ts'
import { rangeOf } from './period.ts'
import { metrics } from './registry.ts'
import { wish } from './wishes.ts'

let app: TestApp
let everyKept: Metric[]
/** One of each shape of facts and rule: the rest is made of the same. */
let kept: Metric[]
const shapes = [
  'hold-time',
  'hold-time-median',
  'hold-time-longest',
  'handle-time-median',
  'csat',
  'repeat-rate',
  'contacts-to-resolution',
  'came-back',
  'touches',
  'time-to-resolve-median',
  'cases-per-hour',
  'answered-within-24-hours',
  'first-reply-time-in-hours',
]
beforeAll(async () => {
  app = await testApp({ now: '2026-03-20T09:00:00Z' })
  const all = [...(await metrics()).values()]
  everyKept = (await Promise.all(all.map(async one => ((await isKept(one)) ? [one] : [])))).flat()
  kept = everyKept.filter(({ id }) => shapes.includes(id))
})
afterAll(() => app.close())

type Asked = { metric: Metric; level: Level; by: By; from: string; to: string; only?: Narrow; who?: string | undefined }
type By = Cut | 'day' | 'month' | null
const bys: By[] = [null, null, null, ...cuts, 'day', 'month']

/** Both ways of getting a figure, as what is shown. */
async function bothWays(ctx: Reading, { metric: whole, level, by, from, to, only = {}, who }: Asked) {
  const metric = await narrowed(ctx, whole, only, who)
  const asked = { metric, level, by, range: rangeOf(ctx, { from, to }) }
  const shown = (groups: Awaited<ReturnType<typeof groupsOf>>) =>
    groups
      .map(({ id, by: cut, parts }) => ({ key: `${id} ${cut}`, ...estimate({ smallest: 1 }, parts) }))
      .filter(({ n }) => n > 0)
      .sort((a, b) => (a.key < b.key ? -1 : 1))
  return { kept: shown(await groupsOf(ctx, asked)), facts: shown(await askedOfFacts(ctx, asked)) }
}

const near = (value: number | null) => (value === null ? null : expect.closeTo(value, 6))

async function expectSame(asked: Asked) {
  const { kept, facts } = await app.read(ctx => bothWays(ctx, asked))
  const what = `${asked.metric.id} ${JSON.stringify(asked.only)} ${asked.who} ${asked.level} ${asked.by} ${asked.from}–${asked.to} at ${app.clock.now.toISOString()}`
  expect(kept, what).toEqual(facts.map(one => ({ ...one, value: near(one.value), low: near(one.low), high: near(one.high) })))
}

const rowsOf = (table: string) =>
  app.read(async ({ db }) => (await sql<{ n: number }>`select count(*)::int as n from ${sql.table(table)}`.execute(db as never)).rows[0]!.n)
const days = { from: '2026-01-20', to: '2026-04-10' }
const before = { from: '2026-02-03', to: '2026-03-12' }
const upToToday = { from: '2026-02-23', to: '2026-03-21' }

test('whatever a kept metric reads leaves marks when it changes', async () => {
  const text = (metric: Metric) =>
    app.read(async ctx => sql`${metric.facts(rangeOf(ctx, { from: '2026-03-01', to: '2026-03-02' }))}`.compile(ctx.db as never).sql)
  // What a case is opened by never changes; who owns it and what a helpdesk says of its opening hours are marked by triggers of their own.
  const known = new Set<string>([...watched, 'customer_case', 'case_worked'])
  for (const metric of everyKept) {
    const tables = [...(await text(metric)).matchAll(/\b(?:from|join) ([a-z_]+)\b(?! ?\.)/g)].map(([, table]) => table!)
    const real = tables.filter(
      table => !['repeat', 'log', 'done', 'contact', 'numbered', 'linked', 'chain', 'told', 'i', 'c'].includes(table),
    )
    expect(
      real.filter(table => !known.has(table)),
      metric.id,
    ).toEqual([])
  }
})

describe('a random history', () => {
  const random = fc.sample(fc.integer({ min: 0, max: 2 ** 30 }), { numRuns: 60_000, seed: 7 })
  let at = 0
  const upTo = (n: number) => random[at++ % random.length]! % n
  const one = <T>(of: readonly T[]): T => of[upTo(of.length)]!
  const handlers = ['noi@sabai.example', 'somchai@sabai.example', 'sok@sabai.example', 'Nobody Known']
  const known: string[] = []

  /** Some moment of the last fifty days, often of today. */
  const moment = () => new Date(app.clock.now.getTime() - (upTo(3) === 0 ? upTo(600) : upTo(50 * 1440)) * 60_000)

  const contact = (externalId: string) => ({
    externalId,
    kind: one(['call', 'chat', 'email'] as const),
    enteredAt: moment(),
    outcome: one(['answered', 'answered', 'abandoned', 'menu'] as const),
    waitSeconds: upTo(300),
    talkSeconds: upTo(600) / 2,
    handler: one(handlers),
    caller: `p${upTo(60)}`,
    resolved: upTo(2) === 0,
    language: one(['lo', 'th']),
  })
  const contacts = (ids: readonly string[]) => app.as('anna').call(addInteractions, { source: 'pbx', interactions: ids.map(contact) })

  const history: Record<string, () => Promise<unknown>> = {
    come: async () => {
      const ids = Array.from({ length: 1 + upTo(25) }, () => `c${known.length + 1 + upTo(1_000_000)}`)
      known.push(...ids)
      await contacts([...new Set(ids)])
    },
    corrected: () => contacts([...new Set([one(known), one(known)])]),
    removed: () => app.as('anna').call(removeInteraction, { source: 'pbx', externalId: one(known) }),
    decided: async () => {
      const found = await app.read(({ db }) => db.selectFrom('handler').select('id').where('name', '=', 'Nobody Known').executeTakeFirst())
      if (found) await app.as('anna').call(decideHandler, { id: found.id, memberId: one([app.ids.noi, app.ids.sok, null]) })
    },
    moved: () =>
      app.write(ctx =>
        moveMember(ctx, one([app.ids.noi, app.ids.somchai]), { role: 'rep', managerId: one([app.ids.khamla, app.ids.waraporn]) }),
      ),
    rated: () =>
      app.write(ctx =>
        receiveFeedback(
          ctx,
          Array.from({ length: 1 + upTo(6) }, () => ({
            rowKey: Buffer.from(newId()),
            score: 1 + upTo(5),
            scale: CSAT,
            channel: 'call',
            saidAt: moment(),
            memberId: one([app.ids.noi, app.ids.somchai, null]),
          })),
          { source: 'pbx', importId: null, cases: 'none' },
        ),
      ),
    worked: () =>
      app.write(async ({ tx, workspace, now }) => {
        const from = moment()
        await sql`insert into time_log (workspace_id, id, source, external_id, member_id, started_at, ended_at, changed_at) values (${workspace.id}, ${newId()},
          'pbx', ${newId()}, ${one([app.ids.noi, app.ids.somchai])}, ${from}, ${new Date(from.getTime() + 8 * 3_600_000)}, ${now})`.execute(
          tx,
        )
      }),
    solved: () =>
      app.write(async ctx => {
        const [caseKey, begun] = [`k${upTo(40)}`, moment().getTime()]
        const told = (kind: 'created' | 'replied' | 'solved' | 'reopened', hours: number) => ({
          ...{ rowKey: Buffer.from(newId()), caseKey, kind, memberId: one([app.ids.noi, app.ids.somchai]) },
          at: new Date(begun + hours * 3_600_000),
        })
        await takeCaseEvents(ctx, {
          source: 'desk',
          rows: [told('created', 0), told('replied', upTo(4)), told(one(['solved', 'solved', 'reopened']), 5 + upTo(90))],
        })
      }),
    told: () =>
      app.write(({ tx, workspace, now }) =>
        sql`insert into case_worked (workspace_id, source, case_key, reply_seconds, changed_at) values (${workspace.id}, 'desk', ${`k${upTo(40)}`}, ${upTo(9_000)},
            ${now}) on conflict (workspace_id, source, case_key) do update set reply_seconds = excluded.reply_seconds`.execute(tx),
      ),
    later: async () => app.clock.forward(upTo(36 * 60)),
    tended: () => app.doChores(),
  }

  test('gives the same figures from what is kept as from the facts, at every level and cut, while facts come late, change and go and people move', {
    timeout: 240_000,
  }, async () => {
    const ask = (metric: Metric): Asked => {
      const level = one(metric.levels)
      const only = one<Narrow>([{}, {}, {}, { channel: one(['call', 'chat']) }, { language: 'th' }, { channel: 'call', language: 'lo' }])
      const who = level === 'member' && upTo(3) === 0 ? app.ids.noi : undefined
      return { metric, level, only, who, by: one(bys), ...one([days, before, before, upToToday]) }
    }
    // Asked again and again, so that they are remembered and must be forgotten.
    const again = ['hold-time', 'csat', 'handle-time-median', 'repeat-rate', 'contacts-to-resolution'].flatMap(id => {
      const metric = kept.find(one => one.id === id)!
      const asked: Asked = { metric, level: 'company', by: null, ...before }
      return [asked, { ...asked, only: { channel: 'call' } }, { ...asked, only: { channel: 'chat' } }]
    })
    const matters = again.filter(({ metric }) => metric.id === 'contacts-to-resolution')
    known.push('first')
    await contacts(known)
    for (let step = 0; step < 60; step++) {
      const act = step % 4 === 0 ? 'tended' : one(Object.keys(history))
      await history[act]!()
      if (step === 10) for (const metric of kept) for (const level of metric.levels) await expectSame({ metric, level, by: null, ...days })
      for (const asked of [one(again), one(again), one(matters), ask(one(kept)), ask(one(kept))]) await expectSame(asked)
    }
    await app.doChores()
    expect(await rowsOf('metric_cell')).toBeGreaterThan(1_000)
    for (const metric of kept)
      for (const level of levels.filter(one => metric.levels.includes(one))) await expectSame({ metric, level, by: null, ...days })
    expect(await rowsOf('metric_mark')).toBe(0)
  })

  test('a late contact changes the matter that it goes on from, and those that end weeks after it', async () => {
    const asked: Asked = { metric: (await metrics()).get('contacts-to-resolution')!, level: 'company', by: 'day', ...before }
    const told = (...ons: string[]) =>
      app.as('anna').call(addInteractions, {
        source: 'matter',
        interactions: ons.map(on => ({
          ...contact(on),
          enteredAt: new Date(`${on}T05:00:00Z`),
          kind: 'call' as const,
          outcome: 'answered' as const,
          caller: 'matter',
        })),
      })
    const kept = async () => {
      await app.doChores()
      await expectSame(asked)
    }
    await told('2026-02-01', '2026-02-07', '2026-02-13', '2026-02-19')
    await expectSame(asked)
    await kept()
    await told('2026-02-25')
    await expectSame(asked)
    await kept()
    await app.as('anna').call(removeInteraction, { source: 'matter', externalId: '2026-02-01' })
    await expectSame(asked)
  })

  test('a workspace that is gone keeps no other from what was asked for', async () => {
    const metric = (await metrics()).get('abandonment')!
    const asked = () => app.read(({ db }) => db.selectFrom('metricCube').select('metric').where('metric', '=', metric.id).execute())
    wish(newId(), { metric, level: 'company', cut: null }, days.from, '2026-03-20')
    wish(app.workspaceId, { metric, level: 'company', cut: 'language' }, days.from, '2026-03-20')
    await app.doChores()
    expect(await asked()).toEqual([{ metric: metric.id }])
  })

  test('a transaction that does not know that its day is closed yet keeps it open', async () => {
    const metric = (await metrics()).get('hold-time')!
    const asked: Asked = { metric, level: 'company', by: null, ...days }
    let end = () => {}
    const ended = new Promise<void>(resolve => {
      end = resolve
    })
    const writing = app.write(async ctx => {
      await sql`select 1 from metric_edge`.execute(ctx.tx)
      await sql`insert into interaction (id, source, external_id, kind, entered_at, outcome, wait_seconds, changed_at)
        values (${newId()}, 'slow', 'slow', 'call', ${app.clock.now}, 'answered', 7, ${app.clock.now})`.execute(ctx.tx)
      await ended
    })
    await new Promise(resolve => setTimeout(resolve, 50))
    app.clock.forward(48 * 60)
    await expectSame(asked)
    await app.doChores()
    end()
    await writing
    await expectSame(asked)
    await app.doChores()
    await expectSame(asked)
  })

  test('beyond a thousand late facts a figure says that it is being made anew, and then is right', async () => {
    const metric = (await metrics()).get('hold-time')!
    const asked: Asked = { metric, level: 'company', by: null, ...days }
    await expectSame(asked)
    await app.doChores()
    const late = () =>
      app.write(({ tx, workspace, now }) =>
        sql`insert into interaction (workspace_id, id, source, external_id, kind, entered_at, outcome, wait_seconds, changed_at)
          select ${workspace.id}, gen_random_uuid(), 'late', gen_random_uuid()::text, 'call', '2026-03-01T03:00:00Z', 'answered', n, ${now} from generate_series(1, 600) n`.execute(
          tx,
        ),
      )
    const waits = () =>
      app.read(async ctx => {
        await bothWays(ctx, asked)
        return isRecalculating(ctx, { metric, level: 'company', by: null })
      })
    await late()
    expect(await waits()).toBe(false)
    await expectSame(asked)
    await late()
    expect(await waits()).toBe(true)
    await app.doChores()
    expect(await waits()).toBe(false)
    await expectSame(asked)
  })
})
