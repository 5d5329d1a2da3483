import { Button } from '@mantine/core'
import { useState } from 'react'
import { useAsk, useSend } from '#ui/api.ts'
import { Card, Choice, Dialog, Section, undoable, useMay } from '#ui/index.ts'
import { To } from '#ui/page.tsx'
import { useText } from '#ui/text.tsx'
import {
  archiveCustomer,
  customerDuplicates,
  listCustomers,
  mergeCustomers,
  restoreCustomer,
  unmergeCustomer,
  type WholeCustomer,
} from '../customer-api.ts'
import messages from '../messages/index.ts'

const refresh = [listCustomers]

/** Merging, with its way back in the notice. */
function useMerge(winner: { id: string; name: string }) {
  const t = useText(messages)
  const split = useSend(unmergeCustomer, { refresh })
  const send = useSend(mergeCustomers, { refresh })
  const merge = (loser: { id: string; name: string }) =>
    send.mutate(
      { id: winner.id, loserId: loser.id },
      {
        onSuccess: () =>
          undoable({ text: t('merged.done', { loser: loser.name, name: winner.name }), undo: () => split.mutate({ id: loser.id }) }),
      },
    )
  return { merge, sending: send.isPending }
}

/** Archive and merge: both can be taken back. */
export function CustomerEndings({ one }: { one: WholeCustomer }) {
  const t = useText(messages)
  const may = useMay()
  const restore = useSend(restoreCustomer, { refresh })
  const archive = useSend(archiveCustomer, {
    refresh,
    onDone: () => undoable({ text: t('archived.done', { name: one.name }), undo: () => restore.mutate({ id: one.id }) }),
  })
  if (one.mergedInto || !may('customers.change')) return null
  return (
    <div className="row wrap no-print">
      {one.archivedAt ? (
        <Button variant="default" loading={restore.isPending} onClick={() => restore.mutate({ id: one.id })}>
          {t('restore')}
        </Button>
      ) : (
        <Button variant="default" loading={archive.isPending} onClick={() => archive.mutate({ id: one.id })}>
          {t('archive')}
        </Button>
      )}
      {may('customers.merge') && <Merge one={one} />}
    </div>
  )
}

function Merge({ one }: { one: WholeCustomer }) {
  const t = useText(messages)
  const [open, setOpen] = useState(false)
  const [other, setOther] = useState<{ id: string; name: string } | null>(null)
  const { merge, sending } = useMerge(one)
  const go = () => {
    if (other) merge(other)
    setOpen(false)
  }
  return (
    <>
      <Button variant="default" onClick={() => setOpen(true)}>
        {t('merge')}
      </Button>
      <Dialog open={open} onClose={() => setOpen(false)} title={t('merge.customer')}>
        <p>{t('merge.text')}</p>
        <Choice
          from={listCustomers}
          option={found => ({ value: found.id, label: [found.name, found.contact?.value].filter(Boolean).join(' · ') })}
          label={t('merge.other')}
          value={other?.id ?? null}
          onChange={(_, found) => setOther(found && found.id !== one.id ? { id: found.id, name: found.name } : null)}
        />
        <Button disabled={!other} loading={sending} onClick={go}>
          {t('merge')}
        </Button>
      </Dialog>
    </>
  )
}

/** Others with the same address: maybe this person, maybe a shared office. */
export function SamePerson({ one }: { one: WholeCustomer }) {
  const t = useText(messages)
  const may = useMay()
  const { items } = useAsk(customerDuplicates, { id: one.id })
  const { merge, sending } = useMerge(one)
  if (items.length === 0 || one.mergedInto) return null
  return (
    <Section title={t('same.title')}>
      <Card>
        <ul className="lines">
          {items.map(other => (
            <li key={other.id} className="wrap">
              <span className="grow stack">
                <To page="/customers/$id" params={{ id: other.id }}>
                  {other.name}
                </To>
                <span className="sm dim">{other.same.join(' · ')}</span>
              </span>
              {may('customers.merge') && (
                <Button variant="default" size="compact-sm" loading={sending} onClick={() => merge(other)}>
                  {t('same.merge', { name: other.name })}
                </Button>
              )}
            </li>
          ))}
        </ul>
      </Card>
    </Section>
  )
}
