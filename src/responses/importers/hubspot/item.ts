import { type Mood, moodOf } from '#core/scores/scale.ts'
import { type Item, type Json, objectOf, scaleNamed, textOf, without } from '../../bringing/item.ts'

const SCALES: Record<string, string> = { NPS: 'nps', CSAT: 'csat', CES: 'ces' }

/** One feedback submission. @see https://developers.hubspot.com/docs/api/crm/feedback-submissions */
export function readHubSpot(item: Json): Item {
  const { hs_value, hs_content, hs_survey_type, hs_submission_timestamp, ...properties } = objectOf(item.properties)
  const type = textOf(hs_survey_type).toUpperCase()
  const scale = SCALES[type] ?? ''
  const score = textOf(hs_value)
  return {
    id: textOf(item.id),
    at: textOf(hs_submission_timestamp) || textOf(properties.hs_createdate) || textOf(item.createdAt),
    score: contradicts(score, scale, properties) ? `${score} (${textOf(properties.hs_response_group)})` : score,
    scale,
    comment: textOf(hs_content),
    name: [textOf(properties.hs_contact_firstname), textOf(properties.hs_contact_lastname)].filter(Boolean).join(' '),
    email: textOf(properties.hs_contact_email_rollup),
    person: textOf(properties.hs_contact_id),
    channel: textOf(properties.hs_survey_channel),
    survey: textOf(properties.hs_survey_id) || type,
    surveyName: textOf(properties.hs_survey_name),
    rest: {
      ...without(properties, 'hs_contact_email_rollup', 'hs_survey_id', 'hs_survey_name', 'hs_contact_id', 'hs_survey_channel'),
      ...without(item, 'id', 'properties'),
      ...(type && { hs_survey_type: type }),
    },
  }
}

const GROUPS: readonly [RegExp, Mood][] = [
  [/detractor|unhappy|unsatisfied|dissatisfied|negative|difficult/i, 'bad'],
  [/promoter|happy|satisfied|positive|easy/i, 'good'],
]

/** HubSpot has had satisfaction on three points too: a number that its own group contradicts is on another scale than it seems, and is refused. */
function contradicts(score: string, name: string, { hs_response_group, hs_sentiment }: Json): boolean {
  const scale = scaleNamed(name)
  const group = GROUPS.find(([words]) => words.test(textOf(hs_response_group) || textOf(hs_sentiment)))?.[1]
  if (!scale || !group || score === '') return false
  const mood = moodOf(Number(score), scale)
  return mood !== 'neutral' && mood !== group
}
