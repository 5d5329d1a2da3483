import { IconAlertTriangle, IconInfoCircle } from '@tabler/icons-react'
import type { Check } from '#core/surveys/checks.ts'
import { fieldText } from '#ui/text.tsx'
import { useEditor } from './editor.ts'
import { useLanguageName } from './languages.ts'

/** What a check says; a language in it by its name. */
export function useCheckText() {
  const nameOf = useLanguageName()
  return ({ code, facts }: Check) =>
    fieldText({ code, facts: facts && 'language' in facts ? { ...facts, language: nameOf(String(facts.language)) } : facts })
}

/** What is to be mended here; missing words are said at their fields. */
export function CheckLines({ at }: { at: string }) {
  const { checks } = useEditor()
  const text = useCheckText()
  const mine = checks.filter(one => one.at === at && one.code !== 'required')
  if (mine.length === 0) return null
  return (
    <ul className="check-lines">
      {mine.map(one => (
        <li key={`${one.code} ${one.field}`} className={one.level}>
          {one.level === 'blocks' ? (
            <IconAlertTriangle size={16} stroke={1.9} aria-hidden />
          ) : (
            <IconInfoCircle size={16} stroke={1.9} aria-hidden />
          )}
          {text(one)}
        </li>
      ))}
    </ul>
  )
}
