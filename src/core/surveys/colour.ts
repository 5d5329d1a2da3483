import { contrast } from './contrast.ts'

/** An accent as the author chose it, made readable on one background, and what is written on it. */
export type Accent = { accent: string; on: string }

/** WCAG 2.2: text needs this much against what is behind it. */
const TEXT = 4.5

const mixed = (from: string, to: string, share: number): string => {
  const parts = [1, 3, 5].map(at => {
    const [a, b] = [from, to].map(hex => Number.parseInt(hex.slice(at, at + 2), 16))
    return Math.round(a! + (b! - a!) * share)
  })
  return `#${parts.map(part => part.toString(16).padStart(2, '0')).join('')}`
}

/** The chosen colour, moved towards black or white only as far as it must be to be read on the background. */
export function accentOn(background: string, chosen: string): Accent {
  const towards = contrast(background, '#000000') > contrast(background, '#ffffff') ? '#000000' : '#ffffff'
  let accent = chosen
  for (let share = 0.05; contrast(accent, background) < TEXT && share <= 1; share += 0.05) accent = mixed(chosen, towards, share)
  return { accent, on: contrast(accent, '#ffffff') >= contrast(accent, '#000000') ? '#ffffff' : '#000000' }
}
