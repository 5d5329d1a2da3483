import { useAsk } from '#ui/api.ts'
import { Signal } from '#ui/index.ts'
import { useFormats, useText } from '#ui/text.tsx'
import { compareHours } from '../connection-api.ts'
import messages from '../messages/index.ts'

/** The service's opening hours, whether what it reckons within them is what we do, and where not. */
export function ComparedHours({ id }: { id: string }) {
  const t = useText(messages)
  const { number, duration } = useFormats()
  const { schedules, compared, agree, differing } = useAsk(compareHours, { id })
  if (schedules.length === 0) return <p className="soft">{t('hours.no-schedules')}</p>
  return (
    <div className="stack">
      <p className="soft">{t('hours.why')}</p>
      <ul className="stack">
        {schedules.map(({ name, zone, known, holidays }) => (
          <li key={name}>
            <b dir="auto">{name}</b>
            <p className="sm dim">{t(known ? 'hours.zone' : 'hours.zone-unknown', { zone, holidays: number(holidays) })}</p>
          </li>
        ))}
      </ul>
      {compared === 0 ? (
        <p className="sm">{t('hours.none')}</p>
      ) : (
        <Signal kind={agree === compared ? 'good' : 'soon'}>{t('hours.agree', { agree, compared })}</Signal>
      )}
      <ul className="stack" aria-label={t('hours.differing')}>
        {differing.map(({ caseKey, title, theirMinutes, ourMinutes }) => (
          <li key={caseKey}>
            <b dir="auto">{title ?? caseKey}</b>
            <p className="sm num">{t('hours.two', { key: caseKey, theirs: duration(theirMinutes), ours: duration(ourMinutes) })}</p>
          </li>
        ))}
      </ul>
    </div>
  )
}
