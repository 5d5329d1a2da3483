const collators = new Map<string, Intl.Collator>()

/** One order per list, the reader's: Thai and Lao vowels written before their consonant sort under it (กา เก ขา), 9 before 10. */
export function collator(language: string): Intl.Collator {
  const known = collators.get(language)
  if (known) return known
  const made = new Intl.Collator(language, { numeric: true })
  collators.set(language, made)
  return made
}
