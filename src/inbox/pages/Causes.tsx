import { Button, Checkbox } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask, type Out } from '#ui/api.ts'
import { Ago, Card, Dialog, Empty, List, Page, PageTabs, SearchBox, useMay } from '#ui/index.ts'
import { To, usePlace } from '#ui/page.tsx'
import { useText } from '#ui/text.tsx'
import { listCauses } from '../api.ts'
import messages from '../messages/index.ts'
import { CausePanel } from './cause-panel.tsx'
import { CauseSearch } from './search.ts'
import './causes.css'

export type Cause = Out<typeof listCauses>[number]

/** Why customers were unhappy, with the cases behind each reason; names are put in order here. */
export default function Causes() {
  const t = useText(messages)
  const may = useMay()('inbox.causes')
  const { search, setSearch } = usePlace('/inbox/causes', CauseSearch)
  const [open, setOpen] = useState<string | null>(null)
  const causes = useCauses(search)
  const chosen = causes.items.find(one => one.id === open)
  return (
    <Page title={t('causes')} sentence={t('causes.why')}>
      <PageTabs of="/inbox" />
      <Card>
        <List
          list={causes}
          label={t('causes')}
          keyOf={one => one.id}
          className="cause-rows"
          empty={<None searched={Boolean(search.q)} />}
          tools={
            <>
              <SearchBox value={search.q ?? ''} onChange={q => setSearch({ q: q || undefined })} label={t('search.causes')} />
              <Checkbox
                label={t('causes.archived')}
                checked={search.archived ?? false}
                onChange={event => setSearch({ archived: event.currentTarget.checked || undefined })}
              />
            </>
          }
          row={one => <Row cause={one} onOpen={may ? () => setOpen(one.id) : null} />}
        />
      </Card>
      <Dialog open={chosen !== undefined} onClose={() => setOpen(null)} title={chosen?.name ?? ''} side>
        {chosen && <CausePanel key={chosen.id} cause={chosen} onClose={() => setOpen(null)} />}
      </Dialog>
    </Page>
  )
}

/** All of them at once: a workspace has few. What was there stays while the search is answered. */
function useCauses({ q, archived }: CauseSearch) {
  const query = useQuery({
    ...ask(listCauses, { ...(q && { q }), ...(archived && { archived: true }) }),
    placeholderData: before => before,
  })
  return {
    items: query.data ?? [],
    waiting: query.isPending,
    failure: query.data ? null : query.error,
    again: () => void query.refetch(),
    more: null,
    loadingMore: false,
  }
}

function None({ searched }: { searched: boolean }) {
  const t = useText(messages)
  return searched ? <Empty title={t('list.no-match')} /> : <Empty title={t('causes.none')}>{t('causes.none-why')}</Empty>
}

function Row({ cause, onOpen }: { cause: Cause; onOpen: (() => void) | null }) {
  const t = useText(messages)
  const { id, name, topic, cases, lastAt, archivedAt } = cause
  return (
    <div className="cause-row">
      <div className="what">
        <b>{name}</b> {archivedAt && <span className="tag">{t('cause.archived')}</span>}
        <p className="sm dim">
          {topic?.name ?? t('cause.no-topic')}
          {lastAt && (
            <>
              {' · '}
              {t('cause.last')} <Ago at={lastAt} />
            </>
          )}
        </p>
      </div>
      <div className="many num">
        {cases > 0 ? (
          <To page="/inbox" search={{ cause: id, view: 'all', order: 'newest' }} aria-label={t('cause.cases-of', { n: cases, name })}>
            {t('cause.cases', { n: cases })}
          </To>
        ) : (
          <span className="dim">{t('cause.cases', { n: 0 })}</span>
        )}
      </div>
      <div className="act">
        {onOpen && (
          <Button variant="default" onClick={onOpen} aria-label={t('cause.change-of', { name })}>
            {t('cause.change')}
          </Button>
        )}
      </div>
    </div>
  )
}
