import { useAsk } from '#ui/api.ts'
import { Card, Empty, Grid, Section, Signal } from '#ui/index.ts'
import { useFormats, useText } from '#ui/text.tsx'
import messages from '../messages/index.ts'
import { type Moved as Out, readMoved } from '../people-api.ts'
import { useFigures } from './figures.ts'
import { MetricLink } from './metric-link.tsx'

type Row = Out['rows'][number]

/** Whether the others' figures moved since something was learned here. */
export default function Moved({ id }: { id: string }) {
  const t = useText(messages)
  const { date } = useFormats()
  const { since, days, rows } = useAsk(readMoved, { id })
  if (!since) return null
  return (
    <Section title={t('moved')}>
      <p className="sm soft">{t('moved.since', { day: date(since), n: days })}</p>
      <Card flush>{rows.length === 0 ? <Empty title={t('none')} /> : <Rows rows={rows} />}</Card>
    </Section>
  )
}

function Rows({ rows }: { rows: readonly Row[] }) {
  const t = useText(messages)
  const write = useFigures()
  const figure = ({ metric }: Row, { value, n }: Row['now']) =>
    value === null ? t('few', { n }) : `${write.value(metric.unit, value)} (${t('n', { n: write.number(n) })})`
  return (
    <Grid
      label={t('moved')}
      rows={rows}
      keyOf={({ metric }) => metric.id}
      columns={[
        { key: 'what', head: t('metric'), wide: true, cell: ({ metric }) => <MetricLink id={metric.id} /> },
        { key: 'before', head: t('moved.before'), num: true, cell: row => figure(row, row.before) },
        { key: 'now', head: t('moved.now'), num: true, cell: row => figure(row, row.now) },
        { key: 'change', head: t('person.change'), cell: row => <Change row={row} /> },
      ]}
    />
  )
}

function Change({ row: { change, metric } }: { row: Row }) {
  const t = useText(messages)
  const write = useFigures()
  if (!change?.seen) return <Signal kind="in">{t('person.same')}</Signal>
  const more = change.value > 0
  const [low, high] = more ? [change.low, change.high] : [-change.high, -change.low]
  const size = { by: write.change(metric.unit, change.value), low: write.change(metric.unit, low), high: write.change(metric.unit, high) }
  return <Signal kind={(metric.better === 'up') === more ? 'up' : 'down'}>{more ? t('person.more', size) : t('person.less', size)}</Signal>
}
