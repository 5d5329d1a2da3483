import { Button } from '@mantine/core'
import { IconFile, IconPaperclip } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { useAsk } from '#ui/api.ts'
import { saveFile } from '#ui/files.ts'
import { Said, Signal } from '#ui/index.ts'
import { useWorkspaceNumber } from '#ui/page.tsx'
import { useText } from '#ui/text.tsx'
import {
  type Attachment,
  caseLetters,
  type Letter,
  type LetterFile,
  letterFile,
  letterPieces,
  listHeld,
  type Piece,
  sentFile,
} from '../api.ts'
import messages from '../messages/index.ts'
import { useBytes } from './bytes.ts'
import './conversation.css'

type WordsProps = { caseId: string; id: string }

/** What belongs to a turn of the conversation beside its words: who else got it, what it quotes, its files. */
export default function Words({ caseId, id }: WordsProps) {
  const letter = useAsk(caseLetters, { id: caseId }).find(one => one.of === id)
  const sent = useAsk(listHeld, { id: caseId }).sent.find(one => one.entryId === id)
  if (letter) return <OfLetter caseId={caseId} letter={letter} />
  return sent ? <Files files={sent.files.map(file => ({ ...file, save: () => saveSent(caseId, file) }))} /> : null
}

const saveSent = (id: string, { fileId, name }: Attachment) => void saveFile(sentFile, { id, fileId }, name)

function OfLetter({ caseId, letter }: { caseId: string; letter: Letter }) {
  const t = useText(messages)
  const [asSent, show] = useState(false)
  const ids = { id: caseId, letterId: letter.id }
  const save = (file: LetterFile) => ({ ...file, save: () => void saveFile(letterFile, { ...ids, fileId: file.id }, file.name) })
  // A picture that stands within the words is shown with them.
  const files = asSent ? letter.files.filter(file => !file.inline) : letter.files
  return (
    <div className="letter stack">
      {letter.kind === 'automatic' && <span className="tag">{t('kind.automatic')}</span>}
      {letter.cc.length > 0 && <span className="xs dim">{t('cc.to', { list: letter.cc.join(', ') })}</span>}
      {letter.formatted && (
        <Button variant="subtle" size="compact-xs" aria-expanded={asSent} onClick={() => show(!asSent)}>
          {t(asSent ? 'as-sent.hide' : 'as-sent')}
        </Button>
      )}
      {asSent && <AsSent {...ids} />}
      {!asSent && letter.signature && <Folded label={t('signature')} text={letter.signature} />}
      {!asSent && letter.quoted && <Folded label={t('quoted')} text={letter.quoted} />}
      <Pictures caseId={caseId} letter={letter} hide={asSent} />
      <Files files={files.map(save)} />
    </div>
  )
}

const Folded = ({ label, text }: { label: string; text: string }) => (
  <details className="folded sm">
    <summary>{label}</summary>
    <Said text={text} />
  </details>
)

const usePictureUrl = () => {
  const workspace = useWorkspaceNumber()
  return (caseId: string, letterId: string, fileId: string) =>
    `/api/cases/${caseId}/letters/${letterId}/files/${fileId}?workspace=${workspace}`
}

function Pictures({ caseId, letter, hide }: { caseId: string; letter: Letter; hide: boolean }) {
  const url = usePictureUrl()
  const pictures = letter.files.filter(file => file.picture && !(hide && file.inline))
  if (pictures.length === 0) return null
  return (
    <div className="row wrap">
      {pictures.map(file => (
        <img key={file.id} className="letter-picture" src={url(caseId, letter.id, file.id)} alt={file.name} loading="lazy" />
      ))}
    </div>
  )
}

type Shown = Pick<LetterFile, 'name' | 'bytes' | 'warning'> & { save: () => void }

export function Files({ files }: { files: readonly Shown[] }) {
  const t = useText(messages)
  const size = useBytes()
  if (files.length === 0) return null
  return (
    <ul className="files" aria-label={t('files')}>
      {files.map(({ name, bytes, warning, save }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: files of one mail never change their place, and may share a name
        <li key={at} className="row wrap">
          <Button
            variant="default"
            size="compact-sm"
            leftSection={warning ? <IconFile size={16} stroke={1.7} aria-hidden /> : <IconPaperclip size={16} stroke={1.7} aria-hidden />}
            onClick={save}
          >
            <span className="clip">{name}</span>
          </Button>
          <span className="xs dim num">{size(bytes)}</span>
          {warning && <Signal kind="bad">{t(`file.${warning}`)}</Signal>}
        </li>
      ))}
    </ul>
  )
}

/** As it was sent, built from pieces: no markup of a stranger's gets into the page, and nothing is loaded from elsewhere. */
function AsSent({ id, letterId }: { id: string; letterId: string }) {
  const { pieces } = useAsk(letterPieces, { id, letterId })
  const url = usePictureUrl()
  const t = useText(messages)
  const made = (piece: Piece, at: number): ReactNode => {
    if (typeof piece === 'string') return piece
    if ('fileId' in piece)
      return <img key={at} className="letter-picture" src={url(id, letterId, piece.fileId)} alt={piece.alt} loading="lazy" />
    if ('elsewhere' in piece) return <ElsewherePicture key={at} {...piece} label={t('picture.elsewhere')} />
    if ('href' in piece)
      return (
        <a key={at} href={piece.href} title={piece.href} target="_blank" rel="noopener noreferrer nofollow">
          {piece.in.map(made)}
        </a>
      )
    if (piece.mark === 'br') return <br key={at} />
    if (piece.mark === 'hr') return <hr key={at} />
    const Mark = elements[piece.mark] as 'div'
    return (
      <Mark key={at} className={`piece-${piece.mark}`}>
        {piece.in.map(made)}
      </Mark>
    )
  }
  return <div className="as-sent">{pieces.map(made)}</div>
}

const elements = {
  ...{ p: 'div', b: 'b', i: 'i', u: 'u', s: 's', code: 'code', pre: 'pre', quote: 'blockquote', h: 'div' },
  // A table of a mail is a way to place things: read as lines.
  ...{ ul: 'div', ol: 'div', li: 'div', table: 'div', tr: 'div', td: 'span' },
} as const

const ElsewherePicture = ({ elsewhere, alt, label }: { elsewhere: string; alt: string; label: string }) => (
  <span className="tag" title={elsewhere}>
    {alt || label}
  </span>
)
