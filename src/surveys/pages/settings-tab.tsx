import { Button, Checkbox, Textarea } from '@mantine/core'
import { useState } from 'react'
import { listTopics } from '#customers/api.ts'
import { useAsk, useSend } from '#ui/api.ts'
import { Card, notice, Select, useMay } from '#ui/index.ts'
import { useText } from '#ui/text.tsx'
import { listSurveys, SurveySettings, saveSettings } from '../api.ts'
import messages from '../messages/index.ts'
import { useEditor, wordIn } from './editor.ts'

/** How it behaves apart from what it asks. Takes effect at once, without a new version. */
export default function SettingsTab() {
  const t = useText(messages)
  const may = useMay()('surveys.change')
  const { survey, draft } = useEditor()
  const [origins, setOrigins] = useState(survey.settings.origins.join('\n'))
  const [results, setResults] = useState(survey.settings.publicResults)
  const topics = useAsk(listTopics, {}).items
  const [topicId, setTopicId] = useState(survey.topic?.id ?? null)
  const send = useSend(saveSettings, { refresh: [listSurveys], onDone: () => notice({ tone: 'good', text: t('saving.saved') }) })
  const settings = { origins: lines(origins), publicResults: results }
  const wrong = SurveySettings.safeParse(settings).success ? null : t('not-origins')
  const shown = draft.definition.questions.filter(({ kind }) => kind !== 'statement' && kind !== 'file' && kind !== 'consent')
  const turn = (key: string, on: boolean) => setResults(before => [...before.filter(one => one !== key), ...(on ? [key] : [])])
  return (
    <div className="ed-page">
      <p className="ed-lead">{t(may ? 'settings.sentence' : 'settings.read')}</p>
      <Card className="q-form">
        <Select
          label={t('about-topic')}
          data={topics.map(({ id, name }) => ({ value: id, label: name }))}
          value={topicId}
          onChange={setTopicId}
          searchable
          clearable
          disabled={!may}
        />
        <Textarea
          label={t('origins')}
          description={t('origins-why')}
          placeholder="https://shop.example"
          rows={3}
          value={origins}
          error={wrong}
          disabled={!may}
          onChange={event => setOrigins(event.currentTarget.value)}
        />
        <fieldset className="q-part">
          <legend>{t('public-results')}</legend>
          <p className="sm soft">{t('public-results-why')}</p>
          {shown.map(({ key }) => (
            <Checkbox
              key={key}
              label={wordIn(draft, draft.definition.language, `${key}.ask`) || key}
              checked={results.includes(key)}
              disabled={!may}
              onChange={event => turn(key, event.currentTarget.checked)}
            />
          ))}
        </fieldset>
        {may && (
          <Button disabled={wrong !== null} loading={send.isPending} onClick={() => send.mutate({ id: survey.id, settings, topicId })}>
            {t('save')}
          </Button>
        )}
      </Card>
    </div>
  )
}

/** `https://shop.example/any/page` is on the origin `https://shop.example`. */
const lines = (text: string) => [
  ...new Set(
    text
      .split(/\s+/)
      .filter(Boolean)
      .map(one => (URL.canParse(one) && /^https?:/.test(one) ? new URL(one).origin : one)),
  ),
]
