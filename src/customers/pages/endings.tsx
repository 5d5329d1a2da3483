import { Button } from '@mantine/core'
import { useState } from 'react'
import type { Endpoint } from '#kernel/endpoint.ts'
import { type Item, useSend } from '#ui/api.ts'
import { Choice, type ChoiceProps, Dialog, undoable, useMay } from '#ui/index.ts'
import { useText } from '#ui/text.tsx'
import type { endings } from '../customer-api.ts'
import messages from '../messages/index.ts'

type Named = { id: string; name: string }
type Ended = Named & { archivedAt: Date | null; mergedInto: Named | null }

/** How one kind of thing is ended and brought back, and where another of its kind is found. */
export type Ends<List extends Endpoint> = ReturnType<typeof endings> & {
  refresh: readonly Endpoint[]
  change: string
  title: 'merge.account' | 'merge.customer'
  from: List
  option: ChoiceProps<List>['option']
}

type Calls = Pick<Ends<Endpoint>, 'merge' | 'unmerge' | 'refresh'>

/** Merging, with its way back in the notice. */
export function useMerge({ merge, unmerge, refresh }: Calls, winner: Named) {
  const t = useText(messages)
  const split = useSend(unmerge, { refresh: [...refresh] })
  const send = useSend(merge, { refresh: [...refresh] })
  const done = (loser: Named) =>
    undoable({ text: t('merged.done', { loser: loser.name, name: winner.name }), undo: () => split.mutate({ id: loser.id }) })
  return {
    merge: (loser: Named) => send.mutate({ id: winner.id, loserId: loser.id }, { onSuccess: () => done(loser) }),
    sending: send.isPending,
  }
}

/** Archive and merge: both can be taken back. */
export function Endings<List extends Endpoint>({ one, ends }: { one: Ended; ends: Ends<List> }) {
  const may = useMay()
  if (one.mergedInto || !may(ends.change)) return null
  return (
    <div className="row wrap no-print">
      <Archive one={one} ends={ends} />
      {may(ends.merge.may) && <Merge one={one} ends={ends} />}
    </div>
  )
}

function Archive({ one, ends }: { one: Ended; ends: Pick<Ends<Endpoint>, 'archive' | 'restore' | 'refresh'> }) {
  const t = useText(messages)
  const refresh = [...ends.refresh]
  const restore = useSend(ends.restore, { refresh })
  const undo = () => restore.mutate({ id: one.id })
  const archive = useSend(ends.archive, { refresh, onDone: () => undoable({ text: t('archived.done', { name: one.name }), undo }) })
  return one.archivedAt ? (
    <Button variant="default" loading={restore.isPending} onClick={undo}>
      {t('restore')}
    </Button>
  ) : (
    <Button variant="default" loading={archive.isPending} onClick={() => archive.mutate({ id: one.id })}>
      {t('archive')}
    </Button>
  )
}

function Merge<List extends Endpoint>({ one, ends }: { one: Named; ends: Ends<List> }) {
  const t = useText(messages)
  const [open, setOpen] = useState(false)
  const [other, setOther] = useState<Named | null>(null)
  const { merge, sending } = useMerge(ends, one)
  const choose = (found: Item<List> | undefined) => {
    const named = found as Named | undefined
    setOther(named && named.id !== one.id ? { id: named.id, name: named.name } : null)
  }
  const go = () => {
    if (other) merge(other)
    setOpen(false)
  }
  return (
    <>
      <Button variant="default" onClick={() => setOpen(true)}>
        {t('merge')}
      </Button>
      <Dialog open={open} onClose={() => setOpen(false)} title={t(ends.title)}>
        <p>{t('merge.text')}</p>
        <Choice
          from={ends.from}
          option={ends.option}
          label={t('merge.other')}
          value={other?.id ?? null}
          onChange={(_, found) => choose(found)}
        />
        <Button disabled={!other} loading={sending} onClick={go}>
          {t('merge')}
        </Button>
      </Dialog>
    </>
  )
}
