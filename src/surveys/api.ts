import { z } from 'zod'
import { Definition, SurveyContent, Words } from '#core/surveys/definition.ts'
import { endpoint } from '#kernel/endpoint.ts'
import { event } from '#kernel/event.ts'
import { flag, listOf, paging } from '#kernel/input.ts'

export const states = ['draft', 'open', 'closed'] as const
/** What the main score of a survey is, so that lists and figures of one kind belong together. */
export const surveyKinds = ['nps', 'csat', 'ces', 'stars', 'thumbs', 'pulse', 'other'] as const

/** How a survey behaves, apart from what it asks. */
export const SurveySettings = z.strictObject({
  /** Pages on which the widget may stand: `https://shop.example`. */
  origins: z
    .array(z.url({ protocol: /^https?$/ }).max(300))
    .max(50)
    .default([]),
  /** Questions whose results everybody with the address may read; none: no such page. */
  publicResults: z.array(z.string().max(40)).max(100).default([]),
})
export type SurveySettings = z.output<typeof SurveySettings>

export const Survey = z.object({
  id: z.uuid(),
  name: z.string(),
  kind: z.enum(surveyKinds),
  state: z.enum(states),
  /** The version being asked; 0 before the first. */
  version: z.int(),
  languages: z.array(z.string()),
  topic: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  changedAt: z.coerce.date(),
  createdAt: z.coerce.date(),
  openedAt: z.coerce.date().nullable(),
  archivedAt: z.coerce.date().nullable(),
})
export type Survey = z.output<typeof Survey>

export const WholeSurvey = Survey.extend({
  draft: SurveyContent,
  revision: z.int(),
  /** Whether the draft differs from the version being asked. */
  changed: z.boolean(),
  settings: SurveySettings,
})
export type WholeSurvey = z.output<typeof WholeSurvey>

const name = z.string().trim().min(1).max(200)
const byId = z.strictObject({ id: z.uuid() })

export const listSurveys = endpoint('GET /surveys', {
  summary: 'Surveys, the newest first',
  may: 'surveys.read',
  input: z.strictObject({
    q: z.string().max(200).optional(),
    kind: z.enum(surveyKinds).optional(),
    state: z.enum(states).optional(),
    archived: flag.optional(),
    ...paging,
  }),
  output: listOf(Survey),
})

export const getSurvey = endpoint('GET /surveys/:id', {
  summary: 'One survey with its draft',
  may: 'surveys.read',
  input: byId,
  output: WholeSurvey,
})

export const getVersion = endpoint('GET /surveys/:id/versions/:version', {
  summary: 'What a version asked, as it was',
  may: 'surveys.read',
  input: byId.extend({ version: z.coerce.number().int().min(1) }),
  output: z.object({ version: z.int(), at: z.coerce.date(), content: SurveyContent }),
})

export const addSurvey = endpoint('POST /surveys', {
  summary: 'A new survey: from a template, or from content (a copy, an export)',
  may: 'surveys.propose',
  input: z.strictObject({
    name: name.optional(),
    template: z.string().max(40).optional(),
    content: SurveyContent.optional(),
    language: z.string().max(20).optional(),
  }),
  output: z.object({ id: z.uuid() }),
})

export const saveDraft = endpoint('PUT /surveys/:id/draft', {
  summary: 'Save the draft; `revision` is the one it was written on, and saving over a newer one is refused with 409',
  may: 'surveys.propose',
  input: byId.extend({ revision: z.int(), name: name.optional(), definition: Definition, words: Words }),
  output: z.object({ revision: z.int() }),
})

export const publishSurvey = endpoint('POST /surveys/:id/publish', {
  summary: 'Make the draft the version being asked, and open the survey; answers keep the version they answered',
  may: 'surveys.change',
  input: byId,
  output: z.object({ version: z.int() }),
})

export const linkChannels = ['link', 'qr', 'widget', 'api', 'email', 'case', 'article', 'schedule', 'webhook', 'delighted'] as const

export const surveyAdded = event('survey.added', z.object({ surveyId: z.uuid(), template: z.string().nullable() }), ['/surveys'])
export const surveyChanged = event('survey.changed', z.object({ surveyId: z.uuid(), fields: z.array(z.string()) }), ['/surveys'])
export const surveyPublished = event('survey.published', z.object({ surveyId: z.uuid(), version: z.int() }), ['/surveys'])
