import { Card, Section } from '#ui/index.ts'
import { To } from '#ui/page.tsx'
import { useText } from '#ui/text.tsx'
import type { Today } from '../api.ts'
import messages from '../messages/index.ts'
import { CaseRow } from './case-row.tsx'

const shown = 5

/** For who has a team: which of their cases are late, with whom. Nothing where none is. */
export function LateInTeam({ late }: { late: Today['late'] }) {
  const t = useText(messages)
  if (late.count === 0) return null
  return (
    <Section title={t('late')} aside={<AllLate count={late.count} />}>
      <Card flush>
        <ul className="rows">
          {late.items.slice(0, shown).map(one => (
            <li key={one.id}>
              <CaseRow one={one} owner />
            </li>
          ))}
        </ul>
      </Card>
    </Section>
  )
}

function AllLate({ count }: { count: number }) {
  const t = useText(messages)
  return (
    <To page="/inbox" search={{ view: 'team', due: 'late' }}>
      {t('late.all', { n: count })}
    </To>
  )
}
