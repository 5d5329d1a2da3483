import { Button, SegmentedControl } from '@mantine/core'
import { lazy, Suspense, useState } from 'react'
import { listMetrics } from '#metrics/api.ts'
import { useAsk } from '#ui/api.ts'
import { Card, Dialog, Empty, Grid, Loading, Page, PageTabs, Select } from '#ui/index.ts'
import { usePlace } from '#ui/page.tsx'
import { useText } from '#ui/text.tsx'
import messages from '../messages/index.ts'
import { cuts, type Explored, explore } from '../views-api.ts'
import { filterAsked, only, whenAsked } from './asked.ts'
import { BehindFigure } from './behind.tsx'
import { SURE, useFigures } from './figures.ts'
import { useMetricWords } from './metric-link.tsx'
import { RangeLine } from './rows.tsx'
import { ExploreSearch } from './search.ts'
import { Sentence } from './sentence.tsx'
import { Tools } from './tools.tsx'
import { useWhat } from './what.ts'
import './scoreboard.css'

const Kept = lazy(() => import('./kept.tsx'))
const SaveView = lazy(() => import('./save-view.tsx'))

type Row = Explored['rows'][number]
const USUAL = 'csat'

/** The question as it stands in the address. */
const questionOf = (search: ExploreSearch) => ({
  metric: search.metric ?? USUAL,
  ...only(search, ['level', 'of']),
  ...(search.by && { by: search.by }),
  ...whenAsked(search),
  ...filterAsked(search),
})

/** Any figure, by any cut, of any time and facts; kept under a name, shared, and sent by mail. */
export default function Explore() {
  const t = useText(messages)
  const { search } = usePlace('/scoreboard/explore', ExploreSearch)
  const found = useAsk(explore, questionOf(search))
  return (
    <Page title={t('explore')} sentence={<Sentence board={found} />} action={<Save />}>
      <PageTabs of="/scoreboard" />
      <div className="board-parts">
        <Suspense fallback={<Loading rows={2} />}>
          <Kept />
        </Suspense>
        <section aria-label={t('explore.question')}>
          <div className="row wrap board-tools no-print">
            <Which />
            <Tools />
          </div>
          <Card flush>{found.rows.length === 0 ? <Empty title={t('none')} /> : <Found found={found} />}</Card>
          {found.more && <p className="xs dim">{t('explore.more', { n: found.rows.length })}</p>}
        </section>
      </div>
      <BehindFigure days={found.period} />
    </Page>
  )
}

function Which() {
  const t = useText(messages)
  const words = useMetricWords()
  const { items } = useAsk(listMetrics, {})
  const { search, setSearch } = usePlace('/scoreboard/explore', ExploreSearch)
  const level = search.level ?? 'company'
  const data = items.filter(({ levels }) => levels.includes(level)).map(({ id }) => ({ value: id, label: words.name(id) }))
  const by = ['none', ...cuts].map(value => ({ value, label: t(`by.${value as 'none'}`) }))
  return (
    <>
      <Select
        searchable
        aria-label={t('metric')}
        data={data.sort((a, b) => a.label.localeCompare(b.label))}
        value={search.metric ?? USUAL}
        onChange={metric => metric && setSearch({ metric }, { replace: false })}
        allowDeselect={false}
      />
      <SegmentedControl
        aria-label={t('by')}
        data={by}
        value={search.by ?? 'none'}
        onChange={value => setSearch({ by: value === 'none' ? undefined : (value as 'channel') }, { replace: false })}
      />
    </>
  )
}

function Found({ found }: { found: Explored }) {
  const t = useText(messages)
  const write = useFigures()
  const what = useWhat()
  const { search, setSearch } = usePlace('/scoreboard/explore', ExploreSearch)
  const { metric, rows } = found
  const ends = rows.flatMap(({ value, low, high }) => (value === null ? [] : [low ?? value, high ?? value]))
  const [min, max] = [Math.min(...ends), Math.max(...ends)]
  const room = (max - min || 1) * 0.05
  const open = (row: Row) =>
    setSearch({ open: metric.id, who: search.level ? row.id : undefined, ...cutOf(search.by, row.by) }, { replace: false })
  return (
    <Grid
      label={t('explore.question')}
      rows={rows}
      keyOf={row => `${row.id} ${row.by}`}
      columns={[
        { key: 'what', head: t('table.what'), cell: row => what(row, search) },
        {
          // On a phone what stands further to the right is out of sight.
          key: 'value',
          head: t('table.value'),
          num: true,
          cell: row => (
            <button type="button" className={row.n < SURE ? 'as-link cell few' : 'as-link cell'} onClick={() => open(row)}>
              {row.value === null ? t('few', { n: row.n }) : write.value(metric.unit, row.value)}
            </button>
          ),
        },
        {
          key: 'line',
          head: t('table.range'),
          wide: true,
          cell: row => <RangeLine metric={metric} cell={row} min={min - room} max={max + room} />,
        },
        { key: 'range', head: '', num: true, cell: row => write.range(metric.unit, row) },
        { key: 'n', head: t('table.n'), num: true, cell: row => write.number(row.n) },
      ]}
    />
  )
}

/** A row's cut as a filter of the address; a week as its days. */
function cutOf(cut: ExploreSearch['by'], value: string | null) {
  if (!cut || value === null) return {}
  if (cut !== 'week') return { [cut]: value }
  return { start: value, end: new Date(Date.parse(`${value}T00:00:00Z`) + 7 * 86_400_000).toISOString().slice(0, 10) }
}

function Save() {
  const t = useText(messages)
  const [open, setOpen] = useState(false)
  const { search } = usePlace('/scoreboard/explore', ExploreSearch)
  const close = () => setOpen(false)
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('view.save')}</Button>
      <Dialog open={open} onClose={close} title={t('view.save')}>
        <Suspense fallback={<Loading />}>
          <SaveView question={questionOf(search)} onDone={close} />
        </Suspense>
      </Dialog>
    </>
  )
}
