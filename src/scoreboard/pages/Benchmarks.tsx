import { Button, CloseButton } from '@mantine/core'
import { lazy, Suspense, useState } from 'react'
import { listMetrics } from '#metrics/api.ts'
import { type Item, useAsk, useList, useSend } from '#ui/api.ts'
import { Card, Dialog, Empty, List, Loading, notice, Page, PageTabs, SearchBox, Select, Signal, undoable, useMay } from '#ui/index.ts'
import { To, usePlace } from '#ui/page.tsx'
import { useFormats, useText } from '#ui/text.tsx'
import { benchmarkKinds, listBenchmarks, removeBenchmark, restoreBenchmark, showBenchmark, takePublished } from '../benchmarks-api.ts'
import messages from '../messages/index.ts'
import { useFigures } from './figures.ts'
import { MetricLink, useMetricWords } from './metric-link.tsx'
import { BenchmarkSearch } from './search.ts'
import './scoreboard.css'

const BenchmarkForm = lazy(() => import('./benchmark-form.tsx'))
type Benchmark = Item<typeof listBenchmarks>
/** What is open: nothing, an empty form, or that of one. */
type Open = Benchmark | 'new' | null

/** What others reach, with where it was read; beside our figures only what somebody chose. */
export default function Benchmarks() {
  const t = useText(messages)
  const may = useMay()('scoreboard.benchmarks')
  const { search } = usePlace('/scoreboard/benchmarks', BenchmarkSearch)
  const { q, metric, kind } = search
  const list = useList(listBenchmarks, { ...(q && { q }), ...(metric && { metric }), ...(kind && { kind }) })
  const [open, setOpen] = useState<Open>(null)
  const none =
    q || metric || kind ? (
      <Empty title={t('benchmarks.none-found')} />
    ) : (
      <Empty title={t('benchmarks.none')}>{t('benchmarks.none-why')}</Empty>
    )
  return (
    <Page
      title={t('benchmarks')}
      sentence={t('benchmarks.why')}
      action={may && <Button onClick={() => setOpen('new')}>{t('benchmark.add')}</Button>}
    >
      <PageTabs of="/scoreboard" />
      <Card flush>
        <List
          list={list}
          label={t('benchmarks')}
          keyOf={one => one.id}
          tools={<Finding />}
          empty={none}
          row={one => <Row one={one} may={may} onEdit={() => setOpen(one)} />}
        />
      </Card>
      {may && <TakeIn />}
      <Dialog side open={open !== null} onClose={() => setOpen(null)} title={open === 'new' ? t('benchmark.add') : t('benchmark.edit')}>
        <Suspense fallback={<Loading />}>
          {open && <BenchmarkForm one={open === 'new' ? null : open} onDone={() => setOpen(null)} />}
        </Suspense>
      </Dialog>
    </Page>
  )
}

function Finding() {
  const t = useText(messages)
  const words = useMetricWords()
  const { search, setSearch } = usePlace('/scoreboard/benchmarks', BenchmarkSearch)
  const { items } = useAsk(listMetrics, {})
  const metrics = items.map(({ id }) => ({ value: id, label: words.name(id) })).sort((a, b) => a.label.localeCompare(b.label))
  return (
    <>
      <SearchBox value={search.q ?? ''} onChange={next => setSearch({ q: next || undefined })} label={t('benchmarks.search')} />
      <div className="filter row wrap">
        <Select
          aria-label={t('metric')}
          placeholder={t('benchmark.any-metric')}
          data={metrics}
          value={search.metric ?? null}
          onChange={next => setSearch({ metric: next ?? undefined })}
          clearable
          searchable
        />
        <Select
          aria-label={t('benchmark.kind')}
          placeholder={t('benchmark.any-kind')}
          data={benchmarkKinds.map(value => ({ value, label: t(`benchmark.kind.${value}`) }))}
          value={search.kind ?? null}
          onChange={next => setSearch({ kind: (next ?? undefined) as Benchmark['kind'] | undefined })}
          clearable
        />
      </div>
    </>
  )
}

function Row({ one, may, onEdit }: { one: Benchmark; may: boolean; onEdit: () => void }) {
  const t = useText(messages)
  const write = useFigures()
  const { name, unit, value, n, year, kind, scale, method, industry, region } = one
  const about = [
    t(`benchmark.kind.${kind}`),
    industry !== name && industry,
    region,
    t(`benchmark.scale.${scale}`),
    t(`benchmark.method.${method}`),
  ]
  return (
    <span className="row wrap between benchmark">
      <span className="stack">
        <span className="row wrap">
          <b>{name}</b>
          <b className="num">{write.value(unit, value)}</b>
          <span className="dim num">{year}</span>
          {n !== null && <span className="dim num">{t('n', { n: write.number(n) })}</span>}
        </span>
        <span className="sm">
          <MetricLink id={one.metric} />
        </span>
        <span className="sm soft">{about.filter(Boolean).join(' · ')}</span>
        <Source one={one} />
      </span>
      <span className="row wrap">
        <Fit one={one} />
        {may && <Acts one={one} onEdit={onEdit} />}
      </span>
    </span>
  )
}

function Source({ one: { sourceUrl, licence } }: { one: Benchmark }) {
  const t = useText(messages)
  return (
    <span className="xs dim">
      <a href={sourceUrl} target="_blank" rel="noreferrer">
        {t('benchmark.read-at', { host: new URL(sourceUrl).host })}
      </a>
      {licence && ` · ${licence}`}
    </span>
  )
}

function Fit({ one: { misfit, shown, goodUntil } }: { one: Benchmark }) {
  const t = useText(messages)
  const { date } = useFormats()
  if (misfit) return <Signal kind="few">{t(`benchmark.misfit.${misfit}`)}</Signal>
  if (shown) return <Signal kind="good">{t('benchmark.shown')}</Signal>
  return <span className="sm dim">{t('benchmark.until', { day: date(goodUntil) })}</span>
}

function Acts({ one: { id, name, shown, misfit }, onEdit }: { one: Benchmark; onEdit: () => void }) {
  const t = useText(messages)
  const show = useSend(showBenchmark, { refresh: [listBenchmarks] })
  const back = useSend(restoreBenchmark, { refresh: [listBenchmarks] })
  const remove = useSend(removeBenchmark, {
    refresh: [listBenchmarks],
    onDone: () => undoable({ text: t('benchmark.removed', { name }), undo: () => back.mutate({ id }) }),
  })
  return (
    <span className="row wrap no-print">
      {!misfit && (
        <Button variant="default" size="compact-sm" loading={show.isPending} onClick={() => show.mutate({ id, shown: !shown })}>
          {shown ? t('benchmark.hide') : t('benchmark.show')}
        </Button>
      )}
      <Button variant="subtle" size="compact-sm" onClick={onEdit} aria-label={t('benchmark.edit-of', { name })}>
        {t('benchmark.edit')}
      </Button>
      <CloseButton size="sm" aria-label={t('benchmark.remove', { name })} onClick={() => remove.mutate({ id })} />
    </span>
  )
}

/** Those that come along, and a file of one's own. */
function TakeIn() {
  const t = useText(messages)
  const imports = useMay()('imports.run')
  const take = useSend(takePublished, {
    refresh: [listBenchmarks],
    onDone: ({ added }) => notice({ tone: 'good', text: t('benchmarks.taken', { n: added }) }),
  })
  return (
    <div className="row wrap board-files no-print">
      <Button variant="subtle" loading={take.isPending} onClick={() => take.mutate({})}>
        {t('benchmarks.take')}
      </Button>
      {imports && <To page="/import">{t('benchmarks.import')}</To>}
    </div>
  )
}
