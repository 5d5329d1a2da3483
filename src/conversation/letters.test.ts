import { afterAll, beforeAll, expect, test } from 'vitest'
import * as customers from '#customers/api.ts'
import * as inbox from '#inbox/api.ts'
import { smtpServer } from '#kernel/testing-mail.ts'
import * as mailboxes from '#mailboxes/api.ts'
import { type TestApp, testApp } from '#testing.ts'
import * as api from './api.ts'
import { written } from './testing-letters.ts'

let app: TestApp
let site: Awaited<ReturnType<typeof smtpServer>>
let own: Awaited<ReturnType<typeof smtpServer>>
const boxes: Record<'help' | 'sales' | 'far', string> = { help: '', sales: '', far: '' }
const imap = { host: 'imap.sabai.invalid', port: 993, username: 'x', password: 'x' }

beforeAll(async () => {
  site = await smtpServer()
  own = await smtpServer(undefined, 0, { account: { user: 'shop', pass: 'secret' } })
  app = await testApp({ smtpUrl: site.url, webhookHosts: ['127.0.0.1'], mailDomains: ['shop.sabai.example'] })
  const add = async (more: object) => (await app.as('dala').call(mailboxes.addMailbox, { ...imap, ...more } as never)).id
  boxes.help = await add({ name: 'Help', address: 'help@sabai.example', otherAddresses: ['Care@sabai.example'], usual: true })
  boxes.sales = await add({ name: 'Sales', address: 'sales@shop.sabai.example', teamIds: [app.ids.waraporn] })
  boxes.far = await add({ name: 'Far', address: 'help@far.example' })
})
afterAll(async () => {
  await app.close()
  await site.close()
  await own.close()
})

const brought = async (box: keyof typeof boxes, mail: Parameters<typeof written>[0], wholeBytes?: number) => {
  await app.receive(Buffer.from(written(mail)), { workspaceId: app.workspaceId, id: boxes[box] }, wholeBytes)
  await app.settle()
}
const cases = async () => (await app.as('anna').call(inbox.listCases, { state: 'open,replied,resolved' } as never)).items
const newest = async () => (await cases()).toSorted((a, b) => b.number - a.number)[0]!
const read = (id: string) => app.as('anna').call(inbox.readCase, { id })
const change = (box: keyof typeof boxes, more: object) => app.as('dala').call(mailboxes.changeMailbox, { id: boxes[box], ...more })

/** Anna answers the newest case. @returns the mail that went */
async function answered(smtp = site) {
  const { id } = await newest()
  await app.as('anna').call(inbox.replyToCase, { id, text: 'Yes' })
  await app.settle()
  return smtp.received.at(-1)!
}

test('a reply leaves from the address that the customer wrote to', async () => {
  await brought('help', { from: 'a@people.example', to: 'help@sabai.example', subject: 'One', text: 'One' })
  expect((await answered()).from?.text).toBe('"Anna Weber (Sabai Pay)" <help@sabai.example>')
  await brought('help', { from: 'b@people.example', to: 'care@sabai.example', subject: 'Two', text: 'Two' })
  const care = await answered()
  expect(care.from!.value[0]!.address).toBe('care@sabai.example')
  expect(care.messageId).toMatch(/@sabai\.example>$/)
  expect(care.replyTo!.value[0]!.address).toMatch(/^help\+\d+-\d+-[a-z2-7]{26}@sabai\.example$/)
  // They write to another of our addresses: from then on that one answers.
  await brought('help', { from: 'b@people.example', to: 'help@sabai.example', subject: 'Re: Two', text: 'And?', refersTo: care.messageId! })
  expect((await answered()).from!.value[0]!.address).toBe('help@sabai.example')
  await brought('sales', { from: 'c@people.example', to: 'sales@shop.sabai.example', subject: 'Three', text: 'Three' })
  expect((await answered()).from!.value[0]!.address).toBe('sales@shop.sabai.example')
})

test('a mail server that may not send for a domain is not made to; the answer comes into the mailbox all the same', async () => {
  await brought('far', { from: 'd@people.example', to: 'help@far.example', subject: 'Four', text: 'Four' })
  const mail = await answered()
  expect(mail.from!.value[0]!.address).toBe('hello@sabai.example')
  expect(mail.replyTo!.value[0]!.address).toMatch(/^help\+.*@far\.example$/)
  expect((await app.as('dala').call(mailboxes.listMailboxes, {})).items.map(one => [one.name, one.leavesFromIt])).toEqual([
    ['Far', false],
    ['Sales', true],
    ['Help', true],
  ])
})

test('what no mail brought is answered from the mailbox of the team, else from the usual one', async () => {
  const from = async (member: 'noi' | 'somchai') => {
    const email = `${member}@people.example`
    const { id: customerId } = await app.as('anna').call(customers.addCustomer, { name: member, email } as never)
    const { id } = await app.as('anna').call(inbox.openCase, { words: 'Broken', customerId, ownerId: app.ids[member] })
    await app.as(member).call(inbox.replyToCase, { id, text: 'Yes' })
    await app.settle()
    return site.received.at(-1)!.from!.value[0]!.address
  }
  const team = (await app.read(({ db }) =>
    db.selectFrom('member').select('managerId').where('id', '=', app.ids.somchai).executeTakeFirst(),
  ))!
  expect(team.managerId).toBe(app.ids.waraporn)
  expect([await from('noi'), await from('somchai')]).toEqual(['help@sabai.example', 'sales@shop.sabai.example'])
  await change('far', { usual: true })
  expect((await app.as('dala').call(mailboxes.listMailboxes, {})).items.filter(one => one.usual).map(one => one.name)).toEqual(['Far'])
  await change('help', { usual: true })
})

test('a mailbox with a mail server of its own sends by that; what is wrong with it is said, and the mail goes once it is mended', async () => {
  const server = { ownServer: true, smtpHost: '127.0.0.1', smtpPort: own.port, smtpSecure: false, smtpUsername: 'shop' }
  await expect(change('far', server)).rejects.toMatchObject({ fields: [{ field: 'smtpPassword' }] })
  await change('far', { ...server, smtpPassword: 'wrong' })
  await brought('far', { from: 'e@people.example', to: 'help@far.example', subject: 'Five', text: 'Five' })
  await answered()
  const far = async () => (await app.as('dala').call(mailboxes.listMailboxes, {})).items.find(one => one.id === boxes.far)!
  expect(own.received).toHaveLength(0)
  expect(await far()).toMatchObject({ sendProblem: 'login', leavesFromIt: true })
  expect(
    await app.as('dala').call(mailboxes.trySending, { host: '127.0.0.1', port: own.port, secure: false, username: 'shop', password: 'no' }),
  ).toMatchObject({ problem: 'login' })
  expect(
    await app.as('dala').call(mailboxes.trySending, { host: 'localhost', port: 25, secure: false, username: 'x', password: 'x' }),
  ).toMatchObject({ problem: 'not-public' })
  await change('far', { ...server, smtpPassword: 'secret' })
  app.clock.forward(2)
  await app.settle()
  expect(own.received.map(mail => [mail.recipients[0], mail.from!.value[0]!.address])).toEqual([['e@people.example', 'help@far.example']])
  expect(await far()).toMatchObject({ sendProblem: null })
  // The password goes nowhere else than where it was given for.
  await expect(change('far', { ...server, smtpHost: 'elsewhere.example' })).rejects.toMatchObject({ fields: [{ field: 'smtpPassword' }] })
  const kept = await app.read(({ db }) =>
    db.selectFrom('mailbox').select('smtpPassword').where('id', '=', boxes.far).executeTakeFirstOrThrow(),
  )
  expect(kept.smtpPassword).not.toContain('secret')
})

test('who is not who they say is marked, joins nobody we know, and reaches no case by what can be guessed', async () => {
  await change('help', { trustedServer: 'mx.sabai.example' })
  const by = (results: string) => `Authentication-Results: mx.sabai.example; ${results} header.from=bank.example`
  const mail = { from: 'Boun <boun@bank.example>', to: 'help@sabai.example', subject: 'Card', text: 'My card' }
  await brought('help', { ...mail, id: 'real@bank.example', headers: by('dmarc=pass') })
  const real = await newest()
  const { customer } = await read(real.id)
  expect(customer).toMatchObject({ name: 'Boun' })

  const forged = { ...mail, headers: by('spf=fail; dmarc=fail'), text: 'Send my money to another account' }
  for (const more of [{}, { refersTo: '<real@bank.example>' }, { subject: `Re: Card [#${real.number}]` }])
    await brought('help', { ...forged, ...more })
  const after = (await cases()).filter(one => one.number > real.number)
  expect(after.map(one => one.customer)).toEqual([null, null, null])
  expect((await read(real.id)).timeline.filter(entry => entry.kind === 'message' || entry.kind === 'feedback')).toHaveLength(1)
  const [letter] = await app.as('anna').call(api.caseLetters, { id: after[0]!.id })
  expect(letter).toMatchObject({ sender: 'unverified', senderSaid: 'spf=fail dmarc=fail', from: { address: 'boun@bank.example' } })

  // The customer themselves, vouched for by their own domain, is known by their earlier mail and by the number.
  const again = { ...mail, headers: by('dmarc=pass') }
  await brought('help', { ...again, text: 'Still', refersTo: '<real@bank.example>' })
  await brought('help', { ...again, text: 'Hello?', subject: `Card [#${real.number}]` })
  expect((await read(real.id)).timeline.flatMap(entry => (entry.kind === 'message' ? [entry.text] : []))).toEqual(['Still', 'Hello?'])
  expect((await app.as('dala').call(mailboxes.listMailboxes, {})).items.find(one => one.id === boxes.help)).toMatchObject({
    seenServer: 'mx.sabai.example',
  })
})

test('who writes something new is told in their language that it has arrived: once a matter and day, no machine, nobody forged', async () => {
  await change('help', { acknowledge: true })
  const told = () => site.received.filter(mail => mail.headers.get('auto-submitted') === 'auto-replied')
  const mail = { from: 'lao@people.example', to: 'help@sabai.example', subject: 'ບັດ', text: 'ບັດໃຊ້ບໍ່ໄດ້ ກະລຸນາຊ່ວຍ' }
  await brought('help', mail)
  const { number, id } = await newest()
  const [first] = told()
  expect(first).toMatchObject({ subject: `Re: ບັດ [#${number}]`, recipients: ['lao@people.example'] })
  expect(first!.text).toContain('ພວກເຮົາໄດ້ຮັບຂໍ້ຄວາມຂອງທ່ານແລ້ວ')
  expect(first!.from!.value[0]!.address).toBe('help@sabai.example')
  expect(first!.envelopeFrom).toBe('')
  expect(await read(id)).toMatchObject({ state: 'open', firstRepliedAt: null })
  expect((await app.as('anna').call(api.caseLetters, { id }))[0]!.acknowledgedAt).toEqual(app.clock.now)
  // It joins the same matter; an answer to the acknowledgement finds it; a machine answers the acknowledgement.
  await brought('help', { ...mail, text: 'ບັດຍັງໃຊ້ບໍ່ໄດ້' })
  await brought('help', { ...mail, text: 'ຂອບໃຈ', refersTo: first!.messageId! })
  await brought('help', { ...mail, text: 'ຂ້ອຍບໍ່ຢູ່', refersTo: first!.messageId!, headers: 'Auto-Submitted: auto-replied' })
  expect((await read(id)).timeline.filter(entry => entry.kind === 'message')).toHaveLength(2)
  await brought('help', { ...mail, from: 'no-reply@people.example', subject: 'Robot' })
  await brought('help', {
    ...mail,
    from: 'x@forged.example',
    headers: 'Authentication-Results: mx.sabai.example; dmarc=fail header.from=forged.example',
  })
  await brought('help', { ...mail, from: 'list@people.example', headers: 'List-Id: <x>' })
  expect(told()).toHaveLength(1)
  // A machine that nobody saw through opens matter after matter.
  for (let n = 0; n < 5; n++) {
    await brought('help', { ...mail, from: 'robot@people.example', subject: `Alarm ${n}` })
    await app.as('anna').call(inbox.resolveCase, { id: (await newest()).id, causeName: 'Robot', done: 'Nothing' })
  }
  expect(told().filter(one => one.recipients.includes('robot@people.example'))).toHaveLength(3)
  await change('help', { acknowledge: false })
})

test('a mail is kept as it came for those who may have it, for as long as the company says; one that was cut says so', async () => {
  await brought('help', { from: 'raw@people.example', to: 'help@sabai.example', subject: 'Raw', text: 'Raw words' }, 48_000_000)
  const { id } = await newest()
  const [letter] = await app.as('anna').call(api.caseLetters, { id })
  expect(letter).toMatchObject({ raw: true, wholeBytes: 48_000_000 })
  const raw = (who: 'anna' | 'noi') => app.as(who).inject({ url: `/api/cases/${id}/letters/${letter!.id}/raw` })
  const saved = (await raw('anna')) as never as { statusCode: number; body: string; headers: Record<string, string> }
  expect(saved.body).toContain('Subject: Raw')
  expect(saved.headers).toMatchObject({ 'content-type': 'message/rfc822', 'content-disposition': expect.stringContaining('attachment') })
  expect(await raw('noi')).toMatchObject({ statusCode: 403 })
  await app.as('dala').call(api.changeRules, { rawDays: 10 })
  const kept = () => app.read(({ db }) => db.selectFrom('letter').select('id').where('rawFileId', 'is not', null).execute())
  const before = (await kept()).length
  await app.doChores()
  expect(await kept()).toHaveLength(before)
  app.clock.forward(11 * 24 * 60)
  await app.doChores()
  expect(await kept()).toHaveLength(0)
  expect(await raw('anna')).toMatchObject({ statusCode: 404 })
  expect((await app.as('anna').call(api.caseLetters, { id }))[0]).toMatchObject({ raw: false })
})

test('a file of a message that nobody sent goes after thirty days; one whose draft is still written stays', async () => {
  await brought('help', { from: 'f@people.example', to: 'help@sabai.example', subject: 'F', text: 'F' })
  const { id } = await newest()
  const add = (name: string) =>
    app.as('anna').inject({
      method: 'POST',
      url: `/api/cases/${id}/attachments?name=${name}`,
      headers: { 'content-type': 'application/octet-stream' },
      payload: 'words',
    })
  expect(await add('a.txt')).toMatchObject({ statusCode: 200 })
  app.clock.forward(29 * 24 * 60)
  await app.as('anna').call(api.keepDraft, { id, text: 'Still writing' })
  app.clock.forward(5 * 24 * 60)
  await app.doChores()
  expect((await app.as('anna').call(api.readDraft, { id })).files).toHaveLength(1)
  app.clock.forward(30 * 24 * 60)
  await app.doChores()
  expect((await app.as('anna').call(api.readDraft, { id })).files).toHaveLength(0)
  expect((await app.read(({ db }) => db.selectFrom('file').select('id').where('name', '=', 'a.txt').execute())).length).toBe(0)
})

test('pictures from elsewhere are in a page of their own, whose policy lets in pictures and nothing else', async () => {
  const html =
    '<p>Hi <b>you</b></p><img src="https://pics.example/a.png" alt="A"><script>alert(1)</script><a href="https://x.example" onclick="x()">there</a>'
  const raw = written({ from: 'g@people.example', to: 'help@sabai.example', subject: 'G', text: html }).replace('text/plain', 'text/html')
  await app.receive(Buffer.from(raw), { workspaceId: app.workspaceId, id: boxes.help })
  const { id } = await newest()
  const [letter] = await app.as('anna').call(api.caseLetters, { id })
  const page = (await app.as('anna').inject({ url: `/api/cases/${id}/letters/${letter!.id}/frame` })) as never as {
    body: string
    headers: Record<string, string>
  }
  const policy = page.headers['content-security-policy']!
  expect(policy).toMatch(
    /^default-src 'none'; img-src data: https: http:; style-src 'nonce-[^']+'; sandbox allow-popups allow-popups-to-escape-sandbox; frame-ancestors 'self'$/,
  )
  expect(page.headers).toMatchObject({ 'referrer-policy': 'no-referrer', 'x-content-type-options': 'nosniff' })
  expect(page.body).toContain('<img src="https://pics.example/a.png" alt="A" referrerpolicy="no-referrer" loading="lazy">')
  expect(page.body).not.toMatch(/<script|onclick/)
  expect(await app.as('keo').inject({ url: `/api/cases/${id}/letters/${letter!.id}/frame` })).toMatchObject({ statusCode: 403 })
})
