import { Button } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import { askList, useAsk, useList } from '#ui/api.ts'
import { Empty, List, Page, PageTabs, useMay } from '#ui/index.ts'
import { To, usePlace } from '#ui/page.tsx'
import { useText } from '#ui/text.tsx'
import { countVoices, listVoices, VoiceFilters } from '../api.ts'
import messages from '../messages/index.ts'
import { ComesUp } from './comes-up.tsx'
import { MoodSwitch, Narrow } from './narrow.tsx'
import { VoiceCard } from './voice-card.tsx'
import './voices.css'

const TellMe = lazy(() => import('./tell-me.tsx'))

/** What customers said and how it ended: one wide voice, then two columns. */
export default function Voices() {
  const t = useText(messages)
  const counts = useAsk(countVoices, {})
  const { search } = usePlace('/voices', VoiceFilters)
  return (
    <Page title={t('voices')} sentence={t('sentence', { n: counts.sinceYesterday })} action={<MoodSwitch />}>
      <PageTabs of="/voices" />
      <div className="voices">
        <div className="stack voices-main">
          <Narrow languages={counts.languages.map(one => one.language)} />
          <Own />
          <Feed search={search} />
        </div>
        <ComesUp counts={counts} />
      </div>
    </Page>
  )
}

const set = (search: VoiceFilters) =>
  Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined)) as Partial<VoiceFilters>

/** What is mine of them, what nobody has read; and to be told of what the filter lets through. */
function Own() {
  const t = useText(messages)
  const { search, setSearch } = usePlace('/voices', VoiceFilters)
  const chip = (key: 'bookmarked' | 'unread' | 'praise') => (
    <button
      key={key}
      type="button"
      className="heard-button"
      aria-pressed={search[key] ?? false}
      onClick={() => setSearch({ [key]: search[key] ? undefined : true })}
    >
      {t(`own.${key}`)}
    </button>
  )
  return (
    <div className="row wrap no-print">
      {(['bookmarked', 'unread', 'praise'] as const).map(chip)}
      <Suspense fallback={null}>
        <TellMe filter={set(search)} />
      </Suspense>
    </div>
  )
}

function Feed({ search }: { search: VoiceFilters }) {
  const t = useText(messages)
  const asked = set(search)
  const list = useList(listVoices, asked)
  const indexing = useInfiniteQuery(askList(listVoices, asked)).data?.pages[0]?.indexing
  return (
    <List
      list={list}
      label={t('list')}
      className="feed"
      keyOf={one => one.id}
      tools={search.q && indexing && <p className="xs soft">{t('indexing')}</p>}
      empty={<Nothing filtered={Object.keys(asked).length > 0} />}
      row={one => <VoiceCard voice={one} query={search.q} />}
    />
  )
}

function Nothing({ filtered }: { filtered: boolean }) {
  const t = useText(messages)
  const may = useMay()
  const { setSearch } = usePlace('/voices', VoiceFilters)
  if (!filtered)
    return (
      <Empty title={t('none')} action={may('imports.run') && <To page="/import">{t('none.import')}</To>}>
        {t('none-why')}
      </Empty>
    )
  const clear = () =>
    setSearch({
      q: undefined,
      mood: undefined,
      topic: undefined,
      language: undefined,
      ending: undefined,
      channel: undefined,
      from: undefined,
      until: undefined,
      bookmarked: undefined,
      unread: undefined,
      praise: undefined,
    })
  return (
    <Empty
      title={t('no-match')}
      action={
        <Button variant="default" onClick={clear}>
          {t('clear')}
        </Button>
      }
    >
      {t('no-match-why')}
    </Empty>
  )
}
