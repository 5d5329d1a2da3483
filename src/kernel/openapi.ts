import { z } from 'zod'
import type { Endpoint } from './endpoint.ts'
import type { Route } from './slice.ts'

type Schema = Record<string, unknown>

/** The OpenAPI 3.1 document, printed from the endpoints: there is no second description to go stale. */
export function openApi(routes: readonly Route[], version: string): Schema {
  const paths: Record<string, Record<string, Schema>> = {}
  const schemas: Schema = { Problem: problemSchema }
  for (const route of routes) {
    const path = `/api${route.endpoint.path.replace(/:(\w+)/g, '{$1}')}`
    paths[path] = { ...paths[path], [route.endpoint.method.toLowerCase()]: named(operation(route), operationId(route.endpoint), schemas) }
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Sabai', version, license: { name: 'AGPL-3.0-or-later', identifier: 'AGPL-3.0-or-later' } },
    paths,
    components: {
      securitySchemes: { key: { type: 'http', scheme: 'bearer' }, session: { type: 'apiKey', in: 'cookie', name: 'sabai.session_token' } },
      schemas,
    },
  }
}

/** A schema that contains itself is told apart, by the operation's name: inside a document `#/$defs` would be the document's own. */
function named(told: Schema, name: string, schemas: Schema): Schema {
  const lift = (_: string, value: unknown) => {
    if (!value || typeof value !== 'object' || !('$defs' in value)) return value
    const { $defs, ...rest } = value as { $defs: Schema }
    for (const [own, schema] of Object.entries($defs)) schemas[`${name}.${own}`] = pointed(schema, name)
    return pointed(rest, name)
  }
  return JSON.parse(JSON.stringify(told, lift))
}

const pointed = (schema: unknown, name: string): Schema =>
  JSON.parse(JSON.stringify(schema).replaceAll('"#/$defs/', `"#/components/schemas/${name}.`))

const problemSchema = {
  type: 'object',
  required: ['type', 'title', 'status', 'code'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string' },
    requestId: { type: 'string' },
    facts: { type: 'object' },
    fields: {
      type: 'array',
      items: { type: 'object', properties: { field: { type: 'string' }, code: { type: 'string' }, facts: { type: 'object' } } },
    },
  },
}

function operation({ kind, endpoint }: Route): Schema {
  const input = json(endpoint.input, 'input') as { properties?: Record<string, Schema>; required?: string[] }
  const inPath = [...endpoint.path.matchAll(/:(\w+)/g)].map(([, name]) => name!)
  const rest = Object.entries(input.properties ?? {}).filter(([name]) => !inPath.includes(name))
  const required = (name: string) => inPath.includes(name) || (input.required ?? []).includes(name)
  const parameter = (name: string, where: string) => ({
    name,
    in: where,
    required: required(name),
    schema: input.properties?.[name] ?? { type: 'string' },
  })
  const query = endpoint.method === 'GET' || kind === 'upload'
  return {
    operationId: operationId(endpoint),
    summary: endpoint.summary,
    tags: [endpoint.path.split('/')[1]],
    parameters: [...inPath.map(name => parameter(name, 'path')), ...(query ? rest.map(([name]) => parameter(name, 'query')) : [])],
    ...(query || endpoint.method === 'DELETE' ? {} : { requestBody: body(rest, rest.map(([name]) => name).filter(required)) }),
    ...(kind === 'upload'
      ? { requestBody: { content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } } } }
      : {}),
    ...(endpoint.may === 'anyone' ? { security: [] } : { security: [{ key: [] }, { session: [] }] }),
    'x-permission': endpoint.may,
    responses: {
      200:
        kind === 'download'
          ? { description: 'A file' }
          : { description: 'Done', content: { 'application/json': { schema: json(endpoint.output, 'output') } } },
      default: { description: 'Refused', content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } },
    },
  }
}

const body = (rest: [string, Schema][], required: string[]) => ({
  required: required.length > 0,
  content: {
    'application/json': {
      schema: {
        type: 'object',
        properties: Object.fromEntries(rest),
        additionalProperties: false,
        ...(required.length > 0 ? { required } : {}),
      },
    },
  },
})

const operationId = ({ method, path }: Endpoint) =>
  `${method.toLowerCase()}${path.replace(/[/:-]+(\w)/g, (_, letter: string) => letter.toUpperCase())}`

function json(schema: z.ZodType, io: 'input' | 'output'): Schema {
  const { $schema, ...rest } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      if (zodSchema._zod.def.type === 'date') Object.assign(jsonSchema, { type: 'string', format: 'date-time' })
    },
  }) as Schema & { $schema?: string }
  return rest
}

const plain = (text: string) => text.replace(/[&<>"']/g, char => `&#${char.charCodeAt(0)};`)

/** The same, to read: one page without scripts. */
export function apiPage(routes: readonly Route[], version: string): string {
  const groups = Map.groupBy(routes, route => route.endpoint.path.split('/')[1]!)
  const one = (
    route: Route,
  ) => `<details><summary><b>${route.endpoint.method}</b> <code>/api${plain(route.endpoint.path)}</code> ${plain(route.endpoint.summary)}</summary>
<p>Permission: <code>${plain(route.endpoint.may)}</code></p><h4>In</h4><pre>${plain(JSON.stringify(json(route.endpoint.input, 'input'), null, 2))}</pre>
<h4>Out</h4><pre>${plain(route.kind === 'download' ? 'a file' : JSON.stringify(json(route.endpoint.output, 'output'), null, 2))}</pre></details>`
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Sabai API ${version}</title>
<style>body{font:15px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#271a22;background:#f8f3f1}details{background:#fff;border:1px solid #e2d8d8;border-radius:8px;margin:6px 0;padding:8px 14px}summary{cursor:pointer}pre{overflow:auto;background:#f0e8e7;padding:10px;border-radius:6px}b{color:#6e1f4a}</style>
<h1>Sabai API ${version}</h1><p>Send a key as <code>Authorization: Bearer …</code>. Refusals are <code>application/problem+json</code>. The machine-readable form is <a href="/api/openapi.json">openapi.json</a>.</p>
${[...groups].map(([group, all]) => `<h2>${plain(group)}</h2>${all.map(one).join('')}`).join('')}</html>`
}
