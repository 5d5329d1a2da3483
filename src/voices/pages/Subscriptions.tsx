import { Button } from '@mantine/core'
import { useAsk, useList, useSend } from '#ui/api.ts'
import { Card, Empty, List, Page, PageTabs, Section, undoable } from '#ui/index.ts'
import { To } from '#ui/page.tsx'
import { Slot } from '#ui/slot.tsx'
import { useText } from '#ui/text.tsx'
import { listSubscriptions, praises, subscribe, unsubscribe } from '../api.ts'
import messages from '../messages/index.ts'
import './voices.css'

/** What I am told of, and whom customers praised. */
export default function Subscriptions() {
  const t = useText(messages)
  const list = useList(listSubscriptions, {})
  return (
    <Page title={t('told-of')} sentence={t('told-of.why')} trail={[{ page: '/voices', label: t('voices') }]}>
      <PageTabs of="/voices" />
      <div className="stack told-of">
        <Section title={t('subscriptions')}>
          <Card flush>
            <List
              list={list}
              label={t('subscriptions')}
              keyOf={one => one.id}
              empty={<Empty title={t('subscriptions.none')}>{t('subscriptions.none-why')}</Empty>}
              row={one => <Row one={one} />}
            />
          </Card>
        </Section>
        <Slot of="told-of" />
        <Praised />
      </div>
    </Page>
  )
}

type Kept = { id: string; name: string; filter: Record<string, unknown>; by: 'notice' | 'mail' }

function Row({ one }: { one: Kept }) {
  const t = useText(messages)
  const refresh = [listSubscriptions]
  const back = useSend(subscribe, { refresh })
  const remove = useSend(unsubscribe, {
    refresh,
    onDone: () => undoable({ text: t('subscription.ended'), undo: () => back.mutate({ name: one.name, filter: one.filter, by: one.by }) }),
  })
  return (
    <div className="row between wrap">
      <span>
        <To page="/voices" search={one.filter} className="b">
          {one.name}
        </To>{' '}
        <span className="sm dim">{t(`by.${one.by}`)}</span>
      </span>
      <Button variant="subtle" size="compact-sm" onClick={() => remove.mutate({ id: one.id })}>
        {t('subscription.end')}
      </Button>
    </div>
  )
}

function Praised() {
  const t = useText(messages)
  const { count, mine, items } = useAsk(praises, { days: 30 })
  return (
    <Section title={t('praises')}>
      <Card>
        <p>{t('praises.count', { n: count })}</p>
        {mine > 0 && <p className="b">{t('praises.mine', { n: mine })}</p>}
        <ul className="row wrap">
          {items.map(one => (
            <li key={one.member.id} className="tag">
              {one.member.name} <span className="num b">{one.count}</span>
            </li>
          ))}
        </ul>
        {count > 0 && (
          <To page="/voices" search={{ praise: true }} className="sm">
            {t('praises.open')}
          </To>
        )}
      </Card>
    </Section>
  )
}
