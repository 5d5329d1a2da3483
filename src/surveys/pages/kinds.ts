import {
  IconAlignLeft,
  IconCalendar,
  IconCheckbox,
  IconCircleDot,
  IconGauge,
  IconInfoCircle,
  IconListNumbers,
  IconMoodSmile,
  IconPaperclip,
  IconSquareCheck,
  IconStar,
  IconTable,
  IconThumbUp,
} from '@tabler/icons-react'
import type { Question } from '#core/surveys/definition.ts'
import type { Preset } from './presets.ts'

const ofKind = {
  score: IconGauge,
  choice: IconCircleDot,
  choices: IconSquareCheck,
  matrix: IconTable,
  ranking: IconListNumbers,
  text: IconAlignLeft,
  date: IconCalendar,
  file: IconPaperclip,
  consent: IconCheckbox,
  statement: IconInfoCircle,
}
const ofSymbols = { numbers: IconGauge, stars: IconStar, thumbs: IconThumbUp, faces: IconMoodSmile, own: IconGauge }

export const iconOf = (question: Question) => (question.kind === 'score' ? ofSymbols[question.symbols] : ofKind[question.kind])

export const presetIcons: Record<Preset, typeof IconGauge> = {
  nps: IconGauge,
  csat: IconGauge,
  ces: IconGauge,
  stars: IconStar,
  thumbs: IconThumbUp,
  faces: IconMoodSmile,
  ten: IconGauge,
  'own-scale': IconGauge,
  choice: IconCircleDot,
  choices: IconSquareCheck,
  matrix: IconTable,
  ranking: IconListNumbers,
  comment: IconAlignLeft,
  'short-text': IconAlignLeft,
  date: IconCalendar,
  file: IconPaperclip,
  consent: IconCheckbox,
  statement: IconInfoCircle,
}

/** What it is called: the named measures by their name, the others by their kind. */
export function kindName(question: Question): Preset {
  if (question.kind === 'text') return question.long ? 'comment' : 'short-text'
  if (question.kind !== 'score') return question.kind
  if (question.symbols === 'faces') return 'faces'
  const { id } = question.scale
  return id === 'custom' || id === 'hundred' ? 'own-scale' : id
}
