import { Select, useFormHere } from '#ui/index.ts'
import { type Language, languageNames, languages, useText } from '#ui/text.tsx'
import messages from '../messages/index.ts'

/** A language in its own name; one that we have no name for by its code. */
const nameOf = (language: string) => languageNames[language as Language] ?? language

export function LanguageFilter({ value, onChange }: { value: string | undefined; onChange: (language: string | undefined) => void }) {
  const t = useText(messages)
  return (
    <Select
      aria-label={t('filter.language')}
      placeholder={t('filter.any-language')}
      data={languages.map(one => ({ value: one, label: languageNames[one] }))}
      value={value ?? null}
      onChange={next => onChange(next ?? undefined)}
      clearable
    />
  )
}

/** Languages in the order in which they were pressed: the first is the preferred one. */
export function LanguagesField({ name }: { name: string }) {
  const t = useText(messages)
  const { form } = useFormHere()
  const chosen = form.getValues()[name] as string[]
  const toggle = (one: string) => form.setFieldValue(name, chosen.includes(one) ? chosen.filter(other => other !== one) : [...chosen, one])
  return (
    <fieldset>
      <legend className="field-label">{t('languages')}</legend>
      <p className="field-hint">{t('languages.hint')}</p>
      <div className="chips">
        {[...new Set([...chosen, ...languages])].map(one => (
          <button key={one} type="button" lang={one} aria-pressed={chosen.includes(one)} onClick={() => toggle(one)}>
            {chosen.includes(one) && <span className="num">{chosen.indexOf(one) + 1} </span>}
            {nameOf(one)}
          </button>
        ))}
      </div>
    </fieldset>
  )
}
