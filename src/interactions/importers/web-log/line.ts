export const columns = ['address', 'time', 'request', 'status', 'agent'] as const

/** Apache's and nginx's common and combined formats; null for what is neither. */
const LINE =
  /^(\S{1,100}) \S+ .{0,200}?\[([^\]]{20,40})\] "((?:[^"\\]|\\.){0,8000})" (\d{3}) \S+(?: "(?:[^"\\]|\\.){0,8000}" "((?:[^"\\]|\\.){0,2000})")?/

export function cellsOf(line: string): string[] | null {
  const match = LINE.exec(line)
  return match ? [match[1]!, match[2]!, match[3]!, match[4]!, match[5] === undefined ? '' : nameless(match[5])] : null
}

/** A dash means elsewhere that nothing is told; here it is what is told. */
const nameless = (agent: string) => (/^-?$/.test(agent) ? NAMELESS : agent)
const NAMELESS = '(no name)'

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** `17/May/2015:10:05:03 +0000` */
export function instantOf(time: string): Date | null {
  const match = /^(\d{2})\/(\w{3})\/(\d{4}):(\d{2}:\d{2}:\d{2}) ([+-]\d{2})(\d{2})$/.exec(time)
  const month = match ? MONTHS.indexOf(match[2]!) + 1 : 0
  if (!match || month === 0) return null
  const at = new Date(`${match[3]}-${String(month).padStart(2, '0')}-${match[1]}T${match[4]}${match[5]}:${match[6]}`)
  return at.getTime() >= 0 ? at : null
}

/** A program by what it says of itself, or by saying nothing. Where the log does not record it, nobody can tell. */
export const isProgram = (agent: string | undefined): boolean =>
  agent !== undefined &&
  /bot|crawl|spider|slurp|feed|fetch|wget|curl|python|java\/|libwww|monitor|scan|archiver|reader|rss|ruby|http[-_ ]?client|^\(no name\)$/i.test(
    agent,
  )

const ASSET = /\.(png|jpe?g|gif|svg|ico|webp|avif|css|js|mjs|map|json|xml|txt|woff2?|ttf|eot|pdf|zip|gz|tar|mp[34]|webm)$/i

/** The path that was read, without what stands behind it; null when the line is no page that was delivered. */
export function pathOf(request: string, status: string): string | null {
  const [method, target = ''] = request.split(' ')
  const path = target.split(/[?#]/)[0]!.slice(0, 500)
  return method === 'GET' && status === '200' && path.startsWith('/') && !ASSET.test(path) ? path : null
}

/** `/articles/*`, `/blog/*.html`: a star is anything. Of a site that is not described, all pages but the first one. */
export function pageTest(patterns: readonly string[]): (path: string) => boolean {
  const tests = patterns.map(pattern => {
    const parts = pattern.split('*')
    return (path: string) => fits(path, parts)
  })
  return path => (tests.length === 0 ? path !== '/' : tests.some(test => test(path)))
}

/** Without a regular expression of the reader's own making, which could take for ever. */
function fits(path: string, parts: readonly string[]): boolean {
  const [first = '', last = ''] = [parts[0], parts.at(-1)]
  if (parts.length === 1) return path === first
  if (!path.startsWith(first) || !path.endsWith(last) || path.length < first.length + last.length + 1) return false
  let at = first.length
  for (const part of parts.slice(1, -1)) {
    const found = path.indexOf(part, at)
    if (found < 0) return false
    at = found + part.length
  }
  return at <= path.length - last.length
}
