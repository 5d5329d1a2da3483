import { CloseButton } from '@mantine/core'
import { Suspense } from 'react'
import { useAsk, useSend } from '#ui/api.ts'
import { Loading, notice, Section, Select, undoable } from '#ui/index.ts'
import { To } from '#ui/page.tsx'
import { useText } from '#ui/text.tsx'
import messages from '../messages/index.ts'
import { explore, listViews, mailView, removeView, rhythms, saveView, type View } from '../views-api.ts'
import { useFigures } from './figures.ts'
import type { ExploreSearch } from './search.ts'
import { useWhat } from './what.ts'

/** Saved questions with their answers at a glance. */
export default function Kept() {
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
