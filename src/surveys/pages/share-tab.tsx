import { Button } from '@mantine/core'
import { IconExternalLink } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask, useSend } from '#ui/api.ts'
import { asFailure } from '#ui/failure.ts'
import { Card, useMay } from '#ui/index.ts'
import { problemText, useText } from '#ui/text.tsx'
import { makeTestLink } from '../api.ts'
import { signingKey } from '../links-api.ts'
import messages from '../messages/index.ts'
import { Copy } from './copy-text.tsx'
import { Doors } from './doors.tsx'
import { useEditor } from './editor.ts'

/** The doors to the survey, and one to try it. */
export default function ShareTab() {
  const t = useText(messages)
  const { survey } = useEditor()
  return (
    <div className="ed-page">
      <p className="ed-lead">{t(survey.state === 'open' ? 'share.sentence' : 'share.not-open')}</p>
      <Doors />
      <ByProgram />
      <Signing />
      <TestLink />
    </div>
  )
}

function TestLink() {
  const t = useText(messages)
  const may = useMay()
  const { survey, flush } = useEditor()
  const send = useSend(makeTestLink)
  if (!may('surveys.propose')) return null
  const make = async () => {
    if (await flush()) send.mutate({ id: survey.id })
  }
  const url = send.data && wholeLink(send.data.url)
  return (
    <Card className="q-form">
      <h2>{t('try')}</h2>
      <p className="sm soft">{t('try-why')}</p>
      {url ? (
        <Copy text={url} label={t('try-link')}>
          <a className="as-button" href={url} target="_blank" rel="noreferrer">
            <IconExternalLink size={17} stroke={1.7} aria-hidden />
            {t('open-link')}
          </a>
        </Copy>
      ) : (
        <Button variant="default" onClick={() => void make()} loading={send.isPending}>
          {t('try-make')}
        </Button>
      )}
    </Card>
  )
}

/** A program that asks by itself adds what was answered; its key is made in the settings. */
function ByProgram() {
  const t = useText(messages)
  const { survey, draft } = useEditor()
  const score = draft.definition.questions.find(({ kind }) => kind === 'score')
  const body = { surveyId: survey.id, answers: score ? { [score.key]: score.kind === 'score' ? score.scale.max : 1 } : {} }
  const text = `curl -X POST ${location.origin}/api/responses \\\n  -H 'authorization: Bearer KEY' -H 'content-type: application/json' \\\n  -d '${JSON.stringify(body)}'`
  return (
    <details className="more-of">
      <summary>{t('by-program')}</summary>
      <p className="sm soft">{t('by-program-why')}</p>
      <Copy text={text} label={t('by-program')} many />
    </details>
  )
}

/** The site's own server says who answers; its key is asked for, so that it does not stand on a screen that is shown around. */
function Signing() {
  const t = useText(messages)
  const may = useMay()
  const { survey } = useEditor()
  const [shown, setShown] = useState(false)
  if (!may('surveys.change')) return null
  return (
    <details className="more-of">
      <summary>{t('signing')}</summary>
      <div className="q-form">
        <p className="sm soft">{t('signing-why')}</p>
        {shown ? (
          <SigningKey id={survey.id} />
        ) : (
          <Button variant="default" onClick={() => setShown(true)}>
            {t('signing-show')}
          </Button>
        )}
        <Copy text={signing} label={t('signing-code')} many />
      </div>
    </details>
  )
}

function SigningKey({ id }: { id: string }) {
  const t = useText(messages)
  const { data, error } = useQuery(ask(signingKey, { id }))
  if (error) return <p className="wrong">{problemText(asFailure(error))}</p>
  return data ? <Copy text={data.key} label={t('signing-key')} /> : null
}

const signing = `import { createHmac } from 'node:crypto'
const given = { customer: 'somchai@example.com', order: '1234' }
const lines = Object.keys(given).sort().map(name => name + '=' + given[name]).join('\\n')
const sig = createHmac('sha256', KEY).update(lines).digest('hex')
const url = LINK + '?' + new URLSearchParams({ ...given, sig })`

/** The server gives a path where it does not know its own address. */
const wholeLink = (url: string) => new URL(url, location.origin).href
