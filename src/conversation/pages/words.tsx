import { Button } from '@mantine/core'
import { IconFile, IconPaperclip } from '@tabler/icons-react'
import { useState } from 'react'
import { useAsk } from '#ui/api.ts'
import { saveFile } from '#ui/files.ts'
import { Said, Signal, useMay } from '#ui/index.ts'
import { useText } from '#ui/text.tsx'
import { type Attachment, caseLetters, type Letter, type LetterFile, letterFile, listHeld, rawLetter, sentFile } from '../api.ts'
import messages from '../messages/index.ts'
import { AsSent } from './as-sent.tsx'
import { useBytes } from './bytes.ts'
import { usePictureUrl } from './picture-url.ts'
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
  const may = useMay()
  const size = useBytes()
  const [asSent, show] = useState(false)
  const ids = { id: caseId, letterId: letter.id }
  const save = (file: LetterFile) => ({ ...file, save: () => void saveFile(letterFile, { ...ids, fileId: file.id }, file.name) })
  // A picture that stands within the words is shown with them.
  const files = asSent ? letter.files.filter(file => !file.inline) : letter.files
  return (
    <div className="letter stack">
      {letter.kind === 'automatic' && <span className="tag">{t('kind.automatic')}</span>}
      {letter.sender === 'unverified' && <Unverified letter={letter} />}
      {letter.wholeBytes !== null && <Signal kind="bad">{t('letter.cut', { size: size(letter.wholeBytes) })}</Signal>}
      {letter.acknowledgedAt && <span className="xs dim">{t('letter.acknowledged')}</span>}
      {letter.cc.length > 0 && <span className="xs dim">{t('cc.to', { list: letter.cc.join(', ') })}</span>}
      <div className="row wrap letter-acts">
        {letter.formatted && (
          <Button variant="subtle" size="compact-xs" aria-expanded={asSent} onClick={() => show(!asSent)}>
            {t(asSent ? 'as-sent.hide' : 'as-sent')}
          </Button>
        )}
        {letter.raw && may('conversation.raw') && (
          <Button variant="subtle" size="compact-xs" onClick={() => void saveFile(rawLetter, ids, `${letter.subject || letter.id}.eml`)}>
            {t('letter.raw')}
          </Button>
        )}
      </div>
      {asSent && <AsSent {...ids} />}
      {!asSent && letter.signature && <Folded label={t('signature')} text={letter.signature} />}
      {!asSent && letter.quoted && <Folded label={t('quoted')} text={letter.quoted} />}
      <Pictures caseId={caseId} letter={letter} hide={asSent} />
      <Files files={files.map(save)} />
    </div>
  )
}

/** Said where the words are read, with what was found, so that a person can judge. */
function Unverified({ letter: { from, senderSaid } }: { letter: Letter }) {
  const t = useText(messages)
  return (
    <div className="stack sm">
      <Signal kind="bad">{t('sender.unverified')}</Signal>
      <span>{t('sender.unverified-why', { address: from.address })}</span>
      {senderSaid && <span className="xs dim">{t('sender.said', { said: senderSaid })}</span>}
    </div>
  )
}

const Folded = ({ label, text }: { label: string; text: string }) => (
  <details className="folded sm">
    <summary>{label}</summary>
    <Said text={text} />
  </details>
)

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
