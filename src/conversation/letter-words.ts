/** Marks that a mail's HTML may keep; everything else is dropped, its words stay. */
const markNames = ['p', 'b', 'i', 'u', 's', 'code', 'pre', 'quote', 'ul', 'ol', 'li', 'h', 'table', 'tr', 'td', 'hr', 'br'] as const
export type MarkName = (typeof markNames)[number]

/** A piece of a mail as it was sent: words, a mark around more, a link, a picture of the mail itself, one from elsewhere (never loaded). */
export type Piece =
  | string
  | { mark: MarkName; in: Piece[] }
  | { href: string; in: Piece[] }
  | { fileId: string; alt: string }
  | { elsewhere: string; alt: string }
