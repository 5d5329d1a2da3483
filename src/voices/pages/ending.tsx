import { Signal, Stitches, TimeLeft, useMay } from '#ui/index.ts'
import { To } from '#ui/page.tsx'
import { useFormats, useText } from '#ui/text.tsx'
import type { Ending, Voice } from '../api.ts'
import messages from '../messages/index.ts'

/** How it ended, or how much time is left. Nothing where nobody needed to answer. */
export function EndingOf({ voice }: { voice: Voice }) {
  const t = useText(messages)
  const may = useMay()
  const { ending } = voice
  if (ending.kind === 'heard') return null
  return (
    <div className="voice-ending">
      <div className="row wrap between">
        <span className="row wrap">
          <Standing ending={ending} />
        </span>
        {voice.case && may('inbox.read') && (
          <To page="/inbox/$id" params={{ id: voice.case.id }} className="xs">
            {t('case', { n: voice.case.number })}
          </To>
        )}
      </div>
      {ending.kind === 'resolved' && <Why ending={ending} />}
    </div>
  )
}

function Standing({ ending }: { ending: Ending }) {
  const t = useText(messages)
  const { duration } = useFormats()
  switch (ending.kind) {
    case 'heard':
      return null
    case 'waiting':
      return (
        <>
          <TimeLeft until={ending.dueAt} />
          <Stitches until={ending.dueAt} />
        </>
      )
    case 'replied': {
      const time = duration(ending.minutes)
      return <Signal kind="good">{ending.by ? t('replied', { name: ending.by, time }) : t('replied.nobody', { time })}</Signal>
    }
    case 'resolved':
      return <Signal kind="good">{ending.by ? t('resolved', { name: ending.by }) : t('resolved.nobody')}</Signal>
  }
}

function Why({ ending }: { ending: Extract<Ending, { kind: 'resolved' }> }) {
  const t = useText(messages)
  const { duration } = useFormats()
  return (
    <div className="sm soft stack voice-why">
      <span className="xs dim">
        {ending.minutes === null ? t('resolved.silent') : t('resolved.after', { time: duration(ending.minutes) })}
      </span>
      {ending.cause && <span>{t('cause', { name: ending.cause })}</span>}
      {ending.done && <span dir="auto">{t('done', { text: ending.done })}</span>}
    </div>
  )
}
