import { Button } from '@mantine/core'
import { IconPencil } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { listMembers } from '#directory/api.ts'
import { Card, ChoiceField, Section } from '#ui/index.ts'
import { useText } from '#ui/text.tsx'
import messages from '../messages/index.ts'

type FactsProps = { title: string; mayEdit: boolean; known: ReactNode; form: (onDone: () => void) => ReactNode }

/** What is known, and in its place the fields that change it. */
export function Facts({ title, mayEdit, known, form }: FactsProps) {
  const t = useText(messages)
  const [editing, setEditing] = useState(false)
  const edit = (
    <Button
      variant="subtle"
      size="compact-sm"
      leftSection={<IconPencil size={15} aria-hidden />}
      onClick={() => setEditing(!editing)}
      aria-expanded={editing}
    >
      {t('edit')}
    </Button>
  )
  return (
    <Section title={title} aside={mayEdit && edit}>
      <Card>{editing ? form(() => setEditing(false)) : known}</Card>
    </Section>
  )
}

export const Fact = ({ name, children, wrap = false }: { name: string; children: ReactNode; wrap?: boolean }) => (
  <div>
    <dt>{name}</dt>
    <dd className={wrap ? 'row wrap' : 'row'}>{children}</dd>
  </div>
)

/** Who answers for it. */
export function OwnerField({ chosen }: { chosen: string | undefined }) {
  const t = useText(messages)
  return (
    <ChoiceField
      name="ownerId"
      label={t('owner')}
      from={listMembers}
      option={one => ({ value: one.id, label: one.name })}
      chosen={chosen ?? ''}
      clearable
    />
  )
}
