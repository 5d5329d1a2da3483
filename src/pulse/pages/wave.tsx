import { useAsk } from '#ui/api.ts'
import { Said, Thread, TooFew } from '#ui/index.ts'
import { useFormats, useText } from '#ui/text.tsx'
import { getWave, LEAST, type PulseFigures, pulseItems } from '../api.ts'
import messages from '../messages/index.ts'

/** A closed wave: company, teams, words. */
export function OneWave({ id }: { id: string }) {
  const t = useText(messages)
  const { results, comments } = useAsk(getWave, { id })
  if (!results?.company) return <TooFew>{t('few', { least: LEAST })}</TooFew>
  return (
    <div className="pulse">
      <Figures name={t('company')} figures={results.company} />
      {results.teams.map(team => (
        <Figures key={team.id} name={t('team', { name: team.name })} figures={team.figures} />
      ))}
      <p className="xs dim">{t('teams-why')}</p>
      {comments.length > 0 && (
        <section>
          <h3>{t('comments')}</h3>
          <ul className="pulse-words">
            {comments.map((words, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: frozen, in no order, and two may be alike
              <li key={at}>
                <Said text={words} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  )
}

type Range = { value: number | null; low: number | null; high: number | null }

function Figures({ name, figures: { n, enps, items, alpha } }: { name: string; figures: PulseFigures }) {
  const t = useText(messages)
  const { number } = useFormats()
  return (
    <section aria-label={name} className="pulse-figures">
      <h3>
        {name} <span className="sm dim">{t('answers', { n })}</span>
      </h3>
      <Line name={t('enps')} range={enps} min={-100} max={100} digits={0} n={n} />
      {items.map(({ item, ...range }) => (
        <Line key={item} name={nameOf(t, item)} range={range} min={1} max={5} digits={1} n={n} />
      ))}
      {alpha !== null && <p className="xs dim">{t('alpha', { alpha: number(alpha, 2) })}</p>}
    </section>
  )
}

function nameOf(t: (key: 'page.item.meaning') => string, item: string): string {
  const known = pulseItems.find(one => one === item)
  return known ? t(`page.item.${known}` as 'page.item.meaning') : item
}

type LineProps = { name: string; range: Range; min: number; max: number; digits: number; n: number }

function Line({ name, range: { value, low, high }, min, max, digits, n }: LineProps) {
  const t = useText(messages)
  const { number } = useFormats()
  if (value === null) return null
  const said =
    low === null || high === null ? '' : t('likely', { low: number(Math.max(min, low), digits), high: number(Math.min(max, high), digits) })
  return (
    <div className="pulse-line">
      <span className="sm">{name}</span>
      <span className="num b">{number(value, digits)}</span>
      <span className="pulse-thread">
        {low !== null && high !== null && (
          <Thread
            {...{ min, max, value, low: Math.max(min, low), high: Math.min(max, high) }}
            kind={n < 30 ? 'few' : 'in'}
            label={`${name}: ${number(value, digits)}, ${said}`}
          />
        )}
      </span>
      <span className="xs dim">{said}</span>
    </div>
  )
}
