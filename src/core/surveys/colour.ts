/** An accent as the author chose it, made readable on one background, and what is written on it. */
export type Accent = { accent: string; on: string }

/** WCAG 2.2: text needs this much against what is behind it. */
export const TEXT_CONTRAST = 4.5

type Rgb = readonly [number, number, number]

const rgbOf = (hex: string): Rgb => [1, 3, 5].map(at => Number.parseInt(hex.slice(at, at + 2), 16)) as unknown as Rgb
const hexOf = (rgb: Rgb) => `#${rgb.map(part => Math.round(part).toString(16).padStart(2, '0')).join('')}`
const linear = (part: number) => (part <= 10.31475 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4)
const luminance = ([red, green, blue]: Rgb) => 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)

/** From 1 (the same) to 21 (black and white), by WCAG's formula; colours as `#rrggbb`. */
export function contrast(one: string, other: string): number {
  const [dark, light] = [luminance(rgbOf(one)), luminance(rgbOf(other))].sort((a, b) => a - b)
  return (light! + 0.05) / (dark! + 0.05)
}

const mixed = (from: string, to: string, share: number): string => {
  const [a, b] = [rgbOf(from), rgbOf(to)]
  return hexOf(a.map((part, at) => part + (b[at]! - part) * share) as unknown as Rgb)
}

/** The chosen colour, moved towards black or white only as far as it must be to be read on the background. */
export function accentOn(background: string, chosen: string): Accent {
  const towards = contrast(background, '#000000') > contrast(background, '#ffffff') ? '#000000' : '#ffffff'
  let accent = chosen
  for (let share = 0.05; contrast(accent, background) < TEXT_CONTRAST && share <= 1; share += 0.05) accent = mixed(chosen, towards, share)
  return { accent, on: contrast(accent, '#ffffff') >= contrast(accent, '#000000') ? '#ffffff' : '#000000' }
}
