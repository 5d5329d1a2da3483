import { Button, SegmentedControl } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useCallback, useMemo, useState } from 'react'
import { useAsk } from '#ui/api.ts'
import { Grid, useMay } from '#ui/index.ts'
import { usePlace } from '#ui/page.tsx'
import { useFormats, useText } from '#ui/text.tsx'
import messages from '../messages/index.ts'
import { listNotes, type Point, readTrend, steps, type Trend } from '../metric-api.ts'
import { Chart } from './charts/chart.tsx'
import { controlOption } from './charts/control.ts'
import { SURE, useFigures } from './figures.ts'
import type { Part } from './Metric.tsx'
import { NoteDialog, NoteList } from './notes.tsx'
import { MetricSearch } from './search.ts'

type Props = Part & { asked: object; aim: number | null }

/** Has anything changed? A control chart: what wanders by itself is no news. */
export function TrendOf({ metric, days, asked, aim }: Props) {
  const t = useText(messages)
  const write = useFigures()
  const label = useLabel()
  const { search } = usePlace('/metrics/$id', MetricSearch)
  const trend = useAsk(readTrend, { id: metric.id, ...days, ...asked, ...(search.step && { step: search.step }) })
  const time = { from: trend.points[0]?.from ?? days.from, to: trend.points.at(-1)?.to ?? days.to }
  const notes = useAsk(listNotes, { id: metric.id, ...time }).items
  const open = useOpenDays(metric.id)
  const texts = t('target.at', { value: aim === null ? '' : write.round(metric.unit, aim) })
  const draw = useMemo(
    () => controlOption({ trend, aim, notes, sure: SURE, axis: one => write.round(metric.unit, one), label, target: texts }),
    [trend, aim, notes, texts, metric.unit, write, label],
  )
  return (
    <Chart
      title={t('trend')}
      answer={<Answer trend={trend} />}
      aside={<Steps step={trend.step} />}
      draw={trend.points.some(({ value }) => value !== null) ? draw : null}
      onPick={(at, series) => series === 'points' && open(trend.points[at]!)}
      table={<Table trend={trend} metric={metric} />}
    >
      <Legend trend={trend} />
      <NoteList metric={metric.id} notes={notes} />
      <AddNote metric={metric.id} day={days.to} />
    </Chart>
  )
}

/** 2 Mar 2026, or with half hours 2 Mar 2026, 09:30. */
function useLabel() {
  const { date } = useFormats()
  return useCallback((on: string) => (on.length > 10 ? `${date(on.slice(0, 10))}, ${on.slice(11)}` : date(on)), [date])
}

/** Half hours open to their whole day: facts are asked for by days. */
function useOpenDays(metric: string) {
  const { search, setSearch } = usePlace('/metrics/$id', MetricSearch)
  return ({ from, to, on }: Point) =>
    setSearch({ open: metric, who: search.of, start: from, end: to, time: on.length > 10 ? on.slice(11) : undefined }, { replace: false })
}

function Steps({ step }: { step: Trend['step'] }) {
  const t = useText(messages)
  const { setSearch } = usePlace('/metrics/$id', MetricSearch)
  const data = steps.map(value => ({ value, label: t(`step.${value}`) }))
  return (
    <SegmentedControl
      className="no-print"
      aria-label={t('step')}
      data={data}
      value={step}
      onChange={value => setSearch({ step: value as 'day' })}
    />
  )
}

/** The answer in words: each signal with its rule, the latest first; or that there is none. */
function Answer({ trend: { chart, points } }: { trend: Trend }) {
  const t = useText(messages)
  const label = useLabel()
  if (chart === null) return t('trend.few')
  const found = points.flatMap(({ on, signals }) => signals.map(rule => ({ on, rule }))).reverse()
  if (found.length === 0) return t('trend.calm')
  return (
    <ul>
      {found.slice(0, 3).map(({ on, rule }) => (
        <li key={`${on} ${rule}`}>{t(`rule.${rule}`, { when: label(on) })}</li>
      ))}
      {found.length > 3 && <li>{t('trend.more', { n: found.length - 3 })}</li>}
    </ul>
  )
}

function Legend({ trend: { chart } }: { trend: Trend }) {
  const t = useText(messages)
  if (chart === null) return null
  return <p className="xs dim">{t(`chart.${chart}`)}</p>
}

function Table({ trend: { points }, metric }: { trend: Trend; metric: Part['metric'] }) {
  const t = useText(messages)
  const write = useFigures()
  const label = useLabel()
  const open = useOpenDays(metric.id)
  const limit = (one: Point, end: 'low' | 'high') => (one.limits ? write.round(metric.unit, one.limits[end]) : '–')
  return (
    <Grid
      label={t('trend')}
      rows={points.filter(({ n }) => n > 0)}
      keyOf={one => one.on}
      columns={[
        { key: 'on', head: t('table.when'), cell: one => label(one.on) },
        {
          key: 'value',
          head: t('table.value'),
          num: true,
          cell: one => (
            <button type="button" className="as-link cell" onClick={() => open(one)}>
              {one.value === null ? t('few', { n: one.n }) : write.value(metric.unit, one.value)}
            </button>
          ),
        },
        { key: 'range', head: t('table.range'), num: true, cell: one => write.range(metric.unit, one) || '–' },
        { key: 'n', head: t('table.n'), num: true, cell: one => write.number(one.n) },
        { key: 'low', head: t('table.low'), num: true, cell: one => limit(one, 'low') },
        { key: 'high', head: t('table.high'), num: true, cell: one => limit(one, 'high') },
        {
          key: 'signal',
          head: t('table.signal'),
          cell: one =>
            one.signals.length > 0
              ? one.signals.map(rule => t(`rule.short.${rule}`)).join(', ')
              : one.cut
                ? t('cut')
                : one.unsettled
                  ? t('unsettled')
                  : '',
        },
      ]}
    />
  )
}

function AddNote({ metric, day }: { metric: string; day: string }) {
  const t = useText(messages)
  const may = useMay()('scoreboard.note')
  const [open, setOpen] = useState(false)
  if (!may) return null
  return (
    <div className="no-print">
      <Button variant="subtle" size="compact-sm" leftSection={<IconPlus size={15} aria-hidden />} onClick={() => setOpen(true)}>
        {t('note.add')}
      </Button>
      <NoteDialog open={open} onClose={() => setOpen(false)} metric={metric} day={day} />
    </div>
  )
}
