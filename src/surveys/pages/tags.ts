/** A BCP 47 tag as it is kept: `PT-br` is `pt-BR`; null for what is none. */
export function tagOf(typed: string): string | null {
  try {
    const [tag = ''] = Intl.getCanonicalLocales(typed.trim())
    return /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(tag) ? tag : null
  } catch {
    return null
  }
}
