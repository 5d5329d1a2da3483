import { cronbachAlpha } from '#core/measures/cronbach.ts'
import { add as addMean, estimate as estimateMean, partsOf as meanParts } from '#core/measures/mean.ts'
import { add as addNps, estimate as estimateNps, partsOf as npsParts } from '#core/measures/nps.ts'
import { LEAST, type PulseFigures, type PulseResults } from './api.ts'
import { shownTeams } from './cut.ts'

export type PulseAnswer = { teamId: string | null; enps: number; items: readonly number[] }

/** What is kept of a wave: the company and those teams that may be shown. Every answer is complete, so every figure has the same n. */
export function frozen(answers: readonly PulseAnswer[], items: readonly string[], nameOf: (teamId: string) => string): PulseResults {
  const teams = Map.groupBy(
    answers.filter(one => one.teamId !== null),
    one => one.teamId!,
  )
  const shown = shownTeams(new Map([...teams].map(([id, some]) => [id, some.length])), answers.length)
  return {
    answered: answers.length,
    company: figuresOf(answers, items),
    teams: shown.flatMap(id => {
      const figures = figuresOf(teams.get(id)!, items)
      return figures ? [{ id, name: nameOf(id), figures }] : []
    }),
  }
}

function figuresOf(answers: readonly PulseAnswer[], items: readonly string[]): PulseFigures | null {
  const n = answers.length
  if (n < LEAST) return null
  return {
    n,
    enps: { n, ...estimateNps(answers.map(one => npsParts(one.enps)).reduce(addNps))! },
    items: items.map((item, at) => ({ item, n, ...estimateMean(answers.map(one => meanParts(one.items[at]!)).reduce(addMean))! })),
    alpha: cronbachAlpha(answers.map(one => one.items)),
  }
}
