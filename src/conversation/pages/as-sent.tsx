import { Button } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { useAsk } from '#ui/api.ts'
import { useWorkspaceNumber } from '#ui/page.tsx'
import { useText } from '#ui/text.tsx'
import { letterPieces, type Piece } from '../api.ts'
import messages from '../messages/index.ts'
import { usePictureUrl } from './picture-url.ts'

/** As it was sent, built from pieces: no markup of a stranger's gets into the page, and nothing is loaded from elsewhere. */
export function AsSent({ id, letterId }: { id: string; letterId: string }) {
  const { pieces } = useAsk(letterPieces, { id, letterId })
  const [loaded, load] = useState(false)
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
  if (loaded) return <WithPictures id={id} letterId={letterId} />
  return (
    <>
      {pieces.some(isElsewhere) && (
        <div className="row wrap">
          <Button variant="default" size="compact-xs" onClick={() => load(true)}>
            {t('pictures.load')}
          </Button>
          <span className="xs dim">{t('pictures.why')}</span>
        </div>
      )}
      <div className="as-sent">{pieces.map(made)}</div>
    </>
  )
}

const isElsewhere = (piece: Piece): boolean =>
  typeof piece !== 'string' && ('elsewhere' in piece || ('in' in piece && piece.in.some(isElsewhere)))

/** In a frame that is a stranger to this page: only there a policy lets pictures come from elsewhere, without our address and without cookies of ours. */
function WithPictures({ id, letterId }: { id: string; letterId: string }) {
  const t = useText(messages)
  const workspace = useWorkspaceNumber()
  return (
    <iframe
      className="letter-frame"
      title={t('pictures.frame')}
      sandbox="allow-popups allow-popups-to-escape-sandbox"
      referrerPolicy="no-referrer"
      src={`/api/cases/${id}/letters/${letterId}/frame?workspace=${workspace}`}
    />
  )
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
