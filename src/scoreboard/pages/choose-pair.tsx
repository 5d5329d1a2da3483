import { Button } from '@mantine/core'
import { useState } from 'react'
import { useAsk, useSend } from '#ui/api.ts'
import { NumberInput, notice, Select } from '#ui/index.ts'
import { useText } from '#ui/text.tsx'
import { readChoices, readScoreboard, setGoal } from '../api.ts'
import messages from '../messages/index.ts'
import type { Metric } from './figures.ts'
import { useMetricWords } from './metric-link.tsx'

type Half = 'satisfaction' | 'productivity'
const halves: readonly Half[] = ['satisfaction', 'productivity']
type Chosen = Record<Half, { metric: string; target: number | null }>

/** Both halves at once, each with what is aimed at. */
export default function Choose({ onDone }: { onDone: () => void }) {
  const t = useText(messages)
  const choices = useAsk(readChoices, {})
  const targetOf = (metric: string) => choices.targets.find(one => one.metric === metric)?.value ?? null
  const [chosen, setChosen] = useState<Chosen>(() => ({
    satisfaction: { metric: choices.chosen.satisfaction, target: targetOf(choices.chosen.satisfaction) },
    productivity: { metric: choices.chosen.productivity, target: targetOf(choices.chosen.productivity) },
  }))
  const send = useSend(setGoal, {
    refresh: [readScoreboard, readChoices],
    onDone: () => {
      notice({ tone: 'good', text: t('goal.done') })
      onDone()
    },
  })
  return (
    <div className="stack">
      <p className="soft">{t('goal.why')}</p>
      {halves.map(half => (
        <OneHalf
          key={half}
          label={t(`half.${half}`)}
          from={choices[half]}
          value={chosen[half]}
          onMetric={metric => setChosen({ ...chosen, [half]: { metric, target: targetOf(metric) } })}
          onTarget={target => setChosen({ ...chosen, [half]: { ...chosen[half], target } })}
        />
      ))}
      <div className="row end">
        <Button loading={send.isPending} onClick={() => send.mutate(chosen)}>
          {t('goal.save')}
        </Button>
      </div>
    </div>
  )
}

type HalfProps = {
  label: string
  from: readonly Metric[]
  value: Chosen[Half]
  onMetric: (id: string) => void
  onTarget: (target: number | null) => void
}

/** People write a share as percent and times as minutes. */
const scaleOf = ({ unit }: Pick<Metric, 'unit'>) => ({ share: 100, seconds: 1 / 60, points: 1, score: 1, count: 1 })[unit] ?? 1

function OneHalf({ label, from, value, onMetric, onTarget }: HalfProps) {
  const t = useText(messages)
  const words = useMetricWords()
  const metric = from.find(({ id }) => id === value.metric)
  const scale = metric ? scaleOf(metric) : 1
  return (
    <fieldset className="stack goal-half">
      <legend className="field-label">{label}</legend>
      <Select
        aria-label={label}
        data={from.map(({ id }) => ({ value: id, label: words.name(id) }))}
        value={value.metric}
        onChange={id => id && onMetric(id)}
        allowDeselect={false}
      />
      {metric && (
        <>
          <p className="sm dim">{words.about(metric.id)}</p>
          <NumberInput
            label={t(`target.in.${metric.unit}`)}
            description={t('target.optional')}
            value={value.target === null ? '' : Number((value.target * scale).toFixed(3))}
            onChange={next => onTarget(next === '' ? null : Number(next) / scale)}
          />
        </>
      )}
    </fieldset>
  )
}
