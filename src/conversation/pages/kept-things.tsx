import { Button } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { type Listed, useSend } from '#ui/api.ts'
import { Card, Dialog, Empty, List, Section, undoable } from '#ui/index.ts'
import { useText } from '#ui/text.tsx'
import type { archiveAllowance, archiveTemplate, listAllowances, listTemplates } from '../api.ts'
import messages from '../messages/index.ts'

type Thing = { id: string; name: string }
type Archiving = {
  /** Allowances and templates are archived in the same way. */
  endpoint: typeof archiveTemplate | typeof archiveAllowance
  list: typeof listTemplates | typeof listAllowances
  said: (name: string) => string
}
type KeptThingsProps<One extends Thing> = {
  list: Listed<One>
  words: { title: string; add: string; none: string; noneWhy: string }
  mayChange: boolean
  fresh: () => One
  says: (one: One) => ReactNode
  archiving: Archiving
  formTitle: (one: One) => string
  form: (one: One, close: () => void) => ReactNode
}

/** What a company keeps under names, to be added, changed, archived and brought back. */
export function KeptThings<One extends Thing>({ list, words, mayChange, fresh, says, archiving, formTitle, form }: KeptThingsProps<One>) {
  const [open, setOpen] = useState<One | null>(null)
  const close = () => setOpen(null)
  const add = mayChange && (
    <Button size="compact-sm" variant="default" onClick={() => setOpen(fresh())}>
      {words.add}
    </Button>
  )
  return (
    <Section title={words.title} aside={add}>
      <Card flush>
        <List
          list={list}
          label={words.title}
          keyOf={one => one.id}
          empty={<Empty title={words.none}>{words.noneWhy}</Empty>}
          row={one => <Row one={one} says={says(one)} archiving={archiving} change={mayChange ? () => setOpen(one) : null} />}
        />
      </Card>
      <Dialog open={open !== null} onClose={close} title={open ? formTitle(open) : ''} side>
        {open && form(open, close)}
      </Dialog>
    </Section>
  )
}

type RowProps = { one: Thing; says: ReactNode; archiving: Archiving; change: (() => void) | null }

function Row({ one: { id, name }, says, archiving, change }: RowProps) {
  const t = useText(messages)
  const { list, said } = archiving
  const endpoint = archiving.endpoint as typeof archiveTemplate
  const refresh = { refresh: [list] }
  const back = useSend(endpoint, refresh)
  const undo = () => back.mutate({ id, archived: false })
  const archive = useSend(endpoint, { ...refresh, onDone: () => undoable({ text: said(name), undo }) })
  const small = { size: 'compact-sm', variant: 'subtle' } as const
  return (
    <span className="row wrap">
      <span className="grow stack">
        <b>{name}</b>
        {says}
      </span>
      {change && (
        <span className="row">
          <Button {...small} onClick={change} aria-label={t('template.change-of', { name })}>
            {t('template.change')}
          </Button>
          <Button
            {...small}
            loading={archive.isPending}
            onClick={() => archive.mutate({ id, archived: true })}
            aria-label={t('template.archive-of', { name })}
          >
            {t('template.archive')}
          </Button>
        </span>
      )}
    </span>
  )
}
