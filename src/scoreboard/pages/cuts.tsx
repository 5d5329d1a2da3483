import { SegmentedControl } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { listTopics } from '#customers/api.ts'
import { readMetric } from '#metrics/api.ts'
import { ask, type Out, useAsk } from '#ui/api.ts'
import { Card, Empty, Section, useMay } from '#ui/index.ts'
import { To, usePlace } from '#ui/page.tsx'
import { languageNames, useText } from '#ui/text.tsx'
import messages from '../messages/index.ts'
import { useChannelName } from './channels.ts'
import { SURE, useFigures } from './figures.ts'
import type { Part } from './Metric.tsx'
import { RangeLine } from './rows.tsx'
import { MetricSearch } from './search.ts'

const cuts = ['channel', 'topic', 'language'] as const
type Cut = (typeof cuts)[number]
type Row = Out<typeof readMetric>['rows'][number]

/** The same figure by channel, topic and language, each with its likely range; each opens to what is behind it. */
export function Cuts({ metric, days, subject }: Part & { subject: string }) {
  const t = useText(messages)
  const { search } = usePlace('/metrics/$id', MetricSearch)
  const [by, setBy] = useState<Cut>('channel')
  const { rows, leftOut } = useAsk(readMetric, { id: metric.id, ...days, by, level: search.of ? (search.level ?? 'company') : 'company' })
  const shown = rows.filter(({ id, n }) => id === subject && n > 0).sort((a, b) => b.n - a.n)
  const data = cuts.map(value => ({ value, label: t(value) }))
  return (
    <Section
      title={t('cuts')}
      aside={
        <SegmentedControl className="no-print" aria-label={t('cuts')} data={data} value={by} onChange={value => setBy(value as Cut)} />
      }
    >
      <LeftOut n={leftOut.reduce((all, one) => all + one.n, 0)} />
      <Card>{shown.length === 0 ? <Empty title={t('none')} /> : <Ranges metric={metric} by={by} rows={shown} />}</Card>
    </Section>
  )
}

/** What counts nowhere until somebody has decided. */
function LeftOut({ n }: { n: number }) {
  const t = useText(messages)
  const may = useMay()('interactions.decide')
  if (n === 0) return null
  return (
    <p className="sm soft">
      {t('left-out', { n })} {may && <To page="/settings/doubts">{t('left-out.decide')}</To>}
    </p>
  )
}

function Ranges({ metric, by, rows }: { metric: Part['metric']; by: Cut; rows: readonly Row[] }) {
  const t = useText(messages)
  const write = useFigures()
  const name = useCutName(by)
  const { setSearch } = usePlace('/metrics/$id', MetricSearch)
  const ends = rows.flatMap(({ value, low, high }) => (value === null ? [] : [low ?? value, high ?? value]))
  const [min, max] = [Math.min(...ends), Math.max(...ends)]
  const room = (max - min || 1) * 0.05
  return (
    <ul className="ranges" aria-label={t('cuts')}>
      {rows.map(row => (
        <li key={row.by ?? ''}>
          <span>{name(row.by)}</span>
          <RangeLine metric={metric} cell={row} min={min - room} max={max + room} />
          <span className={row.n < SURE ? 'num few' : 'num'}>
            {row.by ? (
              <button
                type="button"
                className="as-link cell"
                title={t('cuts.open', { what: name(row.by) })}
                onClick={() => setSearch({ [by]: row.by ?? undefined, open: metric.id }, { replace: false })}
              >
                {row.value === null ? t('n', { n: row.n }) : write.value(metric.unit, row.value)}
              </button>
            ) : row.value === null ? (
              t('n', { n: row.n })
            ) : (
              write.value(metric.unit, row.value)
            )}
          </span>
        </li>
      ))}
    </ul>
  )
}

function useCutName(by: Cut) {
  const t = useText(messages)
  const channelName = useChannelName()
  const { data } = useQuery({ ...ask(listTopics, {}), enabled: by === 'topic' })
  return (key: string | null | undefined) => {
    if (!key || key === 'und') return t('cuts.none')
    if (by === 'channel') return channelName(key)
    if (by === 'language') return languageNames[key as 'en'] ?? key
    return data?.items.find(({ id }) => id === key)?.name ?? t('topic')
  }
}
