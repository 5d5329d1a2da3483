import { IconX } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { usePlace } from '#ui/page.tsx'
import { useFormats, useText } from '#ui/text.tsx'
import messages from '../messages/index.ts'
import { filterKeys, InboxSearch, without } from './search.ts'
import { useTopics } from './topics.ts'
import { languageName, useChannelName } from './words.ts'

type Key = (typeof filterKeys)[number]

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
        <Chip key={key} remove={t('filter.remove', { name: name(key) })} onRemove={() => setSearch(without(key))}>
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
      case 'loop':
        return search.loop ? t(`loop.${search.loop}`) : ''
      case 'until':
        return `${t('filter.until')} ${search.until ? date(new Date(search.until.getTime() - 1)) : ''}`
    }
  }
}
