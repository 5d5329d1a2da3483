import { Alert, Button } from '@mantine/core'
import { useSend } from '#ui/api.ts'
import { Card, notice, Section, useMay } from '#ui/index.ts'
import { To } from '#ui/page.tsx'
import { useText } from '#ui/text.tsx'
import { listAccounts, unmergeAccount } from '../account-api.ts'
import { listCustomers, unmergeCustomer } from '../customer-api.ts'
import messages from '../messages/index.ts'

type Named = { id: string; name: string }

/** Says where a merged one is now. */
export function MergedInto({ page, into }: { page: '/customers/$id' | '/accounts/$id'; into: Named }) {
  const t = useText(messages)
  return (
    <Alert className="alert" mb="md">
      <To page={page} params={{ id: into.id }}>
        {t('merged.into', { name: into.name })}
      </To>
    </Alert>
  )
}

const kinds = { customer: { split: unmergeCustomer, list: listCustomers }, account: { split: unmergeAccount, list: listAccounts } }

/** Those who became part of this one, each with the way back. */
export function MergedHere({ kind, merged }: { kind: 'customer' | 'account'; merged: readonly Named[] }) {
  const t = useText(messages)
  const may = useMay()
  const { split, list } = kinds[kind]
  const send = useSend(split, {
    refresh: [list],
    onDone: (_, { id }) => notice({ tone: 'good', text: t('split.done', { name: merged.find(one => one.id === id)?.name ?? '' }) }),
  })
  if (merged.length === 0) return null
  return (
    <Section title={t('merged.here')}>
      <Card>
        <ul className="lines">
          {merged.map(one => (
            <li key={one.id}>
              <span className="grow">{one.name}</span>
              {may('customers.merge') && (
                <Button variant="default" size="compact-sm" loading={send.isPending} onClick={() => send.mutate({ id: one.id })}>
                  {t('split', { name: one.name })}
                </Button>
              )}
            </li>
          ))}
        </ul>
      </Card>
    </Section>
  )
}
