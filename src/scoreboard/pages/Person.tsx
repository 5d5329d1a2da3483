import { lazy, Suspense } from 'react'
import { useAsk } from '#ui/api.ts'
import { Card, Empty, Grid, Loading, Page, Section, Signal } from '#ui/index.ts'
import { usePlace } from '#ui/page.tsx'
import { languageNames, useText } from '#ui/text.tsx'
import messages from '../messages/index.ts'
import { type Differences, readDifferences } from '../people-api.ts'
import { whenAsked } from './asked.ts'
import { useChannelName } from './channels.ts'
import { useFigures } from './figures.ts'
import { useMetricWords } from './metric-link.tsx'
import { BoardSearch } from './search.ts'
import { Sentence } from './sentence.tsx'
import './scoreboard.css'

const Learned = lazy(() => import('./learned.tsx'))
const Moved = lazy(() => import('./moved.tsx'))

type Row = Differences['rows'][number]

/** What somebody does differently, what they said of it, and who sits beside them. */
export default function Person() {
  const t = useText(messages)
  const { params, search } = usePlace('/scoreboard/team/$id', BoardSearch)
  const found = useAsk(readDifferences, { id: params.id, ...whenAsked(search) })
  const seen = found.rows.filter(({ change }) => change.seen)
  const others = found.rows.filter(({ change }) => !change.seen)
  return (
    <Page
      title={found.person.name}
      over={t('person')}
      sentence={<Sentence board={found} />}
      trail={[
        { page: '/scoreboard', label: t('scoreboard') },
        { page: '/scoreboard/team', label: t('team') },
      ]}
    >
      <div className="board-parts">
        <Section title={t('person.seen')}>
          <Card flush>
            {seen.length === 0 ? (
              <Empty title={t('person.none')}>{t('person.none-why')}</Empty>
            ) : (
              <Rows rows={seen} label={t('person.seen')} />
            )}
          </Card>
        </Section>
        {others.length > 0 && (
          <details className="as-table">
            <summary>{t('person.others', { n: others.length })}</summary>
            <Card flush>
              <Rows rows={others} label={t('person.others', { n: others.length })} />
            </Card>
          </details>
        )}
        <Suspense fallback={<Loading />}>
          <Learned id={params.id} />
          <Moved id={params.id} />
        </Suspense>
      </div>
    </Page>
  )
}

function Rows({ rows, label }: { rows: readonly Row[]; label: string }) {
  const t = useText(messages)
  const write = useFigures()
  const name = useWhat()
  return (
    <Grid
      label={label}
      rows={rows}
      keyOf={row => `${row.kind} ${row.key}`}
      columns={[
        { key: 'what', head: t('table.what'), wide: true, cell: row => name(row) },
        { key: 'own', head: t('person.own'), num: true, cell: row => write.value(row.unit, row.own.value ?? 0) },
        { key: 'peers', head: t('person.peers'), num: true, cell: row => write.value(row.unit, row.peers.value ?? 0) },
        { key: 'change', head: t('person.change'), cell: row => <Change row={row} /> },
      ]}
    />
  )
}

/** Coloured only where one side is better. */
function Change({ row: { change, unit, better } }: { row: Row }) {
  const t = useText(messages)
  const write = useFigures()
  if (!change.seen) return <Signal kind="in">{t('person.same')}</Signal>
  const more = change.value > 0
  const [low, high] = more ? [change.low, change.high] : [-change.high, -change.low]
  const size = { by: write.change(unit, change.value), low: write.change(unit, low), high: write.change(unit, high) }
  const words = more ? t('person.more', size) : t('person.less', size)
  if (better === null) return <span className="num">{words}</span>
  return <Signal kind={(better === 'up') === more ? 'up' : 'down'}>{words}</Signal>
}

function useWhat() {
  const t = useText(messages)
  const words = useMetricWords()
  const channelName = useChannelName()
  return ({ kind, key, name }: Row) => {
    if (kind === 'metric') return words.name(key)
    if (kind === 'channel') return t('mix.channel', { what: channelName(key) })
    if (kind === 'topic') return t('mix.topic', { what: name ?? t('topic') })
    if (kind === 'word') return t('mix.word', { what: key })
    if (kind === 'link') return t('mix.link', { what: key })
    if (kind === 'language') return t('mix.language', { what: languageNames[key as 'en'] ?? key })
    return t('mix.hours', { from: `${key}:00`, to: `${String((Number(key) + 4) % 24).padStart(2, '0')}:00` })
  }
}
