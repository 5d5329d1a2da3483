/** When a calendar day begins in a zone; browsers have no Temporal yet. */
export const dayStart = (day: string, zone: string): Date => instantIn(day, '00:00', zone)

/** The instant of a day and a time (`14:05`) in a zone. */
export function instantIn(day: string, time: string, zone: string): Date {
  const utc = Date.parse(`${day}T${time}:00Z`)
  return new Date(utc - offsetAt(utc - offsetAt(utc, zone), zone))
}

/** The time of day in a zone, as `14:05`. */
export const timeIn = (at: Date, zone: string): string => new Date(at.getTime() + offsetAt(at.getTime(), zone)).toISOString().slice(11, 16)

/** The calendar day (`2026-03-02`) of an instant in a zone. */
export const dayIn = (at: Date, zone: string): string => new Date(at.getTime() + offsetAt(at.getTime(), zone)).toISOString().slice(0, 10)

function offsetAt(instant: number, zone: string): number {
  const options = { timeZone: zone, hourCycle: 'h23', dateStyle: 'short', timeStyle: 'medium' } as const
  const wall = new Intl.DateTimeFormat('sv', options).format(instant)
  return Date.parse(`${wall.replace(' ', 'T')}Z`) - Math.floor(instant / 1000) * 1000
}
