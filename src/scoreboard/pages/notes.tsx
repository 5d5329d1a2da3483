import { CloseButton } from '@mantine/core'
import type { z } from 'zod'
import { useSend } from '#ui/api.ts'
import { CheckField, DayField, Dialog, Form, Said, Submit, TextField, undoable, useMay } from '#ui/index.ts'
import { useFormats, useText } from '#ui/text.tsx'
import messages from '../messages/index.ts'
import { addNote, listNotes, type Note as NoteSchema, removeNote } from '../metric-api.ts'

type Note = z.output<typeof NoteSchema>

/** What happened meanwhile, by day. */
export function NoteList({ metric, notes }: { metric: string; notes: readonly Note[] }) {
  const t = useText(messages)
  if (notes.length === 0) return null
  return (
    <ul className="notes sm" aria-label={t('notes')}>
      {notes.map(note => (
        <li key={note.id}>
          <OneNote metric={metric} note={note} />
        </li>
      ))}
    </ul>
  )
}

function OneNote({ metric, note }: { metric: string; note: Note }) {
  const t = useText(messages)
  const { date } = useFormats()
  const may = useMay()('scoreboard.note')
  const again = useSend(addNote, { refresh: [listNotes] })
  const remove = useSend(removeNote, {
    refresh: [listNotes],
    onDone: () =>
      undoable({
        text: t('note.removed'),
        undo: () => again.mutate({ id: metric, on: note.on, words: note.words, everywhere: note.everywhere }),
      }),
  })
  return (
    <span className="row">
      <span className="dim num nowrap">{date(note.on)}</span>
      <Said text={note.words} size="name" />
      {note.by && <span className="dim">{note.by}</span>}
      {may && (
        <CloseButton
          size="sm"
          aria-label={t('note.remove', { words: note.words })}
          onClick={() => remove.mutate({ id: metric, note: note.id })}
        />
      )}
    </span>
  )
}

type Props = { open: boolean; onClose: () => void; metric: string; day: string }

/** A day, and what happened on it. */
export function NoteDialog({ open, onClose, metric, day }: Props) {
  const t = useText(messages)
  const send = useSend(addNote, { refresh: [listNotes] })
  return (
    <Dialog open={open} onClose={onClose} title={t('note.add')}>
      <Form
        schema={addNote.input}
        start={{ on: dayBefore(day), words: '', everywhere: false }}
        input={{ id: metric }}
        send={send}
        keep={`note ${metric}`}
        onDone={onClose}
      >
        <DayField name="on" label={t('note.on')} />
        <TextField name="words" label={t('note.words')} required />
        <CheckField name="everywhere" label={t('note.everywhere')} />
        <Submit>{t('note.add')}</Submit>
      </Form>
    </Dialog>
  )
}

const dayBefore = (day: string) => new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10)
