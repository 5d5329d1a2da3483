/** What a board may be of; `days` are those that `from` and `to` say, `to` not included. */
export const periods = [
  'last-7',
  'last-30',
  'last-90',
  'this-week',
  'last-week',
  'this-month',
  'last-month',
  'this-quarter',
  'last-quarter',
  'days',
] as const
export type PeriodName = (typeof periods)[number]
