import { Validator } from '@seriousme/openapi-schema-validator'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp } from '#testing.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

test('the document is valid OpenAPI 3.1, and every path parameter is declared', async () => {
  const document = JSON.parse((await app.anyone().inject({ method: 'GET', url: '/api/openapi.json' })).body)
  expect(await new Validator().validate(document)).toMatchObject({ valid: true })
  for (const [path, operations] of Object.entries<Record<string, { parameters: { name: string; in: string }[] }>>(document.paths))
    for (const operation of Object.values(operations))
      expect(operation.parameters.filter(one => one.in === 'path').map(one => one.name)).toEqual(
        [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name),
      )
})

test('every route of the house is in it, and in the page to read', async () => {
  const document = JSON.parse((await app.anyone().inject({ method: 'GET', url: '/api/openapi.json' })).body)
  const page = (await app.anyone().inject({ method: 'GET', url: '/api' })).body
  for (const { endpoint } of app.inside.house.routes.filter(route => !route.dialect)) {
    const path = `/api${endpoint.path.replace(/:(\w+)/g, '{$1}')}`
    expect(document.paths[path]?.[endpoint.method.toLowerCase()], `${endpoint.method} ${path}`).toBeDefined()
    expect(page).toContain(`/api${endpoint.path}`)
  }
})
