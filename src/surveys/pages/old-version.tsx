import { NativeSelect } from '@mantine/core'
import { useState } from 'react'
import type { Question, SurveyContent } from '#core/surveys/definition.ts'
import { languagesOf, wordOf } from '#core/surveys/words.ts'
import { useText } from '#ui/text.tsx'
import messages from '../messages/index.ts'
import { kindName } from './kinds.ts'
import { useLanguageName } from './languages.ts'

/** What a version asked, to be read. */
export function OldVersion({ content }: { content: SurveyContent }) {
  const t = useText(messages)
  const nameOf = useLanguageName()
  const [language, setLanguage] = useState(content.definition.language)
  const word = (key: string) => wordOf(content, language, key)
  return (
    <div className="old">
      <NativeSelect
        aria-label={t('languages')}
        value={language}
        onChange={event => setLanguage(event.currentTarget.value)}
        data={languagesOf(content).map(value => ({ value, label: nameOf(value) }))}
      />
      <h3 lang={language}>{word('title')}</h3>
      {word('intro') && <p lang={language}>{word('intro')}</p>}
      <ol className="old-questions">
        {content.definition.questions.map(question => (
          <li key={question.key}>
            <p className="b" lang={language}>
              {word(`${question.key}.ask`)}
            </p>
            <p className="sm dim">
              {t(`preset.${kindName(question)}`)}
              {question.kind === 'score' && ` · ${question.scale.min}–${question.scale.max}`}
            </p>
            <ul className="sm soft" lang={language}>
              {partsOf(question).map(key => (
                <li key={key}>{word(`${question.key}.${key}`)}</li>
              ))}
            </ul>
          </li>
        ))}
      </ol>
    </div>
  )
}

function partsOf(question: Question): string[] {
  if (question.kind === 'score') return ['low', 'high']
  if (question.kind === 'matrix') return question.rows.map(row => `row.${row}`)
  return 'choices' in question ? question.choices.map(choice => `choice.${choice}`) : []
}
