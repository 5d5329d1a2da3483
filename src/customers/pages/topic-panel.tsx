import { ActionIcon, Button } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconIndentDecrease, IconIndentIncrease, IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useSend } from '#ui/api.ts'
import { Select, undoable, useMay } from '#ui/index.ts'
import { useText } from '#ui/text.tsx'
import messages from '../messages/index.ts'
import { archiveTopic, listTopics, mergeTopics, restoreTopic, type Topic, unmergeTopic } from '../topic-api.ts'
import { useTopicName } from './Topics.tsx'
import { AddTopic, EditTopic } from './topic-form.tsx'
import { type Move, moved } from './topic-moves.ts'

type Props = { topic: Topic; topics: readonly Topic[]; move: (to: Move | null) => void; onClose: () => void }

/** All that can be done with a topic, in one place: names, place, what is under it, merging, archiving. */
export function TopicPanel({ topic, topics, move, onClose }: Props) {
  const may = useMay()
  if (!may('topics.change')) return null
  return (
    <div className="part-stack">
      <Moves topic={topic} topics={topics} move={move} />
      <EditTopic topic={topic} />
      <Under topic={topic} />
      <Merge topic={topic} topics={topics} onClose={onClose} />
      <Archive topic={topic} onClose={onClose} />
    </div>
  )
}

function Moves({ topic, topics, move }: Omit<Props, 'onClose'>) {
  const t = useText(messages)
  const name = useTopicName()(topic)
  const ways = [
    ['up', t('topic.up', { name }), IconArrowUp],
    ['down', t('topic.down', { name }), IconArrowDown],
    ['in', t('topic.in', { name }), IconIndentIncrease],
    ['out', t('topic.out', { name }), IconIndentDecrease],
  ] as const
  return (
    <div className="moves">
      {ways.map(([direction, label, Icon]) => {
        const to = moved(topics, topic.id, direction)
        return (
          <ActionIcon key={direction} aria-label={label} title={label} disabled={!to} size={44} variant="default" onClick={() => move(to)}>
            <Icon size={19} stroke={1.7} aria-hidden />
          </ActionIcon>
        )
      })}
    </div>
  )
}

function Under({ topic }: { topic: Topic }) {
  const t = useText(messages)
  const name = useTopicName()(topic)
  const [adding, setAdding] = useState(false)
  if (adding) return <AddTopic parentId={topic.id} onDone={() => setAdding(false)} />
  return (
    <Button variant="default" leftSection={<IconPlus size={17} aria-hidden />} onClick={() => setAdding(true)}>
      {t('add.under', { name })}
    </Button>
  )
}

function Merge({ topic, topics, onClose }: Omit<Props, 'move'>) {
  const t = useText(messages)
  const nameOf = useTopicName()
  const [into, setInto] = useState<string | null>(null)
  const split = useSend(unmergeTopic, { refresh: [listTopics] })
  const winner = topics.find(one => one.id === into)
  const done = () => {
    onClose()
    undoable({
      text: t('merged.done', { loser: nameOf(topic), name: winner ? nameOf(winner) : '' }),
      undo: () => split.mutate({ id: topic.id }),
    })
  }
  const merge = useSend(mergeTopics, { refresh: [listTopics], onDone: done })
  return (
    <section className="part-stack" style={{ gap: 10 }}>
      <h3>{t('merge.topic', { name: nameOf(topic) })}</h3>
      <p className="sm soft">{t('merge.topic-text')}</p>
      <Select
        label={t('merge.into')}
        searchable
        data={topics.filter(one => one.id !== topic.id).map(one => ({ value: one.id, label: nameOf(one) }))}
        value={into}
        onChange={setInto}
      />
      <Button
        variant="default"
        disabled={!into}
        loading={merge.isPending}
        onClick={() => into && merge.mutate({ id: into, loserId: topic.id })}
      >
        {t('merge')}
      </Button>
    </section>
  )
}

function Archive({ topic, onClose }: { topic: Topic; onClose: () => void }) {
  const t = useText(messages)
  const name = useTopicName()(topic)
  const restore = useSend(restoreTopic, { refresh: [listTopics] })
  const archive = useSend(archiveTopic, {
    refresh: [listTopics],
    onDone: () => {
      onClose()
      undoable({ text: t('archived.done', { name }), undo: () => restore.mutate({ id: topic.id }) })
    },
  })
  return (
    <Button variant="default" loading={archive.isPending} onClick={() => archive.mutate({ id: topic.id })}>
      {t('archive')}
    </Button>
  )
}
