import { listMetrics } from '#metrics/api.ts'
import { useAsk } from '#ui/api.ts'
import { Card, Empty, List, listed, Page, PageTabs, SearchBox } from '#ui/index.ts'
import { To, usePlace } from '#ui/page.tsx'
import { useText } from '#ui/text.tsx'
import messages from '../messages/index.ts'
import { useMetricWords } from './metric-link.tsx'
import { FindSearch } from './search.ts'
import './scoreboard.css'

/** What each figure means, in plain words; every one opens to its page. */
export default function Metrics() {
  const t = useText(messages)
  const words = useMetricWords()
  const { search, setSearch } = usePlace('/metrics', FindSearch)
  const { items } = useAsk(listMetrics, {})
  const q = (search.q ?? '').toLowerCase()
  const found = items
    .map(({ id }) => ({ id, name: words.name(id), about: words.about(id) }))
    .filter(one => [one.id, one.name, one.about].some(text => text.toLowerCase().includes(q)))
    .sort((a, b) => a.name.localeCompare(b.name))
  return (
    <Page title={t('metrics')} sentence={t('metrics.why')}>
      <PageTabs of="/scoreboard" />
      <Card flush>
        <List
          list={listed(found)}
          label={t('metrics')}
          keyOf={one => one.id}
          tools={<SearchBox label={t('metrics.search')} value={search.q ?? ''} onChange={next => setSearch({ q: next || undefined })} />}
          empty={<Empty title={t('metrics.none')} />}
          row={one => (
            <To page="/metrics/$id" params={{ id: one.id }} className="metric-row">
              <span className="b">{one.name}</span>
              <span className="sm soft">{one.about}</span>
            </To>
          )}
        />
      </Card>
    </Page>
  )
}
