/** Gold from here down (design: under 8 hours); late once the time is past. */
export const SOON_MINUTES = 8 * 60
export type TimeLeft = { minutes: number; tone: 'ok' | 'soon' | 'late' }

/** Whole minutes to the due time, rounded down, so that the last minute reads 0 and one second too late reads −1. */
export function timeLeft(dueAt: Date, now: Date): TimeLeft {
  const left = dueAt.getTime() - now.getTime()
  const minutes = Math.floor(left / 60_000)
  if (left < 0) return { minutes, tone: 'late' }
  return { minutes, tone: minutes < SOON_MINUTES ? 'soon' : 'ok' }
}
