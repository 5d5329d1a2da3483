import { Button } from '@mantine/core'
import { type Item, useList } from '#ui/api.ts'
import { Ago, Card, List, Page, PageTabs } from '#ui/index.ts'
import { usePlace } from '#ui/page.tsx'
import { useAnyText, useFormats, useText } from '#ui/text.tsx'
import { directoryEvents, listEvents } from '../api.ts'
import messages from '../messages/index.ts'
import { LogSearch } from './search.ts'
import './directory.css'

type Entry = Item<typeof listEvents>
const ours = new Set<string>([...directoryEvents.map(one => one.type), 'house.clock-jumped'])

/** Who did what, and when: everything that was ever announced, the newest first. */
export default function Log() {
  const t = useText(messages)
  const { search, setSearch } = usePlace('/settings/log', LogSearch)
  const events = useList(listEvents, search)
  const narrowed = search.subject || search.actor
  const all = narrowed && (
    <Button variant="default" onClick={() => setSearch({ subject: undefined, actor: undefined })}>
      {t('log.all')}
    </Button>
  )
  return (
    <Page title={t('log')} sentence={t('log.why')}>
      <PageTabs of="/settings" />
      <Card flush>
        <List list={events} label={t('log')} keyOf={one => one.id} tools={all} row={one => <OneEntry {...one} />} />
      </Card>
    </Page>
  )
}

function OneEntry({ at, type, actor, subject, subjectId, detail }: Entry) {
  const t = useText(messages)
  const any = useAnyText()
  const { dateTime } = useFormats()
  const { search, setSearch } = usePlace('/settings/log', LogSearch)
  const what = ours.has(type) ? any('directory', `log.${type.replace('.', '-')}`) : type
  return (
    <div className="stack">
      <div className="row between wrap">
        <span className="b">{what}</span>
        <span className="sm dim num">{dateTime(at)}</span>
      </div>
      <p className="sm soft">
        {actor.name ?? t(`actor.${actor.kind}`)}
        {subject && subject !== actor.name && ` → ${subject}`}
        {' · '}
        <Ago at={at} />
      </p>
      {detail && <Detail detail={detail} />}
      {!search.subject && (
        <div>
          <Button
            variant="subtle"
            size="compact-sm"
            onClick={() => setSearch({ subject: subjectId, actor: undefined })}
            aria-label={`${t('log.same')}: ${what}`}
          >
            {t('log.same')}
          </Button>
        </div>
      )}
    </div>
  )
}

/** Values before and after, as they were written. */
function Detail({ detail }: { detail: Record<string, unknown> }) {
  return (
    <p className="xs dim clip2">
      {Object.entries(detail)
        .map(([field, value]) => `${field}: ${changed(value)}`)
        .join(' · ')}
    </p>
  )
}

function changed(value: unknown): string {
  const { before, after } = (value ?? {}) as { before?: unknown; after?: unknown }
  return before === undefined && after === undefined ? plain(value) : `${plain(before)} → ${plain(after)}`
}

const plain = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value ?? null))
