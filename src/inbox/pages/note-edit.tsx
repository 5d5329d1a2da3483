import { Button } from '@mantine/core'
import { useSend } from '#ui/api.ts'
import { AreaField, Form, Submit } from '#ui/index.ts'
import { useKernelText, useText } from '#ui/text.tsx'
import { editNote, listCases } from '../api.ts'
import messages from '../messages/index.ts'
import type { NoteProps } from './note.tsx'

/** One's own note, to be changed. Loaded when first asked for. */
export default function Edit({ note, caseId, onDone }: NoteProps & { onDone: () => void }) {
  const t = useText(messages)
  const kernel = useKernelText()
  const send = useSend(editNote, { refresh: [listCases] })
  return (
    <Form
      schema={editNote.input}
      start={{ text: note.text }}
      send={send}
      input={{ id: caseId, noteId: note.id }}
      keep={`note-${note.id}`}
      onDone={onDone}
      label={t('note.edit')}
    >
      <AreaField name="text" label={t('note')} autoFocus />
      <div className="row">
        <Submit>{t('note.save')}</Submit>
        <Button variant="default" onClick={onDone}>
          {kernel('button.cancel')}
        </Button>
      </div>
    </Form>
  )
}
