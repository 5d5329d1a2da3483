import { LangTag, Said, Score, Section, useCalled, Who } from '#ui/index.ts'
import { To } from '#ui/page.tsx'
import { useText } from '#ui/text.tsx'
import type { Voice } from '#voices/api.ts'
import messages from '../messages/index.ts'

/** One voice, larger than any interface text: read it before anything else. */
export function Heard({ voice, count }: { voice: Voice | null; count: number }) {
  const t = useText(messages)
  if (!voice) return null
  return (
    <Section title={t(count > 0 ? 'heard' : 'heard.newest')} aside={<To page="/voices">{t('heard.all', { n: count })}</To>}>
      <figure className="card heard">
        {voice.score && <HeardScore score={voice.score} />}
        <blockquote>
          <Said text={voice.text} language={voice.language} />
        </blockquote>
        <Speaker voice={voice} />
      </figure>
    </Section>
  )
}

function HeardScore({ score }: { score: NonNullable<Voice['score']> }) {
  const { value, min, max, mood } = score
  if (min === null || max === null) return <b className="num">{value}</b>
  return <Score value={value} scale={{ min, max }} mood={mood} />
}

function Speaker({ voice }: { voice: Voice }) {
  const t = useText(messages)
  const called = useCalled()
  const name = called(voice.customer?.name ?? voice.author)
  return (
    <figcaption className="row heard-who">
      <Who name={name ?? '·'} />
      <span className="grow sm">
        <b className="b clip">{name ?? t(voice.nameHidden ? 'hidden' : 'nobody')}</b>
        {voice.account && <span className="dim clip">{voice.account.name}</span>}
      </span>
      <LangTag language={voice.language} />
    </figcaption>
  )
}
