import { Button } from '@mantine/core'
import { useState } from 'react'
import { pagesOf } from '#core/surveys/lead-to.ts'
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
  const { go, setLanguage } = useEditor()
  const nameOf = useLanguageName()
  const pageName = usePageName()
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
              {nameOf(one.language)} · {pageName(one)} · <code>{one.rule}</code>
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

async function examine(draft: Draft): Promise<Found[]> {
  const { runAxe } = await import('./run-axe.ts')
  const { definition, words } = tidy(draft)
  const all: Found[] = []
  for (const language of languagesOf(draft))
    for (const { at, ...page } of pagesOf(definition)) {
      const { html } = await call(previewSurvey, { definition, words, language, ...page, nonce: '' })
      for (const finding of await runAxe(html)) all.push({ ...finding, language, at })
    }
  return all
}

/** What an author knows a page by: its question, or its title at the end. */
function usePageName() {
  const t = useText(messages)
  const { draft } = useEditor()
  return ({ at, language }: Place) => {
    const end = /^end:(.+)$/.exec(at)?.[1]
    if (end) return `${t('axe-end')}: ${wordIn(draft, language, `end.${end}.title`)}`
    return at === 'start' ? t('axe-end') : wordIn(draft, language, `${at}.ask`) || at
  }
}
