import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addMember } from '#directory/index.ts'
import { testApp } from '#testing.ts'
import { closeWave, getWave, listWaves, openWave, pulseItems, readPulse, schedulePulse } from './api.ts'
import { hashOf, tokenOf } from './tokens.ts'

let app: Awaited<ReturnType<typeof testApp>>
const members: string[] = []
beforeAll(async () => {
  app = await testApp({ now: '2026-03-02T09:00:00Z', publicUrl: 'https://sabai.example' })
  // Khamla's team grows to eight, Waraporn's stays small.
  for (let n = 0; n < 6; n++)
    await app.write(async ctx => {
      members.push(
        await addMember(ctx, { name: `Rep ${n}`, email: `rep${n}@sabai.example`, role: 'rep', managerId: app.ids.khamla, language: 'en' }),
      )
    })
  members.push(...Object.values(app.ids))
})
afterAll(() => app.close())

type Answer = { statusCode: number; body: string; headers: Record<string, string> }
const get = (path: string) => app.anyone().inject({ method: 'GET', url: path }) as unknown as Promise<Answer>
const send = (path: string, typed: Record<string, string>) =>
  app.anyone().inject({
    method: 'POST',
    url: path,
    payload: new URLSearchParams(typed).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  }) as unknown as Promise<Answer>

const full = (enps: number, item = 4, words = '') => ({
  enps: String(enps),
  ...Object.fromEntries(pulseItems.map(one => [one, String(item)])),
  words,
})
const pathFor = (waveId: string, memberId: string) => app.read(async ({ site }) => `/pulse/${tokenOf(site, waveId, memberId)}`)

let wave = ''
describe('a wave', () => {
  test('invites everybody by notice and by mail, whose link is in no table', async () => {
    ;({ id: wave } = await app.as('anna').call(openWave, { openDays: 7 }))
    await app.settle()
    const { mails, notices } = await app.read(async ({ db }) => ({
      mails: await db.selectFrom('mail').select(['text', 'html', 'toAddress']).where('purpose', '=', 'pulse.invitation').execute(),
      notices: await db.selectFrom('notice').select('id').where('type', '=', 'pulse.opened').execute(),
    }))
    expect(mails).toHaveLength(members.length)
    expect(mails.every(mail => mail.text === null && mail.html === null)).toBe(true)
    // Not to who opened it: that it is open, Anna knows.
    expect(notices).toHaveLength(members.length - 1)
    await expect(app.as('anna').call(openWave, { openDays: 7 })).rejects.toMatchObject({ code: 'pulse.open' })
    await expect(app.as('noi').call(openWave, { openDays: 7 })).rejects.toMatchObject({ status: 403 })
  })

  test('shows its form in four languages and records nothing by it', async () => {
    const { open } = await app.as('noi').call(readPulse, {})
    expect(open!.path).toBe(await pathFor(wave, app.ids.noi))
    for (const [language, word] of [
      ['en', 'recommend'],
      ['th', 'แนะนำ'],
      ['lo', 'ແນະນຳ'],
      ['km', 'ណែនាំ'],
    ] as const) {
      const { body, headers } = await get(`${open!.path}?lang=${language}`)
      expect(body).toContain(`lang="${language}"`)
      expect(body).toContain(word)
      expect(headers['set-cookie']).toBeUndefined()
    }
    expect((await app.as('noi').call(readPulse, {})).open!.path).not.toBeNull()
    expect((await get('/pulse/AAAA')).statusCode).toBe(404)
  })

  test('takes an answer once, and only a whole one', async () => {
    const path = await pathFor(wave, app.ids.noi)
    const { heard: _, ...without } = full(9) as Record<string, string>
    const short = await send(path, { ...without, words: 'kept' })
    expect([short.statusCode, short.body.includes('kept'), short.body.includes('value="9" required checked')]).toEqual([400, true, true])
    expect((await send(path, full(9))).statusCode).toBe(200)
    expect((await send(path, full(0))).body).toContain('Thank you')
    expect((await get(path)).body).toContain('This link has been used')
    expect((await app.as('noi').call(readPulse, {})).open!.path).toBeNull()
    expect(await app.read(async ({ db }) => (await db.selectFrom('pulseAnswer').select('enps').execute()).map(one => one.enps))).toEqual([
      9,
    ])
  })

  test('two that come at once are two, and one that comes twice is one', async () => {
    const paths = await Promise.all(
      members
        .filter(id => id !== app.ids.noi)
        .slice(0, 9)
        .map(id => pathFor(wave, id)),
    )
    await Promise.all(
      paths.flatMap((path, n) => [
        send(path, full(n, 1 + (n % 5), n % 2 ? `words ${n}` : '')),
        send(path, full(n, 1 + (n % 5), n % 2 ? `words ${n}` : '')),
      ]),
    )
    const { answers, used } = await app.read(async ({ db }) => ({
      answers: await db.selectFrom('pulseAnswer').select('id').execute(),
      used: await db.selectFrom('pulseToken').select('tokenHash').where('used', '=', true).execute(),
    }))
    expect([answers.length, used.length]).toEqual([10, 10])
  })

  test('reminds everybody alike two days before its end: nothing kept says who has answered', async () => {
    app.clock.forward(5 * 24 * 60 - 1)
    await app.settle()
    const reminders = () =>
      app.read(({ db }) => db.selectFrom('mail').select(['memberId', 'state', 'text']).where('purpose', '=', 'pulse.reminder').execute())
    expect(await reminders()).toEqual([])
    app.clock.forward(2)
    await app.settle()
    const mails = await reminders()
    expect(mails.map(mail => mail.memberId).sort()).toEqual([...members].sort())
    expect(new Set(mails.map(mail => `${mail.state} ${mail.text}`))).toEqual(new Set(['waiting null']))
  })
})

describe('whoever has the whole database', () => {
  const rows = async (sql: string) => {
    const client = await app.pool.connect()
    try {
      return (await client.query(sql)).rows
    } finally {
      client.release()
    }
  }

  test('finds no column of an answer that is a time, a language, an address or a person', async () => {
    const columns = await rows(
      `select table_name || '.' || column_name as name, data_type as type from information_schema.columns where table_name in ('pulse_answer', 'pulse_comment', 'pulse_token')`,
    )
    expect(columns.map(one => one.name).sort()).toEqual([
      ...[
        'pulse_answer.enps',
        'pulse_answer.id',
        'pulse_answer.items',
        'pulse_answer.team_id',
        'pulse_answer.wave_id',
        'pulse_answer.workspace_id',
      ],
      ...['pulse_comment.id', 'pulse_comment.wave_id', 'pulse_comment.words', 'pulse_comment.workspace_id'],
      ...['pulse_token.team_id', 'pulse_token.token_hash', 'pulse_token.used', 'pulse_token.wave_id', 'pulse_token.workspace_id'],
    ])
    expect(columns.filter(one => /time|date/.test(one.type))).toEqual([])
    const references = await rows(
      `select confrelid::regclass::text as to_table from pg_constraint where contype = 'f' and conrelid in ('pulse_answer'::regclass, 'pulse_comment'::regclass, 'pulse_token'::regclass)`,
    )
    expect(new Set(references.map(one => one.to_table))).toEqual(new Set(['pulse_wave']))
  })

  const inWorkspace = async <T>(sql: string): Promise<T[]> => {
    const client = await app.pool.connect()
    try {
      await client.query(`begin; set local role sabai_app; select set_config('sabai.workspace', '${app.workspaceId}', true)`)
      return (await client.query(sql)).rows as T[]
    } finally {
      await client.query('rollback')
      client.release()
    }
  }

  test('sees one transaction number in all rows of a table, and never the same in tokens and answers', async () => {
    const of = async (table: string) =>
      (await inWorkspace<{ x: string }>(`select distinct xmin::text as x from ${table}`)).map(one => one.x)
    const [tokens, answers, comments] = [await of('pulse_token'), await of('pulse_answer'), await of('pulse_comment')]
    expect([tokens.length, answers.length, comments.length]).toEqual([1, 1, 1])
    expect(tokens[0]).not.toBe(answers[0])
  })

  test('sees random ids of version 4, and an order that is not that of coming', async () => {
    const found = await inWorkspace<{ id: string; enps: number }>('select id, enps from pulse_answer order by ctid')
    for (const { id } of found) expect(id[14]).toBe('4')
    const orders = new Set<string>()
    for (let n = 0; n < 4; n++) {
      const [last] = await Promise.all([members.at(-1 - n)!].map(id => pathFor(wave, id)))
      await send(last!, full(10))
      orders.add(
        (await inWorkspace<{ enps: number }>('select enps from pulse_answer where enps < 9 order by ctid')).map(one => one.enps).join(),
      )
      const byId = await inWorkspace<{ id: string }>('select id from pulse_answer')
      expect(byId.some(one => found.some(before => before.id === one.id))).toBe(false)
    }
    expect(orders.size).toBeGreaterThan(1)
  })

  test('finds no event, no attempt, no repeat and no mail that came with an answer', async () => {
    const before = await inWorkspace<{ n: number }>(
      'select (select count(*) from event) + (select count(*) from idempotency) + (select count(*) from mail) as n',
    )
    const attempts = await rows('select count(*)::int as n from attempt')
    const [path] = await Promise.all(members.filter((_, at) => at === 9).map(id => pathFor(wave, id)))
    await send(path!, full(8))
    expect(
      await inWorkspace('select (select count(*) from event) + (select count(*) from idempotency) + (select count(*) from mail) as n'),
    ).toEqual(before)
    expect(await rows('select count(*)::int as n from attempt')).toEqual(attempts)
  })

  test('cannot make a token’s hash of a member: that needs the installation’s secret', async () => {
    const { tokenHash } = await app.read(({ db, site }) =>
      db
        .selectFrom('pulseToken')
        .select('tokenHash')
        .where('tokenHash', '=', hashOf(tokenOf(site, wave, app.ids.noi)))
        .executeTakeFirstOrThrow(),
    )
    const guesses = [app.ids.noi, `${wave}:${app.ids.noi}`, `pulse:${wave}:${app.ids.noi}`, `${app.workspaceId}:${app.ids.noi}`]
    for (const guess of guesses) expect(hashOf(guess).equals(tokenHash)).toBe(false)
  })
})

describe('when it closes', () => {
  test('its figures are frozen, its answers gone, and only teams that hide nobody are shown', async () => {
    await expect(
      app
        .as('anna')
        .call(getWave, { id: wave })
        .then(one => one.results),
    ).resolves.toBeNull()
    await app.as('anna').call(closeWave, { id: wave })
    const { results, comments, asked } = await app.as('anna').call(getWave, { id: wave })
    expect(results!.answered).toBeGreaterThanOrEqual(14)
    expect(results!.company!.n).toBe(results!.answered)
    expect(results!.company!.items.map(one => one.item)).toEqual([...pulseItems])
    expect(results!.company!.alpha).toBeCloseTo(1)
    for (const team of results!.teams) expect([team.figures.n >= 5, results!.answered - team.figures.n >= 5]).toEqual([true, true])
    expect(results!.teams.map(one => one.name)).toEqual(['Khamla Vongsa'])
    expect([...comments].sort()).toEqual(['words 1', 'words 3', 'words 5', 'words 7'])
    expect(asked).toBe(members.length)
    const left = await app.read(async ({ db }) => [
      ...(await db.selectFrom('pulseAnswer').select('waveId').execute()),
      ...(await db.selectFrom('pulseComment').select('waveId').execute()),
      ...(await db.selectFrom('pulseToken').select('waveId').execute()),
    ])
    expect(left).toEqual([])
    expect((await get(await pathFor(wave, app.ids.noi))).statusCode).toBe(404)
    await expect(app.as('anna').call(closeWave, { id: wave })).rejects.toMatchObject({ code: 'pulse.closed' })
  })

  test('managers see it, reps and admins do not', async () => {
    expect((await app.as('khamla').call(listWaves, {})).items[0]!.company!.n).toBeGreaterThan(10)
    for (const other of ['noi', 'dala', 'keo', 'bounmy'] as const)
      await expect(app.as(other).call(getWave, { id: wave })).rejects.toMatchObject({ status: 403 })
  })

  test('four answers are never shown, nor what they wrote', async () => {
    const { id } = await app.as('anna').call(openWave, { openDays: 3 })
    for (const member of members.slice(0, 4)) await send(await pathFor(id, member), full(10, 5, 'secret'))
    app.clock.forward(3 * 24 * 60 + 1)
    await app.settle()
    const { results, comments } = await app.as('anna').call(getWave, { id })
    expect([results, comments]).toEqual([{ answered: 4, company: null, teams: [] }, []])
  })

  test('on a schedule the next one opens by itself, at nine', async () => {
    const { nextAt } = await app.as('anna').call(schedulePulse, { everyDays: 30, openDays: 5 })
    expect(nextAt!.toISOString()).toMatch(/T02:00:00/)
    app.clock.set(new Date(nextAt!.getTime() + 60_000).toISOString())
    await app.settle()
    const { open, schedule } = await app.as('anna').call(readPulse, {})
    expect(open).not.toBeNull()
    expect(schedule.nextAt!.getTime() - nextAt!.getTime()).toBe(30 * 86_400_000)
  })
})
