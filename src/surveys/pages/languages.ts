import { useLanguage } from '#ui/text.tsx'

/** A language's name as the reader says it, with its tag where that says more (`pt-BR`). */
export function useLanguageName(): (tag: string) => string {
  const { language } = useLanguage()
  return tag => nameIn(tag, language)
}

export function nameIn(tag: string, language: string): string {
  try {
    return new Intl.DisplayNames([language, 'en'], { type: 'language' }).of(tag) ?? tag
  } catch {
    return tag
  }
}

/** A BCP 47 tag as it is kept: `PT-br` is `pt-BR`; null for what is none. */
export function tagOf(typed: string): string | null {
  try {
    const [tag = ''] = Intl.getCanonicalLocales(typed.trim())
    return /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(tag) ? tag : null
  } catch {
    return null
  }
}
