import { z } from 'zod'
import { type Scale, scaleOf } from '#core/scores/scale.ts'
import { readInstant } from '#core/time/read-instant.ts'
import type { CellRefusal, ImportSettings, Values } from '#kernel/importer.ts'
import { type OtherAnswer, readScore, scaleNamed } from './item.ts'

export type Speaker = { externalId?: string; name?: string; email?: string; phone?: string }
/** A response of a file, understood. */
export type Brought = {
  survey: { origin: string; name: string }
  at: Date | null
  score: number | null
  scale: Scale | null
  comment: string
  language: string | undefined
  channel: string | undefined
  speaker: Speaker
  answers: OtherAnswer[]
  properties: Record<string, unknown>
}

const Others = z.array(
  z.object({
    id: z.string(),
    ask: z.string(),
    kind: z.enum(['text', 'choice', 'choices']),
    value: z.union([z.string(), z.array(z.string())]),
  }),
)

/** Pure: what a row will be, or which of its fields cannot be taken and why. */
export function become(
  values: Values,
  settings: ImportSettings,
  rest: Readonly<Record<string, string>>,
): { row: Brought } | { refused: CellRefusal[] } {
  const scale = scaleNamed(word(values.scale) ?? '') ?? (settings.scale === null ? null : scaleOf(settings.scale))
  const score = word(values.score) === undefined ? null : readScore(word(values.score)!, scale)
  if (score && 'reason' in score) return refuse('score', word(values.score)!, score.reason)
  const answers = Others.safeParse(parsed(word(values.answers))).data ?? []
  const comment = word(values.comment) ?? ''
  if (!score && comment === '' && answers.length === 0) return refuse('comment', '', 'neither-words-nor-score')
  const at = values.at instanceof Date ? values.at : missingDate(settings)
  if (at === 'refuse') return refuse('at', '', 'required')
  return {
    row: {
      survey: { origin: word(values.survey) ?? '', name: word(values.surveyName) ?? '' },
      at,
      score: score?.score ?? null,
      scale: score ? scale : null,
      comment,
      language: word(values.language),
      channel: word(values.channel),
      speaker: speakerOf(values),
      answers,
      properties: { ...rest, ...(parsed(word(values.rest)) as object | undefined) },
    },
  }
}

const word = (value: string | number | Date | undefined): string | undefined =>
  value === undefined || value instanceof Date ? undefined : String(value)

const refuse = (field: string, value: string, reason: string) => ({ refused: [{ field, value, reason }] })

function speakerOf({ person, name, email, phone }: Values): Speaker {
  return Object.fromEntries(
    Object.entries({ externalId: word(person), name: word(name), email: word(email), phone: word(phone) }).filter(([, value]) => value),
  )
}

function parsed(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text)
  } catch {
    return undefined
  }
}

function missingDate({ missingDate, zone }: ImportSettings): Date | null | 'refuse' {
  if (missingDate === 'now') return null
  if (missingDate === 'refuse') return 'refuse'
  const read = readInstant(missingDate, { zone })
  return 'at' in read ? read.at : 'refuse'
}
