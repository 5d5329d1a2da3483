import { basicKey, type Dialect, type RawInput, readJson, type Said } from '#kernel/dialect.ts'
import type { FieldProblem, Problem } from '#kernel/problem.ts'

/** Delighted's HTTP: `/v1`, with and without `.json`, the key as user name, Unix seconds, refusals by attribute. */
export const delightedDialect: Dialect = {
  prefix: '/v1',
  path: path => path.replace(/\.json$/, ''),
  key: basicKey,
  input: raw => ({ ...nested(raw), here: raw.origin }),
  refusal,
  budget: { most: 1_200, minutes: 1 },
}

/** `properties[plan]=pro` and `expand[]=person` become objects and lists; a list may also be one name repeated. */
function nested({ query, type, body }: RawInput): Record<string, unknown> {
  const said = unfold(query)
  if (body === '') return said
  if (type.startsWith('application/x-www-form-urlencoded')) return { ...said, ...unfold(new URLSearchParams(body)) }
  const given = readJson(body)
  return typeof given === 'object' && given !== null && !Array.isArray(given) ? { ...said, ...given } : said
}

const LISTS = new Set(['expand', 'groups'])

function unfold(params: URLSearchParams): Record<string, unknown> {
  const found: Record<string, unknown> = {}
  for (const [written, value] of params) {
    const [, name = written, inner] = /^(\w+)\[([^\]]*)\]$/.exec(written) ?? []
    if (name === '__proto__' || inner === '__proto__') continue
    if (LISTS.has(name)) found[name] = [...((found[name] as string[] | undefined) ?? []), ...value.split(',')]
    else if (inner) found[name] = { ...(found[name] as object | undefined), [inner]: value }
    else found[name] = value
  }
  return found
}

const STATUSES: Record<number, string> = {
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  413: 'Payload Too Large',
  422: 'Unprocessable Entity',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
}

/** Theirs are 422 with the attributes that were wrong; a conflict of ours is that too. */
function refusal({ status, fields }: Problem): Said {
  const theirs = status === 400 || status === 409 ? 422 : status
  const message = STATUSES[theirs] ?? 'Bad Request'
  return { status: theirs, body: { status: theirs, message, ...(fields.length > 0 && { errors: errorsOf(fields) }) } }
}

function errorsOf(fields: readonly FieldProblem[]): Record<string, string[]> {
  const errors: Record<string, string[]> = {}
  for (const { field, code, facts } of fields) (errors[field] ??= []).push(sentence(code, facts?.n))
  return errors
}

/** In English, as their clients know them. */
function sentence(code: string, n: string | number | undefined): string {
  if (code === 'required') return "can't be blank"
  if (code === 'too-long') return `is too long (maximum is ${n} characters)`
  if (code === 'too-big') return `must be less than or equal to ${n}`
  if (code === 'too-small') return `must be greater than or equal to ${n}`
  if (code === 'outside-scale') return 'is not included in the list'
  return 'is invalid'
}
