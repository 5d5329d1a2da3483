import { SegmentedControl } from '@mantine/core'
import { useState } from 'react'
import type { Out } from '#ui/api.ts'
import { useAsk } from '#ui/api.ts'
import { Card, Empty, Grid, Page, PageTabs, SearchBox, Select, Signal, Thread } from '#ui/index.ts'
import { To, usePlace } from '#ui/page.tsx'
import { useText } from '#ui/text.tsx'
import { readRows } from '../api.ts'
import messages from '../messages/index.ts'
import { filterAsked, whenAsked } from './asked.ts'
import { BehindFigure } from './behind.tsx'
import { type Metric, SURE, useFigures } from './figures.ts'
import { useMetricWords } from './metric-link.tsx'
import { BoardSearch } from './search.ts'
import { Files, Sentence } from './sentence.tsx'
import { Tools } from './tools.tsx'

type Rows = Out<typeof readRows>
type Row = Rows['rows'][number]
type Cell = Row['cells'][number]

/** Teams or people, by name and never by rank; every cell opens to what is behind it. */
export function PeopleRows({ level }: { level: 'manager' | 'member' }) {
  const t = useText(messages)
  const { search, setSearch } = usePlace('/scoreboard', BoardSearch)
  const all = useAsk(readRows, { level, ...whenAsked(search), ...filterAsked(search) })
  const [q, setQ] = useState('')
  const rows = all.rows.filter(({ name }) => name.toLowerCase().includes(q.toLowerCase()))
  const views = ['table', 'chart'].map(value => ({ value, label: t(`view.${value as 'table'}`) }))
  return (
    <Page title={t('scoreboard')} sentence={<Sentence board={all} />}>
      <PageTabs of="/scoreboard" />
      <Tools />
      <div className="row wrap between board-tools no-print">
        <SearchBox label={t(`search.${level}`)} value={q} onChange={setQ} />
        <SegmentedControl
          aria-label={t('view')}
          data={views}
          value={search.view ?? 'table'}
          onChange={value => setSearch({ view: value === 'chart' ? 'chart' : undefined })}
        />
      </div>
      <Card flush>
        {rows.length === 0 ? (
          <Empty title={t('rows.none')}>{t('rows.none-why')}</Empty>
        ) : search.view === 'chart' ? (
          <Chart all={all} rows={rows} level={level} />
        ) : (
          <Cells all={all} rows={rows} level={level} />
        )}
      </Card>
      <p className="xs dim">{t('rows.by-name')}</p>
      <Files level={level} />
      <BehindFigure days={all.period} />
    </Page>
  )
}

type Props = { all: Rows; rows: readonly Row[]; level: 'manager' | 'member' }

function Cells({ all, rows, level }: Props) {
  const t = useText(messages)
  const words = useMetricWords()
  const figures = all.metrics.map(metric => ({
    key: metric.id,
    head: words.name(metric.id),
    num: true,
    cell: (row: Row) => <OneCell metric={metric} row={row} cell={cellOf(row, metric)} />,
  }))
  const name = { key: 'name', head: t(`level.one.${level}`), cell: (row: Row) => <PersonLink row={row} level={level} /> }
  return <Grid label={t(`level.${level}`)} rows={rows} keyOf={row => row.id} columns={[name, ...figures]} />
}

const cellOf = (row: Row, { id }: Metric) => row.cells.find(({ metric }) => metric === id)

const PersonLink = ({ row, level }: { row: Row; level: 'manager' | 'member' }) => {
  const { search } = usePlace('/scoreboard', BoardSearch)
  return (
    <To page="/scoreboard" search={{ ...whenAsked(search), ...filterAsked(search), level, of: row.id }} className="b nowrap">
      {row.name}
    </To>
  )
}

function OneCell({ metric, row, cell }: { metric: Metric; row: Row; cell: Cell | undefined }) {
  const t = useText(messages)
  const write = useFigures()
  const words = useMetricWords()
  const open = useOpen()
  if (!cell || cell.n === 0) return <span className="dim">–</span>
  const few = cell.n < SURE
  const shown = cell.value === null ? t('n', { n: cell.n }) : write.value(metric.unit, cell.value)
  const more = cell.value === null ? t('few', { n: cell.n }) : `${write.range(metric.unit, cell)}, ${t('n', { n: write.number(cell.n) })}`
  return (
    <button
      type="button"
      className={few ? 'as-link cell few' : 'as-link cell'}
      title={more}
      aria-label={`${row.name}, ${words.name(metric.id)}: ${shown}, ${more}`}
      onClick={() => open(metric.id, row.id)}
    >
      {shown}
    </button>
  )
}

/** What is open is part of the address. */
function useOpen() {
  const { setSearch } = usePlace('/scoreboard', BoardSearch)
  return (open: string, who: string) => setSearch({ open, who }, { replace: false })
}

/** One metric of all: likely ranges under each other on one scale. */
function Chart({ all, rows, level }: Props) {
  const t = useText(messages)
  const words = useMetricWords()
  const [id, setId] = useState(all.metrics[0]?.id ?? '')
  const metric = all.metrics.find(one => one.id === id) ?? all.metrics[0]
  if (!metric) return null
  const shown = rows.flatMap(row => {
    const cell = cellOf(row, metric)
    return cell ? [{ row, cell }] : []
  })
  const ends = shown.flatMap(({ cell: { value, low, high } }) => (value === null ? [] : [low ?? value, high ?? value]))
  const [min, max] = [Math.min(...ends), Math.max(...ends)]
  const room = (max - min || 1) * 0.05
  return (
    <div className="range-chart">
      <div className="tools">
        <Select
          label={t('metric')}
          data={all.metrics.map(one => ({ value: one.id, label: words.name(one.id) }))}
          value={metric.id}
          onChange={next => next && setId(next)}
          allowDeselect={false}
        />
      </div>
      <ul className="ranges" aria-label={words.name(metric.id)}>
        {shown.map(({ row, cell }) => (
          <li key={row.id}>
            <PersonLink row={row} level={level} />
            <RangeLine metric={metric} cell={cell} min={min - room} max={max + room} />
            <OneCell metric={metric} row={row} cell={cell} />
          </li>
        ))}
      </ul>
    </div>
  )
}

export function RangeLine({
  metric,
  cell,
  min,
  max,
}: {
  metric: Pick<Metric, 'unit'>
  cell: Omit<Cell, 'metric'>
  min: number
  max: number
}) {
  const t = useText(messages)
  const write = useFigures()
  const { value, low, high, n } = cell
  if (value === null || low === null || high === null) return <Signal kind="few">{t('few', { n })}</Signal>
  const label = `${write.value(metric.unit, value)}, ${write.range(metric.unit, cell)}`
  return <Thread low={low} high={high} value={value} min={min} max={max} kind={n < SURE ? 'few' : 'in'} label={label} />
}
