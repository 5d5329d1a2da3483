import { Button, CloseButton } from '@mantine/core'
import { IconFilter } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { dayIn, dayStart } from '#core/time/day-start.ts'
import { listAccounts, listTopics } from '#customers/api.ts'
import { listMembers } from '#directory/api.ts'
import { ask } from '#ui/api.ts'
import { Choice, DayInput, Dialog, Select } from '#ui/index.ts'
import { usePlace } from '#ui/page.tsx'
import { useFormats, useText } from '#ui/text.tsx'
import messages from '../messages/index.ts'
import type { Results } from '../results-api.ts'
import { useChannelName, useLanguageName } from './names.ts'
import { AnswersSearch, filterKeys, noFilters } from './search.ts'

/** The button; behind it all filters. */
export function Filters({ results }: { results: Results }) {
  const t = useText(messages)
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button variant="default" leftSection={<IconFilter size={17} stroke={1.7} aria-hidden />} onClick={() => setOpen(true)}>
        {t('filter')}
      </Button>
      <Dialog open={open} onClose={() => setOpen(false)} title={t('filter')}>
        <Fields results={results} onDone={() => setOpen(false)} />
      </Dialog>
    </>
  )
}

function Fields({ results, onDone }: { results: Results; onDone: () => void }) {
  const t = useText(messages)
  const { setSearch } = usePlace('/surveys/$id/answers', AnswersSearch)
  return (
    <div className="stack">
      <Days />
      <Known results={results} />
      <Chosen />
      <div className="row between wrap">
        <Button variant="default" onClick={() => setSearch(noFilters)}>
          {t('filter.clear')}
        </Button>
        <Button onClick={onDone}>{t('filter.show')}</Button>
      </div>
    </div>
  )
}

const aDay = /^\d{4}-\d{2}-\d{2}$/

function Days() {
  const t = useText(messages)
  const { zone } = useFormats()
  const { search, setSearch } = usePlace('/surveys/$id/answers', AnswersSearch)
  const start = (day: string) => (aDay.test(day) ? dayStart(day, zone) : undefined)
  const after = (day: string) => (aDay.test(day) ? dayStart(next(day), zone) : undefined)
  const until = search.until && new Date(search.until.getTime() - 1)
  return (
    <>
      <DayInput
        label={t('filter.from')}
        value={search.from ? dayIn(search.from, zone) : ''}
        onChange={day => setSearch({ from: start(day) })}
      />
      <DayInput label={t('filter.until')} value={until ? dayIn(until, zone) : ''} onChange={day => setSearch({ until: after(day) })} />
    </>
  )
}

const next = (day: string) => new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)

function Known({ results: { choices } }: { results: Results }) {
  const t = useText(messages)
  const channelName = useChannelName()
  const languageName = useLanguageName()
  const { search, setSearch } = usePlace('/surveys/$id/answers', AnswersSearch)
  const one = (
    label: string,
    data: { value: string; label: string }[],
    value: string | undefined,
    change: (value: string | undefined) => void,
  ) => (
    <Select
      label={label}
      placeholder={t('filter.any')}
      clearable
      data={data}
      value={value ?? null}
      onChange={next => change(next ?? undefined)}
    />
  )
  return (
    <>
      {one(
        t('file.channel'),
        choices.channels.map(value => ({ value, label: channelName(value) })),
        search.channel?.[0],
        value => setSearch({ channel: value ? [value] : undefined }),
      )}
      {one(
        t('file.language'),
        choices.languages.map(value => ({ value, label: languageName(value) })),
        search.language?.[0],
        value => setSearch({ language: value ? [value] : undefined }),
      )}
      {choices.versions.length > 1 &&
        one(
          t('file.version'),
          choices.versions.map(value => ({ value: String(value), label: String(value) })),
          search.version?.[0] === undefined ? undefined : String(search.version[0]),
          value => setSearch({ version: value ? [Number(value)] : undefined }),
        )}
    </>
  )
}

function Chosen() {
  const t = useText(messages)
  const topics = (useQuery(ask(listTopics, {})).data?.items ?? []).map(one => ({ value: one.id, label: one.name }))
  const { search, setSearch } = usePlace('/surveys/$id/answers', AnswersSearch)
  return (
    <>
      <Choice
        clearable
        from={listAccounts}
        label={t('file.account')}
        value={search.account ?? null}
        option={one => ({ value: one.id, label: one.name })}
        onChange={account => setSearch({ account: account ?? undefined })}
      />
      <Select
        clearable
        searchable
        label={t('file.topic')}
        placeholder={t('filter.any')}
        data={topics}
        value={search.topic ?? null}
        onChange={topic => setSearch({ topic: topic ?? undefined })}
      />
      <Choice
        clearable
        from={listMembers}
        label={t('file.member')}
        value={search.member ?? null}
        option={one => ({ value: one.id, label: one.name })}
        onChange={member => setSearch({ member: member ?? undefined })}
      />
    </>
  )
}

/** What is set, each to be taken off. */
export function Chips({ results }: { results: Results }) {
  const t = useText(messages)
  const { date } = useFormats()
  const channelName = useChannelName()
  const languageName = useLanguageName()
  const { search, setSearch } = usePlace('/surveys/$id/answers', AnswersSearch)
  const words: Record<(typeof filterKeys)[number], string> = {
    from: search.from ? t('chip.from', { day: date(search.from) }) : '',
    until: search.until ? t('chip.until', { day: date(new Date(search.until.getTime() - 1)) }) : '',
    channel: (search.channel ?? []).map(channelName).join(', '),
    language: (search.language ?? []).map(languageName).join(', '),
    version: t('chip.version', { versions: (search.version ?? []).join(', ') }),
    account: t('file.account'),
    topic: t('file.topic'),
    member: t('file.member'),
  }
  const set = filterKeys.filter(key => search[key] !== undefined)
  return (
    <>
      {set.map(key => (
        <span key={key} className="tag answer-chip">
          {words[key]}
          <CloseButton size="xs" aria-label={t('chip.off', { what: words[key] })} onClick={() => setSearch({ [key]: undefined })} />
        </span>
      ))}
      {set.length > 0 && <span className="xs dim">{t('filter.left', { n: results.n })}</span>}
    </>
  )
}
