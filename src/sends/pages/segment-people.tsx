import { Button } from '@mantine/core'
import { useState } from 'react'
import { type Item, useAsk, useList, useSend } from '#ui/api.ts'
import { Empty, List, undoable, useMay, Who } from '#ui/index.ts'
import { To } from '#ui/page.tsx'
import { useText } from '#ui/text.tsx'
import { changeSegment, listSegments, peopleOf } from '../api.ts'
import messages from '../messages/index.ts'
import { SegmentForm } from './segment-form.tsx'

type Segment = Item<typeof listSegments>

/** A segment opened to the people in it. */
export function SegmentPeople({ segment, onDone }: { segment: Segment; onDone: () => void }) {
  const t = useText(messages)
  const may = useMay()
  const [editing, setEditing] = useState(false)
  const { count } = useAsk(peopleOf, { segmentId: segment.id, limit: 1 })
  const list = useList(peopleOf, { segmentId: segment.id })
  const back = useSend(changeSegment, { refresh: [listSegments] })
  const archive = useSend(changeSegment, {
    refresh: [listSegments],
    onDone: () => {
      undoable({ text: t('segment.archived', { name: segment.name }), undo: () => back.mutate({ id: segment.id, archived: false }) })
      onDone()
    },
  })
  if (editing) return <SegmentForm segment={segment} onDone={onDone} />
  return (
    <>
      <p className="num">{t('segment.count', { n: count })}</p>
      {may('sends.change') && (
        <div className="row wrap">
          <Button variant="default" onClick={() => setEditing(true)}>
            {t('edit')}
          </Button>
          <Button variant="subtle" loading={archive.isPending} onClick={() => archive.mutate({ id: segment.id, archived: true })}>
            {t('archive')}
          </Button>
        </div>
      )}
      <List
        list={list}
        label={t('people')}
        keyOf={one => one.id}
        empty={<Empty title={t('none.people')} />}
        row={one => (
          <To page="/customers/$id" params={{ id: one.id }}>
            <span className="row">
              <Who name={one.name} size="small" />
              <span className="grow stack">
                <b>{one.name}</b>
                <span className="sm dim">{[one.account, one.address].filter(Boolean).join(' · ')}</span>
              </span>
            </span>
          </To>
        )}
      />
    </>
  )
}
