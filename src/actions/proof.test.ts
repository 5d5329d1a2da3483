import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { memberWho } from '#directory/doorkeeper.ts'
import { founding, reading, system, writing } from '#kernel/inside.ts'
import { testApp } from '#testing.ts'
import { foundSample, type Sample } from '../sample/found.ts'
import * as api from './api.ts'

// The sample company's planted truth: payouts come too late twice as often, because the bank moved its cut-off time.
let app: Awaited<ReturnType<typeof testApp>>
let sample: Sample
let doubled: { id: string; name: string }
let ownerId: string
let steady: { id: string; name: string }
const until = '2026-03-02T09:00:00Z'
beforeAll(async () => {
  app = await testApp({ now: until })
  sample = await foundSample((id, run) => founding(app.inside, id, run), { seed: 1, size: 20_000 })
  const manager = await read(({ db }) => db.selectFrom('member').select('id').where('externalId', '=', 'khamla').executeTakeFirstOrThrow())
  ownerId = manager.id
  app.pretend('manager', memberWho(app.inside, { ...manager, userId: null, role: 'manager', language: 'lo' }), sample.id)
})
afterAll(() => app.close())

const read = <T>(run: Parameters<typeof reading<T>>[3]) => reading(app.inside, sample.id, system, run)
const write = <T>(run: Parameters<typeof writing<T>>[3]) => writing(app.inside, sample.id, system, run)
const manager = () => app.by('manager')
const readAction = (id: string) => manager().call(api.readAction, { id })
const truth = () => sample.truths.find(one => one.truth === 'cause-doubles') as { fromOn: string; topic: string }

/** So many weeks as the ones before, but for how often each cause comes. */
async function live(weeks: number, perWeek: Record<string, number>): Promise<void> {
  const from = app.clock.now
  await write(async ({ tx }) => {
    await sql`insert into interaction (workspace_id, id, source, external_id, kind, entered_at, outcome, changed_at)
      select ${sample.id}, gen_random_uuid(), 'test', ${from.toISOString()} || n, 'call', ${from}::timestamptz + n * interval '1 hour', 'answered', ${from}
      from generate_series(0, ${weeks * 7 * 24 - 1}) n`.execute(tx)
    for (const [causeId, n] of Object.entries(perWeek))
      await sql`insert into customer_case (workspace_id, id, number, state, owner_id, words, said_at, opened_by, opened_at, due_at, resolved_at, last_activity_at, cause_id)
        select ${sample.id}, gen_random_uuid(), (select max(number) from customer_case where workspace_id = ${sample.id}) + 1 + row_number() over (), 'resolved',
          (select id from member where workspace_id = ${sample.id} limit 1), 'again', at, 'rule', at, at, at, at, ${causeId}
        from (select ${from}::timestamptz + week * interval '7 days' + n * interval '7 hours' as at
          from generate_series(0, ${weeks - 1}) week, generate_series(1, ${n}::int + (week % 2)::int) n) times`.execute(tx)
  })
}

test('the cause that was planted to double is found to grow, with about its week, and no other', async () => {
  const found = await manager().call(api.growing, {})
  expect(found.looked).toBeGreaterThan(10)
  const sure = found.items.filter(one => one.sure)
  expect(sure).toHaveLength(1)
  const [{ cause, sinceAt, ratio }] = sure as [(typeof sure)[0]]
  doubled = cause
  expect(Math.abs(sinceAt.getTime() - Date.parse(truth().fromOn)) / 86_400_000).toBeLessThan(21)
  // Planted: twice as often.
  expect(ratio.low).toBeGreaterThan(1.2)
  expect(ratio.low).toBeLessThan(2)
  expect(ratio.high).toBeGreaterThan(2)
})

test('acted on, its fall is proved; a cause that did not change is not called better; a relapse opens the action again, once', async () => {
  const { other } = await read(async ({ db }) => ({
    other: (
      await sql<{
        id: string
        name: string
      }>`select cause.id, cause.name from customer_case c join cause on cause.workspace_id = c.workspace_id and cause.id = c.cause_id
        where c.workspace_id = ${sample.id} and cause.id <> ${doubled.id} group by 1, 2 order by count(*) desc limit 1`.execute(db as never)
    ).rows[0]!,
  }))
  steady = other
  const plan = (what: string, causeId: string) =>
    manager().call(api.addAction, { what, kind: 'process', ownerId, dueOn: '2026-03-20', causeIds: [causeId], checkAfterDays: 56 })
  const [helped, useless] = [await plan('Batch at two', doubled.id), await plan('A poster', steady.id)]
  await manager().call(api.moveAction, { id: helped.id, state: 'done' })
  await manager().call(api.moveAction, { id: useless.id, state: 'done' })
  const before = await readAction(useless.id)
  // As often against 168 contacts a week as it was against the contacts before.
  const rate = await read(async ({ db }) => {
    const { rows } = await sql<{
      n: number
      all: number
    }>`select (select count(*) from customer_case where workspace_id = ${sample.id} and cause_id = ${steady.id})::float8 as n,
      (select count(*) from interaction where workspace_id = ${sample.id} and direction = 'in' and outcome <> 'phantom')::float8 as all`.execute(
      db as never,
    )
    const caused = await sql<{
      share: number
    }>`select (count(cause_id)::float8 / count(*)) as share from customer_case where workspace_id = ${sample.id}`.execute(db as never)
    return rows[0]!.n / (rows[0]!.all * caused.rows[0]!.share)
  })
  const asBefore = Math.round(168 * rate - 0.5)
  expect(asBefore).toBeGreaterThan(2)
  await live(8, { [steady.id]: asBefore, [doubled.id]: 1 })
  app.clock.forward(56 * 24 * 60 - 60)
  await app.settle()
  expect((await readAction(helped.id)).proofs).toEqual([])
  app.clock.forward(2 * 60)
  await app.settle()
  await app.settle()
  const proved = await readAction(helped.id)
  expect(proved).toMatchObject({ state: 'checked', verdict: 'less', proofs: [{ basis: 'interactions', relapse: false }] })
  const [proof] = proved.proofs as [(typeof proved.proofs)[0]]
  expect(proof.ratio!.high).toBeLessThan(1)
  // The weeks before it doubled are no measure of what the action did.
  expect(proof.weeks.filter(week => week.side === 'left-out').length).toBeGreaterThan(8)
  expect(proof.weeks.filter(week => week.side === 'after')).toHaveLength(8)
  const same = await readAction(useless.id)
  expect(same).toMatchObject({ state: 'done', verdict: 'unclear', cases: before.cases })
  expect(same.checkOn! > '2026-05-01').toBe(true)

  await live(5, { [steady.id]: asBefore, [doubled.id]: 14 })
  app.clock.forward(29 * 24 * 60)
  await app.settle()
  await app.settle()
  const back = await readAction(helped.id)
  expect(back).toMatchObject({ state: 'doing', relapsedAt: app.clock.now, doneAt: null })
  app.clock.forward(60 * 24 * 60)
  await app.settle()
  const after = await readAction(helped.id)
  expect(after.history.filter(one => one.what === 'relapsed')).toHaveLength(1)
})
