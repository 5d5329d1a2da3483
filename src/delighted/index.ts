import { spoken } from '#kernel/dialect.ts'
import { read, type Slice, write } from '#kernel/slice.ts'
import * as api from './api.ts'
import * as autopilot from './autopilot.ts'
import { delightedDialect as delightedHttp } from './dialect.ts'
import * as leaving from './leaving.ts'
import { metrics } from './metrics.ts'
import * as people from './people.ts'
import * as responses from './responses.ts'
import * as settings from './settings.ts'
import * as v1 from './v1.ts'
import * as webhooks from './webhooks.ts'

const spokenRoutes = [
  write(v1.createPerson, people.create),
  read(v1.listPeople, people.list),
  write(v1.deletePerson, people.remove),
  write(v1.createResponse, responses.create),
  write(v1.updateResponse, responses.update),
  write(v1.saveResponse, responses.update),
  read(v1.readResponse, responses.get),
  read(v1.listResponses, responses.list),
  read(v1.getMetrics, metrics),
  write(v1.addUnsubscribe, leaving.unsubscribe),
  read(v1.listUnsubscribes, leaving.unsubscribes),
  read(v1.listBounces, leaving.bounces),
  write(v1.deletePending, leaving.cancel),
  read(v1.getAutopilot, autopilot.configuration),
  read(v1.listMemberships, autopilot.list),
  write(v1.addMembership, autopilot.add),
  write(v1.removeMembership, autopilot.remove),
].map(route => spoken(delightedHttp, route))

/** For callers of Delighted, which closed: they change one host name and a key, and their scripts go on. */
export const delighted: Slice = {
  name: 'delighted',
  permissions: {
    // No role has it: only a key made for it, which can do nothing else.
    'delighted.call': [],
    'delighted.settings': ['admin'],
  },
  events: [api.delightedChanged, api.webhookDue],
  routes: [
    read(api.readDelighted, settings.read),
    write(api.changeDelighted, settings.change),
    read(api.listWebhooks, webhooks.list),
    write(api.addWebhook, webhooks.add),
    write(api.removeWebhook, (ctx, { id }) => webhooks.remove(ctx, { id })),
    ...spokenRoutes,
  ],
  clocks: [autopilot.autopilotClock],
  listeners: webhooks.webhookListeners,
  jobs: webhooks.webhookJobs,
}
