import { z } from 'zod'
import { endpoint } from '#kernel/endpoint.ts'
import { event } from '#kernel/event.ts'
import { flag, listOf, paging } from '#kernel/input.ts'

export const gatewayWays = ['phone', 'line', 'whatsapp', 'other'] as const
export const Gateway = z.object({
  id: z.uuid(),
  name: z.string(),
  url: z.string(),
  way: z.enum(gatewayWays),
  createdAt: z.coerce.date(),
  archivedAt: z.coerce.date().nullable(),
  waiting: z.int(),
  failed: z.int(),
  problem: z.string().nullable(),
})

const name = z.string().trim().min(1).max(200)
const byId = z.strictObject({ id: z.uuid() })
export const listGateways = endpoint('GET /gateways', {
  summary: 'Gateways that bring a link by SMS, LINE or otherwise',
  may: 'sends.read',
  input: z.strictObject({ archived: flag.optional(), ...paging }),
  output: listOf(Gateway),
})
const gatewayFields = { name, url: z.url({ protocol: /^https?$/ }).max(500), way: z.enum(gatewayWays) }
export const addGateway = endpoint('POST /gateways', {
  summary: 'Add a gateway; its secret is answered once',
  may: 'sends.gateways',
  input: z.strictObject(gatewayFields),
  output: z.object({ id: z.uuid(), secret: z.string() }),
})
export const changeGateway = endpoint('PUT /gateways/:id', {
  summary: 'Change, archive or bring back a gateway',
  may: 'sends.gateways',
  input: byId.extend({
    name: name.optional(),
    url: gatewayFields.url.optional(),
    way: gatewayFields.way.optional(),
    archived: z.boolean().optional(),
  }),
  output: z.null(),
})
export const testGateway = endpoint('POST /gateways/:id/test', {
  summary: 'Send it a signed test',
  may: 'sends.gateways',
  input: byId,
  output: z.object({ status: z.int().nullable(), problem: z.string().nullable() }),
})

export const pushesWait = event('push.waiting', z.object({ gatewayId: z.uuid() }))
export const gatewayChanged = event('gateway.changed', z.object({ gatewayId: z.uuid(), fields: z.array(z.string()) }), ['/gateways'])
