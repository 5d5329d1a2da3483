import { Button } from '@mantine/core'
import { useList } from '#ui/api.ts'
import { Ago, Empty, Failed, Loading, Said, Section } from '#ui/index.ts'
import { codeText, useKernelText, useText } from '#ui/text.tsx'
import type { accountTimeline } from '../account-api.ts'
import type { customerTimeline, TimelineItem } from '../customer-api.ts'

import messages from '../messages/index.ts'

type Props = { from: typeof customerTimeline | typeof accountTimeline; id: string; name: string }

/** Everything that happened, on one thread, the newest first. */
export function Timeline({ from, id, name }: Props) {
  const t = useText(messages)
  const kernel = useKernelText()
  const list = useList(from, { id })
  return (
    <Section title={t('timeline')}>
      {list.waiting && <Loading rows={4} />}
      {list.failure && <Failed error={list.failure} again={list.again} />}
      {!list.waiting && !list.failure && list.items.length === 0 && <Empty title={t('none.timeline')}>{t('none.timeline-why')}</Empty>}
      <ul className="moments" aria-label={t('timeline')}>
        {list.items.map(one => (
          <Moment key={one.id} one={one} name={name} />
        ))}
      </ul>
      {list.more && (
        <Button variant="default" loading={list.loadingMore} onClick={list.more} className="no-print">
          {kernel('button.more')}
        </Button>
      )}
    </Section>
  )
}

function Moment({ one, name }: { one: TimelineItem; name: string }) {
  const t = useText(messages)
  const said = saidIn(one)
  return (
    <li>
      <p>
        <b>{useActor(one, name)}</b> {codeText('event', one.type) ?? t('happened', { type: one.type })}
        <span className="dim">
          {' · '}
          <Ago at={one.at} />
        </span>
      </p>
      <Changed one={one} />
      {said && <Said text={said} size="read" />}
    </li>
  )
}

/** What customers do themselves, whoever's hand brought it here. */
const theirOwn = new Set(['feedback.received', 'response.received', 'survey.opened', 'tracked.track', 'tracked.page', 'tracked.screen'])

function useActor({ actor, type }: TimelineItem, customer: string): string {
  const t = useText(messages)
  if (theirOwn.has(type)) return customer
  if (actor.name) return actor.name
  return t(actor.kind === 'key' ? 'actor.key' : 'actor.system')
}

/** The words that an event is about: of a preference, an address, a comment. */
function saidIn({ detail }: TimelineItem): string | null {
  const text = detail?.text ?? detail?.value ?? detail?.loser
  return typeof text === 'string' ? text : null
}

const labels = {
  name: 'name',
  callAs: 'call-as',
  accountId: 'account',
  ownerId: 'owner',
  languages: 'languages',
  notes: 'notes',
  plan: 'plan',
  startsOn: 'starts-on',
  endsOn: 'ends-on',
  monthlyRevenue: 'monthly-revenue',
  currency: 'currency',
} as const

/** Which fields, and from what to what where it is words and not an id. */
function Changed({ one: { facts, detail } }: { one: TimelineItem }) {
  const t = useText(messages)
  const fields = Array.isArray(facts.fields) ? facts.fields.filter((field): field is keyof typeof labels => String(field) in labels) : []
  if (fields.length === 0) return null
  return (
    <ul className="sm soft">
      {fields.map(field => (
        <li key={field}>
          {t(labels[field])}
          {detail === null ? ` (${t('erased')})` : wordsOf(detail, field)}
        </li>
      ))}
    </ul>
  )
}

function wordsOf(detail: Record<string, unknown>, field: string): string {
  if (field.endsWith('Id')) return ''
  const [before, now] = [detail.before, detail.now].map(values => shown((values as Record<string, unknown> | undefined)?.[field]))
  return before || now ? `: ${before || '–'} → ${now || '–'}` : ''
}

const shown = (value: unknown) => (Array.isArray(value) ? value.join(', ') : value === null || value === undefined ? '' : String(value))
