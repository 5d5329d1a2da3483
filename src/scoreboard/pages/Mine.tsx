import { useAsk } from '#ui/api.ts'
import { Card, Empty, Page, PageTabs, Signal, Thread, useMe } from '#ui/index.ts'
import { usePlace } from '#ui/page.tsx'
import { useText } from '#ui/text.tsx'
import messages from '../messages/index.ts'
import { type Mine as MineOut, readMine } from '../people-api.ts'
import { whenAsked } from './asked.ts'
import { BehindFigure } from './behind.tsx'
import { SURE, useFigures } from './figures.ts'
import { useMetricWords } from './metric-link.tsx'
import { BoardSearch } from './search.ts'
import { Sentence } from './sentence.tsx'
import { endsOf, OneTile } from './tile.tsx'
import { When } from './tools.tsx'
import './scoreboard.css'

type Tile = MineOut['tiles'][number]

/** One's own figures beside the team's and one's own before: fair, private, and never a rank. */
export default function Mine() {
  const t = useText(messages)
  const { workspace } = useMe()
  const { search } = usePlace('/scoreboard/mine', BoardSearch)
  const mine = useAsk(readMine, whenAsked(search))
  return (
    <Page title={t('mine')} sentence={<Sentence board={mine} />}>
      <PageTabs of="/scoreboard" />
      <div className="row wrap board-tools no-print">
        <When />
      </div>
      <p className="sm soft mine-private">{t('mine.private')}</p>
      {mine.tiles.length === 0 ? (
        <Card>
          <Empty title={t('mine.none')}>{t('mine.none-why')}</Empty>
        </Card>
      ) : (
        <div className="tiles mine">
          {mine.tiles.map(tile => (
            <OneTile key={tile.metric.id} tile={tile} beside={tile.team}>
              <BesideTeam tile={tile} />
            </OneTile>
          ))}
        </div>
      )}
      <BehindFigure days={mine.period} of={workspace?.memberId} />
    </Page>
  )
}

/** The team's figure on the same scale, and in words whether it is another one at all. */
function BesideTeam({ tile }: { tile: Tile }) {
  const { metric, team, against } = tile
  const t = useText(messages)
  const write = useFigures()
  const words = useMetricWords()
  if (!team || team.value === null) return null
  const { low, high, value } = team
  return (
    <div className="beside-team">
      <div className="row between wrap sm">
        <span className="dim">{t('mine.team')}</span>
        <span className="num">
          {write.value(metric.unit, value)} <span className="dim">{t('n', { n: write.number(team.n) })}</span>
        </span>
      </div>
      {low !== null && high !== null && (
        <Thread
          low={low}
          high={high}
          value={value}
          {...endsOf(tile, team)}
          kind={team.n < SURE ? 'few' : 'in'}
          label={`${t('mine.team')}, ${words.name(metric.id)}: ${write.value(metric.unit, value)}, ${write.range(metric.unit, team)}`}
        />
      )}
      {against && <Against tile={{ metric, against }} />}
    </div>
  )
}

function Against({ tile: { metric, against } }: { tile: { metric: Tile['metric']; against: NonNullable<Tile['against']> } }) {
  const t = useText(messages)
  if (!against.seen || metric.better === null) return <Signal kind="in">{against.seen ? t('mine.other') : t('mine.same')}</Signal>
  const better = (metric.better === 'up') === against.value > 0
  return better ? <Signal kind="good">{t('mine.better')}</Signal> : <Signal kind="down">{t('mine.behind')}</Signal>
}
