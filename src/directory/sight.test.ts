import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type CastKey, cast } from '#core/cast.ts'
import { reading } from '#kernel/inside.ts'
import type { Role, Who } from '#kernel/slice.ts'
import { testApp } from '#testing.ts'
import { addMember, moveMember } from './members.ts'
import { sightOf, type Visible, visibleTo } from './sight.ts'
import { managerOf } from './tree.ts'

let app: Awaited<ReturnType<typeof testApp>>
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

const who = (key: CastKey): Who => {
  const { role } = cast.find(one => one.key === key)!
  return { kind: 'member', memberId: app.ids[key], userId: null, keyId: null, role, language: 'en', may: () => true }
}
const seenBy = (key: CastKey, at: Date | null = null) => reading(app.inside, app.workspaceId, who(key), ctx => visibleTo(ctx, at))
/** Ids as the cast's keys, in their alphabet. */
const named = (people: Visible['members']) =>
  people === 'all' ? 'all' : people.map(id => Object.entries(app.ids).find(([, one]) => one === id)?.[0] ?? id).sort()

const everyRole: Record<Role, CastKey> = { viewer: 'keo', rep: 'noi', manager: 'khamla', head: 'anna', champion: 'bounmy', admin: 'dala' }

test.each<[Role, object]>([
  ['viewer', { cases: [], unassigned: false, replies: [], members: [], teams: [], company: true, customers: false, revenue: [] }],
  [
    'rep',
    {
      cases: ['marta', 'noi'],
      unassigned: true,
      replies: ['marta', 'noi'],
      members: ['noi'],
      teams: ['khamla'],
      company: true,
      customers: true,
      revenue: [],
    },
  ],
  [
    'manager',
    {
      cases: ['khamla', 'marta', 'noi'],
      unassigned: true,
      replies: ['khamla', 'marta', 'noi'],
      members: ['khamla', 'marta', 'noi'],
      teams: 'all',
      company: true,
      customers: true,
      revenue: ['khamla', 'marta', 'noi'],
    },
  ],
  [
    'head',
    { cases: 'all', unassigned: true, replies: 'all', members: 'all', teams: 'all', company: true, customers: true, revenue: 'all' },
  ],
  ['champion', { cases: 'all', unassigned: true, replies: [], members: [], teams: 'all', company: true, customers: true, revenue: [] }],
  ['admin', { cases: [], unassigned: false, replies: [], members: [], teams: [], company: true, customers: true, revenue: [] }],
])('a %s sees what the table of roles says', async (role, expected) => {
  const { cases, replies, members, teams, company, customers, revenue } = await seenBy(everyRole[role])
  expect({
    cases: named(cases.owners),
    unassigned: cases.unassigned,
    replies: named(replies.owners),
    members: named(members),
    teams: named(teams),
    company,
    customers,
    revenue: named(revenue),
  }).toEqual(expected)
})

test('nobody and a user without a workspace see nothing, the system and a key everything', () => {
  expect(sightOf({ kind: 'anyone', role: null })).toMatchObject({ cases: 'none', company: false, customers: false })
  expect(sightOf({ kind: 'user', role: null }).cases).toBe('none')
  expect(sightOf({ kind: 'member', role: null }).cases).toBe('none')
  expect(sightOf({ kind: 'system', role: null }).cases).toBe('all')
  expect(sightOf({ kind: 'key', role: null }).cases).toBe('all')
})

test('a manager sees any depth, and at an instant the tree as it was then', async () => {
  const before = app.clock.now
  app.clock.forward(60)
  await app.write(ctx => moveMember(ctx, app.ids.khamla, { role: 'manager', managerId: app.ids.waraporn }))
  app.clock.forward(60)
  expect(named((await seenBy('waraporn')).members)).toEqual(['khamla', 'marta', 'noi', 'somchai', 'waraporn'])
  expect(named((await seenBy('waraporn', before)).members)).toEqual(['somchai', 'waraporn'])
  expect(named((await seenBy('waraporn', app.clock.now)).members)).toContain('noi')
  await app.write(ctx => moveMember(ctx, app.ids.khamla, { role: 'manager', managerId: app.ids.anna }))
  expect(named((await seenBy('waraporn')).members)).toEqual(['somchai', 'waraporn'])
})

test('a circle in old data ends, and one is not below oneself', async () => {
  const [one, other] = await app.write(async ctx => {
    const person = (name: string) => ({
      name,
      email: `${name}@x.example`,
      role: 'manager' as const,
      managerId: null,
      language: 'en' as const,
    })
    return [await addMember(ctx, person('one')), await addMember(ctx, person('other'))]
  })
  await app.write(async ctx => {
    await ctx.tx.updateTable('member').set({ managerId: other! }).where('id', '=', one!).execute()
    await ctx.tx.updateTable('member').set({ managerId: one! }).where('id', '=', other!).execute()
  })
  const seen = await reading(app.inside, app.workspaceId, { ...who('khamla'), memberId: one! }, ctx => visibleTo(ctx))
  expect(seen.members).toEqual([one, other])
  expect(await app.read(ctx => managerOf(ctx, one!))).toBe(other)
})

test('the manager above is the nearest who is still here', async () => {
  expect(await app.read(ctx => managerOf(ctx, app.ids.noi))).toBe(app.ids.khamla)
  await app.write(ctx => ctx.tx.updateTable('member').set({ endedAt: ctx.now }).where('id', '=', app.ids.khamla).execute())
  expect(await app.read(ctx => managerOf(ctx, app.ids.noi))).toBe(app.ids.anna)
  expect(await app.read(ctx => managerOf(ctx, app.ids.anna))).toBeNull()
  await app.write(ctx => ctx.tx.updateTable('member').set({ endedAt: null }).where('id', '=', app.ids.khamla).execute())
})

test('the tree is walked by its index, also behind row-level security', async () => {
  await app.write(ctx =>
    sql`insert into member (id, name, email, role, language, manager_id, created_at)
      select gen_random_uuid(), 'm' || i, i || '@bulk.example', 'rep', 'en', ${app.ids.waraporn}, now() from generate_series(1, 3000) i`.execute(
      ctx.tx,
    ),
  )
  const plan = await app.read(async ({ db }) => {
    const { rows } = await sql<{ 'QUERY PLAN': string }>`explain with recursive below (id) as (
      select id from member where workspace_id = ${app.workspaceId} and manager_id = ${app.ids.noi}
      union select m.id from member m join below on m.manager_id = below.id where m.workspace_id = ${app.workspaceId})
      select id from below`.execute(db as never)
    return rows.map(row => row['QUERY PLAN']).join('\n')
  })
  expect(plan).toContain('member_manager')
})
