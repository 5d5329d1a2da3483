import { useAsk } from '#ui/api.ts'
import { Card, Empty, Page, PageTabs, Section, Signal, Who } from '#ui/index.ts'
import { To, usePlace } from '#ui/page.tsx'
import { useText } from '#ui/text.tsx'
import messages from '../messages/index.ts'
import { type Finding, findingKinds, readTeam, type Team as TeamOut } from '../people-api.ts'
import { whenAsked } from './asked.ts'
import { useFigures } from './figures.ts'
import { MetricLink, useMetricWords } from './metric-link.tsx'
import { BoardSearch } from './search.ts'
import { Sentence } from './sentence.tsx'
import { When } from './tools.tsx'
import './scoreboard.css'

/** Who may need a hand, and from whom one can learn: only what chance does not explain. */
export default function Team() {
  const t = useText(messages)
  const { search } = usePlace('/scoreboard/team', BoardSearch)
  const team = useAsk(readTeam, whenAsked(search))
  const kinds = findingKinds.filter(kind => team.people.some(({ findings }) => findings.some(one => one.kind === kind)))
  return (
    <Page title={t('team')} sentence={<Sentence board={team} />}>
      <PageTabs of="/scoreboard" />
      <div className="row wrap board-tools no-print">
        <When />
      </div>
      <div className="board-parts">
        <p className="soft">{t('team.why')}</p>
        {kinds.length === 0 && (
          <Card>
            <Empty title={t('team.calm')}>{t('team.calm-why')}</Empty>
          </Card>
        )}
        {kinds.map(kind => (
          <Section key={kind} title={t(`team.${kind}`)}>
            <p className="sm soft">{t(`team.${kind}-why`)}</p>
            <Card flush>
              <ul className="rows" aria-label={t(`team.${kind}`)}>
                {foundOf(team, kind).map(({ person, finding }) => (
                  <li key={`${person.id} ${finding.metric}`}>
                    <Found person={person} finding={finding} />
                  </li>
                ))}
              </ul>
            </Card>
          </Section>
        ))}
        <Everybody team={team} />
        <Compared team={team} />
      </div>
    </Page>
  )
}

const foundOf = ({ people }: TeamOut, kind: Finding['kind']) =>
  people.flatMap(person => person.findings.filter(one => one.kind === kind).map(finding => ({ person, finding })))

const signals = { help: 'down', teach: 'up', once: 'in', contradicted: 'bad' } as const

function Found({ person, finding }: { person: { id: string; name: string }; finding: Finding }) {
  const t = useText(messages)
  const write = useFigures()
  const words = useMetricWords()
  const { search } = usePlace('/scoreboard/team', BoardSearch)
  const { metric, unit, kind, value, others, n, periods, pair } = finding
  const facts = { value: write.value(unit, value), others: write.value(unit, others), n: write.number(n), periods }
  return (
    <To page="/scoreboard/team/$id" params={{ id: person.id }} search={whenAsked(search)} className="found">
      <Who name={person.name} kind="member" />
      <span className="grow">
        <span className="b">{person.name}</span>
        <Signal kind={signals[kind]}>{words.name(metric)}</Signal>
        <span className="sm soft num">{t('team.found', facts)}</span>
        {pair && <span className="sm">{t('team.pair', { metric: words.name(pair) })}</span>}
      </span>
    </To>
  )
}

/** Everybody of mine by name: to their figures, and to what they do differently. */
function Everybody({ team }: { team: TeamOut }) {
  const t = useText(messages)
  const { search } = usePlace('/scoreboard/team', BoardSearch)
  return (
    <Section title={t('team.everybody')}>
      <Card flush>
        {team.people.length === 0 ? (
          <Empty title={t('rows.none')} />
        ) : (
          <ul className="rows" aria-label={t('team.everybody')}>
            {team.people.map(person => (
              <li key={person.id}>
                <span className="row wrap between">
                  <span className="row">
                    <Who name={person.name} kind="member" size="small" />
                    <span className="b">{person.name}</span>
                  </span>
                  <span className="row wrap sm">
                    <To page="/scoreboard" search={{ ...whenAsked(search), level: 'member', of: person.id }}>
                      {t('team.figures')}
                    </To>
                    <To page="/scoreboard/team/$id" params={{ id: person.id }} search={whenAsked(search)}>
                      {t('team.differently')}
                    </To>
                  </span>
                </span>
              </li>
            ))}
          </ul>
        )}
      </Card>
    </Section>
  )
}

/** By which figures, and whether chance alone explains how people differ in them. */
function Compared({ team: { compared } }: { team: TeamOut }) {
  const t = useText(messages)
  return (
    <Section title={t('team.compared')}>
      <ul className="sm stack">
        {compared.map(({ metric, people, byChance }) => (
          <li key={metric}>
            <MetricLink id={metric} />{' '}
            <span className="soft">
              {byChance === null ? t('team.too-few', { n: people }) : byChance ? t('funnel.chance') : t('team.differ')}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  )
}
