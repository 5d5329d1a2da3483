import { lookup } from 'node:dns/promises'
import { type IncomingHttpHeaders, request as plainRequest } from 'node:http'
import { request as secureRequest } from 'node:https'
import { BlockList, isIP } from 'node:net'

const PATIENCE_MS = 10_000
const MOST_BYTES = 64 * 1024

/** An address that is not on the open internet, or that could not be found there. */
export class NotPublic extends Error {}

const closed = new BlockList()
for (const range of [
  ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.0.0.0/24', '192.0.2.0/24'],
  ...['192.88.99.0/24', '192.168.0.0/16', '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24', '224.0.0.0/4', '240.0.0.0/4'],
])
  closed.addSubnet(range.split('/')[0]!, Number(range.split('/')[1]), 'ipv4')
// Of IPv6 only what is given to the world (2000::/3), and of that nothing that leads into IPv4 or is for examples.
const given = new BlockList()
given.addSubnet('2000::', 3, 'ipv6')
for (const [net, bits] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const)
  closed.addSubnet(net, bits, 'ipv6')

/** Whether an IP address is a public unicast one. */
export function isPublic(address: string): boolean {
  const family = isIP(address)
  if (family === 4) return !closed.check(address, 'ipv4')
  return family === 6 && given.check(address, 'ipv6') && !closed.check(address, 'ipv6')
}

/**
 * Where a URL leads, looked up now and only once: whoever calls connects to this very address, so that a name which changes between looking and
 * calling gains nothing. `allowed` are hosts that the administrator of this server lets through.
 * @throws NotPublic unless every address of its name is public
 */
async function whereTo(url: URL, allowed: readonly string[]): Promise<{ address: string; host: string }> {
  if (!['http:', 'https:'].includes(url.protocol) || url.username !== '' || url.password !== '')
    throw new NotPublic('an http or https address without a user')
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1')
  return { address: await publicAddress(host, allowed.includes(url.host) ? [...allowed, host] : allowed), host }
}

/**
 * The address to connect to for a host, looked up once: what is connected to is what was checked.
 * @throws NotPublic unless every address of its name is public, or the administrator of this server lets the host through
 */
export async function publicAddress(host: string, allowed: readonly string[]): Promise<string> {
  const found = isIP(host) ? [host] : (await lookup(host, { all: true }).catch(() => [])).map(one => one.address)
  if (found.length === 0) throw new NotPublic(`${host} was not found`)
  if (!allowed.includes(host) && !found.every(isPublic)) throw new NotPublic(`${host} is not public`)
  return found[0]!
}

/** For the moment when an address is written down. @throws NotPublic */
export const mustBePublic = async (address: string, allowed: readonly string[]): Promise<void> =>
  void (await whereTo(new URL(address), allowed))

/**
 * POSTs to somebody else's server. No redirect is followed: it could lead anywhere.
 * @returns the status @throws NotPublic, or what the network says
 */
export async function postOutside(
  address: string,
  body: string,
  headers: Record<string, string>,
  allowed: readonly string[],
): Promise<number> {
  const { status } = await ask('POST', address, { body, headers, allowed, most: MOST_BYTES, patience: PATIENCE_MS })
  return status
}

export type Answered = { status: number; headers: IncomingHttpHeaders; body: Buffer }

/** GETs a page of somebody else's data; no redirect is followed. @throws NotPublic, or Error for more than so many bytes */
export async function getOutside(
  address: string,
  { headers, allowed, most }: { headers: Record<string, string>; allowed: readonly string[]; most: number },
): Promise<Answered> {
  const answered = await ask('GET', address, { body: '', headers, allowed, most, patience: 6 * PATIENCE_MS })
  if (answered.body.length > most) throw new Error(`more than ${most} bytes`)
  return answered
}

type Ask = { body: string; headers: Record<string, string>; allowed: readonly string[]; most: number; patience: number }

async function ask(method: 'GET' | 'POST', address: string, { body, headers, allowed, most, patience }: Ask): Promise<Answered> {
  const url = new URL(address)
  const where = await whereTo(url, allowed)
  const secure = url.protocol === 'https:'
  const options = {
    host: where.address,
    port: url.port || (secure ? 443 : 80),
    path: `${url.pathname}${url.search}`,
    method,
    agent: false,
    timeout: patience,
    signal: AbortSignal.timeout(patience),
    headers: { ...headers, host: url.host, ...(method === 'POST' ? { 'content-length': Buffer.byteLength(body) } : {}) },
    ...(secure && !isIP(where.host) ? { servername: where.host } : {}),
  }
  return new Promise((done, refuse) => {
    const request = (secure ? secureRequest : plainRequest)(options, answer => {
      const parts: Buffer[] = []
      let bytes = 0
      answer.on('data', (part: Buffer) => {
        bytes += part.length
        parts.push(part)
        if (bytes > most) answer.destroy()
      })
      answer.on('close', () => done({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(parts) }))
      answer.on('error', refuse)
    })
    request.on('timeout', () => request.destroy(new Error('no answer in time')))
    request.on('error', refuse)
    request.end(body)
  })
}
