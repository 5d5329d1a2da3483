import { Button } from '@mantine/core'
import { useState } from 'react'
import { useSend } from '#ui/api.ts'
import { Choice, Dialog, undoable, useMay } from '#ui/index.ts'
import { useText } from '#ui/text.tsx'
import { archiveAccount, listAccounts, mergeAccounts, restoreAccount, unmergeAccount, type WholeAccount } from '../account-api.ts'
import { listCustomers } from '../customer-api.ts'
import messages from '../messages/index.ts'

const refresh = [listAccounts, listCustomers]

/** Archive and merge: both can be taken back. */
export function AccountEndings({ one }: { one: WholeAccount }) {
  const t = useText(messages)
  const may = useMay()
  const restore = useSend(restoreAccount, { refresh })
  const archive = useSend(archiveAccount, {
    refresh,
    onDone: () => undoable({ text: t('archived.done', { name: one.name }), undo: () => restore.mutate({ id: one.id }) }),
  })
  if (one.mergedInto || !may('accounts.change')) return null
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

function Merge({ one }: { one: WholeAccount }) {
  const t = useText(messages)
  const [open, setOpen] = useState(false)
  const [other, setOther] = useState<{ id: string; name: string } | null>(null)
  const split = useSend(unmergeAccount, { refresh })
  const merge = useSend(mergeAccounts, {
    refresh,
    onDone: (_, { loserId }) =>
      undoable({ text: t('merged.done', { loser: other?.name ?? '', name: one.name }), undo: () => split.mutate({ id: loserId }) }),
  })
  const go = () => {
    if (other) merge.mutate({ id: one.id, loserId: other.id })
    setOpen(false)
  }
  return (
    <>
      <Button variant="default" onClick={() => setOpen(true)}>
        {t('merge')}
      </Button>
      <Dialog open={open} onClose={() => setOpen(false)} title={t('merge.account')}>
        <p>{t('merge.text')}</p>
        <Choice
          from={listAccounts}
          option={found => ({ value: found.id, label: found.name })}
          label={t('merge.other')}
          value={other?.id ?? null}
          onChange={(_, found) => setOther(found && found.id !== one.id ? { id: found.id, name: found.name } : null)}
        />
        <Button disabled={!other} loading={merge.isPending} onClick={go}>
          {t('merge')}
        </Button>
      </Dialog>
    </>
  )
}
