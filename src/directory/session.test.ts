import { simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testApp } from '#testing.ts'
import { browser } from '#testing-browser.ts'
import * as api from './api.ts'
import { makeFirstRun } from './first-run.ts'

const workspace = { name: 'Mekong Pay', language: 'lo', zone: 'Asia/Vientiane' } as const
const you = { name: 'ດາລາ', email: 'dala@mekong.example', password: 'a good password' }

const printed = makeFirstRun()
const letters: { to: string; text: string; headers: string }[] = []
const smtp = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  onData: async (stream, _session, done) => {
    const mail = await simpleParser(stream)
    letters.push({ to: [mail.to ?? []].flat()[0]!.text, text: mail.text ?? '', headers: mail.headerLines.map(one => one.line).join('\n') })
    done()
  },
})
let app: Awaited<ReturnType<typeof testApp>>
beforeAll(async () => {
  await new Promise<void>(resolve => smtp.listen(0, '127.0.0.1', resolve))
  const { port } = smtp.server.address() as { port: number }
  app = await testApp({ empty: true, firstRun: printed, smtpUrl: `smtp://127.0.0.1:${port}` })
})
afterAll(async () => {
  await app.close()
  await new Promise<void>(resolve => smtp.close(resolve))
})

const signedIn = async ({ email, password }: { email: string; password: string }) => {
  const here = browser(app)
  await here.call(api.enter, { email, password })
  return here
}

test('a stranger behind a proxy cannot begin, whatever they say they are', async () => {
  for (const headers of [
    { 'x-forwarded-for': '127.0.0.1' },
    { host: 'sabai.example.com' },
    { forwarded: 'for=127.0.0.1' },
    { origin: 'http://evil.example' },
  ]) {
    const stranger = browser(app, headers)
    expect(await stranger.call(api.firstRun, {})).toEqual({ local: false })
    for (const token of [undefined, '', 'wrong', `${printed.token}x`])
      await expect(stranger.call(api.beginFirstRun, { workspace, you, token })).rejects.toMatchObject({
        status: 403,
        code: 'first-run.link',
      })
  }
})

test('the first run makes one workspace and its admin, and then is over: of two at once only one is first', async () => {
  const here = browser(app)
  expect(await here.call(api.firstRun, {})).toEqual({ local: true })
  const away = browser(app, { host: 'sabai.example.com', 'x-forwarded-for': '10.1.1.1' })
  const others = { ...you, email: 'other@mekong.example' }
  const tries = await Promise.allSettled([
    here.call(api.beginFirstRun, { workspace, you }),
    away.call(api.beginFirstRun, { workspace, you: others, token: printed.token }),
  ])
  expect(tries.map(one => one.status).sort()).toEqual(['fulfilled', 'rejected'])
  await expect(here.call(api.firstRun, {})).rejects.toMatchObject({ status: 404 })
  await expect(away.call(api.beginFirstRun, { workspace, you, token: printed.token })).rejects.toMatchObject({ status: 404 })
})

test('who began is signed in as its admin, with working hours and an address for mails', async () => {
  const here = await signedIn(you)
  // The other of the two was made a user too, but is no member of anything.
  const winner = (await here.call(api.me, {})).workspaces.length > 0 ? here : await signedIn({ ...you, email: 'other@mekong.example' })
  const me = await winner.call(api.me, {})
  expect(me.workspaces).toMatchObject([{ name: 'Mekong Pay', role: 'admin', language: 'lo', zone: 'Asia/Vientiane', banners: [] }])
  expect(me.workspaces[0]!.permissions).toContain('directory.settings')
  const settings = await winner.call(api.readWorkspace, {})
  expect(settings).toMatchObject({
    addressFixed: false,
    address: expect.stringMatching(/^http:/),
    workingHours: { periods: [{ from: '08:00' }, {}] },
  })
  admin = me.user.email
})
let admin = you.email
const adminIn = () => signedIn({ email: admin, password: you.password })

test('a wrong address and a wrong password are refused with the same words, and the tries are counted per mailbox', async () => {
  const refusals = await Promise.all(
    [
      { email: 'nobody@mekong.example', password: 'whatever it is' },
      { email: admin, password: 'whatever it is' },
    ].map(person => browser(app).send('POST', '/sign-in', person)),
  )
  const [unknown, known] = refusals.map(({ statusCode, body }) => ({ statusCode, ...JSON.parse(body), requestId: '' }))
  expect(unknown).toEqual(known)
  expect(unknown).toMatchObject({ statusCode: 401, code: 'sign-in.wrong' })
  const variants = ['guess@mekong.example', 'GUESS@mekong.example', 'guess+1@mekong.example', ' Guess+2@Mekong.example']
  const codes: number[] = []
  for (let i = 0; i < 12; i++) {
    const guesser = browser(app, { 'x-forwarded-for': `10.0.0.${i}` })
    codes.push((await guesser.send('POST', '/sign-in', { email: variants[i % 4]!, password: `guess number ${i}` })).statusCode)
  }
  expect(codes).toEqual([...Array(10).fill(401), 429, 429])
})

test('signing out ends this session, signing out everywhere ends all of them', async () => {
  const [here, there, phone] = [await adminIn(), await adminIn(), await adminIn()]
  const stolen = new Map(here.cookies)
  await here.call(api.leave, {})
  for (const [name, value] of stolen) here.cookies.set(name, value)
  await expect(here.call(api.me, {})).rejects.toMatchObject({ status: 401 })
  expect((await there.call(api.me, {})).user.email).toBe(admin)
  await there.call(api.leaveEverywhere, {})
  await expect(phone.call(api.me, {})).rejects.toMatchObject({ status: 401 })
})

test('a changed password ends the other sessions and keeps this one; the wrong current one is said beside its field', async () => {
  const [here, there] = [await adminIn(), await adminIn()]
  await expect(here.call(api.changePassword, { current: 'not it at all', next: 'another good one' })).rejects.toMatchObject({
    fields: [{ field: 'current', code: 'wrong-password' }],
  })
  await here.call(api.changePassword, { current: you.password, next: 'another good one' })
  expect((await here.call(api.me, {})).user.email).toBe(admin)
  await expect(there.call(api.me, {})).rejects.toMatchObject({ status: 401 })
  await here.call(api.changePassword, { current: 'another good one', next: you.password })
})

test('a forgotten password: same answer for anyone, a link that is made as the mail goes, never from the Host, good once', async () => {
  const here = await adminIn()
  const forged = browser(app, { host: 'evil.example', 'x-forwarded-host': 'evil.example' })
  const asked = await Promise.all(['nobody@mekong.example', admin].map(email => forged.send('POST', '/password/forgot', { email })))
  expect(new Set(asked.map(one => `${one.statusCode} ${one.body}`))).toEqual(new Set(['200 {}']))
  const waiting = await here.call(api.listMail, {})
  expect(waiting.items).toMatchObject([{ purpose: 'sign-in.reset', text: null, to: admin }])
  await app.settle()
  expect(letters).toHaveLength(1)
  expect(letters[0]!.headers + letters[0]!.text).not.toContain('evil.example')
  const token = /\/password#(\S+)/.exec(letters[0]!.text)![1]!
  for (const bad of ['', 'wrong', `${token}x`])
    await expect(browser(app).call(api.resetPassword, { token: bad, password: 'a third good one' })).rejects.toMatchObject({
      code: 'sign-in.link',
    })
  await browser(app).call(api.resetPassword, { token, password: 'a third good one' })
  await expect(browser(app).call(api.resetPassword, { token, password: 'a fourth good one' })).rejects.toMatchObject({
    code: 'sign-in.link',
    status: 400,
  })
  await expect(here.call(api.me, {})).rejects.toMatchObject({ status: 401 })
  await signedIn({ email: admin, password: 'a third good one' })
  you.password = 'a third good one'
})

test('one changes one’s own name and language, and is that in every workspace', async () => {
  const here = await adminIn()
  await here.call(api.addWorkspace, { name: 'Second', language: 'th', zone: 'Asia/Bangkok' })
  await here.call(api.changeMe, { name: 'ດາລາວັນ', language: 'en' })
  const me = await here.call(api.me, {})
  expect(me.user).toMatchObject({ name: 'ດາລາວັນ', language: 'en' })
  expect(me.workspaces.map(one => one.name)).toEqual(['Mekong Pay', 'Second'])
  for (const { number, memberId } of me.workspaces) {
    const member = await here.call(api.readMember, { id: memberId }, { 'sabai-workspace': String(number) })
    expect(member).toMatchObject({ name: 'ດາລາວັນ', language: 'en' })
  }
})

test('an invitation goes by mail with a link of its own, which lets in; a revoked one does not go', async () => {
  app.clock.forward(20)
  const here = await adminIn()
  const person = (email: string) => ({ name: 'ສົມໃຈ', email, role: 'rep' as const, language: 'lo' as const })
  const { link } = await here.call(api.addMember, person('somchay@mekong.example'), { 'sabai-workspace': '1' })
  const revoked = await here.call(api.addMember, person('gone@mekong.example'), { 'sabai-workspace': '1' })
  await here.call(api.revokeInvitation, { id: revoked.id }, { 'sabai-workspace': '1' })
  await app.settle()
  expect(letters.map(letter => letter.to)).not.toContainEqual(expect.stringContaining('gone@'))
  const token = /\/invitation#(\S+)/.exec(letters.at(-1)!.text)![1]!
  expect(link).not.toContain(token)
  await browser(app).call(api.acceptInvitation, { token, password: 'ລະຫັດຜ່ານທີ່ດີຫຼາຍ' })
})
