import { z } from 'zod'
import { Said } from '#kernel/dialect.ts'
import { endpoint } from '#kernel/endpoint.ts'
import { flag } from '#kernel/input.ts'

// The paths of Delighted's public API. Ids are texts to their callers: ours are uuids, and the numbers that Delighted gave are understood where
// the person or the response was brought in from there.

const seconds = z.coerce.number().int().min(0).max(253_402_300_799)
const id = z.union([z.string().trim().min(1).max(300), z.int()]).transform(String)
const page = z.coerce.number().int().min(1).max(100_000).default(1)
const perPage = z.coerce.number().int().min(1).max(100).default(20)
/** Callers send empty texts where they mean nothing. */
const absent = <T extends z.ZodType>(type: T) =>
  z.preprocess(value => (value === '' || value === null ? undefined : value), type.optional())
export const Properties = z.record(z.string().max(200), z.union([z.string().max(2_000), z.number(), z.boolean(), z.null()]))
const here = z.string()
const may = 'delighted.call' as const

/** Who is meant, by any one of the three. */
const who = { person_id: absent(id), person_email: absent(z.email()), person_phone_number: absent(z.string().max(40)) }
const between = { since: absent(seconds), until: absent(seconds) }

export const createPerson = endpoint('POST /people', {
  summary: 'Add or change a person, and ask them now, later or not at all',
  may,
  input: z.object({
    email: absent(z.email()),
    phone_number: absent(z.string().trim().max(40)),
    name: absent(z.string().trim().max(255)),
    channel: z.enum(['email', 'sms']).default('email'),
    delay: absent(
      z.coerce
        .number()
        .int()
        .min(0)
        .max(366 * 86_400),
    ),
    send: flag.default(true),
    properties: absent(Properties),
    last_sent_at: absent(seconds),
  }),
  output: Said,
})

export const listPeople = endpoint('GET /people', {
  summary: 'People in the order in which they came, paged by the Link header',
  may,
  input: z.object({
    ...between,
    email: absent(z.string().max(254)),
    phone_number: absent(z.string().max(40)),
    per_page: perPage,
    page_info: absent(z.string().max(100)),
    here,
  }),
  output: Said,
})

export const deletePerson = endpoint('DELETE /people/:id', {
  summary: 'Remove a person, by id, `email:…` or `phone_number:…`',
  may,
  input: z.object({ id }),
  output: Said,
})

const response = { score: z.coerce.number().int(), comment: absent(z.string().max(10_000)), person_properties: absent(Properties) }
/** What our own answer gave as a person comes back as one when a client saves it. */
const person = z.union([id, z.object({ id }).transform(one => one.id)])

export const createResponse = endpoint('POST /survey_responses', {
  summary: 'Add a response that was given elsewhere',
  may,
  input: z.object({ ...response, person, created_at: absent(seconds), here }),
  output: Said,
})

const change = z.object({ id, ...response, score: absent(response.score), person: absent(person), here })
export const updateResponse = endpoint('PUT /survey_responses/:id', { summary: 'Change a response', may, input: change, output: Said })
/** Client 2.2.0 for Node saves to the list and gives the id in the body. */
export const saveResponse = endpoint('PUT /survey_responses', {
  summary: 'Change a response, its id in the body',
  may,
  input: change,
  output: Said,
})

const expand = z.array(z.string().max(40)).max(10).default([])
export const readResponse = endpoint('GET /survey_responses/:id', {
  summary: 'One response',
  may,
  input: z.object({ id, expand, here }),
  output: Said,
})

export const listResponses = endpoint('GET /survey_responses', {
  summary: 'Responses, the oldest first',
  may,
  input: z.object({
    ...between,
    ...who,
    page,
    per_page: perPage,
    updated_since: absent(seconds),
    updated_until: absent(seconds),
    order: z.enum(['asc', 'desc', 'asc:created_at', 'desc:created_at', 'asc:updated_at', 'desc:updated_at']).catch('asc'),
    trend: absent(z.string().max(60)),
    expand,
    here,
  }),
  output: Said,
})

export const getMetrics = endpoint('GET /metrics', {
  summary: 'The score of the survey, and how it is made up',
  may,
  input: z.object({ ...between, trend: absent(z.string().max(60)), groups: z.array(z.string().max(20)).max(10).default(['core']) }),
  output: Said,
})

export const addUnsubscribe = endpoint('POST /unsubscribes', {
  summary: 'Ask this address no more',
  may,
  input: z.object({ person_email: z.email() }),
  output: Said,
})

const listed = z.object({ ...between, page, per_page: perPage })
export const listUnsubscribes = endpoint('GET /unsubscribes', {
  summary: 'Who wants no more surveys, the oldest first',
  may,
  input: listed,
  output: Said,
})
export const listBounces = endpoint('GET /bounces', {
  summary: 'Whose address does not exist, the oldest first',
  may,
  input: listed,
  output: Said,
})

export const deletePending = endpoint('DELETE /people/:id/survey_requests/pending', {
  summary: 'Take back what is planned for a person',
  may,
  input: z.object({ id }),
  output: Said,
})

const platform = z.enum(['email', 'sms'])
export const getAutopilot = endpoint('GET /autopilot/:platform', {
  summary: 'Whether people are asked again by themselves, and how often',
  may,
  input: z.object({ platform }),
  output: Said,
})
export const listMemberships = endpoint('GET /autopilot/:platform/memberships', {
  summary: 'Who is in the autopilot, paged by the Link header',
  may,
  input: z.object({ platform, ...who, per_page: perPage, page_info: absent(z.string().max(100)), here }),
  output: Said,
})
export const addMembership = endpoint('POST /autopilot/:platform/memberships', {
  summary: 'Put a person into the autopilot',
  may,
  input: z.object({ platform, ...who, person_name: absent(z.string().trim().max(255)), properties: absent(Properties) }),
  output: Said,
})
export const removeMembership = endpoint('DELETE /autopilot/:platform/memberships', {
  summary: 'Take a person out of the autopilot',
  may,
  input: z.object({ platform, ...who }),
  output: Said,
})
