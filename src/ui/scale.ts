const scales = {
  nps: { min: 0, max: 10, good: 9, bad: 6 },
  csat: { min: 1, max: 5, good: 4, bad: 2 },
  ces: { min: 1, max: 7, good: 5, bad: 3 },
  stars: { min: 1, max: 5, good: 4, bad: 2 },
  thumbs: { min: 0, max: 1, good: 1, bad: 0 },
}

export type ScaleName = keyof typeof scales

/** A named scale, or one of the workspace's own. */
export const scaleOf = (scale: ScaleName | { min: number; max: number }): { min: number; max: number; good?: number; bad?: number } =>
  typeof scale === 'string' ? scales[scale] : scale

/** Where an answer stands: promoter or satisfied is good, detractor or not satisfied is bad; a scale without such ends judges nothing. */
export function scoreTone(value: number, scale: ScaleName | { min: number; max: number }): 'good' | 'bad' | 'in' {
  const { good, bad } = scaleOf(scale)
  if (good !== undefined && value >= good) return 'good'
  return bad !== undefined && value <= bad ? 'bad' : 'in'
}
