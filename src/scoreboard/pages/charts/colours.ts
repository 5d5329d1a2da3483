const names = {
  surface: '--surface',
  line: '--line',
  lineStrong: '--line-strong',
  ink: '--ink',
  ink2: '--ink-2',
  ink3: '--ink-3',
  brand: '--brand',
  brandTint: '--brand-tint',
  good: '--good',
  late: '--late',
  unsure: '--unsure',
  gold: '--gold-ink',
  s1: '--s1',
  s2: '--s2',
  s3: '--s3',
  s4: '--s4',
} as const

export type Colours = Record<keyof typeof names, string> & { font: string }

/** The scheme's colours as a chart can use them: a drawing knows no CSS variables. */
export function coloursOf(here: Element): Colours {
  const style = getComputedStyle(here)
  const colours = Object.fromEntries(Object.entries(names).map(([name, variable]) => [name, style.getPropertyValue(variable).trim()]))
  return { ...(colours as Record<keyof typeof names, string>), font: style.fontFamily }
}
