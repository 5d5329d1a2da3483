import { lazy, type ReactNode, Suspense } from 'react'
import { useAsk } from '#ui/api.ts'
import { Card, Loading, Page, Signal } from '#ui/index.ts'
import { usePlace } from '#ui/page.tsx'
import { useText } from '#ui/text.tsx'
import { type Board, readScoreboard, type Tile } from '../api.ts'
import messages from '../messages/index.ts'
import { filterAsked, whenAsked, whoseAsked } from './asked.ts'
import { MetricLink, useMetricWords } from './metric-link.tsx'
import { MetricSearch } from './search.ts'
import { Sentence } from './sentence.tsx'
import { OneTile } from './tile.tsx'
import { Tools } from './tools.tsx'
import { WatchSignals } from './watch.tsx'
import './scoreboard.css'

const FalseSuccess = lazy(async () => ({ default: (await import('./false-success.tsx')).FalseSuccess }))
const BehindFigure = lazy(async () => ({ default: (await import('./behind.tsx')).BehindFigure }))
const TrendOf = lazy(async () => ({ default: (await import('./trend.tsx')).TrendOf }))
const SpreadOf = lazy(async () => ({ default: (await import('./spread.tsx')).SpreadOf }))
const FunnelOf = lazy(async () => ({ default: (await import('./funnel.tsx')).FunnelOf }))
const Comparisons = lazy(async () => ({ default: (await import('./comparisons.tsx')).Comparisons }))
const Cuts = lazy(async () => ({ default: (await import('./cuts.tsx')).Cuts }))

/** One figure wholly: what it means, how it went, how the single ones lie, whom and what it differs by, and what is behind it. */
export default function Metric() {
  const t = useText(messages)
  const words = useMetricWords()
  const { params, search } = usePlace('/metrics/$id', MetricSearch)
  const asked = { ...whoseAsked(search), ...filterAsked(search) }
  const board = useAsk(readScoreboard, { ...asked, ...whenAsked(search), metric: params.id })
  const tile = board.tiles[0]!
  const days = { from: board.period.from, to: board.period.to }
  return (
    <Page
      title={words.name(params.id)}
      over={search.level ? board.subject.name : t('metric')}
      sentence={<Sentence board={{ period: board.period }} />}
      trail={[
        { page: '/scoreboard', label: t('scoreboard') },
        { page: '/metrics', label: t('metrics') },
      ]}
    >
      <Tools levels={false} />
      <div className="two metric-top">
        <OneTile tile={tile} large alone />
        <Definition tile={tile}>
          <WatchSignals metric={params.id} asked={whoseAsked(search)} subject={board.subject.id} />
        </Definition>
      </div>
      <Suspense fallback={null}>
        <FalseSuccess of={params.id} />
      </Suspense>
      <Waiting>
        <TrendOf metric={tile.metric} days={days} asked={asked} aim={tile.target?.value ?? null} />
      </Waiting>
      <div className="two metric-parts">
        <Waiting>
          <SpreadOf metric={tile.metric} days={days} asked={asked} />
        </Waiting>
        <Waiting>
          <FunnelOf metric={tile.metric} days={days} />
        </Waiting>
      </div>
      {!search.level && (
        <Waiting>
          <Comparisons metric={tile.metric} />
        </Waiting>
      )}
      <Waiting>
        <Cuts metric={tile.metric} days={days} subject={board.subject.id} />
      </Waiting>
      {search.open && (
        <Suspense fallback={null}>
          <BehindFigure days={days} />
        </Suspense>
      )}
    </Page>
  )
}

const Waiting = ({ children }: { children: ReactNode }) => (
  <Suspense
    fallback={
      <Card>
        <Loading rows={4} />
      </Card>
    }
  >
    {children}
  </Suspense>
)

export type Part = { metric: Tile['metric']; days: Pick<Board['period'], 'from' | 'to'> }

/** What is counted, for whom, from how many on, and when it is settled. */
function Definition({ tile: { metric }, children }: { tile: Tile; children: ReactNode }) {
  const t = useText(messages)
  const words = useMetricWords()
  return (
    <Card label={t('definition')} className="definition">
      <h2>{t('definition')}</h2>
      <p>{words.about(metric.id)}</p>
      <dl className="facts">
        <dt>{t('definition.better')}</dt>
        <dd>{t(`better.${metric.better ?? 'neither'}`)}</dd>
        <dt>{t('definition.levels')}</dt>
        <dd>{metric.levels.map(level => t(`level.${level}`)).join(', ')}</dd>
        <dt>{t('definition.rule')}</dt>
        <dd>{metric.rule}</dd>
        {metric.settlesAfterDays > 0 && (
          <>
            <dt>{t('definition.settles')}</dt>
            <dd>{t('definition.days', { n: metric.settlesAfterDays })}</dd>
          </>
        )}
        {metric.variants.length > 0 && (
          <>
            <dt>{t('definition.variants')}</dt>
            <dd>
              <Links ids={metric.variants.map(({ id }) => id)} />
            </dd>
          </>
        )}
        {metric.pairedWith && (
          <>
            <dt>{t('definition.pair')}</dt>
            <dd>
              <Links ids={[metric.pairedWith]} />
            </dd>
          </>
        )}
        <dt>{t('definition.smallest')}</dt>
        <dd className="num">{metric.smallest}</dd>
        <dt>{t('definition.id')}</dt>
        <dd className="num">{t('definition.version', { id: metric.id, version: metric.version })}</dd>
      </dl>
      {metric.excludes.length > 0 && (
        <>
          <h3>{t('definition.excludes')}</h3>
          <ul className="sm soft">
            {metric.excludes.map(({ why }) => (
              <li key={why}>{words.excludes(why)}</li>
            ))}
          </ul>
        </>
      )}
      {metric.comparable && <Signal kind="in">{t('definition.comparable')}</Signal>}
      {children}
    </Card>
  )
}

const Links = ({ ids }: { ids: readonly string[] }) => (
  <ul>
    {ids.map(id => (
      <li key={id}>
        <MetricLink id={id} />
      </li>
    ))}
  </ul>
)
