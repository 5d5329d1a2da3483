/** What one can begin with, in the order in which it is offered. */
export const templateIds = [
  'nps',
  'csat',
  'ces',
  'after-case',
  'after-call',
  'after-article',
  'relationship',
  'onboarding',
  'leaving',
  'pulse',
  'stars',
  'thumbs',
  'ces-5',
  'ces-10',
  'index',
] as const
export type TemplateId = (typeof templateIds)[number]
