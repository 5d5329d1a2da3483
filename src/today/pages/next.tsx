import { Card, Empty, Section, useNow } from '#ui/index.ts'
import { To } from '#ui/page.tsx'
import { useFormats, useText } from '#ui/text.tsx'
import type { Today } from '../api.ts'
import messages from '../messages/index.ts'
import { CaseRow } from './case-row.tsx'

type Cases = Today['next']

/** The five with the least time left. On phones they hang on the day's thread itself, with "now" between late and not yet. */
export function Next({ cases, open }: { cases: Cases; open: number }) {
  const t = useText(messages)
  return (
    <Section title={t('next')} aside={open > 0 && <AllMine open={open} />}>
      <Card flush>
        {cases.length === 0 ? (
          <Empty title={t('next.none')} action={<To page="/voices">{t('heard.all', { n: 0 })}</To>}>
            {t('next.none-why')}
          </Empty>
        ) : (
          <Hanging cases={cases} />
        )}
      </Card>
    </Section>
  )
}

function AllMine({ open }: { open: number }) {
  const t = useText(messages)
  return (
    <To page="/inbox" search={{ view: 'mine' }}>
      {t('next.all', { n: open })}
    </To>
  )
}

function Hanging({ cases }: { cases: Cases }) {
  const t = useText(messages)
  const now = useNow()
  const { time } = useFormats()
  const firstAhead = cases.findIndex(one => one.dueAt > now)
  const mark = (
    <span className="now-mark num mobile-only" aria-hidden="true">
      {t('thread.now', { time: time(now) })}
    </span>
  )
  return (
    <ul className="rows hanging">
      {cases.map((one, at) => (
        <li key={one.id} className={one.dueAt > now ? 'ahead' : 'past'}>
          {at === firstAhead && mark}
          <CaseRow one={one} />
        </li>
      ))}
    </ul>
  )
}
