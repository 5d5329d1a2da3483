import { type Out, useAsk } from '#ui/api.ts'
import { Card, Empty, Page, PageTabs, Signal, Who } from '#ui/index.ts'
import { To } from '#ui/page.tsx'
import { useText } from '#ui/text.tsx'
import { listTeams } from '../api.ts'
import messages from '../messages/index.ts'
import './directory.css'

type Person = Out<typeof listTeams>['items'][number]

/** Who reports to whom, as it is now. */
export default function Teams() {
  const t = useText(messages)
  const { items } = useAsk(listTeams, {})
  const byManager = Map.groupBy(items, one => (items.some(other => other.id === one.managerId) ? one.managerId : null))
  return (
    <Page title={t('teams')} sentence={t('teams.why')} trail={[{ page: '/people', label: t('people') }]}>
      <PageTabs of="/people" />
      <Card className="tree">
        {items.length === 0 ? (
          <Empty title={t('people.none')} />
        ) : (
          <Branch people={byManager.get(null) ?? []} byManager={byManager} depth={0} />
        )}
      </Card>
    </Page>
  )
}

type BranchProps = { people: Person[]; byManager: Map<string | null, Person[]>; depth: number }

/** A hundred levels are enough for any company, and an end for a circle in old data. */
function Branch({ people, byManager, depth }: BranchProps) {
  return (
    <ul>
      {people.map(one => {
        const reports = byManager.get(one.id) ?? []
        return (
          <li key={one.id}>
            <OnePerson {...one} reports={reports.length} />
            {reports.length > 0 && depth < 100 && <Branch people={reports} byManager={byManager} depth={depth + 1} />}
          </li>
        )
      })}
    </ul>
  )
}

function OnePerson({ id, name, role, available, joined, reports }: Person & { reports: number }) {
  const t = useText(messages)
  return (
    <div>
      <Who name={name} kind="member" />
      <span className="grow">
        <To page="/people/$id" params={{ id }}>
          {name}
        </To>
        <span className="sm dim">
          {' '}
          {t(`role.${role}`)}
          {reports > 0 && ` · ${t('team.size', { n: reports })}`}
        </span>
      </span>
      {!joined ? <span className="tag">{t('is.not-invited')}</span> : !available && <Signal kind="few">{t('is.away')}</Signal>}
    </div>
  )
}
