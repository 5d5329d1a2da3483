import { Button } from '@mantine/core'
import { useState } from 'react'
import { listCustomers } from '#customers/api.ts'
import { useSend } from '#ui/api.ts'
import { Choice, Dialog, undoable, useCalled } from '#ui/index.ts'
import { useText } from '#ui/text.tsx'
import { type CaseDetail, listCases, listFeedback, setCaseCustomer } from '../api.ts'
import messages from '../messages/index.ts'

/** Says who the customer is; whoever it was before comes back by undo. */
function useSetCustomer({ id, customer }: CaseDetail) {
  const t = useText(messages)
  const called = useCalled()
  const refresh = [listCases, listFeedback]
  const back = useSend(setCaseCustomer, { refresh })
  return useSend(setCaseCustomer, {
    refresh,
    onDone: now => {
      const text = now.customer ? t('customer.set', { name: called(now.customer.name) }) : t('customer.unset')
      undoable({ text, undo: () => back.mutate({ id, customerId: customer?.id ?? null }) })
    },
  })
}

/** Choose the customer by name, address or account. */
export function WhoIsIt({ one, onDone }: { one: CaseDetail; onDone?: () => void }) {
  const t = useText(messages)
  const called = useCalled()
  const set = useSetCustomer(one)
  const choose = (customerId: string | null) => customerId && set.mutate({ id: one.id, customerId }, { onSuccess: () => onDone?.() })
  return (
    <Choice
      from={listCustomers}
      label={t('customer.choose')}
      option={({ id, name, account }) => ({ value: id, label: account ? `${called(name)} · ${account.name}` : called(name) })}
      value={null}
      onChange={choose}
    />
  )
}

/** It was somebody else who said this, or nobody knows who. */
export function SomebodyElse({ one }: { one: CaseDetail }) {
  const t = useText(messages)
  const [open, setOpen] = useState(false)
  const set = useSetCustomer(one)
  const close = () => setOpen(false)
  return (
    <>
      <Button variant="subtle" size="compact-sm" className="no-print" onClick={() => setOpen(true)}>
        {t('customer.other')}
      </Button>
      <Dialog open={open} onClose={close} title={t('customer.other-title')}>
        <p className="soft">{t('customer.other-why')}</p>
        <WhoIsIt one={one} onDone={close} />
        <div className="row end">
          <Button
            variant="default"
            loading={set.isPending}
            onClick={() => set.mutate({ id: one.id, customerId: null }, { onSuccess: close })}
          >
            {t('customer.nobody')}
          </Button>
        </div>
      </Dialog>
    </>
  )
}
