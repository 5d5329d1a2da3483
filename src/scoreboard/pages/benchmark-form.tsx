import { useAsk, useSend } from '#ui/api.ts'
import { Form, NumberField, NumberInput, Select, SelectField, Signal, Submit, TextField, useFormHere } from '#ui/index.ts'
import { useText } from '#ui/text.tsx'
import { methods, scales, unitOf } from '../benchmark-basis-api.ts'
import { addBenchmark, type Benchmark, benchmarkKinds, changeBenchmark, listBases, listBenchmarks } from '../benchmarks-api.ts'
import messages from '../messages/index.ts'
import type { Metric } from './figures.ts'
import { useMetricWords } from './metric-link.tsx'

/** People write a share as percent and times as minutes. */
const scaleOf = (unit: Metric['unit']) => ({ share: 100, seconds: 1 / 60, points: 1, score: 1, count: 1 })[unit] ?? 1
type Values = Record<string, unknown>
const basis = ({ scale, method }: Values) => ({ scale, method }) as Pick<Benchmark, 'scale' | 'method'>
const times = (value: unknown, by: number) =>
  value === '' || value === null || value === undefined ? undefined : Number((Number(value) * by).toPrecision(12))

/** What another reaches, with all that says whether it may be held against ours. */
export default function BenchmarkForm({ one, onDone }: { one: Benchmark | null; onDone: () => void }) {
  const t = useText(messages)
  const add = useSend(addBenchmark, { refresh: [listBenchmarks] })
  const change = useSend(changeBenchmark, { refresh: [listBenchmarks] })
  const toInput = (values: Values) => {
    const size = 1 / scaleOf(unitOf(basis(values)))
    const { value, deviation, n, year, industry, region, licence, ...rest } = values
    const kept = Object.fromEntries(Object.entries({ industry, region, licence }).filter(([, text]) => text !== ''))
    const numbers = { value: times(value, size), deviation: times(deviation, size) ?? null, n: times(n, 1) ?? null, year: times(year, 1) }
    return { ...rest, ...kept, ...numbers, ...(one && { id: one.id }) }
  }
  const label = one ? t('benchmark.edit') : t('benchmark.add')
  const schema = one ? changeBenchmark.input : addBenchmark.input
  return (
    <Form schema={schema} start={startOf(one)} send={(one ? change : add) as typeof add} input={toInput} onDone={onDone} label={label}>
      <SelectField
        name="kind"
        label={t('benchmark.kind')}
        options={benchmarkKinds.map(value => ({ value, label: t(`benchmark.kind.${value}`) }))}
      />
      <TextField name="name" label={t('benchmark.name')} hint={t('benchmark.name-hint')} required />
      <MetricField />
      <SelectField
        name="scale"
        label={t('benchmark.scale')}
        options={scales.map(value => ({ value, label: t(`benchmark.scale.${value}`) }))}
      />
      <SelectField
        name="method"
        label={t('benchmark.method')}
        options={methods.map(value => ({ value, label: t(`benchmark.method.${value}`) }))}
      />
      <Fits />
      <Measured name="value" />
      <NumberField name="n" label={t('benchmark.n')} hint={t('benchmark.n-hint')} min={1} />
      <Measured name="deviation" />
      <TextField name="industry" label={t('benchmark.industry')} />
      <TextField name="region" label={t('benchmark.region')} />
      <YearField />
      <TextField name="sourceUrl" type="url" label={t('benchmark.source')} required />
      <TextField name="licence" label={t('benchmark.licence')} />
      <Submit>{one ? t('benchmark.save') : t('benchmark.add')}</Submit>
    </Form>
  )
}

const empty = {
  kind: 'competitor',
  name: '',
  metric: 'csat',
  scale: 'csat',
  method: 'top-two',
  value: '',
  n: '',
  deviation: '',
  industry: '',
  region: '',
}

function startOf(one: Benchmark | null): Values {
  if (!one) return { ...empty, year: '', sourceUrl: '', licence: '' }
  const { kind, name, metric, scale, method, industry, region, year, sourceUrl, licence, unit } = one
  const size = scaleOf(unit)
  const numbers = { value: times(one.value, size), deviation: times(one.deviation, size) ?? '', n: one.n ?? '' }
  return { kind, name, metric, scale, method, industry, region, year, sourceUrl, licence, ...numbers }
}

/** A figure of ours; with it comes on what it stands. */
function MetricField() {
  const t = useText(messages)
  const words = useMetricWords()
  const { items } = useAsk(listBases, {})
  const { form } = useFormHere()
  const { value, error } = form.getInputProps('metric')
  const choose = (metric: string | null) => {
    const found = items.find(one => one.metric === metric)
    if (found) form.setValues({ metric, scale: found.scale, method: found.method })
  }
  const data = items.map(({ metric }) => ({ value: metric, label: words.name(metric) })).sort((a, b) => a.label.localeCompare(b.label))
  return <Select label={t('metric')} data={data} value={value as string} error={error} onChange={choose} allowDeselect={false} searchable />
}

/** Whether it could stand beside ours, while one still chooses. */
function Fits() {
  const t = useText(messages)
  const { items } = useAsk(listBases, {})
  const { form } = useFormHere()
  const { metric, scale, method } = form.getValues()
  const ours = items.find(one => one.metric === metric)
  const misfit = ours && (ours.scale !== scale ? 'scale' : ours.method !== method ? 'method' : null)
  return misfit ? <Signal kind="few">{t(`benchmark.misfit.${misfit}`)}</Signal> : null
}

/** A value in the unit that people write. */
function Measured({ name }: { name: 'value' | 'deviation' }) {
  const t = useText(messages)
  const { form } = useFormHere()
  const unit = unitOf(basis(form.getValues()))
  const { value, onChange, error } = form.getInputProps(name)
  return (
    <NumberInput
      label={t(`benchmark.${name}`)}
      description={t(`benchmark.in.${unit}`)}
      value={value as number}
      onChange={onChange}
      error={error}
      withAsterisk={name === 'value'}
      data-path={name}
      hideControls
    />
  )
}

function YearField() {
  const t = useText(messages)
  const { form } = useFormHere()
  const { value, onChange, error } = form.getInputProps('year')
  const shared = { min: 1990, max: 2100, allowDecimal: false, hideControls: true, withAsterisk: true }
  return (
    <NumberInput
      label={t('benchmark.year')}
      value={value as number}
      onChange={onChange}
      error={error}
      thousandSeparator=""
      data-path="year"
      {...shared}
    />
  )
}
