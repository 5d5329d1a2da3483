import { z } from 'zod'
import { type FieldProblem, Problem } from './problem.ts'

/** A list in a query string: one value, several, or comma-separated; one of none is refused, since a filter by nothing finds nothing. */
export const many = <One extends z.ZodType>(one: One) =>
  z.preprocess(
    value =>
      value === undefined
        ? undefined
        : Array.isArray(value)
          ? value
          : String(value)
              .split(',')
              .filter(part => part !== ''),
    z.array(one).min(1),
  )

/** `true`, `1` and `yes` of a query string. */
export const flag = z.preprocess(value => (typeof value === 'string' ? ['true', '1', 'yes'].includes(value) : value), z.boolean())

/** A moment as we tell it. */
export const instant = z.coerce.date()

/** As in files: what lies before or after is a slip, and sums of it would leave the calendars of the house. */
const [FIRST, LAST] = ['1800-01-01', '2399-12-31']
const [first, last] = [Date.parse(FIRST), Date.parse(LAST)]

/** A moment that we are told: from 1800 to 2399. */
export const moment = instant.refine(at => at.getTime() >= first && at.getTime() < last, 'date')

/** A calendar day that we are told, of the same years. */
export const day = z.iso.date({ abort: true }).refine(on => on >= FIRST && on <= LAST, 'date')

/** What every list takes: where to go on, and how many. */
export const paging = { cursor: z.string().max(400).optional(), limit: z.coerce.number().int().min(1).max(200).default(50) }

/** What every list answers. `next` is null on the last page. */
export const listOf = <One extends z.ZodType>(one: One) => z.object({ items: z.array(one), next: z.string().nullable() })

/** An unknown key is refused, so that no column can be set by naming it (mass assignment). */
export function strict(schema: z.ZodType): z.ZodType {
  const known = stricts.get(schema)
  if (known) return known
  const made = schema instanceof z.ZodObject ? schema.strict() : schema
  stricts.set(schema, made)
  return made
}

/** Made once: a schema compiles itself at its first use, which costs more than a request. */
const stricts = new WeakMap<z.ZodType, z.ZodType>()

/** @throws Problem `input` with one entry for each wrong field */
export function parse<T extends z.ZodType>(schema: T, value: unknown): z.output<T> {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  throw new Problem(
    'input',
    400,
    {},
    result.error.issues.flatMap(issue => fieldProblems(issue, value)),
  )
}

function fieldProblems(issue: z.core.$ZodIssue, value: unknown): FieldProblem[] {
  const field = issue.path.join('.')
  if (issue.code === 'unrecognized_keys') return issue.keys.map(key => ({ field: [...issue.path, key].join('.'), code: 'unknown-key' }))
  return [{ field, ...reason(issue, at(value, issue.path)) }]
}

const at = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (inner, key) => (inner === null || inner === undefined ? undefined : (inner as Record<PropertyKey, unknown>)[key]),
    value,
  )

function reason(issue: z.core.$ZodIssue, value: unknown): { code: string; facts?: Record<string, number> } {
  if (value === undefined || value === null || value === '') return { code: 'required' }
  if (issue.code === 'too_big') return { code: issue.origin === 'string' ? 'too-long' : 'too-big', facts: { n: Number(issue.maximum) } }
  if (issue.code === 'too_small' && issue.origin !== 'string') return { code: 'too-small', facts: { n: Number(issue.minimum) } }
  if (issue.code === 'too_small') return { code: issue.minimum === 1 ? 'required' : 'too-short', facts: { n: Number(issue.minimum) } }
  if (issue.code === 'invalid_format' && issue.format === 'email') return { code: 'email' }
  if (issue.code === 'custom') return { code: /^[a-z][a-z.-]*$/.test(issue.message) ? issue.message : 'invalid' }
  return { code: 'invalid' }
}
