import { useQueryClient } from '@tanstack/react-query'
import { changeMe } from '#directory/api.ts'
import { useSend } from './api.ts'
import { askMe } from './session.ts'
import { type Language, languageNames, languages, useKernelText, useLanguage } from './text.tsx'

/** Here at once, and kept with the person where one is signed in, for their other devices and their mail. */
function useChooseLanguage() {
  const { setLanguage } = useLanguage()
  const queries = useQueryClient()
  const keep = useSend(changeMe)
  return (language: Language) => {
    void setLanguage(language)
    if (queries.getQueryData(askMe().queryKey)) keep.mutate({ language })
  }
}

/** Four languages, each in its own name. */
export function LanguageSwitch() {
  const t = useKernelText()
  const { language } = useLanguage()
  const choose = useChooseLanguage()
  return (
    <fieldset className="languages">
      <legend>{t('shell.language')}</legend>
      {languages.map(one => (
        <button key={one} type="button" lang={one} aria-pressed={one === language} onClick={() => choose(one)}>
          {languageNames[one]}
        </button>
      ))}
    </fieldset>
  )
}
