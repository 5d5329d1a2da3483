import { Button, Textarea } from '@mantine/core'
import { useRef, useState } from 'react'
import { Dialog, notice } from '#ui/index.ts'
import { useText } from '#ui/text.tsx'
import messages from '../messages/index.ts'
import { useEditor } from './editor.ts'
import { withWords, wordsFrom } from './words-csv.ts'

/** A translated table comes back: pasted from a spreadsheet or as a file. What it will change is said before. */
export function PasteWords({ open, onClose }: { open: boolean; onClose: () => void }) {
  const t = useText(messages)
  const { draft, edit } = useEditor()
  const [text, setText] = useState('')
  const file = useRef<HTMLInputElement>(null)
  const read = text.trim() === '' ? null : wordsFrom(text, draft)
  const take = () => {
    if (!read) return
    edit(now => withWords(now, read.words))
    notice({ tone: 'good', text: t('words-taken', { n: read.texts }) })
    setText('')
    onClose()
  }
  return (
    <Dialog open={open} onClose={onClose} title={t('words-paste')}>
      <Textarea
        label={t('words-table')}
        description={t('words-table-why')}
        rows={8}
        value={text}
        error={text.trim() !== '' && !read ? t('no-words-table') : undefined}
        onChange={event => setText(event.currentTarget.value)}
        data-autofocus
      />
      {read && (
        <p className="sm soft">
          {t('words-found', { n: read.texts })}{' '}
          {read.unknown.length > 0 && t('words-unknown', { n: read.unknown.length, first: read.unknown[0]! })}
        </p>
      )}
      <input
        ref={file}
        type="file"
        accept=".csv,.tsv,text/csv"
        className="sr"
        tabIndex={-1}
        aria-label={t('choose-table')}
        onChange={event => void event.target.files?.[0]?.text().then(setText)}
      />
      <div className="row between wrap">
        <Button variant="default" onClick={() => file.current?.click()}>
          {t('choose-table')}
        </Button>
        <Button onClick={take} disabled={!read || read.texts === 0}>
          {t('take-words')}
        </Button>
      </div>
    </Dialog>
  )
}
