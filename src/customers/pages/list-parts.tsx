import { Button, Checkbox } from '@mantine/core'
import type { Icon } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { listMembers } from '#directory/api.ts'
import { Choice, Dialog, Said, useMay, Who } from '#ui/index.ts'
import { useText } from '#ui/text.tsx'
import messages from '../messages/index.ts'

type RowProps = {
  name: string
  query?: string | undefined
  under: (string | null | undefined)[]
  archivedAt: Date | null
  owner: { name: string } | null
  children?: ReactNode
}

/** One line of a list of people or organisations: the name with what was searched marked, what stands under it, who answers for it. */
export function NamedRow({ name, query, under, archivedAt, owner, children }: RowProps) {
  const t = useText(messages)
  return (
    <span className="row">
      <Who name={name} />
      <span className="grow stack">
        <Said text={name} query={query} size="name" />
        <span className="sm dim">{under.filter(Boolean).join(' · ')}</span>
      </span>
      {archivedAt && <span className="tag">{t('archived')}</span>}
      {children}
      {owner && (
        <span className="row desk-only">
          <Who name={owner.name} kind="member" size="small" />
          <span className="sm soft">{owner.name}</span>
        </span>
      )}
    </span>
  )
}

/** Whose they are, and whether the archived stand among them: what every list here is filtered by. */
export function OwnerFilter({ ownerId, set }: { ownerId: string | undefined; set: (ownerId: string | undefined) => void }) {
  const t = useText(messages)
  return (
    <div className="filter">
      <Choice
        from={listMembers}
        option={one => ({ value: one.id, label: one.name })}
        label={t('owner')}
        value={ownerId ?? null}
        onChange={chosen => set(chosen ?? undefined)}
        clearable
        hideLabel
      />
    </div>
  )
}

export function Archived({ on, set }: { on: boolean | undefined; set: (on: true | undefined) => void }) {
  const t = useText(messages)
  return <Checkbox label={t('filter.archived')} checked={on ?? false} onChange={event => set(event.currentTarget.checked || undefined)} />
}

type AddProps = { may: string; icon: Icon; label: string; children: ReactNode }

/** A button that opens a form at the side, for those who may. */
export function Add({ may: permission, icon: Sign, label, children }: AddProps) {
  const may = useMay()
  const [open, setOpen] = useState(false)
  if (!may(permission)) return null
  return (
    <>
      <Button onClick={() => setOpen(true)} leftSection={<Sign size={17} aria-hidden />}>
        {label}
      </Button>
      <Dialog open={open} onClose={() => setOpen(false)} title={label} side>
        {children}
      </Dialog>
    </>
  )
}
