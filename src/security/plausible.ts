import { z } from 'zod'
import { addressOf, type Route } from '#kernel/slice.ts'

/** As much of JSON Schema as endpoints use. */
export type Schema = {
  type?: string | string[]
  format?: string
  enum?: unknown[]
  const?: unknown
  items?: Schema
  properties?: Record<string, Schema>
  required?: string[]
  anyOf?: Schema[]
  oneOf?: Schema[]
  minLength?: number
  minimum?: number
}

/** What an endpoint takes, from its own description: so that a new route is tried by itself. */
export const schemaOf = ({ endpoint }: Pick<Route, 'endpoint'>): Schema =>
  z.toJSONSchema(endpoint.input, {
    io: 'input',
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) =>
      void (zodSchema._zod.def.type === 'date' && Object.assign(jsonSchema, { type: 'string', format: 'date-time' })),
  }) as Schema

/** A plausible value of a schema, with the id wherever an id goes. */
export function plausible(schema: Schema, id: string): unknown {
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return schema.enum[0]
  if (schema.anyOf) return plausible(schema.anyOf.find(one => one.type !== 'null') ?? schema.anyOf[0]!, id)
  if (schema.oneOf) return plausible(schema.oneOf[0]!, id)
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type
  if (type === 'object')
    return Object.fromEntries(
      Object.entries(schema.properties ?? {})
        .filter(([name, inner]) => schema.required?.includes(name) || inner.format === 'uuid')
        .map(([name, inner]) => [name, plausible(inner, id)]),
    )
  if (type === 'array') return [plausible(schema.items ?? { type: 'string' }, id)]
  if (type === 'integer' || type === 'number') return Math.max(1, schema.minimum ?? 1)
  if (type === 'boolean') return true
  if (schema.format === 'uuid') return id
  if (schema.format === 'email') return 'someone@other.example'
  if (schema.format === 'date-time') return '2026-03-02T09:00:00.000Z'
  if (schema.format === 'date') return '2026-03-02'
  return 'x'.repeat(Math.max(3, schema.minLength ?? 0))
}

export const takesId = (schema: Schema): boolean =>
  schema.format === 'uuid' ||
  Object.values(schema.properties ?? {}).some(takesId) ||
  (schema.items !== undefined && takesId(schema.items)) ||
  [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].some(takesId)

/** The request that a route is asked by: path filled, the rest in the query or the body as the route takes it. */
export function requestOf(route: Route, given: Record<string, unknown>, id: string) {
  const { endpoint, kind } = route
  const input = { ...given }
  const path = addressOf(route).replace(/:(\w+)/g, (_, name: string) => {
    const part = encodeURIComponent(written(input[name] ?? id).toWellFormed())
    delete input[name]
    return part
  })
  if (endpoint.method !== 'GET' && kind !== 'upload') return { method: endpoint.method, url: path, payload: input }
  const query = new URLSearchParams(
    Object.entries(input).flatMap(([name, one]) => [one].flat().map(part => [name, written(part)] as [string, string])),
  )
  const file = { payload: 'a,b\n1,2', headers: { 'content-type': 'application/octet-stream' } }
  return { method: endpoint.method, url: `${path}?${query}`, ...(kind === 'upload' ? file : {}) }
}

const written = (value: unknown) => (typeof value === 'object' ? JSON.stringify(value) : String(value))
