import { useQuery } from '@tanstack/react-query'
import { dayIn, dayStart } from '#core/time/day-start.ts'
import { ask } from '#ui/api.ts'
import { DayInput, NumberInput, Select } from '#ui/index.ts'
import { usePlace } from '#ui/page.tsx'
import { useFormats, useText } from '#ui/text.tsx'
import { caseStates, dues, inboxChoices } from '../api.ts'
import messages from '../messages/index.ts'
import { InboxSearch } from './search.ts'
import { useTopics } from './topics.ts'
import { languageName, useChannelName } from './words.ts'

/** State, time left, order: of cases only. */
export function CaseFields() {
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

/** Whether a case was opened from it: of feedback only. */
export function HasCase() {
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

/** One filter of a known set. */
export function One({ name, label, options, list = false, searchable = false }: OneProps) {
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
export function ChosenFields() {
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

/** From and to, on the score's own scale. */
export function ScoreFields() {
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

/** When it was said, as days of the workspace. */
export function DayFields() {
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
