import { Button } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useList } from '#ui/api.ts'
import { saveFile } from '#ui/files.ts'
import { Ago, Card, Empty, List, Said, SearchBox, Section, Select, Who } from '#ui/index.ts'
import { To, usePlace } from '#ui/page.tsx'
import { useText } from '#ui/text.tsx'
import { exportParticipants, listParticipants } from '../api.ts'
import { exclusions, participantStates } from '../kinds-api.ts'
import messages from '../messages/index.ts'
import type { Exclusion, Participant } from '../participant-api.ts'
import { SendSearch } from './searches.ts'
import { PersonState } from './state-of.tsx'
import './sends.css'

/** Who is in a send, and what became of each. */
export function Participants({ id }: { id: string }) {
  const t = useText(messages)
  const { search } = usePlace('/sends/$id', SendSearch)
  const { q, state, why } = search
  const filter = { id, ...(q && { q }), ...(state && { state: [state] }), ...(why && { why }) }
  const list = useList(listParticipants, filter)
  const save = () => void saveFile(exportParticipants, filter, 'participants.csv')
  const nobody = <Empty title={t('none.participants')}>{t('none.participants-why')}</Empty>
  return (
    <Section
      title={t('participants')}
      aside={
        <Button variant="default" leftSection={<IconDownload size={17} aria-hidden />} onClick={save}>
          {t('export')}
        </Button>
      }
    >
      <Card flush>
        <List
          list={list}
          label={t('participants')}
          keyOf={one => one.id}
          tools={<Filters />}
          empty={q || state || why ? <Empty title={t('none.found')} /> : nobody}
          row={one => <ParticipantRow {...one} query={q} />}
        />
      </Card>
    </Section>
  )
}

function Filters() {
  const t = useText(messages)
  const { search, setSearch } = usePlace('/sends/$id', SendSearch)
  return (
    <>
      <SearchBox value={search.q ?? ''} onChange={q => setSearch({ q: q || undefined })} label={t('search.people')} />
      <div className="filter">
        <Select
          aria-label={t('column.state')}
          placeholder={t('any-state')}
          data={participantStates.map(value => ({ value, label: t(`state.${value}`) }))}
          value={search.state ?? null}
          onChange={state => setSearch({ state: (state ?? undefined) as Participant['state'] | undefined })}
          clearable
        />
      </div>
      <div className="filter">
        <Select
          aria-label={t('column.why')}
          placeholder={t('any-reason')}
          data={exclusions.map(value => ({ value, label: t(`why.${value}`) }))}
          value={search.why ?? null}
          onChange={why => setSearch({ why: (why ?? undefined) as Exclusion | undefined })}
          clearable
        />
      </div>
    </>
  )
}

const lastOf = (one: Participant) => one.unsubscribedAt ?? one.answeredAt ?? one.bouncedAt ?? one.openedAt ?? one.deliveredAt ?? one.askedAt

function ParticipantRow({ query, ...one }: Participant & { query?: string | undefined }) {
  const t = useText(messages)
  const at = lastOf(one)
  const about = [one.address, one.excludedBy && t(`why.${one.excludedBy}`), one.reminded > 0 && t('reminded', { n: one.reminded })]
  return (
    <To page="/customers/$id" params={{ id: one.customer.id }}>
      <span className="row wrap">
        <Who name={one.customer.name} />
        <span className="grow stack">
          <Said text={one.customer.name} query={query} size="name" />
          <span className="sm dim">{about.filter(Boolean).join(' · ')}</span>
        </span>
        <PersonState state={one.state} />
        {at && (
          <span className="sm dim">
            <Ago at={at} />
          </span>
        )}
      </span>
    </To>
  )
}
