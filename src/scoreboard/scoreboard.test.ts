import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { listNotices } from '#directory/api.ts'
import { addInteractions } from '#interactions/api.ts'
import { newId } from '#kernel/id.ts'
import { allMetrics } from '#metrics/index.ts'
import { type TestApp, testApp } from '#testing.ts'
import * as api from './api.ts'
import * as metric from './metric-api.ts'
import * as people from './people-api.ts'
import { readStaffing } from './staffing-api.ts'
import * as views from './views-api.ts'

let app: TestApp
const march = { from: '2026-03-01', to: '2026-04-01' }
const days = { period: 'days' as const, ...march }
const handlers = ['noi@sabai.example', 'somchai@sabai.example', 'sok@sabai.example']

beforeAll(async () => {
  app = await testApp({ now: '2026-03-20T09:00:00Z' })
  const interactions = Array.from({ length: 60 }, (_, at) => ({
    externalId: `c${at}`,
    kind: at % 4 ? ('call' as const) : ('chat' as const),
    enteredAt: new Date(Date.UTC(2026, 2, 1 + (at % 15), 3, at)),
    outcome: 'answered' as const,
    waitSeconds: at,
    talkSeconds: 100 + at,
    handler: handlers[at % 3]!,
    resolved: at % 5 > 0,
    caller: `p${at}`,
  }))
  await app.as('anna').call(addInteractions, { source: 'pbx', interactions })
})
afterAll(() => app.close())

const board = (as: 'anna' | 'noi' | 'khamla' | 'keo', more: object = {}) => app.as(as).call(api.readScoreboard, { ...days, ...more })
const tile = async (as: 'anna' | 'noi', id: string, more: object = {}) => (await board(as, more)).tiles.find(one => one.metric.id === id)

describe('a board', () => {
  test('begins with the usual pair until somebody has chosen one, and marks a period that still runs', async () => {
    const { tiles, goal, period, subject } = await board('anna')
    expect(tiles.slice(0, 2).map(({ place, metric }) => [place, metric.id])).toEqual([
      ['satisfaction', 'csat'],
      ['productivity', 'time-to-resolve'],
    ])
    expect(goal).toBeNull()
    expect(period.partial).toBe(true)
    expect(subject.name).toBe('Sabai Pay')
  })

  test('has value, range, n and its weeks; what settles later is marked', async () => {
    const held = (await tile('anna', 'hold-time'))!
    expect(held.now).toMatchObject({ n: 60, value: 29.5 })
    expect(held.weeks.at(-1)?.from).toBe('2026-03-30')
    expect(held.weeks.reduce((all, { n }) => all + n, 0)).toBe(60)
    expect([held.unsettled, (await tile('anna', 'contacts-to-resolution'))!.unsettled]).toEqual([false, true])
  })

  test('of some facts only counts those', async () => {
    expect((await tile('anna', 'hold-time', { channel: 'chat' }))!.now).toMatchObject({ n: 15, value: 28 })
  })

  test('of a member leaves out what is nobody’s own', async () => {
    const { tiles, subject } = await board('noi', { level: 'member', of: app.ids.noi, more: 'true' })
    expect(subject.name).toBe('Noi Keomany')
    expect(tiles.find(({ metric }) => metric.id === 'handle-time')?.now.n).toBe(20)
    expect(tiles.map(({ metric }) => metric.id)).not.toContain('abandonment')
  })
})

describe('whose figures', () => {
  const refused = { code: 'scoreboard.not-yours' }

  test('a rep opens their own and their team’s, a manager theirs, a viewer nobody’s', async () => {
    await expect(board('noi', { level: 'member', of: app.ids.somchai })).rejects.toMatchObject(refused)
    await expect(board('noi', { level: 'manager', of: app.ids.waraporn })).rejects.toMatchObject(refused)
    await expect(board('khamla', { level: 'member', of: app.ids.somchai })).rejects.toMatchObject(refused)
    await expect(board('keo', { level: 'member', of: app.ids.noi })).rejects.toMatchObject(refused)
    expect((await board('noi', { level: 'manager', of: app.ids.khamla })).subject.name).toBe('Khamla Vongsa')
    expect((await board('khamla', { level: 'member', of: app.ids.noi })).subject.name).toBe('Noi Keomany')
  })

  test('rows and the file hold the same people and no others', async () => {
    const names = async (as: 'anna' | 'noi' | 'khamla' | 'keo') =>
      (await app.as(as).call(api.readRows, { level: 'member', ...days })).rows.map(({ name }) => name)
    expect(await names('anna')).toEqual(['Noi Keomany', 'Sok Dara', 'Somchai Boonmee'])
    expect(await names('noi')).toEqual(['Noi Keomany'])
    expect(await names('khamla')).toEqual(['Noi Keomany'])
    expect(await names('keo')).toEqual([])
    const file = async (as: 'anna' | 'noi') => {
      const url = `/api/scoreboard/file?level=member&period=days&from=${march.from}&to=${march.to}`
      return (await app.app.inject({ url, headers: { 'x-test-as': as } })).body
    }
    expect(await file('anna')).toContain('Somchai Boonmee')
    expect(await file('noi')).toContain('Noi Keomany')
    expect(await file('noi')).not.toContain('Somchai')
  })
})

describe('what is behind a figure', () => {
  const behind = (as: 'anna' | 'noi' | 'khamla' | 'keo' | 'bounmy', more: object = {}) =>
    app.as(as).call(api.listBehind, { id: 'handle-time', ...march, ...more })

  test('is as many as its n, page by page, the newest first', async () => {
    const first = await behind('anna', { limit: 40 })
    const second = await behind('anna', { limit: 40, cursor: first.next! })
    const all = [...first.items, ...second.items]
    expect([all.length, new Set(all.map(({ ref }) => ref)).size, second.next]).toEqual([60, 60, null])
    expect(all.every((one, at) => at === 0 || one.at <= all[at - 1]!.at)).toBe(true)
    expect(all[0]).toMatchObject({ kind: 'interaction', member: { name: expect.any(String) } })
  })

  test('a rep opens their own of it, a manager their people’s, a champion all but not whose; a viewer none', async () => {
    const seen = async (as: 'noi' | 'khamla' | 'bounmy' | 'keo') => {
      const { items, partly } = await behind(as, { limit: 200 })
      return [items.length, new Set(items.map(({ member }) => member?.name ?? null)), partly]
    }
    expect(await seen('noi')).toEqual([20, new Set(['Noi Keomany']), true])
    expect(await seen('khamla')).toEqual([20, new Set(['Noi Keomany']), true])
    expect(await seen('bounmy')).toEqual([60, new Set([null]), false])
    expect(await seen('keo')).toEqual([0, new Set(), true])
    await expect(behind('noi', { level: 'member', of: app.ids.sok })).rejects.toMatchObject({ code: 'scoreboard.not-yours' })
  })

  test('of a team are those of the people who were in it', async () => {
    expect((await behind('anna', { level: 'manager', of: app.ids.waraporn, limit: 200 })).items).toHaveLength(20)
  })

  test('of a share opens to those that count for it, or against it', async () => {
    const of = async (hit: string) => (await behind('anna', { id: 'first-contact-resolution-told', hit, limit: 200 })).items.length
    expect([await of('true'), await of('false')]).toEqual([48, 12])
  })

  test('opens for every metric there is', async () => {
    for (const { id } of (await allMetrics()).values()) {
      await behind('anna', { id })
      await app.as('anna').call(metric.readTrend, { id, ...march })
      await app.as('anna').call(metric.readSpread, { id, ...march })
      await app.as('anna').call(api.readScoreboard, { metric: id, ...days })
    }
  })
})

test('the pair is chosen by a head, one of each half, and stands first from then on', async () => {
  const pair = { satisfaction: { metric: 'nps', target: 40 }, productivity: { metric: 'handle-time', target: 120 } }
  await expect(app.as('khamla').call(api.setGoal, pair)).rejects.toMatchObject({ code: 'forbidden' })
  const wrong = { satisfaction: pair.productivity, productivity: pair.satisfaction }
  await expect(app.as('anna').call(api.setGoal, wrong)).rejects.toMatchObject({ code: 'scoreboard.half' })
  await app.as('anna').call(api.setGoal, pair)
  const { tiles, goal } = await board('anna')
  expect(tiles.slice(0, 2).map(({ metric, target }) => [metric.id, target])).toEqual([
    ['nps', { value: 40, verdict: 'open' }],
    ['handle-time', { value: 120, verdict: 'open' }],
  ])
  expect(goal?.chosenBy).toBe('Anna Weber')
  await app.as('anna').call(api.setTarget, { id: 'nps', target: null })
  expect((await board('anna')).tiles[0]?.target).toBeNull()
})

describe('one metric', () => {
  const asked = { id: 'handle-time', ...march }

  test('over time has every piece, the open one marked, and adds up', async () => {
    const { step, points } = await app.as('anna').call(metric.readTrend, { ...asked, step: 'day' })
    expect([step, points.length, points[0]?.on]).toEqual(['day', 31, '2026-03-01'])
    expect(points.reduce((all, { n }) => all + n, 0)).toBe(60)
    expect(points.find(({ on }) => on === '2026-03-20')?.cut).toBe(true)
    expect(points.find(({ on }) => on === '2026-03-19')?.cut).toBe(false)
  })

  test('of a day is told in half hours of the workspace’s clock, and each opens to its own', async () => {
    const day = { id: 'handle-time', from: '2026-03-02', to: '2026-03-03' }
    const { step, points } = await app.as('anna').call(metric.readTrend, day)
    const busy = points.filter(({ n }) => n > 0).map(({ on, n }) => [on, n])
    expect([step, busy]).toEqual([
      'half-hour',
      [
        ['2026-03-02T10:00', 2],
        ['2026-03-02T10:30', 2],
      ],
    ])
    const { items } = await app.as('anna').call(api.listBehind, { ...day, time: '10:30' })
    expect(items.map(({ at }) => at.toISOString())).toEqual(['2026-03-02T03:46:00.000Z', '2026-03-02T03:31:00.000Z'])
  })

  test('shows how its values lie, and each bar opens to those in it', async () => {
    const { spread } = await app.as('anna').call(metric.readSpread, asked)
    expect(spread).toMatchObject({ n: 60 })
    expect(spread!.bins.reduce((all, { n }) => all + n, spread!.beyond)).toBe(60)
    expect(spread!.percentiles.find(({ p }) => p === 50)?.value).toBe(129.5)
    const full = spread!.bins.find(({ n }) => n > 0)!
    const { items } = await app.as('anna').call(api.listBehind, { ...asked, above: full.from, below: full.to, limit: 200 })
    expect(items).toHaveLength(full.n)
    const own = await app.as('noi').call(metric.readSpread, { ...asked, level: 'member', of: app.ids.noi })
    expect(own.spread?.n).toBe(20)
    await expect(app.as('noi').call(metric.readSpread, { ...asked, level: 'member', of: app.ids.sok })).rejects.toMatchObject({
      code: 'scoreboard.not-yours',
    })
  })

  test('keeps what happened by day, at itself or everywhere', async () => {
    const { id } = await app.as('khamla').call(metric.addNote, { id: 'handle-time', on: '2026-03-10', words: 'New release' })
    await app.as('khamla').call(metric.addNote, { id: 'handle-time', on: '2026-03-11', words: 'Strike', everywhere: true })
    const words = async (of: string) => (await app.as('noi').call(metric.listNotes, { ...asked, id: of })).items.map(one => one.words)
    expect([await words('handle-time'), await words('csat')]).toEqual([['New release', 'Strike'], ['Strike']])
    await expect(app.as('noi').call(metric.removeNote, { id: 'handle-time', note: id })).rejects.toMatchObject({ code: 'forbidden' })
    await app.as('anna').call(metric.removeNote, { id: 'handle-time', note: id })
    expect(await words('handle-time')).toEqual(['Strike'])
  })
})

describe('people', () => {
  test('see their own figures beside their team’s, and nobody else’s', async () => {
    const mine = await app.as('noi').call(people.readMine, days)
    const handled = mine.tiles.find(one => one.metric.id === 'handle-time')!
    expect([handled.now.n, handled.team?.n, mine.manager?.name]).toEqual([20, 20, 'Khamla Vongsa'])
    await expect(app.as('keo').call(people.readMine, days)).rejects.toMatchObject({ code: 'forbidden' })
  })

  test('are named to those who lead them only', async () => {
    const names = async (as: 'khamla' | 'anna') => (await app.as(as).call(people.readTeam, days)).people.map(({ name }) => name)
    expect(await names('khamla')).toEqual(['Marta Lindqvist', 'Noi Keomany'])
    expect((await names('anna')).length).toBe(4)
    await expect(app.as('noi').call(people.readTeam, days)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(app.as('khamla').call(people.readDifferences, { id: app.ids.sok, ...days })).rejects.toMatchObject({
      code: 'scoreboard.not-yours',
    })
  })

  test('are held against their peers question by question, each with its interval', async () => {
    const { rows, person } = await app.as('khamla').call(people.readDifferences, { id: app.ids.noi, ...days })
    expect(person.name).toBe('Noi Keomany')
    expect(rows.find(({ key }) => key === 'handle-time')).toMatchObject({
      kind: 'metric',
      own: { n: 20 },
      peers: { n: 40 },
      change: { seen: false },
    })
    expect(rows.find(({ kind, key }) => kind === 'channel' && key === 'call')).toMatchObject({
      own: { n: 20, value: 0.75 },
      peers: { n: 40 },
    })
  })

  test('are learned from: a conversation is kept, and who sits beside them is told', async () => {
    const { id } = await app.as('khamla').call(people.writeTalk, { id: app.ids.noi, words: 'Repeats the question first' })
    await expect(
      app.as('khamla').call(people.inviteToShadow, { id: app.ids.noi, guestId: app.ids.noi, on: '2026-03-25' }),
    ).rejects.toMatchObject({ code: 'input' })
    await app.as('khamla').call(people.inviteToShadow, { id: app.ids.noi, guestId: app.ids.marta, on: '2026-03-25' })
    const { items } = await app.as('anna').call(people.listLearned, { id: app.ids.noi })
    expect(items.map(({ kind, guest, on }) => [kind, guest?.name ?? null, on])).toEqual([
      ['shadowing', 'Marta Lindqvist', '2026-03-25'],
      ['talk', null, null],
    ])
    expect(items[1]?.id).toBe(id)
    await app.settle()
    const told = async (as: 'noi' | 'marta') => (await app.as(as).call(listNotices, {})).items.map(({ type }) => type)
    expect([await told('noi'), await told('marta')]).toEqual([['shadowing.visited'], ['shadowing.invited']])
    await expect(app.as('waraporn').call(people.writeTalk, { id: app.ids.noi, words: 'x' })).rejects.toMatchObject({
      code: 'scoreboard.not-yours',
    })
  })
})

describe('do we have enough reps', () => {
  const monday = { period: 'days' as const, from: '2026-03-02', to: '2026-03-20', weekday: 1 }
  const at = (time: string) => (slot: { time: string }) => slot.time === time

  test('says who is needed at three volumes, and that nobody’s hours are known', async () => {
    const { slots, days, logged, arrivals, handleSeconds, forecast } = await app.as('khamla').call(readStaffing, monday)
    expect([days, logged, slots.map(({ time }) => time)]).toEqual([3, false, ['10:00', '10:30']])
    expect(arrivals).toBe(6)
    expect(handleSeconds).toBeCloseTo(130, 0)
    expect(slots[0]).toMatchObject({
      needed: { low: 1, middle: 1 },
      volume: { middle: expect.closeTo(2 / 3, 9) },
      there: null,
      served: null,
    })
    expect(forecast).toMatchObject({ on: '2026-03-23', method: 'mean-of-four' })
    expect(forecast?.off.map(({ method }) => method)).toEqual(['seasonal-naive', 'mean-of-four'])
    await expect(app.as('noi').call(readStaffing, monday)).rejects.toMatchObject({ code: 'forbidden' })
  })

  test('counts who was logged in and productive then, not who was seen', async () => {
    const shift = (startedAt: string, endedAt: string, productiveSeconds: number | null) => ({
      id: newId(),
      source: 'pbx',
      externalId: startedAt,
      memberId: app.ids.noi,
      startedAt: new Date(startedAt),
      endedAt: new Date(endedAt),
      productiveSeconds,
      changedAt: app.clock.now,
    })
    // 10:00 to 11:00 there, half of it productive; a quarter of an hour from 10:15; on one of three Mondays each.
    const rows = [shift('2026-03-02T03:00:00Z', '2026-03-02T04:00:00Z', 1800), shift('2026-03-09T03:15:00Z', '2026-03-09T03:30:00Z', null)]
    await app.write(({ tx }) => tx.insertInto('timeLog').values(rows).execute())
    const { slots, logged } = await app.as('anna').call(readStaffing, monday)
    expect(logged).toBe(true)
    expect(slots.find(at('10:00'))?.there).toBeCloseTo((0.5 + 0.5) / 3, 6)
    expect(slots.find(at('10:30'))?.there).toBeCloseTo(0.5 / 3, 6)
  })
})

describe('a question that is kept', () => {
  const question = { metric: 'handle-time', level: 'member' as const, by: 'channel' as const, ...days }
  const saved = async (as: 'anna' | 'noi' | 'khamla') => (await app.as(as).call(views.listViews, {})).items.map(({ name }) => name)

  test('is one’s own until it is shared, and everybody sees in it what is theirs', async () => {
    const { id } = await app.as('anna').call(views.saveView, { name: 'Times', question })
    expect([await saved('anna'), await saved('noi')]).toEqual([['Times'], []])
    await app.as('anna').call(views.saveView, { name: 'All times', question, shared: true })
    expect(await saved('noi')).toEqual(['All times'])
    const who = async (as: 'anna' | 'noi') => new Set((await app.as(as).call(views.explore, question)).rows.map(row => row.who))
    expect([(await who('anna')).size, await who('noi')]).toEqual([3, new Set(['Noi Keomany'])])
    await expect(app.as('noi').call(views.mailView, { id, every: 'week' })).rejects.toMatchObject({ code: 'saved-view.not-found' })
    await expect(app.as('noi').call(views.removeView, { id })).rejects.toMatchObject({ code: 'saved-view.not-found' })
    await app.as('anna').call(views.removeView, { id })
    expect(await saved('anna')).toEqual(['All times'])
  })

  test('comes by mail on Monday at eight, with the eyes of whoever gets it, and again a week later', async () => {
    const { items } = await app.as('noi').call(views.listViews, {})
    const { nextAt } = await app.as('noi').call(views.mailView, { id: items[0]!.id, every: 'week' })
    expect(nextAt?.toISOString()).toBe('2026-03-23T01:00:00.000Z')
    const mails = async () =>
      app.read(({ db }) =>
        db.selectFrom('mail').select(['toAddress', 'text', 'html']).where('purpose', '=', 'scoreboard.view-mail').execute(),
      )
    app.clock.set('2026-03-23T01:00:01Z')
    await app.settle()
    const [mail, ...others] = await mails()
    expect([mail?.toAddress, others]).toEqual(['noi@sabai.example', []])
    expect(mail?.text).toContain('Noi Keomany, call')
    expect(mail?.text).not.toContain('Somchai')
    expect(mail?.html).toMatch(/Noi Keomany, call<\/td>.*bgcolor="#7A2453"/)
    app.clock.set('2026-03-30T01:00:01Z')
    await app.settle()
    expect(await mails()).toHaveLength(2)
    await app.as('noi').call(views.mailView, { id: items[0]!.id, every: null })
    app.clock.set('2026-04-06T01:00:01Z')
    await app.settle()
    expect(await mails()).toHaveLength(2)
  })
})
