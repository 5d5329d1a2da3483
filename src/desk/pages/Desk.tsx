import { Button } from '@mantine/core'
import { useState } from 'react'
import { type Out, useAsk } from '#ui/api.ts'
import { Ago, Card, Dialog, Empty, Grid, Page, Said, Section, Signal, useMay, Who } from '#ui/index.ts'
import { To } from '#ui/page.tsx'
import { useFormats, useText } from '#ui/text.tsx'
import { desk as readDesk } from '../api.ts'
import messages from '../messages/index.ts'
import { AskForm } from './ask-form.tsx'
import './desk.css'

type Whole = Out<typeof readDesk>
export type Suggestion = Whole['suggestions'][number]

/** What the company has promised and not kept, and one list of what to ask whom today. */
export default function Desk() {
  const t = useText(messages)
  const desk = useAsk(readDesk, {})
  const [asking, setAsking] = useState<Suggestion | 'anybody' | null>(null)
  const may = useMay()('asks.ask')
  return (
    <Page
      title={t('desk')}
      sentence={t('sentence', { n: desk.suggestions.length })}
      action={may && <Button onClick={() => setAsking('anybody')}>{t('ask')}</Button>}
    >
      <Figures desk={desk} />
      <div className="cols">
        <div className="stack desk-main">
          <Today desk={desk} ask={setAsking} />
          <Teams desk={desk} />
          <Actions desk={desk} />
          <Causes desk={desk} />
        </div>
        <aside className="stack desk-side">
          <Voices title={t('unassigned')} none={t('unassigned.none')} voices={desk.unassigned} search={{ mood: 'bad', ending: 'heard' }} />
          <Voices title={t('unread')} none={t('unread.none')} voices={desk.unread} search={{ unread: true }} />
          <Asked desk={desk} />
        </aside>
      </div>
      <Dialog open={asking !== null} onClose={() => setAsking(null)} title={t('ask')} side>
        {asking && <AskForm suggestion={asking === 'anybody' ? null : asking} onDone={() => setAsking(null)} />}
      </Dialog>
    </Page>
  )
}

/** Each opens to what is behind it. */
function Figures({ desk }: { desk: Whole }) {
  const t = useText(messages)
  const { number } = useFormats()
  const tiles = [
    { key: 'open', n: desk.open, page: '/inbox', search: { view: 'all', state: ['open'] } },
    { key: 'late', n: desk.late, page: '/inbox', search: { view: 'all', due: 'late' } },
    { key: 'broken', n: desk.broken, page: '/desk', search: {} },
    { key: 'overdue', n: desk.actions.overdue, page: '/actions', search: { overdue: true } },
    { key: 'without', n: desk.causes.without, page: '/actions/causes', search: {} },
    { key: 'silent', n: desk.unassigned.count, page: '/voices', search: { mood: 'bad', ending: 'heard' } },
  ] as const
  return (
    <ul className="desk-figures">
      {tiles.map(({ key, n, page, search }) => (
        <li key={key} className="card">
          {key === 'broken' ? (
            <a href="#teams">
              <Tile n={number(n)} words={t('tile.broken', { days: desk.days })} bad={n > 0} />
            </a>
          ) : (
            <To page={page as '/inbox'} search={search as Record<string, unknown>}>
              <Tile n={number(n)} words={t(`tile.${key}`)} bad={key !== 'open' && n > 0} />
            </To>
          )}
        </li>
      ))}
    </ul>
  )
}

const Tile = ({ n, words, bad }: { n: string; words: string; bad: boolean }) => (
  <>
    <span className="big num">{n}</span>
    {bad ? <Signal kind="bad">{words}</Signal> : <span className="sm soft">{words}</span>}
  </>
)

function Today({ desk, ask }: { desk: Whole; ask: (one: Suggestion) => void }) {
  const t = useText(messages)
  const may = useMay()('asks.ask')
  const whatOf = useWhat()
  return (
    <Section title={t('today')}>
      <Card flush>
        {desk.suggestions.length === 0 ? (
          <Empty title={t('today.none')}>{t('today.none-why')}</Empty>
        ) : (
          <ul className="rows" aria-label={t('today')}>
            {desk.suggestions.map(one => (
              <li key={`${one.about} ${one.aboutId} ${one.to.id}`} className="row between wrap">
                <span className="row grow">
                  <Who name={one.to.name} kind="member" size="small" />
                  <span>
                    <b>{one.to.name}</b> <span className="soft">{whatOf(one)}</span>
                  </span>
                </span>
                {may && (
                  <Button variant="default" size="compact-sm" onClick={() => ask(one)} aria-label={t('ask.of', { name: one.to.name })}>
                    {t('ask.one')}
                  </Button>
                )}
              </li>
            ))}
          </ul>
        )}
      </Card>
    </Section>
  )
}

function useWhat() {
  const t = useText(messages)
  return ({ about, n, what }: Suggestion) => t(`about.${about}`, { n, what: what ?? '' })
}

function Teams({ desk: { teams, days } }: { desk: Whole }) {
  const t = useText(messages)
  return (
    <Section title={t('teams')}>
      <Card flush>
        <div id="teams">
          <Grid
            rows={teams}
            label={t('teams')}
            keyOf={team => team.manager.id}
            columns={[
              {
                key: 'team',
                head: t('team'),
                wide: true,
                cell: team => (
                  <To page="/people/$id" params={{ id: team.manager.id }}>
                    {team.manager.name}
                  </To>
                ),
              },
              { key: 'open', head: t('tile.open'), num: true, cell: team => team.open },
              {
                key: 'late',
                head: t('tile.late'),
                num: true,
                cell: team => (team.late > 0 ? <Signal kind="late">{team.late}</Signal> : 0),
              },
              { key: 'broken', head: t('tile.broken', { days }), num: true, cell: team => team.broken },
            ]}
          />
        </div>
      </Card>
    </Section>
  )
}

function Actions({ desk: { actions } }: { desk: Whole }) {
  const t = useText(messages)
  const { date } = useFormats()
  if (actions.items.length === 0) return null
  return (
    <Section title={t('tile.overdue')}>
      <Card flush>
        <ul className="rows">
          {actions.items.slice(0, 8).map(one => (
            <li key={one.id} className="row between wrap">
              <To page="/actions/$id" params={{ id: one.id }}>
                {one.what}
              </To>
              <Signal kind="late">{t('since', { name: one.owner.name, day: date(one.dueOn) })}</Signal>
            </li>
          ))}
        </ul>
      </Card>
    </Section>
  )
}

function Causes({ desk: { causes } }: { desk: Whole }) {
  const t = useText(messages)
  if (causes.items.length === 0) return null
  return (
    <Section title={t('tile.without')}>
      <Card flush>
        <ul className="rows">
          {causes.items.map(({ cause, cases, grows }) => (
            <li key={cause.id} className="row between wrap">
              <To page="/actions/causes/$id" params={{ id: cause.id }}>
                {cause.name}
              </To>
              {grows ? (
                <Signal kind="bad">{t('grows', { n: cases })}</Signal>
              ) : (
                <span className="sm dim num">{t('cases', { n: cases })}</span>
              )}
            </li>
          ))}
        </ul>
      </Card>
    </Section>
  )
}

type VoicesProps = { title: string; none: string; voices: Whole['unread']; search: Record<string, unknown> }

function Voices({ title, none, voices: { count, items }, search }: VoicesProps) {
  const t = useText(messages)
  return (
    <Section
      title={title}
      level={3}
      aside={
        count > 0 && (
          <To page="/voices" search={search} className="sm">
            {t('all', { n: count })}
          </To>
        )
      }
    >
      {items.length === 0 && <p className="sm dim">{none}</p>}
      <ul className="desk-lines">
        {items.map(one => (
          <li key={one.id}>
            <Said text={one.text} language={one.language} size="clip" />
            <span className="xs dim">
              <Ago at={one.at} />
            </span>
          </li>
        ))}
      </ul>
    </Section>
  )
}

function Asked({ desk: { asks, days } }: { desk: Whole }) {
  const t = useText(messages)
  return (
    <Section title={t('asks')} level={3}>
      <p className="sm">{t('asked', { asked: asks.asked, answered: asks.answered, onTime: asks.onTime, days })}</p>
      {asks.late > 0 && <Signal kind="late">{t('asked.late', { n: asks.late })}</Signal>}
      <p className="sm">
        <To page="/questions">{t('asks.open')}</To>
      </p>
    </Section>
  )
}
