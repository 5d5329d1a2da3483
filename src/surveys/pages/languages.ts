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
