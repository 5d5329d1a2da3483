import { Button } from '@mantine/core'
import { IconCheck, IconCopy, IconExternalLink } from '@tabler/icons-react'
import { useState } from 'react'
import { useSend } from '#ui/api.ts'
import { Card, useMay } from '#ui/index.ts'
import { useText } from '#ui/text.tsx'
import { makeTestLink } from '../api.ts'
import messages from '../messages/index.ts'
import { useEditor } from './editor.ts'

/** The doors to the survey, and one to try it. */
export default function ShareTab() {
  const t = useText(messages)
  const { survey } = useEditor()
  return (
    <div className="ed-page">
      <p className="ed-lead">{t(survey.state === 'open' ? 'share.sentence' : 'share.not-open')}</p>
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
  return (
    <Card className="q-form">
      <h2>{t('try')}</h2>
      <p className="sm soft">{t('try-why')}</p>
      {send.data ? (
        <Copy text={wholeLink(send.data.url)} label={t('try-link')} />
      ) : (
        <Button variant="default" onClick={() => void make()} loading={send.isPending}>
          {t('try-make')}
        </Button>
      )}
    </Card>
  )
}

/** The server gives a path where it does not know its own address. */
const wholeLink = (url: string) => new URL(url, location.origin).href

function Copy({ text, label }: { text: string; label: string }) {
  const t = useText(messages)
  const [copied, setCopied] = useState(false)
  const copy = async () => {
    // Without https a browser has no clipboard; the text can still be selected.
    await navigator.clipboard?.writeText(text)
    setCopied(true)
  }
  const Icon = copied ? IconCheck : IconCopy
  return (
    <div className="copy-line">
      <input readOnly value={text} aria-label={label} onFocus={event => event.target.select()} />
      <Button variant="default" leftSection={<Icon size={17} stroke={1.7} aria-hidden />} onClick={() => void copy()}>
        {t(copied ? 'copied' : 'copy-text')}
      </Button>
      <a className="as-button" href={text} target="_blank" rel="noreferrer">
        <IconExternalLink size={17} stroke={1.7} aria-hidden />
        {t('open-link')}
      </a>
    </div>
  )
}
