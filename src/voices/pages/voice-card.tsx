import { Ago, LangTag, Said, Score, useCalled, useMay, Who } from '#ui/index.ts'
import { To } from '#ui/page.tsx'
import { useText } from '#ui/text.tsx'
import type { Voice } from '../api.ts'
import messages from '../messages/index.ts'
import { EndingOf } from './ending.tsx'
import { HeardBar } from './heard-bar.tsx'
import { useSpan } from './masonry.ts'
import { useReadMark } from './read-marks.ts'

/** One voice: the score, the words, who said them, how it ended. */
export function VoiceCard({ voice, query }: { voice: Voice; query: string | undefined }) {
  return (
    <article className="card voice" ref={useSpan()}>
      {voice.score && <VoiceScore score={voice.score} />}
      <blockquote>
        <Said text={voice.text} language={voice.language} query={query} />
      </blockquote>
      <Speaker voice={voice} />
      <EndingOf voice={voice} />
      <div ref={useReadMark(voice)}>{voice.heard && <HeardBar voice={{ ...voice, heard: voice.heard }} />}</div>
    </article>
  )
}

function VoiceScore({ score: { value, min, max, mood } }: { score: NonNullable<Voice['score']> }) {
  if (min === null || max === null) return <b className="num sm">{value}</b>
  return <Score value={value} scale={{ min, max }} mood={mood} />
}

function Speaker({ voice }: { voice: Voice }) {
  const t = useText(messages)
  const called = useCalled()
  const may = useMay()
  const name = called(voice.customer?.name ?? voice.author) ?? t(voice.nameHidden ? 'hidden' : 'nobody')
  return (
    <div className="row voice-who">
      <Who name={voice.nameHidden ? '·' : name} />
      <span className="grow sm">
        {voice.customer && may('customers.read') ? (
          <To page="/customers/$id" params={{ id: voice.customer.id }} className="b clip">
            {name}
          </To>
        ) : (
          <b className="b clip">{name}</b>
        )}
        <Place voice={voice} />
      </span>
      <LangTag language={voice.language} />
    </div>
  )
}

/** Where they are from, what about, how long ago. */
function Place({ voice: { account, topic, saidAt } }: { voice: Voice }) {
  return (
    <span className="dim voice-place">
      {[account?.name, topic?.name].filter(Boolean).map(name => `${name} · `)}
      <Ago at={saidAt} />
    </span>
  )
}
