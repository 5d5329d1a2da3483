import type { SenderState } from './sender-words.ts'

/** `server`: who has said anything about the sender, believed or not. `said`: what the believed one found. */
export type Verdict = { state: SenderState; server: string | null; said: string | null }

const LONGEST = 8_192

type Result = { method: string; result: string; props: ReadonlyMap<string, string> }
type Stated = { server: string; results: Result[] }

/**
 * What a mailbox's own server says about who sent a letter (Authentication-Results, RFC 8601). Only the server that an administrator has named is
 * believed, and only what stands above the letter's way through other servers: further down its sender may have written anything.
 * @param head the letter's headers, unfolded @param from the one address that it says to come from
 */
export function verdictOf(head: string, from: string | null, trusted: string | null): Verdict {
  const lines = head.split(/\r?\n/)
  const stated = lines.flatMap(line => statedIn(line) ?? [])
  const server = stated[0]?.server ?? null
  if (!trusted || !from) return { state: 'unknown', server, said: null }
  const results = believed(lines, trusted)
  // Two senders: servers judge one of them, people read the other.
  const twice = lines.filter(line => /^from:/i.test(line)).length > 1
  if (results.length === 0 && !twice) return { state: 'unknown', server, said: null }
  const said = results
    .map(({ method, result }) => `${method}=${result}`)
    .join(' ')
    .slice(0, 200)
  return { state: twice ? 'unverified' : stateOf(results, domainOf(from)), server, said }
}

/** Of each method what the server nearest to us says. */
function believed(lines: readonly string[], trusted: string): Result[] {
  const found: Result[] = []
  let begun = false
  for (const line of lines) {
    if (begun && /^received:/i.test(line)) break
    const stated = statedIn(line)
    if (stated?.server !== trusted) continue
    begun = true
    const known = new Set(found.map(({ method }) => method))
    found.push(...stated.results.filter(({ method }) => !known.has(method)))
  }
  return found
}

function statedIn(line: string): Stated | null {
  const text = /^authentication-results:(.*)$/i.exec(line)?.[1]
  if (text === undefined) return null
  const [first = '', ...rest] = withoutComments(text.slice(0, LONGEST)).split(';')
  const server = /^\s*"?([^\s";]+)/.exec(first)?.[1]?.toLowerCase()
  return server ? { server, results: rest.flatMap(part => resultIn(part) ?? []) } : null
}

function resultIn(text: string): Result | null {
  const found = /^\s*([a-z\d-]+)(?:\s*\/\s*\d+)?\s*=\s*([a-z]+)/i.exec(text)
  if (!found) return null
  const props = [...text.matchAll(/\b([a-z]+\.[a-z\d_-]+)\s*=\s*(?:"([^"]*)"|([^\s"]+))/gi)]
  return {
    method: found[1]!.toLowerCase(),
    result: found[2]!.toLowerCase(),
    props: new Map(props.map(([, name, quoted, plain]) => [name!.toLowerCase(), (quoted ?? plain ?? '').toLowerCase()])),
  }
}

/** Comments may hold anything, also what looks like a result. */
function withoutComments(text: string): string {
  let [depth, quoted, kept] = [0, false, '']
  for (let at = 0; at < text.length; at++) {
    const letter = text[at]!
    if (letter === '\\') at++
    else if (letter === '"' && depth === 0) quoted = !quoted
    if (!quoted && letter === '(') depth++
    // What is quoted ends nothing.
    if (depth === 0 && letter !== '\\') kept += quoted && letter === ';' ? ' ' : letter
    if (!quoted && letter === ')' && depth > 0) depth--
  }
  return kept
}

const PASSED = 'pass'
/** A domain that says nothing of its mail cannot be asked; its mail is believed as mail always was. */
const SILENT = ['none', 'neutral']

function stateOf(results: readonly Result[], domain: string): SenderState {
  const dmarc = results.find(({ method }) => method === 'dmarc')
  const judged = dmarc?.props.get('header.from')
  if (judged !== undefined && domainOf(judged) !== domain) return 'unverified'
  if (dmarc?.result === PASSED) return 'verified'
  if (dmarc?.result === 'fail') return 'unverified'
  const ways = results.filter(({ method }) => method === 'spf' || method === 'dkim')
  if (ways.some(one => one.result === PASSED && isOf(domain, vouchingFor(one)))) return 'verified'
  return ways.every(({ result }) => SILENT.includes(result)) ? 'unknown' : 'unverified'
}

const vouchingFor = ({ method, props }: Result): string =>
  method === 'spf' ? domainOf(props.get('smtp.mailfrom') ?? '') : domainOf(props.get('header.d') ?? props.get('header.i') ?? '')

/** As DMARC's relaxed way: mail.shop.example may vouch for shop.example, and the other way round. */
const isOf = (domain: string, by: string): boolean =>
  by.includes('.') && (domain === by || domain.endsWith(`.${by}`) || by.endsWith(`.${domain}`))

const domainOf = (text: string): string =>
  text
    .slice(text.lastIndexOf('@') + 1)
    .replace(/\.$/, '')
    .toLowerCase()
