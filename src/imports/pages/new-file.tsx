import { Button, Textarea } from '@mantine/core'
import { IconClipboard, IconUpload } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { type DragEvent, useId, useRef, useState } from 'react'
import { refreshPaths, sayFailure } from '#ui/api.ts'
import { asFailure } from '#ui/failure.ts'
import { sendFile } from '#ui/files.ts'
import { Card, Dialog, Select } from '#ui/index.ts'
import { useGo } from '#ui/page.tsx'
import { useAnyText, useFormats, useText } from '#ui/text.tsx'
import { addImport, listImports } from '../api.ts'
import messages from '../messages/index.ts'
import { Bar } from './bar.tsx'

/** What to bring in, and the file: dropped, chosen or pasted. */
export function NewFile({ importers }: { importers: string[] }) {
  const t = useText(messages)
  const any = useAnyText()
  const [importer, setImporter] = useState(importers.includes('feedback') ? 'feedback' : (importers[0] ?? ''))
  const { send, share } = useSendFile(importer)
  const [pasting, setPasting] = useState(false)
  return (
    <Card className="new-file" label={t('new')}>
      <Select
        label={t('what')}
        data={importers.map(id => ({ value: id, label: any('imports', `importer.${id}`) }))}
        value={importer}
        allowDeselect={false}
        onChange={next => next && setImporter(next)}
      />
      {share === null ? <Drop onFile={file => send(file, file.name)} /> : <Sending share={share} />}
      <Button
        variant="default"
        leftSection={<IconClipboard size={17} aria-hidden />}
        onClick={() => setPasting(true)}
        disabled={share !== null}
      >
        {t('paste')}
      </Button>
      <Paste open={pasting} onClose={() => setPasting(false)} onText={text => send(new Blob([text]), t('pasted-name'))} />
    </Card>
  )
}

/** Sends the file and goes to its page. `share` is how much of it is there, null when nothing is on its way. */
function useSendFile(importer: string) {
  const go = useGo()
  const queries = useQueryClient()
  const [share, setShare] = useState<number | null>(null)
  const send = async (file: Blob, name: string) => {
    setShare(0)
    try {
      const { id } = await sendFile(addImport, { importer, name }, file, setShare)
      await refreshPaths(queries, [listImports.path])
      await go('/import/$id', { params: { id } })
    } catch (error) {
      sayFailure(asFailure(error))
    }
    setShare(null)
  }
  return { send, share }
}

function Drop({ onFile }: { onFile: (file: File) => void }) {
  const t = useText(messages)
  const box = useRef<HTMLInputElement>(null)
  const id = useId()
  const [over, setOver] = useState(false)
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    const [file] = event.dataTransfer.files
    if (file) onFile(file)
  }
  const drag = (event: DragEvent) => {
    event.preventDefault()
    setOver(true)
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is only a second way, the button in it is the first
    <div className={over ? 'drop-here over' : 'drop-here'} onDragOver={drag} onDragLeave={() => setOver(false)} onDrop={drop}>
      <Button leftSection={<IconUpload size={17} aria-hidden />} onClick={() => box.current?.click()}>
        {t('choose-file')}
      </Button>
      <label className="sm dim" htmlFor={id}>
        {t('choose-hint')}
      </label>
      <input
        ref={box}
        id={id}
        type="file"
        className="sr"
        tabIndex={-1}
        onChange={event => event.target.files?.[0] && onFile(event.target.files[0])}
      />
    </div>
  )
}

function Sending({ share }: { share: number }) {
  const t = useText(messages)
  const { number } = useFormats()
  const percent = Math.round(share * 100)
  return (
    <div className="drop-here" role="status">
      <p className="sm">{percent < 100 ? t('sending', { percent: number(percent) }) : t('looking')}</p>
      <Bar parts={[{ kind: 'ready', size: percent }]} total={100} label={t('sending', { percent: number(percent) })} />
    </div>
  )
}

function Paste({ open, onClose, onText }: { open: boolean; onClose: () => void; onText: (text: string) => void }) {
  const t = useText(messages)
  const [text, setText] = useState('')
  const send = () => {
    onClose()
    onText(text)
  }
  return (
    <Dialog open={open} onClose={onClose} title={t('paste')}>
      <Textarea
        label={t('paste-label')}
        description={t('paste-hint')}
        rows={10}
        value={text}
        onChange={event => setText(event.currentTarget.value)}
        data-autofocus
      />
      <Button onClick={send} disabled={text.trim() === ''}>
        {t('paste-send')}
      </Button>
    </Dialog>
  )
}
