import { Button, CloseButton, SegmentedControl } from '@mantine/core'
import { Suspense, useState } from 'react'
import { listMetrics } from '#metrics/api.ts'
import { useAsk, useSend } from '#ui/api.ts'
import {
  Card,
  CheckField,
  Dialog,
  Empty,
  Form,
  Grid,
  Loading,
  notice,
  Page,
  PageTabs,
  Section,
  Select,
  Submit,
  TextField,
  undoable,
} from '#ui/index.ts'
import { To, usePlace } from '#ui/page.tsx'
import { languageNames, useFormats, useText } from '#ui/text.tsx'
import messages from '../messages/index.ts'
import { cuts, type Explored, explore, listViews, mailView, removeView, rhythms, saveView, type View } from '../views-api.ts'
import { filterAsked, only, whenAsked } from './asked.ts'
import { BehindFigure } from './behind.tsx'
import { useChannelName } from './channels.ts'
import { SURE, useFigures } from './figures.ts'
import { useMetricWords } from './metric-link.tsx'
import { RangeLine } from './rows.tsx'
import { Sentence } from './Scoreboard.tsx'
import { ExploreSearch } from './search.ts'
import { Tools } from './tools.tsx'
import './scoreboard.css'

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
        <Kept />
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
          key: 'line',
          head: t('table.range'),
          wide: true,
          cell: row => <RangeLine metric={metric} cell={row} min={min - room} max={max + room} />,
        },
        { key: 'range', head: '', num: true, cell: row => write.range(metric.unit, row) },
        { key: 'n', head: t('table.n'), num: true, cell: row => write.number(row.n) },
        {
          key: 'value',
          head: t('table.value'),
          num: true,
          cell: row => (
            <button type="button" className={row.n < SURE ? 'as-link cell few' : 'as-link cell'} onClick={() => open(row)}>
              {row.value === null ? t('few', { n: row.n }) : write.value(metric.unit, row.value)}
            </button>
          ),
        },
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

function useWhat() {
  const t = useText(messages)
  const channelName = useChannelName()
  const { date } = useFormats()
  const cut = ({ by, name }: Row, kind: ExploreSearch['by']) => {
    if (!kind) return null
    if (by === null) return t('cuts.none')
    return {
      channel: () => channelName(by),
      language: () => languageNames[by as 'en'] ?? by,
      topic: () => name ?? t('topic'),
      week: () => date(by),
    }[kind]()
  }
  return (row: Row, search: ExploreSearch) => [search.level && row.who, cut(row, search.by)].filter(Boolean).join(' · ') || row.who
}

/** Saved questions with their answers at a glance. */
function Kept() {
  const t = useText(messages)
  const { items } = useAsk(listViews, {})
  if (items.length === 0) return null
  return (
    <Section title={t('views')}>
      <ul className="tiles" aria-label={t('views')}>
        {items.map(view => (
          <li key={view.id} className="card tile">
            <OneView view={view} />
          </li>
        ))}
      </ul>
    </Section>
  )
}

function OneView({ view }: { view: View }) {
  const t = useText(messages)
  const again = useSend(saveView, { refresh: [listViews] })
  const { name, question, shared } = view
  const remove = useSend(removeView, {
    refresh: [listViews],
    onDone: () => undoable({ text: t('view.removed'), undo: () => again.mutate({ name, question, shared }) }),
  })
  return (
    <>
      <span className="row between">
        <h3>
          <To page="/scoreboard/explore" search={{ ...question, level: question.level === 'company' ? undefined : question.level }}>
            {name}
          </To>
        </h3>
        {view.mine && <CloseButton size="sm" aria-label={t('view.remove', { name })} onClick={() => remove.mutate({ id: view.id })} />}
      </span>
      <Suspense fallback={<Loading rows={1} />}>
        <Glance question={question} />
      </Suspense>
      {!view.mine && view.by && <span className="xs dim">{t('view.by', { name: view.by })}</span>}
      <Mailed view={view} />
    </>
  )
}

/** Its first rows. */
function Glance({ question }: { question: View['question'] }) {
  const t = useText(messages)
  const write = useFigures()
  const what = useWhat()
  const { rows, metric } = useAsk(explore, question)
  if (rows.length === 0) return <span className="sm dim">{t('none')}</span>
  const asked = { level: question.level === 'company' ? undefined : question.level, by: question.by } as ExploreSearch
  return (
    <ul className="sm stack">
      {rows.slice(0, 4).map(row => (
        <li key={`${row.id} ${row.by}`} className="row between">
          <span>{what(row, asked)}</span>
          <span className="num" title={write.range(metric.unit, row)}>
            {row.value === null ? t('n', { n: row.n }) : write.value(metric.unit, row.value)}
          </span>
        </li>
      ))}
    </ul>
  )
}

function Mailed({ view }: { view: View }) {
  const t = useText(messages)
  const send = useSend(mailView, {
    refresh: [listViews],
    onDone: ({ nextAt }) => notice({ tone: 'good', text: nextAt ? t('view.mailed') : t('view.unmailed') }),
  })
  const data = ['never', ...rhythms].map(value => ({ value, label: t(`mail.${value as 'never'}`) }))
  return (
    <Select
      size="xs"
      aria-label={t('view.mail', { name: view.name })}
      data={data}
      value={view.mail ?? 'never'}
      onChange={value => send.mutate({ id: view.id, every: value === 'never' ? null : (value as 'week') })}
      allowDeselect={false}
    />
  )
}

function Save() {
  const t = useText(messages)
  const [open, setOpen] = useState(false)
  const { search } = usePlace('/scoreboard/explore', ExploreSearch)
  const send = useSend(saveView, { refresh: [listViews], onDone: () => notice({ tone: 'good', text: t('view.saved') }) })
  const close = () => setOpen(false)
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('view.save')}</Button>
      <Dialog open={open} onClose={close} title={t('view.save')}>
        <Form
          schema={saveView.input}
          start={{ name: '', shared: false }}
          input={values => ({ ...values, question: questionOf(search) })}
          send={send}
          onDone={close}
        >
          <TextField name="name" label={t('view.name')} required />
          <CheckField name="shared" label={t('view.shared')} hint={t('view.shared-hint')} />
          <Submit>{t('view.save')}</Submit>
        </Form>
      </Dialog>
    </>
  )
}
