import { IconBookmark, IconBookmarkFilled, IconEar, IconHeart, IconMessage, IconMoodSad } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import { useSend } from '#ui/api.ts'
import { Signal, TimeLeft, useMay } from '#ui/index.ts'
import { useText } from '#ui/text.tsx'
import { bookmark, listVoices, type Reaction, react, type Voice } from '../api.ts'
import messages from '../messages/index.ts'

const Comments = lazy(() => import('./comments.tsx'))
const icons = { heart: IconHeart, sad: IconMoodSad, too: IconEar }
type Props = { voice: Voice & { heard: NonNullable<Voice['heard']> } }

/** What colleagues did with a voice, and what I may do: react, say something, keep it. */
export function HeardBar({ voice }: Props) {
  const t = useText(messages)
  const [open, setOpen] = useState(false)
  const { heard } = voice
  return (
    <div className="heard">
      {heard.praised.length > 0 && <Signal kind="good">{t('praised', { names: heard.praised.map(one => one.name).join(', ') })}</Signal>}
      <Unassigned voice={voice} />
      <div className="row wrap heard-bar no-print">
        {heard.reactions.map(one => (
          <React key={one.kind} voice={voice} {...one} />
        ))}
        <button type="button" className="heard-button" aria-expanded={open} onClick={() => setOpen(!open)}>
          <IconMessage size={17} stroke={1.7} aria-hidden />
          {t('comments', { n: heard.comments })}
        </button>
        <Keep voice={voice} />
      </div>
      {open && (
        <Suspense fallback={null}>
          <Comments voice={voice} />
        </Suspense>
      )}
    </div>
  )
}

function React({ voice, kind, count, mine }: Props & { voice: Voice; kind: Reaction; count: number; mine: boolean }) {
  const t = useText(messages)
  const send = useSend(react, { refresh: [listVoices] })
  const Icon = icons[kind]
  return (
    <button
      type="button"
      className="heard-button"
      aria-pressed={mine}
      title={t(`react.${kind}`, { n: count })}
      onClick={() => send.mutate({ id: voice.id, kind, on: !mine })}
    >
      <Icon size={17} stroke={mine ? 2.4 : 1.7} aria-hidden />
      <span className="sr">{t(`react.${kind}`, { n: count })}</span>
      <span className="num" aria-hidden>
        {count > 0 && count}
      </span>
    </button>
  )
}

function Keep({ voice: { id, heard } }: Props) {
  const t = useText(messages)
  const send = useSend(bookmark, { refresh: [listVoices] })
  const Icon = heard.bookmarked ? IconBookmarkFilled : IconBookmark
  return (
    <button
      type="button"
      className="heard-button"
      aria-pressed={heard.bookmarked}
      aria-label={t('keep')}
      title={t('keep')}
      onClick={() => send.mutate({ id, on: !heard.bookmarked })}
    >
      <Icon size={17} stroke={1.7} aria-hidden />
    </button>
  )
}

const DAY = 86_400_000

/** Unhappy, and nobody has been assigned to answer: its 24 hours run all the same. */
function Unassigned({ voice }: Props) {
  const t = useText(messages)
  const may = useMay()('inbox.read')
  if (voice.ending.kind !== 'heard' || voice.score?.mood !== 'bad' || !may) return null
  return (
    <div className="row wrap sm">
      <Signal kind="bad">{t('unassigned')}</Signal>
      <TimeLeft until={new Date(voice.receivedAt.getTime() + DAY)} />
    </div>
  )
}
