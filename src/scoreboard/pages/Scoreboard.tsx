import { Button } from '@mantine/core'
import { lazy, type ReactNode, Suspense } from 'react'
import { useAsk } from '#ui/api.ts'
import { Page, PageTabs, Section } from '#ui/index.ts'
import { usePlace } from '#ui/page.tsx'
import { useText } from '#ui/text.tsx'
import { type Board, readScoreboard } from '../api.ts'
import messages from '../messages/index.ts'
import { filterAsked, whenAsked, whoseAsked } from './asked.ts'
import { GoalButton } from './goal.tsx'
import { BoardSearch } from './search.ts'
import { Files, Sentence } from './sentence.tsx'
import { OneTile } from './tile.tsx'
import { Tools } from './tools.tsx'
import './scoreboard.css'

const FalseSuccess = lazy(async () => ({ default: (await import('./false-success.tsx')).FalseSuccess }))
const BehindFigure = lazy(async () => ({ default: (await import('./behind.tsx')).BehindFigure }))
const PeopleRows = lazy(async () => ({ default: (await import('./rows.tsx')).PeopleRows }))
const Shown = lazy(async () => ({ default: (await import('./shown.tsx')).Shown }))

/** The pair to steer by, the six, and the others one click away; of the company, a team or one person. */
export default function Scoreboard() {
  const { search } = usePlace('/scoreboard', BoardSearch)
  return search.level && !search.of ? <PeopleRows level={search.level} /> : <Tiles />
}

function Tiles() {
  const t = useText(messages)
  const { search } = usePlace('/scoreboard', BoardSearch)
  const board = useAsk(readScoreboard, { ...whoseAsked(search), ...whenAsked(search), ...filterAsked(search) })
  const { subject, tiles } = board
  const pair = tiles.filter(({ place }) => place === 'satisfaction' || place === 'productivity')
  const rest = tiles.filter(({ place }) => place === 'six')
  return (
    <Page
      title={search.level ? subject.name : t('scoreboard')}
      over={search.level && t(`level.one.${search.level}`)}
      sentence={<Sentence board={board} />}
      action={<GoalButton />}
      {...(search.level && { trail: [{ page: '/scoreboard', label: t('scoreboard') }] })}
    >
      <PageTabs of="/scoreboard" />
      <Tools />
      {pair.length > 0 && (
        <section aria-label={t('pair')} className="pair">
          {pair.map(tile => (
            <OneTile key={tile.metric.id} tile={tile} large title={t(`half.${tile.place as 'satisfaction'}`)}>
              <Later>
                <Shown metric={tile.metric.id} />
              </Later>
            </OneTile>
          ))}
        </section>
      )}
      <Later>
        <FalseSuccess />
      </Later>
      {rest.length > 0 && (
        <Section title={t('six')}>
          <Grid tiles={rest} />
        </Section>
      )}
      <More />
      <Files level={search.level ?? 'company'} />
      {search.open && (
        <Later>
          <BehindFigure days={board.period} />
        </Later>
      )}
    </Page>
  )
}

/** What the first picture does without. */
const Later = ({ children }: { children: ReactNode }) => <Suspense fallback={null}>{children}</Suspense>

const Grid = ({ tiles }: { tiles: Board['tiles'] }) => (
  <div className="tiles">
    {tiles.map(tile => (
      <OneTile key={tile.metric.id} tile={tile}>
        <Later>
          <Shown metric={tile.metric.id} />
        </Later>
      </OneTile>
    ))}
  </div>
)

/** The others stay one click away: they are asked for when they are wanted. */
function More() {
  const t = useText(messages)
  const { search, setSearch } = usePlace('/scoreboard', BoardSearch)
  if (!search.more)
    return (
      <div className="row no-print">
        <Button variant="default" onClick={() => setSearch({ more: true })}>
          {t('more')}
        </Button>
      </div>
    )
  return <Others />
}

function Others() {
  const t = useText(messages)
  const { search, setSearch } = usePlace('/scoreboard', BoardSearch)
  const { tiles } = useAsk(readScoreboard, { ...whoseAsked(search), ...whenAsked(search), ...filterAsked(search), more: 'true' })
  const fewer = (
    <button type="button" className="as-link sm no-print" onClick={() => setSearch({ more: undefined })}>
      {t('fewer')}
    </button>
  )
  return (
    <Section title={t('others')} aside={fewer}>
      <Grid tiles={tiles} />
    </Section>
  )
}
