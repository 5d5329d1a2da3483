/** What was asked or measured; scores by their ends. */
export const scales = ['share', 'time', 'count', 'nps', 'csat', 'ces', 'stars', 'ten', 'thumbs', 'hundred'] as const
/** How the single ones became one figure. */
export const methods = [
  'share',
  'top-two',
  'top-three',
  'promoters',
  'mean',
  'median',
  'ninetieth',
  'longest',
  'ratio',
  'lasting',
  'index',
  'combined',
  'other',
] as const
export type Basis = { scale: (typeof scales)[number]; method: (typeof methods)[number] }

const shares: readonly string[] = ['share', 'top-two', 'top-three']
export const isShare = ({ scale, method }: Basis): boolean => shares.includes(method) || scale === 'share'

/** How a value of such a scale and method is written. */
export function unitOf({ scale, method }: Basis): 'share' | 'points' | 'seconds' | 'count' | 'score' {
  if (isShare({ scale, method })) return 'share'
  if (method === 'promoters') return 'points'
  return scale === 'time' ? 'seconds' : scale === 'count' ? 'count' : 'score'
}

export const misfits = ['scale', 'method', 'version', 'expired'] as const
export type Misfit = (typeof misfits)[number]
