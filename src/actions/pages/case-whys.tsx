import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { listCauses, readCase } from '#inbox/api.ts'
import { useAsk, useSend } from '#ui/api.ts'
import { Autocomplete, notice, Section } from '#ui/index.ts'
import { To } from '#ui/page.tsx'
import { useText } from '#ui/text.tsx'
import { listWhys, setWhys } from '../api.ts'
import messages from '../messages/index.ts'
import './actions.css'

/** On the case: why did it happen, and why that? The last answer is the cause, a known one or a new one. */
export default function CaseWhys({ caseId }: { caseId: string }) {
  const t = useText(messages)
  const known = useAsk(listWhys, { id: caseId })
  const [open, setOpen] = useState(false)
  return (
    <div className="case-whys">
      <Section title={t('whys')} level={3}>
        {known.cause && (
          <p className="sm">
            <To page="/actions/causes/$id" params={{ id: known.cause.id }}>
              {known.cause.name}
            </To>
          </p>
        )}
        {open ? <Asking key={caseId} caseId={caseId} known={known} onDone={() => setOpen(false)} /> : <Lines whys={known.whys} />}
        {!open && known.mayChange && (
          <Button variant="subtle" size="compact-sm" className="no-print" onClick={() => setOpen(true)}>
            {t(known.whys.length > 0 || known.cause ? 'whys.change' : 'whys.begin')}
          </Button>
        )}
      </Section>
    </div>
  )
}

const Lines = ({ whys }: { whys: string[] }) =>
  whys.length > 0 && (
    <ol className="why-lines">
      {whys.map(line => (
        <li key={line} dir="auto">
          {line}
        </li>
      ))}
    </ol>
  )

type Known = { whys: string[]; cause: { name: string } | null; topic: { id: string } | null }

/** The next line appears when the one before is filled. */
function Asking({ caseId, known, onDone }: { caseId: string; known: Known; onDone: () => void }) {
  const t = useText(messages)
  const [lines, setLines] = useState(known.whys)
  const [cause, setCause] = useState(known.cause?.name ?? '')
  const causes = useAsk(listCauses, {})
  const send = useSend(setWhys, {
    refresh: [listWhys, readCase, listCauses],
    onDone: () => {
      onDone()
      notice({ text: t('saved'), tone: 'good' })
    },
  })
  const filled = lines.map(line => line.trim()).filter(Boolean)
  const shown = [...lines.slice(0, 5), ...(lines.length < 5 && lines.every(line => line.trim()) ? [''] : [])]
  const save = () => {
    const there = causes.find(one => one.name.toLocaleLowerCase() === cause.trim().toLocaleLowerCase())
    send.mutate({ id: caseId, whys: filled, ...(there ? { causeId: there.id } : cause.trim() && { causeName: cause.trim() }) })
  }
  const mine = causes.filter(one => known.topic && one.topic?.id === known.topic.id).map(one => one.name)
  const others = causes.map(one => one.name).filter(name => !mine.includes(name))
  return (
    <form
      className="whys-form"
      onSubmit={event => {
        event.preventDefault()
        save()
      }}
    >
      {shown.map((line, at) => (
        <TextInput
          // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place
          key={at}
          label={t(at === 0 ? 'whys.first' : 'whys.next')}
          value={line}
          maxLength={500}
          onChange={event => setLines([...shown.slice(0, at), event.currentTarget.value, ...shown.slice(at + 1)])}
        />
      ))}
      <Autocomplete
        label={t('whys.cause')}
        description={t('whys.cause-hint')}
        data={[...new Set([...mine, ...others])]}
        value={cause}
        onChange={setCause}
        maxLength={200}
        limit={50}
        comboboxProps={{ withinPortal: false }}
      />
      {filled.length > 0 && cause.trim() === '' && (
        <Button variant="subtle" size="compact-sm" onClick={() => setCause((filled.at(-1) ?? '').slice(0, 200))}>
          {t('whys.last-is')}
        </Button>
      )}
      <div className="row end">
        <Button variant="default" onClick={onDone}>
          {t('cancel')}
        </Button>
        <Button type="submit" loading={send.isPending}>
          {t('save')}
        </Button>
      </div>
    </form>
  )
}
