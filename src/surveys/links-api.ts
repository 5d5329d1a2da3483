import { z } from 'zod'
import { endpoint } from '#kernel/endpoint.ts'
import { instant, listOf, moment, paging } from '#kernel/input.ts'
import { linkChannels } from './api.ts'

/** When a widget opens: all that is said must hold. Without anything it opens at once; `code` waits for `sabai.show()`. */
export const WidgetSettings = z.strictObject({
  /** Beginnings of the page's path, such as `/orders/`. None: every page. */
  paths: z.array(z.string().startsWith('/').max(300)).max(20).default([]),
  afterSeconds: z.int().min(0).max(3_600).default(0),
  /** How far down the page was read. */
  scrollPercent: z.int().min(0).max(100).default(0),
  /** The pointer leaves the page at the top. */
  exit: z.boolean().default(false),
  code: z.boolean().default(false),
})
export type WidgetSettings = z.output<typeof WidgetSettings>

const properties = z.record(z.string().min(1).max(60), z.union([z.string().max(500), z.number(), z.boolean(), z.null()]))

export const SurveyLink = z.object({
  id: z.uuid(),
  channel: z.enum(linkChannels),
  name: z.string().nullable(),
  language: z.string().nullable(),
  properties,
  widget: WidgetSettings,
  test: z.boolean(),
  createdAt: instant,
  expiresAt: instant.nullable(),
  closedAt: instant.nullable(),
  handOuts: z.array(z.object({ kind: z.enum(['address', 'code']), text: z.string() })),
})
export type SurveyLink = z.output<typeof SurveyLink>

const ofSurvey = z.strictObject({ id: z.uuid() })
const one = ofSurvey.extend({ linkId: z.uuid() })

export const listLinks = endpoint('GET /surveys/:id/links', {
  summary: 'The doors for everybody that lead to a survey, the newest first, with what is handed out of them',
  may: 'surveys.read',
  input: ofSurvey.extend(paging),
  output: listOf(SurveyLink),
})

export const addLink = endpoint('POST /surveys/:id/links', {
  summary: 'A new door for everybody: a link, a QR code, a widget; its properties come along with every answer',
  may: 'surveys.change',
  input: ofSurvey.extend({
    channel: z.enum(linkChannels),
    name: z.string().trim().max(200).nullable().default(null),
    language: z.string().max(40).nullable().default(null),
    properties: properties.default({}),
    widget: WidgetSettings.prefault({}),
    test: z.boolean().default(false),
    expiresAt: moment.nullable().default(null),
  }),
  output: z.object({ id: z.uuid() }),
})

export const closeLink = endpoint('POST /surveys/:id/links/:linkId/close', {
  summary: 'Close a door; who comes by it reads that the survey is not open. `open` opens it again',
  may: 'surveys.change',
  input: one.extend({ open: z.boolean().default(false) }),
  output: z.object({}),
})

export const linkPicture = endpoint('GET /surveys/:id/links/:linkId/qr', {
  summary: 'The QR code of a link, as SVG or PNG',
  may: 'surveys.read',
  input: one.extend({
    format: z.enum(['svg', 'png']).default('svg'),
    /** Where the server is seen, as long as its PUBLIC_URL is not set. */
    origin: z
      .url({ protocol: /^https?$/ })
      .max(300)
      .optional(),
  }),
  output: z.never(),
})

export const signingKey = endpoint('GET /surveys/:id/signing-key', {
  summary:
    'The key with which the site’s own server signs what comes along with an answer: sig = hex HMAC-SHA256(key, lines `name=value` sorted by name, joined by a line feed) of all hidden properties and `customer` in the address',
  may: 'surveys.change',
  input: ofSurvey,
  output: z.object({ key: z.string() }),
})
