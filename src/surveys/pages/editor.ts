import { createContext, use } from 'react'
import type { Check } from '#core/surveys/checks.ts'
import type { Question } from '#core/surveys/definition.ts'
import type { WholeSurvey } from '../api.ts'
import type { Draft } from './edits.ts'
import type { tabs } from './searches.ts'
import type { useDraft } from './use-draft.ts'

export type Editor = ReturnType<typeof useDraft> & {
  survey: WholeSurvey
  checks: Check[]
  /** The language whose words are being written. */
  language: string
  setLanguage: (language: string) => void
  at: string
  go: (to: { tab?: (typeof tabs)[number]; at?: string; version?: number }) => void
  /** After somebody wanted to open it: what is missing is said beside its field. */
  strict: boolean
}

const EditorContext = createContext<Editor | null>(null)
export const EditorProvider = EditorContext.Provider

export function useEditor(): Editor {
  const editor = use(EditorContext)
  if (!editor) throw new Error('The editor is missing above this component')
  return editor
}

/** A word as it is shown: in the language being written, else in the survey's own; else what it would be called. */
export const wordIn = ({ definition, words }: Draft, language: string, key: string): string =>
  words[language]?.[key]?.trim() || words[definition.language]?.[key]?.trim() || ''

export const questionAt = (draft: Draft, key: string): Question | undefined => draft.definition.questions.find(one => one.key === key)
