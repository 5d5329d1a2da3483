import { ActionIcon, Button } from '@mantine/core'
import { IconPencil, IconTrash } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import { useSend } from '#ui/api.ts'
import { Said, undoable } from '#ui/index.ts'
import { useText } from '#ui/text.tsx'
import { type Entry, listCases, removeNote, restoreNote } from '../api.ts'
import messages from '../messages/index.ts'
import { Bubble } from './message.tsx'

const Edit = lazy(() => import('./note-edit.tsx'))

export type NoteProps = { note: Extract<Entry, { kind: 'note' }>; caseId: string }

/** Only members see it. Who wrote it may change it, take it away, and bring it back. */
export function Note({ note, caseId }: NoteProps) {
  const t = useText(messages)
  const [editing, edit] = useState(false)
  const name = note.by?.name ?? t('by.gone')
  if (note.removedAt) return <Removed note={note} caseId={caseId} name={name} />
  const beside = (
    <>
      <span className="tag">{t('note.inside')}</span>
      {note.editedAt && <span className="xs dim">{t('note.edited')}</span>}
      {note.mine && !editing && <Mine note={note} caseId={caseId} onEdit={() => edit(true)} />}
    </>
  )
  return (
    <Bubble kind="note" name={name} at={note.at} beside={beside}>
      <Suspense fallback={null}>
        {editing ? <Edit note={note} caseId={caseId} onDone={() => edit(false)} /> : <Said text={note.text} language={note.language} />}
      </Suspense>
    </Bubble>
  )
}

function Mine({ note, caseId, onEdit }: NoteProps & { onEdit: () => void }) {
  const t = useText(messages)
  const ids = { id: caseId, noteId: note.id }
  const restore = useSend(restoreNote, { refresh: [listCases] })
  const remove = useSend(removeNote, {
    refresh: [listCases],
    onDone: () => undoable({ text: t('note.removed'), undo: () => restore.mutate(ids) }),
  })
  return (
    <span className="row note-mine no-print">
      <ActionIcon size={28} aria-label={t('note.edit')} onClick={onEdit}>
        <IconPencil size={16} stroke={1.7} aria-hidden />
      </ActionIcon>
      <ActionIcon size={28} aria-label={t('note.remove')} onClick={() => remove.mutate(ids)} loading={remove.isPending}>
        <IconTrash size={16} stroke={1.7} aria-hidden />
      </ActionIcon>
    </span>
  )
}

function Removed({ note, caseId, name }: NoteProps & { name: string }) {
  const t = useText(messages)
  const restore = useSend(restoreNote, { refresh: [listCases] })
  return (
    <div className="ev">
      <span>{t('note.was-removed', { name })}</span>
      {note.mine && (
        <Button
          variant="subtle"
          size="compact-xs"
          loading={restore.isPending}
          onClick={() => restore.mutate({ id: caseId, noteId: note.id })}
        >
          {t('note.restore')}
        </Button>
      )}
    </div>
  )
}
