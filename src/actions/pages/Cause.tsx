import { useState } from 'react'
import { listCauses } from '#inbox/api.ts'
import { type Out, useAsk, useSend } from '#ui/api.ts'
import { Card, Page, Section, Select, Signal, undoable, useMay } from '#ui/index.ts'
import { To, usePlace } from '#ui/page.tsx'
import { useFormats, useText } from '#ui/text.tsx'
import { Trend } from '#ui/trend.tsx'
import { pareto, placeCause, readCause } from '../api.ts'
import messages from '../messages/index.ts'
import { ActionCard } from './card.tsx'
import './actions.css'

type Whole = Out<typeof readCause>

/** One cause with everything below it: how often, since when more, why, and what is done about it. */
export default function Cause() {
  const t = useText(messages)
  const may = useMay()
  const { params } = usePlace('/actions/causes/$id')
  const cause = useAsk(readCause, { id: params.id })
  const act = may('actions.change') && (
    <To page="/actions" search={{ new: cause.id }} className="as-button first">
      {t('act')}
    </To>
  )
  return (
    <Page
      title={cause.name}
      trail={[{ page: '/actions/causes', label: t('causes') }]}
      over={[...cause.path.map(one => one.name), cause.topic?.name].filter(Boolean).join(' › ') || undefined}
      sentence={t('met.many', { n: cause.cases, customers: cause.customers })}
      action={act}
    >
      <div className="cols">
        <div className="stack action-main">
          <Weeks cause={cause} />
          <Section title={t('actions')}>
            {cause.actions.length === 0 ? <p className="soft">{t('acting.none')}</p> : <Acting cause={cause} />}
          </Section>
        </div>
        <aside className="stack action-side">
          {may('inbox.read') && (
            <p>
              <To page="/inbox" search={{ cause: cause.id, view: 'all', order: 'newest' }}>
                {t('met.open')}
              </To>
            </p>
          )}
          <Whys cause={cause} />
          <Place cause={cause} />
        </aside>
      </div>
    </Page>
  )
}

const Acting = ({ cause }: { cause: Whole }) => (
  <ul className="cards">
    {cause.actions.map(one => (
      <li key={one.id}>
        <ActionCard action={one} />
      </li>
    ))}
  </ul>
)

function Weeks({ cause: { weeks, basis, grows } }: { cause: Whole }) {
  const t = useText(messages)
  const { date, number } = useFormats()
  if (weeks.length < 2) return null
  const top = Math.max(1, ...weeks.map(week => week.rate ?? 0))
  const points = weeks.map(({ startsAt, count, rate }) => ({
    key: startsAt.toISOString(),
    name: date(startsAt),
    n: count,
    value: rate,
    low: rate,
    high: rate,
  }))
  const says =
    grows?.ratio.value != null && grows.ratio.high !== null
      ? `${t('growing.since-day', { day: date(grows.sinceAt) })} ${t('growing.times', { value: number(grows.ratio.value, 1), low: number(grows.ratio.low, 1), high: number(grows.ratio.high, 1) })}`
      : t('weeks.same')
  return (
    <Card label={t('weeks')}>
      <h2>{t('weeks')}</h2>
      <p className="soft">{grows ? <Signal kind="bad">{says}</Signal> : says}</p>
      <Trend
        points={points}
        label={`${t('weeks')} ${says}`}
        format={value => number(value, top < 10 ? 1 : 0)}
        min={0}
        max={top * 1.1}
        sure={0}
      >
        <span>{t(`per.${basis}`)}</span>
      </Trend>
    </Card>
  )
}

function Whys({ cause: { whys } }: { cause: Whole }) {
  const t = useText(messages)
  if (whys.length === 0) return null
  return (
    <Section title={t('whys')} level={3}>
      <ul className="stack">
        {whys.map(one => (
          <li key={one.caseId}>
            <ol className="why-lines">
              {one.lines.map(line => (
                <li key={line} dir="auto">
                  {line}
                </li>
              ))}
            </ol>
            <To page="/inbox/$id" params={{ id: one.caseId }} className="xs">
              {t('case', { n: one.number })}
            </To>
          </li>
        ))}
      </ul>
    </Section>
  )
}

/** Under what it stands, and what stands under it. */
function Place({ cause }: { cause: Whole }) {
  const t = useText(messages)
  const all = useAsk(listCauses, {})
  const above = cause.path.at(-1) ?? null
  const [chosen, setChosen] = useState<string | null>(above?.id ?? null)
  const refresh = [readCause, pareto]
  const back = useSend(placeCause, { refresh })
  const place = useSend(placeCause, {
    refresh,
    onDone: () => undoable({ text: t('placed'), undo: () => back.mutate({ id: cause.id, parentId: above?.id ?? null }) }),
  })
  const choose = (parentId: string | null) => {
    setChosen(parentId)
    place.mutate({ id: cause.id, parentId })
  }
  return (
    <Section title={t('tree')} level={3}>
      {cause.below.length > 0 && (
        <ul>
          {cause.below.map(one => (
            <li key={one.id}>
              <To page="/actions/causes/$id" params={{ id: one.id }}>
                {one.name}
              </To>
            </li>
          ))}
        </ul>
      )}
      {cause.mayPlace && (
        <Select
          label={t('under')}
          searchable
          clearable
          placeholder={t('under.none')}
          data={all.filter(one => one.id !== cause.id).map(one => ({ value: one.id, label: one.name }))}
          value={chosen}
          onChange={choose}
        />
      )}
    </Section>
  )
}
