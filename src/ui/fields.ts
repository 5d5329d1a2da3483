import type { z } from 'zod'

export type Reason = { code: string; facts: Record<string, string | number> }

type Issue = z.core.$ZodIssue

/** A zod issue as a field code with its facts: the same words whether the browser or the server found it. */
export function reasonOf(issue: Issue): Reason {
  switch (issue.code) {
    case 'too_small':
      return tooSmall(issue)
    case 'too_big':
      return { code: issue.origin === 'string' ? 'too-long' : 'too-big', facts: { n: Number(issue.maximum) } }
    case 'invalid_format':
      return { code: formats[issue.format] ?? 'invalid', facts: {} }
    case 'unrecognized_keys':
      return { code: 'unknown-key', facts: {} }
    case 'custom':
      return { code: /^[a-z][a-z0-9.-]*$/.test(issue.message) ? issue.message : 'invalid', facts: {} }
    default:
      return { code: isMissing(issue) ? 'required' : 'invalid', facts: {} }
  }
}

const formats: Record<string, string> = { email: 'email', url: 'url', date: 'date', datetime: 'date' }

function tooSmall(issue: Extract<Issue, { code: 'too_small' }>): Reason {
  const text = issue.origin === 'string'
  if (text && Number(issue.minimum) <= 1) return { code: 'required', facts: {} }
  return { code: text ? 'too-short' : 'too-small', facts: { n: Number(issue.minimum) } }
}

const isMissing = (issue: Issue) => issue.input === undefined || issue.input === null || issue.input === ''

/** The first reason for each field, by its path: `{ 'people.0.email': { code: 'email' } }`. An empty field says "required" before anything else. */
export function reasonsOf(schema: z.ZodType, values: unknown): Record<string, Reason> {
  const parsed = schema.safeParse(values, { reportInput: true })
  const reasons: Record<string, Reason> = {}
  for (const issue of parsed.error?.issues ?? []) {
    const path = issue.path.join('.')
    reasons[path] ??= isMissing(issue) && issue.code !== 'custom' ? { code: 'required', facts: {} } : reasonOf(issue)
  }
  return reasons
}
