import { languageNames, useFormats, useText } from '#ui/text.tsx'
import messages from '../messages/index.ts'
import type { Explored } from '../views-api.ts'
import { useChannelName } from './channels.ts'
import type { ExploreSearch } from './search.ts'

type Row = Explored['rows'][number]

/** What a row is of: whose, and which cut. */
export function useWhat() {
  const t = useText(messages)
  const channelName = useChannelName()
  const { date } = useFormats()
  const cut = ({ by, name }: Row, kind: ExploreSearch['by']) => {
    if (!kind) return null
    if (by === null) return t('cuts.none')
    return {
      channel: () => channelName(by),
      language: () => (by === 'und' ? t('cuts.none') : (languageNames[by as 'en'] ?? by)),
      topic: () => name ?? t('topic'),
      week: () => date(by),
    }[kind]()
  }
  return (row: Row, search: ExploreSearch) => [search.level && row.who, cut(row, search.by)].filter(Boolean).join(' · ') || row.who
}
