import type { Out } from '#ui/api.ts'
import { useMay } from '#ui/index.ts'
import { To, usePlace } from '#ui/page.tsx'
import { useFormats, useText } from '#ui/text.tsx'
import { type countVoices, VoiceFilters } from '../api.ts'
import messages from '../messages/index.ts'

type Counts = Out<typeof countVoices>

/** Which topics come up, the commonest first; each narrows the feed to its voices. On phones it folds away above the feed. */
export function ComesUp({ counts }: { counts: Counts }) {
  const t = useText(messages)
  if (counts.n === 0) return null
  return (
    <aside className="comes-up" aria-label={t('comes-up')}>
      <details className="mobile-only card">
        <summary>{t('comes-up')}</summary>
        <Topics counts={counts} />
      </details>
      <div className="desk-only">
        <h2>{t('comes-up')}</h2>
        <Topics counts={counts} />
      </div>
    </aside>
  )
}

function Topics({ counts: { n, topics } }: { counts: Counts }) {
  const t = useText(messages)
  const { number } = useFormats()
  const may = useMay()
  const { search } = usePlace('/voices', VoiceFilters)
  const most = Math.max(1, ...topics.map(one => one.count))
  return (
    <>
      <p className="xs dim">{t('comes-up.of', { n })}</p>
      <ul className="bars">
        {topics.map(({ topic, count, bad }) => (
          <li key={topic?.id ?? 'none'}>
            {topic ? (
              <To page="/voices" search={{ ...search, topic: topic.id }} aria-current={search.topic === topic.id ? 'true' : undefined}>
                {topic.name}
              </To>
            ) : (
              <span className="dim">{t('no-topic')}</span>
            )}
            <span className="num b">{number(count)}</span>
            <i aria-hidden="true" style={{ width: `${(count / most) * 100}%` }} />
            {bad > 0 && <span className="xs dim num">{t('comes-up.unhappy', { n: bad })}</span>}
          </li>
        ))}
      </ul>
      {search.topic && (
        <p className="sm">
          <To page="/voices" search={{ ...search, topic: undefined }}>
            {t('topic.all')}
          </To>
        </p>
      )}
      {!may('customers.read') && <p className="xs dim hidden-why">{t('hidden-why')}</p>}
    </>
  )
}
