import { z } from 'zod'
import { Answers, Definition, Key, SurveyContent, Words } from '#core/surveys/definition.ts'
import { endpoint } from '#kernel/endpoint.ts'
import { event } from '#kernel/event.ts'
import { flag, listOf, paging } from '#kernel/input.ts'
import { templateIds } from './survey-words.ts'

export { templateIds } from './survey-words.ts'

export const states = ['draft', 'open', 'closed'] as const
/** What the main score of a survey is, so that lists and figures of one kind belong together. */
export const surveyKinds = ['nps', 'csat', 'ces', 'stars', 'thumbs', 'index', 'pulse', 'other'] as const

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
    template: z.enum(templateIds).optional(),
    content: SurveyContent.optional(),
    /** A survey to copy as its draft is now, with its settings. */
    copyOf: z.uuid().optional(),
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

export const archiveSurvey = endpoint('POST /surveys/:id/archive', {
  summary: 'Put a survey away, or bring it back; its answers stay, its links say that it is closed',
  may: 'surveys.propose',
  input: byId.extend({ archived: z.boolean() }),
  output: z.object({}),
})

export const setSurveyState = endpoint('PUT /surveys/:id/state', {
  summary: 'Close an open survey, or open a closed one again with the version it had',
  may: 'surveys.change',
  input: byId.extend({ state: z.enum(['open', 'closed']) }),
  output: z.object({}),
})

export const saveSettings = endpoint('PUT /surveys/:id/settings', {
  summary: 'Where its widget may stand, which results everybody may read, what it is about',
  may: 'surveys.change',
  input: byId.extend({ settings: SurveySettings, topicId: z.uuid().nullable().optional() }),
  output: z.object({}),
})

/** Which questions came, went, changed and moved, how many words of which language, what else. */
const Changes = z.object({
  added: z.array(z.string()),
  removed: z.array(z.string()),
  changed: z.array(z.string()),
  moved: z.boolean(),
  words: z.record(z.string(), z.int()),
  rest: z.array(z.enum(['language', 'ends', 'hidden', 'quotas', 'look'])),
})

export const SurveyVersion = z.object({
  version: z.int(),
  at: z.coerce.date(),
  by: z.string().nullable(),
  /** Against the version before; null for the first. */
  changes: Changes.nullable(),
})
export type SurveyVersion = z.output<typeof SurveyVersion>

export const listVersions = endpoint('GET /surveys/:id/versions', {
  summary: 'What was asked and when, the newest first, with what changed',
  may: 'surveys.read',
  input: byId.extend({ cursor: paging.cursor, limit: z.coerce.number().int().min(1).max(50).default(20) }),
  output: listOf(SurveyVersion),
})

export const exportSurvey = endpoint('GET /surveys/:id/export', {
  summary: 'The draft with all its words as JSON, to be brought in elsewhere',
  may: 'surveys.read',
  input: byId,
  output: z.any(),
})

/** What `exportSurvey` writes and `addSurvey` takes: its `content`. */
export const SurveyFile = z.object({ sabai: z.literal('survey'), name, content: SurveyContent })

/** Bound in the responses slice, which has the page that customers see. */
export const previewSurvey = endpoint('POST /surveys/preview', {
  summary: 'The page that customers would see, of a draft that is not saved; for a frame without rights',
  may: 'surveys.propose',
  input: z.strictObject({
    definition: Definition,
    words: Words,
    language: z.string().max(40),
    answers: Answers,
    /** The step with this question, or an end page; without either the first step. */
    question: Key.optional(),
    end: Key.optional(),
    /** Of the page that frames it: its styles are the only ones that may stand there. */
    nonce: z.string().regex(/^[\w+/=-]{0,100}$/),
  }),
  output: z.object({ html: z.string(), step: z.int(), steps: z.int() }),
})

export const makeTestLink = endpoint('POST /surveys/:id/test-link', {
  summary: 'An address at which the survey is tried out; its answers are marked as tests and counted nowhere',
  may: 'surveys.propose',
  input: byId,
  output: z.object({ url: z.string() }),
})

export const linkChannels = ['link', 'qr', 'widget', 'api', 'email', 'case', 'article', 'schedule', 'webhook', 'delighted'] as const

export const surveyAdded = event('survey.added', z.object({ surveyId: z.uuid(), template: z.string().nullable() }), ['/surveys'])
export const surveyChanged = event('survey.changed', z.object({ surveyId: z.uuid(), fields: z.array(z.string()) }), ['/surveys'])
export const surveyPublished = event('survey.published', z.object({ surveyId: z.uuid(), version: z.int() }), ['/surveys'])
