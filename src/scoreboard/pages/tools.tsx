import { Button, CloseButton, SegmentedControl } from '@mantine/core'
import { IconFilter } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { listTopics } from '#customers/api.ts'
import { ask } from '#ui/api.ts'
import { DayInput, Dialog, Select, useMe } from '#ui/index.ts'
import { usePlace } from '#ui/page.tsx'
import { languageNames, languages, useText } from '#ui/text.tsx'
import messages from '../messages/index.ts'
import { periods } from '../periods-api.ts'
import { useChannelName } from './channels.ts'
import { BoardSearch } from './search.ts'

/** Whose, when, and of which facts. */
export const Tools = ({ levels = true }: { levels?: boolean }) => (
  <div className="row wrap board-tools no-print">
    {levels && <Levels />}
    <When />
    <Filter />
    <Chips />
  </div>
)

const levelsOf = {
  viewer: [],
  admin: [],
  champion: ['manager'],
  rep: ['manager', 'member'],
  manager: ['manager', 'member'],
  head: ['manager', 'member'],
} as const

/** Company, teams, people: only what this role has figures of. */
function Levels() {
  const t = useText(messages)
  const { workspace } = useMe()
  const { search, setSearch } = usePlace('/scoreboard', BoardSearch)
  const mine: readonly string[] = levelsOf[workspace?.role ?? 'viewer']
  if (mine.length === 0) return null
  const data = ['company', ...mine].map(value => ({ value, label: t(`level.${value as 'company'}`) }))
  const choose = (value: string) =>
    setSearch({ level: value === 'company' ? undefined : (value as 'member'), of: undefined }, { replace: false })
  return <SegmentedControl aria-label={t('level')} data={data} value={search.level ?? 'company'} onChange={choose} />
}

/** Of which time. */
export function When({ usual = 'last-30' }: { usual?: (typeof periods)[number] }) {
  const t = useText(messages)
  const { search, setSearch } = usePlace('/scoreboard', BoardSearch)
  const [open, setOpen] = useState(false)
  const choose = (value: string | null) => {
    if (value === 'days') return setOpen(true)
    setSearch({ period: (value as 'last-7') ?? undefined, from: undefined, to: undefined }, { replace: false })
  }
  return (
    <>
      <Select
        aria-label={t('period')}
        data={periods.map(value => ({ value, label: t(`period.${value}`) }))}
        value={search.period ?? usual}
        onChange={choose}
        allowDeselect={false}
      />
      <Dialog open={open} onClose={() => setOpen(false)} title={t('period.days')}>
        <Days onDone={() => setOpen(false)} />
      </Dialog>
    </>
  )
}

const aDay = /^\d{4}-\d{2}-\d{2}$/
const next = (day: string, by: number) => new Date(Date.parse(`${day}T00:00:00Z`) + by * 86_400_000).toISOString().slice(0, 10)

function Days({ onDone }: { onDone: () => void }) {
  const t = useText(messages)
  const { search, setSearch } = usePlace('/scoreboard', BoardSearch)
  const [from, setFrom] = useState(search.from ?? '')
  const [last, setLast] = useState(search.to ? next(search.to, -1) : '')
  const fits = aDay.test(from) && aDay.test(last) && from <= last
  const show = () => {
    setSearch({ period: 'days', from, to: next(last, 1) }, { replace: false })
    onDone()
  }
  return (
    <div className="stack">
      <DayInput label={t('days.first')} value={from} onChange={setFrom} />
      <DayInput label={t('days.last')} value={last} onChange={setLast} error={from && last && !fits ? t('days.wrong') : undefined} />
      <div className="row end">
        <Button disabled={!fits} onClick={show}>
          {t('show')}
        </Button>
      </div>
    </div>
  )
}

const channels = ['call', 'chat', 'email', 'visit', 'message', 'survey', 'link', 'widget', 'api'] as const

function Filter() {
  const t = useText(messages)
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button variant="default" leftSection={<IconFilter size={17} stroke={1.7} aria-hidden />} onClick={() => setOpen(true)}>
        {t('filter')}
      </Button>
      <Dialog open={open} onClose={() => setOpen(false)} title={t('filter')}>
        <Fields onDone={() => setOpen(false)} />
      </Dialog>
    </>
  )
}

function Fields({ onDone }: { onDone: () => void }) {
  const t = useText(messages)
  const channelName = useChannelName()
  const { search, setSearch } = usePlace('/scoreboard', BoardSearch)
  const topics = useTopics()
  const one = (label: string, key: 'channel' | 'topic' | 'language', data: { value: string; label: string }[]) => (
    <Select
      clearable
      searchable
      label={label}
      placeholder={t('filter.any')}
      data={data}
      value={search[key] ?? null}
      onChange={value => setSearch({ [key]: value ?? undefined })}
    />
  )
  return (
    <div className="stack">
      {one(
        t('channel'),
        'channel',
        channels.map(value => ({ value, label: channelName(value) })),
      )}
      {one(t('topic'), 'topic', topics)}
      {one(
        t('language'),
        'language',
        languages.map(value => ({ value, label: languageNames[value] })),
      )}
      <div className="row between wrap">
        <Button variant="default" onClick={() => setSearch(noFilter)}>
          {t('filter.clear')}
        </Button>
        <Button onClick={onDone}>{t('show')}</Button>
      </div>
    </div>
  )
}

const noFilter = { channel: undefined, topic: undefined, language: undefined }

function useTopics() {
  const { data } = useQuery(ask(listTopics, {}))
  return (data?.items ?? []).map(one => ({ value: one.id, label: one.name }))
}

/** What is set, each to be taken off. */
function Chips() {
  const t = useText(messages)
  const channelName = useChannelName()
  const topics = useTopics()
  const { search, setSearch } = usePlace('/scoreboard', BoardSearch)
  const words = {
    channel: search.channel && channelName(search.channel),
    topic: search.topic && (topics.find(({ value }) => value === search.topic)?.label ?? t('topic')),
    language: search.language && (languageNames[search.language as 'en'] ?? search.language),
  }
  return Object.entries(words).map(([key, text]) =>
    text ? (
      <span key={key} className="tag">
        {text}
        <CloseButton size="xs" aria-label={t('filter.off', { what: text })} onClick={() => setSearch({ [key]: undefined })} />
      </span>
    ) : null,
  )
}
