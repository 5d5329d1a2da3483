import { ActionIcon, Button } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { listTopics } from '#customers/api.ts'
import { type Out, useAsk, useSend } from '#ui/api.ts'
import { Card, Dialog, Page, PageTabs, undoable, useMay } from '#ui/index.ts'
import { useFormats, useLanguage, useText } from '#ui/text.tsx'
import { listPolicies, orderPolicies, removePolicy, restorePolicy } from '../api.ts'
import messages from '../messages/index.ts'
import { PolicyForm } from './policy-form.tsx'
import './hours.css'

export type Policy = Out<typeof listPolicies>['items'][number]

/** What we promise to whom: looked through from the top, the first that holds is the one. */
export default function Policies() {
  const t = useText(messages)
  const may = useMay()('hours.change')
  const { items } = useAsk(listPolicies, {})
  const [open, setOpen] = useState<Policy | 'new' | null>(null)
  const order = useSend(orderPolicies, { refresh: [listPolicies] })
  const move = (at: number, by: number) =>
    order.mutate({
      ids: moved(
        items.map(one => one.id),
        at,
        by,
      ),
    })
  const add = may && (
    <Button onClick={() => setOpen('new')} leftSection={<IconPlus size={17} aria-hidden />}>
      {t('policy.add')}
    </Button>
  )
  return (
    <Page title={t('policies')} sentence={t('policies.why')} action={add}>
      <PageTabs of="/settings" />
      <Card>
        <ol className="policies">
          {items.map((policy, at) => (
            <li key={policy.id} className="policy">
              <Promised policy={policy} />
              {may && (
                <div className="acts no-print">
                  {!policy.usual && (
                    <>
                      <Move label={t('policy.up', { name: policy.name })} icon={IconArrowUp} off={at === 0} onClick={() => move(at, -1)} />
                      <Move
                        label={t('policy.down', { name: policy.name })}
                        icon={IconArrowDown}
                        off={at >= items.length - 2}
                        onClick={() => move(at, 1)}
                      />
                    </>
                  )}
                  <Button variant="default" size="compact-sm" onClick={() => setOpen(policy)}>
                    {t('change')}
                  </Button>
                  {!policy.usual && <Remove policy={policy} />}
                </div>
              )}
            </li>
          ))}
        </ol>
      </Card>
      <Dialog open={open !== null} onClose={() => setOpen(null)} title={open === 'new' ? t('policy.add') : t('policy.change')} side>
        {open && <PolicyForm policy={open === 'new' ? null : open} onDone={() => setOpen(null)} />}
      </Dialog>
    </Page>
  )
}

function moved(ids: string[], at: number, by: number): string[] {
  const rest = ids.filter((_, place) => place !== at)
  return rest.toSpliced(at + by, 0, ids[at]!)
}

function Move({ label, icon: Icon, off, onClick }: { label: string; icon: typeof IconArrowUp; off: boolean; onClick: () => void }) {
  return (
    <ActionIcon aria-label={label} disabled={off} onClick={onClick}>
      <Icon size={17} stroke={1.7} aria-hidden />
    </ActionIcon>
  )
}

function Remove({ policy: { id, name } }: { policy: Policy }) {
  const t = useText(messages)
  const back = useSend(restorePolicy, { refresh: [listPolicies] })
  const send = useSend(removePolicy, {
    refresh: [listPolicies],
    onDone: () => undoable({ text: t('policy.removed', { name }), undo: () => back.mutate({ id }) }),
  })
  return (
    <Button
      variant="subtle"
      size="compact-sm"
      loading={send.isPending}
      onClick={() => send.mutate({ id })}
      aria-label={t('policy.remove', { name })}
    >
      {t('remove')}
    </Button>
  )
}

/** One promise as sentences. */
function Promised({ policy }: { policy: Policy }) {
  const t = useText(messages)
  const duration = usePromised()
  const { firstReplyMinutes, nextReplyMinutes, resolveMinutes, warnMinutes, escalateMinutes, hours, calendarName } = policy
  const whom = useWhom(policy)
  return (
    <div>
      <h3>{policy.usual ? t('policy.usual') : policy.name}</h3>
      {whom && <p className="sm soft">{whom}</p>}
      <p>{t('policy.reply', { first: duration(firstReplyMinutes), next: duration(nextReplyMinutes) })}</p>
      <p className="sm soft">{t(`reckoned.${hours}`, { name: calendarName ?? '' })}</p>
      {resolveMinutes !== null && <p className="sm soft">{t('policy.resolve', { time: duration(resolveMinutes) })}</p>}
      {warnMinutes !== null && <p className="sm soft">{t('policy.warn', { time: duration(warnMinutes) })}</p>}
      <p className="sm soft">{t('policy.chain', { n: escalateMinutes.length, times: escalateMinutes.map(duration).join(', ') })}</p>
    </div>
  )
}

function useWhom({ conditions }: Policy): string {
  const t = useText(messages)
  const { language } = useLanguage()
  const topics = useAsk(listTopics, {}).items
  const { topicIds = [], channels = [], plans = [], priorities = [], revenueFrom } = conditions
  const names = topicIds.map(id => topics.find(one => one.id === id)).flatMap(one => (one ? [one.names[language] ?? one.name] : []))
  const parts = [
    names.length > 0 && t('whom.topics', { names: names.join(', ') }),
    channels.length > 0 && t('whom.channels', { names: channels.join(', ') }),
    plans.length > 0 && t('whom.plans', { names: plans.join(', ') }),
    priorities.length > 0 && t('whom.priorities', { names: priorities.map(one => t(`priority.${one}`)).join(', ') }),
    revenueFrom !== undefined && t('whom.revenue', { n: revenueFrom }),
  ]
  return parts.filter(Boolean).join(' · ')
}

/** A promise of whole hours says no minutes. */
function usePromised() {
  const t = useText(messages)
  const { duration } = useFormats()
  return (minutes: number) => (minutes % 60 === 0 && minutes < 2880 ? t('time.hours', { n: minutes / 60 }) : duration(minutes))
}
