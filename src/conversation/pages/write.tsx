import { ActionIcon, Button, TextInput } from '@mantine/core'
import { IconPaperclip, IconUsers, IconX } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { type ChangeEvent, useEffect, useRef, useState } from 'react'
import { ask, call, refreshPaths, sayFailure, useAsk, useList, useSend } from '#ui/api.ts'
import { sendFile } from '#ui/files.ts'
import { Select, Signal } from '#ui/index.ts'
import { useText } from '#ui/text.tsx'
import { type Attachment, addAttachment, fillTemplate, keepDraft, listTemplates, readDraft, removeAttachment, sendMessage } from '../api.ts'
import messages from '../messages/index.ts'
import { useBytes } from './bytes.ts'
import './conversation.css'

type Way = { endpoint: typeof sendMessage; beside: object; sent: () => void }
type WriteProps = {
  one: { id: string; reply: { to: string | null } }
  draft: { text: string; keep: (text: string) => void; by: (way: Way | null) => void }
}

const KEEP_MS = 1_200

/** Beside the words of a reply: templates, other addresses, files; and the draft is kept on the server, so that no device loses it. */
export default function Write({ one, draft }: WriteProps) {
  const kept = useAsk(readDraft, { id: one.id })
  const [to, setTo] = useState(kept.to ?? '')
  const [cc, setCc] = useState(kept.cc.join(', '))
  const [open, setOpen] = useState(kept.cc.length > 0 || kept.to !== null)
  const copies = kept.cc.join(', ')
  // What was taken back brings its addresses with it.
  useEffect(() => {
    if (copies) setCc(copies)
    if (kept.to) setTo(kept.to)
    if (copies || kept.to) setOpen(true)
  }, [copies, kept.to])
  const addresses = addressesIn(cc)
  useDraftKept(one.id, draft, kept.text, to, addresses)
  const fileIds = kept.files.map(file => file.fileId)
  const refresh = useRefresh()
  const { by } = draft
  const beside = JSON.stringify({
    ...(to.trim() && { to: to.trim() }),
    ...(addresses.length > 0 && { cc: addresses }),
    ...(fileIds.length > 0 && { fileIds }),
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: what goes along is compared by what it says
  useEffect(() => {
    const sent = () => {
      setTo('')
      setCc('')
      setOpen(false)
      refresh()
    }
    by({ endpoint: sendMessage, beside: JSON.parse(beside), sent })
    return () => by(null)
  }, [beside])
  return (
    <div className="write stack">
      {open && <Addresses to={to} setTo={setTo} cc={cc} setCc={setCc} usual={one.reply.to} />}
      <Attached caseId={one.id} files={kept.files} refresh={refresh} />
      <div className="row wrap write-tools">
        <Templates caseId={one.id} draft={draft} />
        <AddFile caseId={one.id} refresh={refresh} />
        <CopyButton open={open} toggle={() => setOpen(!open)} />
      </div>
    </div>
  )
}

const useRefresh = () => {
  const queries = useQueryClient()
  return () => void refreshPaths(queries, [readDraft.path, '/cases/:id/messages'])
}

const addressesIn = (text: string) =>
  text
    .split(/[\s,;]+/)
    .filter(part => /^[^\s@]+@[^\s@]+$/.test(part))
    .slice(0, 20)

/** What another device began is here; what is typed is kept a moment after the last letter. */
function useDraftKept(id: string, { text, keep }: WriteProps['draft'], before: string, to: string, cc: string[]) {
  const begun = useRef(false)
  const last = useRef(JSON.stringify([before, to, cc]))
  useEffect(() => {
    if (!begun.current && text === '' && before !== '') keep(before)
    begun.current = true
  }, [text, before, keep])
  const now = JSON.stringify([text, to, cc])
  useEffect(() => {
    if (!begun.current || now === last.current) return
    const timer = setTimeout(() => {
      last.current = now
      const [words, other, copies] = JSON.parse(now) as [string, string, string[]]
      const valid = /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(other.trim())
      void call(keepDraft, { id, text: words, to: valid ? other.trim() : null, cc: copies }).catch(() => {})
    }, KEEP_MS)
    return () => clearTimeout(timer)
  }, [now, id])
}

type AddressesProps = { to: string; setTo: (to: string) => void; cc: string; setCc: (cc: string) => void; usual: string | null }

function Addresses({ to, setTo, cc, setCc, usual }: AddressesProps) {
  const t = useText(messages)
  return (
    <div className="write-addresses">
      <TextInput
        size="xs"
        label={t('to')}
        type="email"
        value={to}
        placeholder={usual ?? ''}
        onChange={event => setTo(event.currentTarget.value)}
      />
      <TextInput size="xs" label={t('cc')} value={cc} placeholder={t('cc.hint')} onChange={event => setCc(event.currentTarget.value)} />
    </div>
  )
}

function CopyButton({ open, toggle }: { open: boolean; toggle: () => void }) {
  const t = useText(messages)
  return (
    <Button
      variant="subtle"
      size="compact-sm"
      aria-expanded={open}
      leftSection={<IconUsers size={16} stroke={1.7} aria-hidden />}
      onClick={toggle}
    >
      {t('addresses')}
    </Button>
  )
}

function Attached({ caseId, files, refresh }: { caseId: string; files: Attachment[]; refresh: () => void }) {
  const t = useText(messages)
  const size = useBytes()
  const remove = useSend(removeAttachment, { onDone: refresh })
  if (files.length === 0) return null
  return (
    <ul className="files" aria-label={t('files')}>
      {files.map(({ fileId, name, bytes, warning }) => (
        <li key={fileId} className="row wrap">
          <span className="tag clip">{name}</span>
          <span className="xs dim num">{size(bytes)}</span>
          {warning && <Signal kind="bad">{t(`file.${warning}`)}</Signal>}
          <ActionIcon size={28} aria-label={t('file.remove', { name })} onClick={() => remove.mutate({ id: caseId, fileId })}>
            <IconX size={16} stroke={1.7} aria-hidden />
          </ActionIcon>
        </li>
      ))}
    </ul>
  )
}

function AddFile({ caseId, refresh }: { caseId: string; refresh: () => void }) {
  const t = useText(messages)
  const box = useRef<HTMLInputElement>(null)
  const [busy, setBusy] = useState(false)
  const add = async (event: ChangeEvent<HTMLInputElement>) => {
    const files = [...(event.currentTarget.files ?? [])]
    setBusy(true)
    for (const file of files) await sendFile(addAttachment, { id: caseId, name: file.name }, file).catch(sayFailure)
    if (box.current) box.current.value = ''
    setBusy(false)
    refresh()
  }
  return (
    <>
      <input ref={box} type="file" multiple hidden aria-label={t('file.add')} onChange={event => void add(event)} />
      <Button
        variant="subtle"
        size="compact-sm"
        loading={busy}
        leftSection={<IconPaperclip size={16} stroke={1.7} aria-hidden />}
        onClick={() => box.current?.click()}
      >
        {t('file.add')}
      </Button>
    </>
  )
}

/** A template's words come behind what is written already. */
function Templates({ caseId, draft }: { caseId: string; draft: WriteProps['draft'] }) {
  const t = useText(messages)
  const queries = useQueryClient()
  const { items } = useList(listTemplates, {})
  if (items.length === 0) return null
  const take = async (templateId: string | null) => {
    if (!templateId) return
    const { text } = await queries.fetchQuery({ ...ask(fillTemplate, { id: caseId, templateId }), staleTime: 0 })
    draft.keep(draft.text.trim() === '' ? text : `${draft.text.trimEnd()}\n\n${text}`)
  }
  return (
    <Select
      size="xs"
      aria-label={t('template.take')}
      placeholder={t('template.take')}
      value={null}
      searchable
      data={items.map(({ id, name }) => ({ value: id, label: name }))}
      onChange={value => void take(value)}
      comboboxProps={{ withinPortal: false, transitionProps: { duration: 0 } }}
    />
  )
}
