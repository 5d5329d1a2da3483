import { Button } from '@mantine/core'
import { useState } from 'react'
import { leadTo } from '#core/surveys/lead-to.ts'
import { stepsOf } from '#core/surveys/steps.ts'
import { languagesOf } from '#core/surveys/words.ts'
import { call, sayFailure } from '#ui/api.ts'
import { asFailure } from '#ui/failure.ts'
import { Card, Signal } from '#ui/index.ts'
import { useText } from '#ui/text.tsx'
import { previewSurvey } from '../api.ts'
import messages from '../messages/index.ts'
import { useEditor, wordIn } from './editor.ts'
import { type Draft, tidy } from './edits.ts'
import { useLanguageName } from './languages.ts'
import type { Finding } from './run-axe.ts'

type Place = { language: string; at: string }
type Found = Finding & Place

/** axe reads every page of the survey, in every language, as customers will have it. It runs here, nothing leaves the house. */
export function Accessibility() {
  const t = useText(messages)
  const { draft } = useEditor()
  const [found, setFound] = useState<Found[] | null>(null)
  const [running, setRunning] = useState(false)
  const run = async () => {
    setRunning(true)
    try {
      setFound(await examine(draft))
    } catch (error) {
      sayFailure(asFailure(error))
    }
    setRunning(false)
  }
  return (
    <section>
      <h2 className="ed-h">{t('axe')}</h2>
      <Card className="q-form">
        <p className="sm soft">{t('axe-why')}</p>
        {found && <div role="status">{found.length === 0 ? <Signal kind="good">{t('axe-none')}</Signal> : <Findings found={found} />}</div>}
        <Button variant="default" onClick={() => void run()} loading={running}>
          {t(found ? 'axe-again' : 'axe-run')}
        </Button>
      </Card>
    </section>
  )
}

function Findings({ found }: { found: Found[] }) {
  const t = useText(messages)
  const { go, setLanguage, draft } = useEditor()
  const nameOf = useLanguageName()
  const mend = ({ language, at, kind }: Found) => {
    setLanguage(language)
    go({ tab: 'edit', at: kind === 'contrast' ? 'look' : at })
  }
  return (
    <ul className="check-lines">
      {found.map(one => (
        <li key={`${one.language} ${one.at} ${one.rule} ${one.part}`} className="blocks">
          <span className="grow stack">
            <b>{t(`axe.${one.kind}`)}</b>
            <span className="sm soft">
              {nameOf(one.language)} · {wordIn(draft, one.language, `${one.at}.ask`) || one.at} · <code>{one.rule}</code>
            </span>
            {one.part && (
              <span className="sm soft" lang={one.language}>
                {one.part}
              </span>
            )}
          </span>
          <Button variant="default" size="compact-md" onClick={() => mend(one)}>
            {t('axe-mend')}
          </Button>
        </li>
      ))}
    </ul>
  )
}

/** One place for each page that somebody can come to: the first question of each step that some answer leads to. */
function placesOf({ definition }: Draft): string[] {
  const seen = new Set<string>()
  return definition.questions.flatMap(question => {
    if (seen.has(question.key)) return []
    const steps = stepsOf(definition, leadTo(definition, question.when))
    const mine = steps.find(step => step.some(({ key }) => key === question.key)) ?? []
    for (const { key } of mine) seen.add(key)
    return mine.length === 0 ? [] : [question.key]
  })
}

async function examine(draft: Draft): Promise<Found[]> {
  const { runAxe } = await import('./run-axe.ts')
  const { definition, words } = tidy(draft)
  const all: Found[] = []
  for (const language of languagesOf(draft))
    for (const at of placesOf(draft)) {
      const question = definition.questions.find(({ key }) => key === at)
      const answers = leadTo(definition, question?.when ?? null)
      const { html } = await call(previewSurvey, { definition, words, language, answers, question: at, nonce: '' })
      for (const finding of await runAxe(html)) all.push({ ...finding, language, at })
    }
  return all
}
