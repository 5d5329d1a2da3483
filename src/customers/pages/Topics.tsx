import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useAsk, useSend } from '#ui/api.ts'
import { Card, Dialog, Empty, Page, PageTabs, Section, undoable, useMay } from '#ui/index.ts'
import { usePlace } from '#ui/page.tsx'
import { useLanguage, useText } from '#ui/text.tsx'
import messages from '../messages/index.ts'
import { listTopics, moveTopic, restoreTopic, type Topic, unmergeTopic } from '../topic-api.ts'
import { Archived } from './list-parts.tsx'
import { Shelf } from './searches.ts'
import { AddTopic } from './topic-form.tsx'
import { type Move, placeOf } from './topic-moves.ts'
import { TopicPanel } from './topic-panel.tsx'
import { Branch } from './topic-tree.tsx'
import './customers.css'

/** What matters are about, as a tree that is moved by hand or by keys. */
export default function Topics() {
  const t = useText(messages)
  const { search, setSearch } = usePlace('/topics', Shelf)
  const topics = useAsk(listTopics, {}).items
  const [open, setOpen] = useState<string | null>(null)
  const [adding, setAdding] = useState(false)
  const move = useMove(topics)
  const chosen = topics.find(one => one.id === open)
  const may = useMay()
  const add = may('topics.change') && (
    <Button onClick={() => setAdding(true)} leftSection={<IconPlus size={17} aria-hidden />}>
      {t('add.topic')}
    </Button>
  )
  return (
    <Page title={t('topics')} sentence={t('topics.sentence')} action={add}>
      <PageTabs of="/customers" />
      <Card>
        {topics.length === 0 ? (
          <Empty title={t('none.topics')}>{t('none.topics-why')}</Empty>
        ) : (
          <Branch topics={topics} parentId={null} open={setOpen} move={move} />
        )}
        {topics.length > 1 && may('topics.change') && <p className="sm dim desk-only">{t('topic.keys')}</p>}
      </Card>
      <div className="tools" style={{ marginTop: 16 }}>
        <Archived on={search.archived ?? false} set={archived => setSearch({ archived })} />
      </div>
      {search.archived && <Shelved />}
      <Dialog open={adding} onClose={() => setAdding(false)} title={t('add.topic')}>
        <AddTopic parentId={null} onDone={() => setAdding(false)} />
      </Dialog>
      <Dialog open={chosen !== undefined} onClose={() => setOpen(null)} title={chosen?.name ?? ''} side>
        {chosen && <TopicPanel key={chosen.id} topic={chosen} topics={topics} move={move} onClose={() => setOpen(null)} />}
      </Dialog>
    </Page>
  )
}

/** The name in the reader's language, where there is one. */
export function useTopicName() {
  const { language } = useLanguage()
  return ({ name, names }: Pick<Topic, 'name' | 'names'>) => names[language] ?? name
}

/** Moves, and offers the way back. */
function useMove(topics: readonly Topic[]) {
  const t = useText(messages)
  const nameOf = useTopicName()
  const send = useSend(moveTopic, { refresh: [listTopics] })
  return (to: Move | null) => {
    const topic = topics.find(one => one.id === to?.id)
    if (!to || !topic) return
    const back = placeOf(topics, to.id)
    send.mutate(to, { onSuccess: () => undoable({ text: t('topic.moved', { name: nameOf(topic) }), undo: () => send.mutate(back) }) })
  }
}

/** Archived topics and those merged into others, with the way back. */
function Shelved() {
  const t = useText(messages)
  const nameOf = useTopicName()
  const may = useMay()
  const { items } = useAsk(listTopics, { archived: true })
  const restore = useSend(restoreTopic, { refresh: [listTopics] })
  const split = useSend(unmergeTopic, { refresh: [listTopics] })
  const gone = items.filter(one => one.archivedAt || one.mergedInto)
  return (
    <Section title={t('topic.archived')}>
      <Card>
        {gone.length === 0 && <p className="soft">{t('none.found')}</p>}
        <ul className="lines">
          {gone.map(one => (
            <li key={one.id}>
              <span className="grow">{nameOf(one)}</span>
              {may('topics.change') && (
                <Button variant="default" size="compact-sm" onClick={() => (one.mergedInto ? split : restore).mutate({ id: one.id })}>
                  {one.mergedInto ? t('split', { name: nameOf(one) }) : t('restore')}
                </Button>
              )}
            </li>
          ))}
        </ul>
      </Card>
    </Section>
  )
}
