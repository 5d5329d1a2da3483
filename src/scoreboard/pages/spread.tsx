import { useMemo } from 'react'
import { useAsk } from '#ui/api.ts'
import { Grid } from '#ui/index.ts'
import { usePlace } from '#ui/page.tsx'
import { useText } from '#ui/text.tsx'
import messages from '../messages/index.ts'
import { readSpread } from '../metric-api.ts'
import { binsOption } from './charts/bars.ts'
import { Chart } from './charts/chart.tsx'
import { useFigures } from './figures.ts'
import type { Part } from './Metric.tsx'
import { MetricSearch } from './search.ts'

/** How do the single ones lie? A mean hides the customer who waited an hour. */
export function SpreadOf({ metric, days, asked }: Part & { asked: object }) {
  const t = useText(messages)
  const write = useFigures()
  const { search, setSearch } = usePlace('/metrics/$id', MetricSearch)
  const { spread } = useAsk(readSpread, { id: metric.id, ...days, ...asked })
  const at = (p: number) => spread?.percentiles.find(one => one.p === p)?.value ?? 0
  const [middle, high] = [at(50), at(90)]
  const [half, most] = [t('spread.half'), t('spread.most')]
  const draw = useMemo(
    () =>
      spread &&
      binsOption(spread.bins, one => write.round(metric.unit, one), [
        { value: middle, label: half },
        { value: high, label: most },
      ]),
    [spread, metric.unit, middle, high, half, most, write],
  )
  if (!spread) return null
  const open = (bin: number) => {
    const one = spread.bins[bin]
    if (one) setSearch({ open: metric.id, who: search.of, above: one.from, below: one.to }, { replace: false })
  }
  const lines = [
    ...spread.percentiles.map(({ p, value }) => ({
      key: `p${p}`,
      what: t('spread.below', { p }),
      value: write.value(metric.unit, value),
      bin: null,
    })),
    ...spread.bins.map((one, bin) => ({
      key: String(one.from),
      what: t('spread.bin', { from: write.round(metric.unit, one.from), to: write.round(metric.unit, one.to) }),
      value: write.number(one.n),
      bin,
    })),
  ]
  return (
    <Chart
      title={t('spread')}
      answer={t('spread.answer', {
        half: write.value(metric.unit, middle),
        most: write.value(metric.unit, high),
        n: write.number(spread.n),
      })}
      draw={draw}
      height={230}
      onPick={bin => open(bin)}
      table={
        <Grid
          label={t('spread')}
          rows={lines}
          keyOf={line => line.key}
          columns={[
            { key: 'what', head: t('table.what'), cell: line => line.what },
            {
              key: 'value',
              head: t('table.value'),
              num: true,
              cell: line =>
                line.bin === null ? (
                  line.value
                ) : (
                  <button type="button" className="as-link cell" onClick={() => open(line.bin)}>
                    {line.value}
                  </button>
                ),
            },
          ]}
        />
      }
    >
      {spread.beyond > 0 && <p className="xs dim">{t('spread.beyond', { n: spread.beyond })}</p>}
    </Chart>
  )
}
