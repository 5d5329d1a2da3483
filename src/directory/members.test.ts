import { afterAll, beforeAll, expect, test } from 'vitest'
import { testApp } from '#testing.ts'
import { browser } from '#testing-browser.ts'
import * as api from './api.ts'
import { isAvailable } from './member-list.ts'
import { hashOf } from './secrets.ts'

let app: Awaited<ReturnType<typeof testApp>>
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

let count = 0
const person = (change: object = {}) => ({
  name: 'Vanida Chanthavong',
  email: `vanida${++count}@sabai.example`,
  role: 'rep' as const,
  managerId: app.ids.khamla,
  language: 'lo' as const,
  ...change,
})
const add = (change: object = {}) => app.as('dala').call(api.addMember, person(change))
const tokenOf = (link: string | null) => link!.split('#')[1]!
const accept = async (link: string | null, password = 'a good password') => {
  const here = browser(app)
  await here.call(api.acceptInvitation, { token: tokenOf(link), password })
  return here
}
const stateOf = async (id: string) => (await app.as('dala').call(api.readMember, { id })).state
const events = async (id: string) => (await app.as('dala').call(api.listEvents, { subject: id })).items.map(one => one.type)

test('members are found by any part of their name in any script, and listed by name page after page', async () => {
  const find = async (q: string) => (await app.as('keo').call(api.listMembers, { q })).items.map(one => one.name)
  expect(await find('ภร')).toEqual(['วราภรณ์ ชัยสิทธิ์'])
  expect(await find('ស្រី')).toEqual(['ជា ស្រីមុំ'])
  expect(await find('KEOM')).toEqual(['Noi Keomany'])
  expect(await find('%')).toEqual([])
  const first = await app.as('keo').call(api.listMembers, { limit: 4 })
  const rest = await app.as('keo').call(api.listMembers, { limit: 50, cursor: first.next! })
  const all = await app.as('keo').call(api.listMembers, {})
  expect([...first.items, ...rest.items]).toEqual(all.items)
  expect(all.items.map(one => one.name).slice(0, 3)).toEqual(['Anna Weber', 'Bounmy Sisavath', 'Dalavanh Phommachanh'])
  const reps = await app.as('keo').call(api.listMembers, { role: 'rep', managerId: app.ids.khamla } as never)
  expect(reps.items).toMatchObject([{ name: 'Marta Lindqvist', managerName: 'Khamla Vongsa', reports: 0 }, { name: 'Noi Keomany' }])
  const lao = await app.as('keo').call(api.listMembers, { language: 'km' })
  expect(lao.items.map(one => one.name)).toEqual(['Sok Dara', 'ជា ស្រីមុំ'])
})

test('an invited member joins by the link, once', async () => {
  const { id, link } = await add()
  expect(link).toMatch(/^\/invitation#[\w-]{43}$/)
  expect(await stateOf(id)).toBe('invited')
  const seen = await app.anyone().call(api.readInvitation, { token: tokenOf(link) })
  expect(seen).toMatchObject({ workspace: 'Sabai Pay', name: 'Vanida Chanthavong', language: 'lo', hasPassword: false })
  const here = await accept(link)
  expect((await here.call(api.me, {})).workspaces).toMatchObject([{ name: 'Sabai Pay', role: 'rep', memberId: id }])
  expect(await stateOf(id)).toBe('active')
  expect(await events(id)).toEqual(['member.joined', 'member.invited', 'member.added'])
  await expect(accept(link)).rejects.toMatchObject({ status: 404, code: 'invitation.link' })
})

test('a blank, wrong, revoked, replaced, expired or used link is refused with the same words', async () => {
  const { id, link: replaced } = await add()
  const { link: revoked } = await app.as('dala').call(api.inviteMember, { id })
  await app.as('dala').call(api.revokeInvitation, { id })
  const { link: used } = await add()
  await accept(used)
  const { link: ended, id: endedId } = await add()
  await app.as('dala').call(api.endMember, { id: endedId })
  const { link: expired } = await add()
  app.clock.forward(7 * 24 * 60 + 1)
  const bodies = []
  for (const token of ['', 'wrong', tokenOf(replaced), tokenOf(revoked), tokenOf(used), tokenOf(ended), tokenOf(expired)])
    for (const [path, rest] of [
      ['read', {}],
      ['accept', { password: 'a good password' }],
    ] as const) {
      const answer = await browser(app).send('POST', `/invitations/${path}`, { token, ...rest })
      bodies.push(`${answer.statusCode} ${JSON.parse(answer.body).code} ${JSON.stringify(JSON.parse(answer.body).facts)}`)
    }
  expect(new Set(bodies)).toEqual(new Set(['404 invitation.link {}']))
  expect(await stateOf(id)).toBe('not-invited')
})

test('at rest there is only a hash of the link', async () => {
  const { link } = await add()
  const row = await app.read(({ db }) =>
    db
      .selectFrom('invitation')
      .selectAll()
      .where('tokenHash', '=', hashOf(tokenOf(link)))
      .executeTakeFirst(),
  )
  expect(row).toBeDefined()
  expect(JSON.stringify(row)).not.toContain(tokenOf(link))
})

test('somebody who has a password here needs it to join, and one password is enough for two workspaces', async () => {
  const email = 'twice@sabai.example'
  const first = await add({ email })
  await accept(first.link)
  await app.as('dala').call(api.endMember, { id: first.id })
  await expect(add({ email })).rejects.toMatchObject({
    fields: [{ field: 'email', code: 'left-before', facts: { name: 'Vanida Chanthavong' } }],
  })
  const other = await add({ email: 'second@sabai.example' })
  await accept(other.link)
  const { createWorkspace } = await import('./first-run.ts')
  const made = await createWorkspace(app.inside, { name: 'Next', adminEmail: 'second@sabai.example', language: 'en', zone: 'UTC' })
  const seen = await app.anyone().call(api.readInvitation, { token: tokenOf(made.link) })
  expect(seen).toMatchObject({ workspace: 'Next', hasPassword: true })
  await expect(accept(made.link, 'not my password')).rejects.toMatchObject({ status: 401, code: 'sign-in.wrong' })
  const here = await accept(made.link)
  expect((await here.call(api.me, {})).workspaces.map(one => one.name).sort()).toEqual(['Next', 'Sabai Pay'])
})

test('ending a member ends their sessions at once, and can be undone', async () => {
  const { id, link } = await add()
  const here = await accept(link)
  await here.call(api.listMembers, {})
  await app.as('anna').call(api.endMember, { id })
  await expect(here.call(api.listMembers, {})).rejects.toMatchObject({ status: 404, code: 'workspace.not-found' })
  expect((await here.call(api.me, {})).workspaces).toEqual([])
  await app.as('anna').call(api.reinstateMember, { id })
  expect((await here.call(api.listMembers, {})).items.length).toBeGreaterThan(0)
  expect((await events(id)).slice(0, 2)).toEqual(['member.reinstated', 'member.ended'])
})

test('another role counts from the next request on', async () => {
  const { id, link } = await add({ role: 'head' })
  const here = await accept(link)
  const { id: other } = await here.call(api.addMember, person())
  await app.as('dala').call(api.changeMember, { id, role: 'viewer' })
  await expect(here.call(api.endMember, { id: other })).rejects.toMatchObject({ status: 403 })
  const { places } = await app.as('dala').call(api.readMember, { id })
  expect(places.map(place => place.role)).toEqual(['viewer'])
})

test('a move is dated: the place before it stays', async () => {
  const { id } = await add()
  app.clock.forward(60)
  await app.as('anna').call(api.changeMember, { id, managerId: app.ids.waraporn })
  const { places, managerName } = await app.as('anna').call(api.readMember, { id })
  expect(managerName).toBe('วราภรณ์ ชัยสิทธิ์')
  expect(places).toMatchObject([
    { managerId: app.ids.waraporn, untilAt: null, fromAt: app.clock.now },
    { managerId: app.ids.khamla, untilAt: app.clock.now },
  ])
})

test('nobody reports to themselves, to somebody below them, or to somebody who is not here', async () => {
  const move = (managerId: string) => app.as('anna').call(api.changeMember, { id: app.ids.anna, managerId })
  await expect(move(app.ids.anna)).rejects.toMatchObject({ fields: [{ field: 'managerId', code: 'own-manager' }] })
  await expect(move(app.ids.noi)).rejects.toMatchObject({ fields: [{ field: 'managerId', code: 'circle' }] })
  await expect(move(app.workspaceId)).rejects.toMatchObject({ fields: [{ field: 'managerId', code: 'not-a-member' }] })
})

test('of two moves that would make a circle together, one is refused', async () => {
  const [one, other] = [await add({ role: 'manager' }), await add({ role: 'manager' })]
  const moves = await Promise.allSettled([
    app.as('anna').call(api.changeMember, { id: one.id, managerId: other.id }),
    app.as('anna').call(api.changeMember, { id: other.id, managerId: one.id }),
  ])
  expect(moves.map(move => move.status).sort()).toEqual(['fulfilled', 'rejected'])
})

test('the last admin who can sign in stays one', async () => {
  const last = await add({ role: 'admin' })
  await accept(last.link)
  const leave = () => app.as('dala').call(api.endMember, { id: last.id })
  await expect(leave()).rejects.toMatchObject({ code: 'member.last-admin' })
  const demote = app.as('dala').call(api.changeMember, { id: last.id, role: 'viewer' })
  await expect(demote).rejects.toMatchObject({ code: 'member.last-admin' })
  const { link } = await add({ role: 'admin' })
  await expect(leave()).rejects.toMatchObject({ code: 'member.last-admin' })
  await accept(link)
  await leave()
})

test('a head manages people but makes neither heads nor admins, and lets none in or out', async () => {
  for (const role of ['head', 'admin'] as const)
    await expect(app.as('anna').call(api.addMember, person({ role }))).rejects.toMatchObject({ status: 403, code: 'member.role' })
  await expect(app.as('anna').call(api.endMember, { id: app.ids.dala })).rejects.toMatchObject({ code: 'member.role' })
  await expect(app.as('anna').call(api.changeMember, { id: app.ids.noi, role: 'admin' })).rejects.toMatchObject({ code: 'member.role' })
  await expect(app.as('anna').call(api.changeMember, { id: app.ids.dala, email: 'mine@evil.example' })).rejects.toMatchObject({
    code: 'member.role',
  })
  await expect(app.as('khamla').call(api.addMember, person())).rejects.toMatchObject({ status: 403, code: 'forbidden' })
})

test('a corrected address ends the link that went to the wrong one', async () => {
  const { id, link } = await add()
  await app.as('dala').call(api.changeMember, { id, email: 'right@sabai.example' })
  await expect(accept(link)).rejects.toMatchObject({ code: 'invitation.link' })
  await expect(app.as('dala').call(api.changeMember, { id, email: 'NOI@sabai.example' })).rejects.toMatchObject({
    fields: [{ field: 'email', code: 'exists' }],
  })
})

test('away until a moment is available after it; a manager sets it for the team, a colleague does not', async () => {
  const awayUntil = new Date(app.clock.now.getTime() + 3_600_000)
  const away = { id: app.ids.noi, available: false, awayUntil }
  await app.as('noi').call(api.setAvailability, away)
  await app.as('khamla').call(api.setAvailability, away)
  await expect(app.as('marta').call(api.setAvailability, away)).rejects.toMatchObject({ status: 403 })
  await expect(app.as('waraporn').call(api.setAvailability, away)).rejects.toMatchObject({ status: 403 })
  expect(await app.as('keo').call(api.readMember, { id: app.ids.noi })).toMatchObject({ available: false, awayUntil })
  app.clock.forward(61)
  expect(await app.as('keo').call(api.readMember, { id: app.ids.noi })).toMatchObject({ available: true, awayUntil: null })
  expect(isAvailable({ available: false, awayUntil: null }, app.clock.now)).toBe(false)
})

test('no column of the table can be set by naming it', async () => {
  const { id } = await add()
  for (const column of ['userId', 'workspaceId', 'endedAt', 'nameKey', 'importId', 'externalId', 'createdAt'])
    await expect(app.as('dala').call(api.changeMember, { id, [column]: app.workspaceId } as never)).rejects.toMatchObject({
      fields: [{ field: column, code: 'unknown-key' }],
    })
})
