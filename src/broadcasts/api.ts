import { z } from 'zod'
import { endpoint } from '#kernel/endpoint.ts'
import { event } from '#kernel/event.ts'
import { instant } from '#kernel/input.ts'
import { languages } from '#kernel/words.ts'

const one = { id: z.uuid() }
const Language = z.enum(languages)
const name = z.string().trim().min(1).max(100)
export const wallChanged = event(
  'wall.changed',
  z.object({ wallId: z.uuid(), what: z.enum(['added', 'renewed', 'archived', 'restored']) }),
  ['/walls'],
)
export const channelChanged = event('channel.changed', z.object({ channelId: z.uuid(), what: z.enum(['added', 'archived', 'restored']) }), [
  '/channels',
])
export const channelWaits = event('channel.waits', z.object({ channelId: z.uuid() }), ['/channels'])
export const digestChosen = event('digest.chosen', z.object({ every: z.string() }), ['/digest'])

const Wall = z.object({
  id: z.uuid(),
  name: z.string(),
  language: Language,
  path: z.string(),
  createdAt: instant,
  archivedAt: instant.nullable(),
})
export const listWalls = endpoint('GET /walls', {
  summary: 'Screens in the hall, with their links',
  may: 'broadcasts.change',
  input: z.strictObject({}),
  output: z.array(Wall),
})
export const addWall = endpoint('POST /walls', {
  summary: 'A link for a screen in the hall: voices and figures, nobody’s name',
  may: 'broadcasts.change',
  input: z.strictObject({ name, language: Language }),
  output: Wall,
})
export const renewWall = endpoint('POST /walls/:id/renew', {
  summary: 'Make the old link useless and get a new one',
  may: 'broadcasts.change',
  input: z.strictObject(one),
  output: Wall,
})
export const archiveWall = endpoint('POST /walls/:id/archive', {
  summary: 'End a screen’s link, or let it work again',
  may: 'broadcasts.change',
  input: z.strictObject({ ...one, archived: z.boolean() }),
  output: Wall,
})

export const digestEvery = ['day', 'week', 'never'] as const
export const readDigest = endpoint('GET /digest', {
  summary: 'How often I get the digest',
  may: 'voices.read',
  input: z.strictObject({}),
  output: z.object({ every: z.enum(digestEvery) }),
})
export const chooseDigest = endpoint('PUT /digest', {
  summary: 'Get what customers said and what became of it by mail: each morning, each Monday, or never',
  may: 'voices.read',
  input: z.strictObject({ every: z.enum(digestEvery) }),
  output: z.object({ every: z.enum(digestEvery) }),
})

export const shapes = ['slack', 'teams', 'mattermost', 'signed'] as const
export const abouts = ['bad', 'good', 'late', 'overdue', 'proved', 'asked'] as const
export type About = (typeof abouts)[number]
const Channel = z.object({
  id: z.uuid(),
  name: z.string(),
  shape: z.enum(shapes),
  /** Where to, without the secret part of the address. */
  host: z.string(),
  language: Language,
  about: z.array(z.enum(abouts)),
  waiting: z.int(),
  failed: z.int(),
  problem: z.string().nullable(),
  archivedAt: instant.nullable(),
})
export const listChannels = endpoint('GET /channels', {
  summary: 'Channels of the company’s chat that are told',
  may: 'broadcasts.change',
  input: z.strictObject({}),
  output: z.array(Channel),
})
export const addChannel = endpoint('POST /channels', {
  summary: 'Tell a channel of Slack, Teams, Mattermost, or anything that checks Standard Webhooks; the secret is shown once',
  may: 'broadcasts.change',
  input: z.strictObject({
    name,
    shape: z.enum(shapes),
    url: z.url({ protocol: /^https?$/ }).max(2000),
    language: Language,
    about: z.array(z.enum(abouts)).min(1),
  }),
  output: z.object({ id: z.uuid(), secret: z.string().nullable() }),
})
export const archiveChannel = endpoint('POST /channels/:id/archive', {
  summary: 'Tell a channel no more, or again',
  may: 'broadcasts.change',
  input: z.strictObject({ ...one, archived: z.boolean() }),
  output: z.null(),
})
export const testChannel = endpoint('POST /channels/:id/test', {
  summary: 'Post one line that tells of nothing',
  may: 'broadcasts.change',
  input: z.strictObject(one),
  output: z.object({ status: z.int().nullable(), problem: z.string().nullable() }),
})
