/** Delighted tells time in whole seconds since 1970. */
export const secondsOf = (at: Date): number => Math.floor(at.getTime() / 1_000)
export const secondsOrNull = (at: Date | null): number | null => (at === null ? null : secondsOf(at))
export const instantOf = (seconds: number): Date => new Date(seconds * 1_000)
