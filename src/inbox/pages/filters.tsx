import { ActionIcon, Button, NumberInput, Select } from '@mantine/core'
import { IconFilter, IconX } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { ask } from '#ui/api.ts'
import { DayInput, Dialog } from '#ui/index.ts'
import { usePlace } from '#ui/page.tsx'
import { useFormats, useText } from '#ui/text.tsx'
import { caseStates, dues, inboxChoices, moods } from '../api.ts'
import messages from '../messages/index.ts'
import { dayIn, dayStart } from './day-start.ts'
import { filterKeys, InboxSearch, noFilters } from './search.ts'
import { useTopics } from './topics.ts'
import { languageName, useChannelName } from './words.ts'

type Key = (typeof filterKeys)[number]

/** The button with the number of filters that are set; behind it all of them. */
export function Filters() {
  const t = useText(messages)
  const [open, setOpen] = useState(false)
  const { search } = usePlace('/inbox', InboxSearch)
  const n = filterKeys.filter(key => search[key] !== undefined).length
  return (
    <>
      <ActionIcon
        variant="default"
        className="filter-button"
        aria-label={n ? t('filter.on', { n }) : t('filter')}
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
      >
        <IconFilter size={19} stroke={1.7} aria-hidden />
        {n > 0 && (
          <span className="count num" aria-hidden="true">
            {n}
          </span>
        )}
      </ActionIcon>
      <Dialog open={open} onClose={() => setOpen(false)} title={t('filter')}>
        <Fields onDone={() => setOpen(false)} />
      </Dialog>
    </>
  )
}

function Fields({ onDone }: { onDone: () => void }) {
  const t = useText(messages)
  const { search, setSearch } = usePlace('/inbox', InboxSearch)
  return (
    <div className="inbox-filters">
      {search.show ? <HasCase /> : <CaseFields />}
      <One name="mood" label={t('filter.mood')} options={moods.map(value => ({ value, label: t(`mood.${value}`) }))} list />
      <ScoreFields />
      <ChosenFields />
      <DayFields />
      <div className="row between wrap">
        <Button variant="default" onClick={() => setSearch(noFilters)}>
          {t('filter.clear')}
        </Button>
        <Button onClick={onDone}>{t('filter.show')}</Button>
      </div>
    </div>
  )
}

function CaseFields() {
  const t = useText(messages)
  const { search, setSearch } = usePlace('/inbox', InboxSearch)
  const orders = (['due', 'newest'] as const).map(value => ({ value, label: t(`order.${value}`) }))
  return (
    <>
      <One name="state" label={t('filter.state')} options={caseStates.map(value => ({ value, label: t(`state.${value}`) }))} list />
      <One name="due" label={t('filter.due')} options={dues.map(value => ({ value, label: t(`due.${value}`) }))} />
      <Select
        label={t('filter.order')}
        data={orders}
        value={search.order ?? 'due'}
        allowDeselect={false}
        onChange={order => setSearch({ order: order === 'newest' ? 'newest' : undefined })}
      />
    </>
  )
}

function HasCase() {
  const t = useText(messages)
  const { search, setSearch } = usePlace('/inbox', InboxSearch)
  const options = [
    { value: 'true', label: t('filter.with-case') },
    { value: 'false', label: t('filter.no-case') },
  ]
  return (
    <Select
      label={t('filter.case')}
      placeholder={t('filter.any')}
      clearable
      data={options}
      value={search.case === undefined ? null : String(search.case)}
      onChange={value => setSearch({ case: value === null ? undefined : value === 'true' })}
    />
  )
}

type OneProps = {
  name: 'state' | 'due' | 'mood' | 'topic' | 'language' | 'channel'
  label: string
  options: { value: string; label: string }[]
  /** The filter takes several; one is chosen here. */
  list?: boolean
  searchable?: boolean
}

function One({ name, label, options, list = false, searchable = false }: OneProps) {
  const t = useText(messages)
  const { search, setSearch } = usePlace('/inbox', InboxSearch)
  const now = search[name]
  const value = Array.isArray(now) ? (now[0] ?? null) : (now ?? null)
  const change = (next: string | null) => setSearch({ [name]: next === null ? undefined : list ? [next] : next })
  return (
    <Select label={label} placeholder={t('filter.any')} clearable searchable={searchable} data={options} value={value} onChange={change} />
  )
}

/** What occurs here: topics, languages, channels. */
function ChosenFields() {
  const t = useText(messages)
  const channelName = useChannelName()
  const topics = useTopics()
  const choices = useQuery(ask(inboxChoices, {})).data
  const languages = (choices?.languages ?? []).filter(one => one !== 'und').map(value => ({ value, label: languageName(value) }))
  const channels = (choices?.channels ?? []).map(value => ({ value, label: channelName(value) }))
  return (
    <>
      <One name="topic" label={t('filter.topic')} options={topics} searchable />
      <One name="language" label={t('filter.language')} options={languages} list />
      <One name="channel" label={t('filter.channel')} options={channels} list />
    </>
  )
}

function ScoreFields() {
  const t = useText(messages)
  const { search, setSearch } = usePlace('/inbox', InboxSearch)
  const field = (key: 'scoreFrom' | 'scoreTo', label: string) => (
    <NumberInput
      label={label}
      hideControls
      value={search[key] ?? ''}
      onChange={value => setSearch({ [key]: value === '' ? undefined : Number(value) })}
    />
  )
  return (
    <div className="two">
      {field('scoreFrom', t('filter.score-from'))}
      {field('scoreTo', t('filter.score-to'))}
    </div>
  )
}

const aDay = /^\d{4}-\d{2}-\d{2}$/

function DayFields() {
  const t = useText(messages)
  const { zone } = useFormats()
  const { search, setSearch } = usePlace('/inbox', InboxSearch)
  const start = (day: string, plusDays: number) =>
    aDay.test(day) ? new Date(dayStart(day, zone).getTime() + plusDays * 86_400_000) : undefined
  const until = search.until && new Date(search.until.getTime() - 1)
  return (
    <>
      <DayInput
        label={t('filter.from')}
        value={search.from ? dayIn(search.from, zone) : ''}
        onChange={day => setSearch({ from: start(day, 0) })}
      />
      <DayInput label={t('filter.until')} value={until ? dayIn(until, zone) : ''} onChange={day => setSearch({ until: start(day, 1) })} />
    </>
  )
}

/** What narrows the list, each to be taken away. */
export function FilterChips() {
  const t = useText(messages)
  const { search, setSearch } = usePlace('/inbox', InboxSearch)
  const name = useFilterName()
  const set = filterKeys.filter(key => search[key] !== undefined)
  if (set.length === 0) return null
  return (
    <ul className="filter-chips">
      {set.map(key => (
        <Chip key={key} remove={t('filter.remove', { name: name(key) })} onRemove={() => setSearch({ [key]: undefined })}>
          {name(key)}
        </Chip>
      ))}
    </ul>
  )
}

function Chip({ children, remove, onRemove }: { children: ReactNode; remove: string; onRemove: () => void }) {
  return (
    <li className="filter-chip">
      {children}
      <button type="button" aria-label={remove} onClick={onRemove}>
        <IconX size={14} stroke={2} aria-hidden />
      </button>
    </li>
  )
}

/** A filter in the reader's words. */
function useFilterName(): (key: Key) => string {
  const t = useText(messages)
  const { date } = useFormats()
  const { search } = usePlace('/inbox', InboxSearch)
  const topics = useTopics()
  const channelName = useChannelName()
  return key => {
    switch (key) {
      case 'state':
        return (search.state ?? []).map(one => t(`state.${one}`)).join(', ')
      case 'due':
        return search.due ? t(`due.${search.due}`) : ''
      case 'mood':
        return (search.mood ?? []).map(one => t(`mood.${one}`)).join(', ')
      case 'scoreFrom':
        return `${t('filter.score')} ≥ ${search.scoreFrom}`
      case 'scoreTo':
        return `${t('filter.score')} ≤ ${search.scoreTo}`
      case 'topic':
        return topics.find(one => one.value === search.topic)?.label ?? t('filter.topic')
      case 'language':
        return (search.language ?? []).map(languageName).join(', ')
      case 'channel':
        return (search.channel ?? []).map(channelName).join(', ')
      case 'case':
        return t(search.case ? 'filter.with-case' : 'filter.no-case')
      case 'from':
        return `${t('filter.from')} ${search.from ? date(search.from) : ''}`
      case 'until':
        return `${t('filter.until')} ${search.until ? date(new Date(search.until.getTime() - 1)) : ''}`
    }
  }
}
