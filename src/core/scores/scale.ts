/** What a score's number means. `up`: more is better. `unhappyTo` is the last unhappy score, `happyFrom` the first happy one. */
export type Scale = {
  id: string
  min: number
  max: number
  direction: 'up' | 'down'
  unhappyTo: number
  happyFrom: number
}
export type Mood = 'good' | 'neutral' | 'bad'

/** Likelihood to recommend: 0–6, 7–8, 9–10. @see Reichheld (2003), HBR */
export const NPS: Scale = { id: 'nps', min: 0, max: 10, direction: 'up', unhappyTo: 6, happyFrom: 9 }
/** Satisfaction 1–5; satisfied are the top two boxes. */
export const CSAT: Scale = { id: 'csat', min: 1, max: 5, direction: 'up', unhappyTo: 2, happyFrom: 4 }
/** Effort, CES 2.0: 1–7 where 7 is easy; easy are 5–7. The version of 2010 ran the other way: a custom scale. */
export const CES: Scale = { id: 'ces', min: 1, max: 7, direction: 'up', unhappyTo: 3, happyFrom: 5 }
export const STARS: Scale = { id: 'stars', min: 1, max: 5, direction: 'up', unhappyTo: 2, happyFrom: 4 }
export const TEN: Scale = { id: 'ten', min: 1, max: 10, direction: 'up', unhappyTo: 4, happyFrom: 7 }
export const THUMBS: Scale = { id: 'thumbs', min: 0, max: 1, direction: 'up', unhappyTo: 0, happyFrom: 1 }
export const HUNDRED: Scale = { id: 'hundred', min: 0, max: 100, direction: 'up', unhappyTo: 33, happyFrom: 67 }

export const scales: readonly Scale[] = [NPS, CSAT, CES, STARS, TEN, THUMBS, HUNDRED]
export const scaleOf = (id: string): Scale | null => scales.find(scale => scale.id === id) ?? null

/** A scale of one's own: the outer thirds are unhappy and happy, as they are on CSAT and CES. */
export function custom({ min, max, direction }: Pick<Scale, 'min' | 'max' | 'direction'>): Scale {
  const lower = Math.floor(min + (max - min) / 3)
  const upper = Math.ceil(max - (max - min) / 3)
  const [unhappyTo, happyFrom] = direction === 'up' ? [lower, upper] : [upper, lower]
  return { id: 'custom', min, max, direction, unhappyTo, happyFrom }
}

/** Whether a number can be a score on this scale: whole and within it. */
export const accepts = (score: number, { min, max }: Scale) => Number.isInteger(score) && score >= min && score <= max

/** 0 is the worst and 1 the best, whichever way the scale runs; null for what is no score on it. */
export function normalised(score: number, scale: Scale): number | null {
  if (score < scale.min || score > scale.max || Number.isNaN(score)) return null
  const up = (score - scale.min) / (scale.max - scale.min)
  return scale.direction === 'up' ? up : 1 - up
}

export const isUnhappy = (score: number, scale: Scale) => (scale.direction === 'up' ? score <= scale.unhappyTo : score >= scale.unhappyTo)
export const isHappy = (score: number, scale: Scale) => (scale.direction === 'up' ? score >= scale.happyFrom : score <= scale.happyFrom)

export function moodOf(score: number, scale: Scale): Mood {
  if (isUnhappy(score, scale)) return 'bad'
  return isHappy(score, scale) ? 'good' : 'neutral'
}
