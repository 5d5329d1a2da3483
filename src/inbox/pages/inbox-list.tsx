import { Button, SegmentedControl } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useLayoutEffect, useRef } from 'react'
import { askList, useList } from '#ui/api.ts'
import { Empty, List, SearchBox, useMay, useMe } from '#ui/index.ts'
import { To, usePlace } from '#ui/page.tsx'
import { useText } from '#ui/text.tsx'
import { listCases, listFeedback, views } from '../api.ts'
import messages from '../messages/index.ts'
import { CaseItem } from './case-item.tsx'
import { CauseChip } from './cause-chip.tsx'
import { useCounts } from './counts.ts'
import { FeedbackItem } from './feedback-item.tsx'
import { FilterChips } from './filter-chips.tsx'
import { Filters } from './filters.tsx'
import { casesAsked, feedbackAsked, hasFilters, InboxSearch, noFilters, usualView } from './search.ts'

type ListProps = { openId: string | undefined }

/** Cases or feedback, whose, and which: all of it in the address. */
export function InboxList({ openId }: ListProps) {
  const { search } = usePlace('/inbox', InboxSearch)
  return (
    <div ref={useKeptScroll()}>
      <Head alone={!openId} />
      {search.show ? <FeedbackList openId={openId} /> : <CaseList openId={openId} />}
    </div>
  )
}

const useView = () => {
  const { search } = usePlace('/inbox', InboxSearch)
  const { workspace } = useMe()
  return search.view ?? usualView(workspace?.role)
}

let keptScroll = 0

/** Opening the first case is another page with the same list: it must not jump to its top. */
function useKeptScroll() {
  const inside = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    const pane = inside.current?.parentElement
    if (!pane) return
    pane.scrollTop = keptScroll
    const keep = () => {
      keptScroll = pane.scrollTop
    }
    pane.addEventListener('scroll', keep)
    return () => pane.removeEventListener('scroll', keep)
  }, [])
  return inside
}

/** Beside an open case the page's heading is the case. */
function Head({ alone }: { alone: boolean }) {
  const t = useText(messages)
  const { search, setSearch } = usePlace('/inbox', InboxSearch)
  const H = alone ? 'h1' : 'h2'
  return (
    <div className="phead">
      <div className="row between wrap">
        <H className="phead-title">{t('inbox')}</H>
        <Which />
      </div>
      {!search.show && <Views />}
      {!search.show && <Standings />}
      <div className="row">
        <SearchBox
          value={search.q ?? ''}
          onChange={q => setSearch({ q: q || undefined })}
          label={t(search.show ? 'search.feedback' : 'search.cases')}
        />
        <Filters />
      </div>
      <FilterChips />
      {search.cause && <CauseChip id={search.cause} />}
    </div>
  )
}

function Which() {
  const t = useText(messages)
  const may = useMay()
  const { search } = usePlace('/inbox', InboxSearch)
  return (
    <nav className="row which" aria-label={t('show')}>
      <To page="/inbox" search={{ ...search, show: undefined }} aria-current={search.show ? undefined : 'page'}>
        {t('show.cases')}
      </To>
      <To page="/inbox" search={{ ...search, show: 'feedback' }} aria-current={search.show ? 'page' : undefined}>
        {t('show.feedback')}
      </To>
      <To page="/inbox/causes">{t('causes')}</To>
      {may('rules.read') && <To page="/settings/rules">{t('rules')}</To>}
    </nav>
  )
}

function Views() {
  const t = useText(messages)
  const { setSearch } = usePlace('/inbox', InboxSearch)
  const counts = useCounts()
  const view = useView()
  const data = views.map(value => ({ value, label: `${t(`view.${value}`)}${counts ? ` ${counts[value].open}` : ''}` }))
  return (
    <SegmentedControl
      fullWidth
      aria-label={t('view')}
      value={view}
      data={data}
      onChange={next => setSearch({ view: next as typeof view })}
    />
  )
}

/** Who still waits, and who was replied to but whose matter is not resolved; nothing chosen where a filter says it. */
function Standings() {
  const t = useText(messages)
  const { search } = usePlace('/inbox', InboxSearch)
  const view = useView()
  const counts = useCounts()?.[view]
  const asked = casesAsked(search, 'all').state
  const link = (state: 'open' | 'replied') => (
    <To
      page="/inbox"
      search={{ ...search, state: state === 'open' ? undefined : [state] }}
      aria-current={asked?.length === 1 && asked[0] === state ? 'true' : undefined}
    >
      {t(`state.${state}`)} {counts && <span className="num">{counts[state]}</span>}
    </To>
  )
  return (
    <nav className="row which" aria-label={t('filter.state')}>
      {link('open')}
      {link('replied')}
    </nav>
  )
}

/** The search says when it cannot find everything yet. */
function Indexing() {
  const t = useText(messages)
  return <p className="xs soft indexing">{t('indexing')}</p>
}

function CaseList({ openId }: ListProps) {
  const t = useText(messages)
  const { search } = usePlace('/inbox', InboxSearch)
  const asked = casesAsked(search, useView())
  const list = useList(listCases, asked)
  const indexing = useInfiniteQuery(askList(listCases, asked)).data?.pages[0]?.indexing
  return (
    <List
      tools={search.q && indexing && <Indexing />}
      list={list}
      label={t('list.cases')}
      keyOf={one => one.id}
      empty={<Nothing title={t('list.nobody')} why={t('list.nobody-why')} />}
      row={one => <CaseItem one={one} open={one.id === openId} search={search} />}
    />
  )
}

function FeedbackList({ openId }: ListProps) {
  const t = useText(messages)
  const { search } = usePlace('/inbox', InboxSearch)
  const asked = feedbackAsked(search)
  const list = useList(listFeedback, asked)
  const indexing = useInfiniteQuery(askList(listFeedback, asked)).data?.pages[0]?.indexing
  return (
    <List
      tools={search.q && indexing && <Indexing />}
      list={list}
      label={t('list.feedback')}
      keyOf={one => one.id}
      empty={<Nothing title={t('list.no-feedback')} why={t('list.no-feedback-why')} />}
      row={one => <FeedbackItem one={one} open={one.id === openId} search={search} />}
    />
  )
}

/** Nothing at all, or nothing that the search and the filters let through. */
function Nothing({ title, why }: { title: string; why: string }) {
  const t = useText(messages)
  const { search, setSearch } = usePlace('/inbox', InboxSearch)
  if (!search.q && !hasFilters(search)) return <Empty title={title}>{why}</Empty>
  const clear = (
    <Button variant="default" onClick={() => setSearch({ ...noFilters, q: undefined })}>
      {t('filter.clear')}
    </Button>
  )
  return (
    <Empty title={t('list.no-match')} action={clear}>
      {t('list.no-match-why')}
    </Empty>
  )
}
