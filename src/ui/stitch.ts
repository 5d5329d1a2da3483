export type Tone = 'ok' | 'soon' | 'late'

/** Mulberry from 8 hours up, gold under 8, late under none. */
export const toneOf = (minutes: number): Tone => (minutes < 0 ? 'late' : minutes < 480 ? 'soon' : 'ok')

/** How many of 24 stitches are on: one an hour begun; when late, one an hour late, at least one. */
export const stitchesOn = (minutes: number): number => Math.min(24, Math.max(minutes < 0 ? 1 : 0, Math.ceil(Math.abs(minutes) / 60)))
