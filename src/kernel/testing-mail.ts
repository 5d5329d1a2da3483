import { type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'

export type Received = ParsedMail & { raw: string; recipients: string[]; envelopeFrom: string }

type Refused = { code: number; text: string } | null

/** A real SMTP server on loopback that keeps what it is sent; `refuse` may answer an address with a code, once or always. */
export async function smtpServer(
  refuse: (address: string) => Refused | Promise<Refused> = () => null,
  at = 0,
  {
    account,
    beforeYes = async () => {},
  }: { account?: { user: string; pass: string }; beforeYes?: (mail: Received) => Promise<unknown> } = {},
) {
  const received: Received[] = []
  let connections = 0
  const server = new SMTPServer({
    authOptional: !account,
    allowInsecureAuth: true,
    onAuth: ({ username, password }, _session, done) =>
      username === account?.user && password === account?.pass ? done(null, { user: username }) : done(new Error('Invalid login')),
    // Asking who 127.0.0.1 is takes a tenth of a second a mail.
    disableReverseLookup: true,
    // Connections are kept by who sends; closing ends them.
    closeTimeout: 50,
    disabledCommands: ['STARTTLS'],
    onConnect: (_session, done) => {
      connections++
      done()
    },
    onRcptTo: async ({ address }, _session, done) => {
      const no = await refuse(address)
      done(no ? Object.assign(new Error(no.text), { responseCode: no.code }) : null)
    },
    onData: async (stream, session, done) => {
      const raw = await whole(stream)
      // Who was killed in the middle of a mail has sent none.
      if (!raw) return
      const mail = {
        ...(await simpleParser(raw)),
        raw: raw.toString('latin1'),
        recipients: session.envelope.rcptTo.map(one => one.address),
        envelopeFrom: session.envelope.mailFrom ? session.envelope.mailFrom.address : '',
      }
      received.push(mail)
      await beforeYes(mail)
      done()
    },
  })
  server.on('error', () => {})
  await new Promise<void>(resolve => server.listen(at, '127.0.0.1', resolve))
  const { port } = server.server.address() as { port: number }
  return {
    port,
    url: `smtp://127.0.0.1:${port}`,
    received,
    connections: () => connections,
    close: () => new Promise<void>(resolve => server.close(() => resolve())),
  }
}

async function whole(stream: AsyncIterable<unknown>): Promise<Buffer | null> {
  const parts: Buffer[] = []
  try {
    for await (const part of stream) parts.push(part as Buffer)
    return Buffer.concat(parts)
  } catch {
    return null
  }
}
