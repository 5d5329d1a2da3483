import { Button } from '@mantine/core'
import { useAsk } from '#ui/api.ts'
import { Card, Section, useMay } from '#ui/index.ts'
import { To } from '#ui/page.tsx'
import { useText } from '#ui/text.tsx'
import { customerDuplicates, type WholeCustomer } from '../customer-api.ts'
import messages from '../messages/index.ts'
import { useMerge } from './endings.tsx'
import { customerEnds } from './ends.ts'

/** Others with the same address: maybe this person, maybe a shared office. */
export function SamePerson({ one }: { one: WholeCustomer }) {
  const t = useText(messages)
  const may = useMay()
  const { items } = useAsk(customerDuplicates, { id: one.id })
  const { merge, sending } = useMerge(customerEnds, one)
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
